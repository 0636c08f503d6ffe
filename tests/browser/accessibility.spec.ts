/** axe on every screen, in both themes, with and without content. */
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { openListener } from '../helpers/listeners.ts';
import { expect, test } from './portolan-test.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** "rule: what, at selector", one line for each thing axe finds. */
async function findBarriers(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const results = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<AxeResults> } };
    return axe.run();
  });
  return results.violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${violation.help}, at ${node.target.join(' ')}`),
  );
}

for (const scheme of ['light', 'dark'] as const) {
  test.describe(scheme, () => {
    test.use({ colorScheme: scheme });

    test('the empty screens', async ({ portolan, page }) => {
      for (const screen of ['Scan', 'History', 'Compare', 'Settings'] as const) {
        await portolan.open(screen);
        // A screen's code is fetched when it is first opened.
        await expect(page.getByRole('heading', { level: 1 })).toBeAttached();
        expect(await findBarriers(page), screen).toEqual([]);
      }
    });

    test('with results, a port panel, history and a comparison', async ({ portolan, page }) => {
      const open = await openListener('127.0.0.1');
      await portolan.scan('127.0.0.1', `${open.port},1-60`);
      expect(await findBarriers(page), 'results').toEqual([]);
      await portolan.portRow(open.port).click();
      await expect(page.getByRole('img', { name: 'Handshake' })).toBeVisible();
      expect(await findBarriers(page), 'port panel').toEqual([]);
      await open.close();
      await portolan.scan('127.0.0.1', `${open.port},1-60`);
      await portolan.open('History');
      await expect(portolan.rows('Runs', '127.0.0.1')).toHaveCount(2);
      expect(await findBarriers(page), 'history').toEqual([]);
      await portolan.open('Compare');
      await expect(portolan.table('Changes')).toBeVisible();
      expect(await findBarriers(page), 'comparison').toEqual([]);
    });

    test('Learn', async ({ portolan, page }) => {
      await portolan.open('Learn');
      for (const name of [
        'Open, closed, filtered',
        'DROP or REJECT',
        'Confidence',
        'Practice range',
        'no-response',
      ]) {
        await page
          .getByRole('navigation', { name: 'Lessons' })
          .getByRole('link', { name, exact: true })
          .click();
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        expect(await findBarriers(page), name).toEqual([]);
      }
      await page.getByRole('navigation', { name: 'Lessons' }).getByRole('link', { name: 'Quiz' }).click();
      await page.getByRole('button', { name: 'Open', exact: false }).first().click();
      await expect(page.getByText('Right.')).toBeVisible();
      expect(await findBarriers(page), 'quiz').toEqual([]);
    });

    test('a wrong form', async ({ portolan, page }) => {
      await portolan.fillIn('10.0.0.300', '99999');
      await expect(portolan.field('Ports')).toHaveAttribute('aria-invalid', 'true');
      expect(await findBarriers(page)).toEqual([]);
    });
  });
}
