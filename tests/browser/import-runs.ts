/** Brings runs into the history as a person would who was sent them. */
import { expect } from '@playwright/test';
import type { ScanReport } from '../../src-shared/scan/scan-report.ts';
import type { Portolan } from './portolan-page.ts';

/** Opens the reports one after the other by the field that chooses a file; the last one is then on the screen. */
export async function importRuns({ page }: Portolan, reports: readonly ScanReport[]): Promise<void> {
  for (const report of reports) {
    const name = `${report.id}.json`;
    await page.evaluate(
      ([text, fileName]) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([text], fileName));
        for (const type of ['dragenter', 'dragover', 'drop']) {
          const drag = new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer });
          (document.querySelector('main') ?? document.body).dispatchEvent(drag);
        }
      },
      [JSON.stringify(report), name] as const,
    );
    await expect(page.getByText(`${name} is open and kept in History`)).toBeVisible({ timeout: 30_000 });
  }
}

/** Goes to the comparison of two runs by its address. */
export async function compareRuns({ page }: Portolan, before: string, after: string): Promise<void> {
  const address = new URL(page.url());
  address.hash = `#/compare/${before}/${after}`;
  await page.goto(address.href);
}
