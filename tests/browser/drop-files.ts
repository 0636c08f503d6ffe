/** Dropping files on the window. */
import type { Page } from '@playwright/test';

export interface Dropped {
  readonly name: string;
  readonly text: string;
}

/** Drops files in the middle of the window, as the system would hand them over. */
export async function drop(page: Page, files: readonly Dropped[], release = true): Promise<void> {
  await page.evaluate(
    ([list, letGo]) => {
      const dataTransfer = new DataTransfer();
      for (const { name, text } of list) dataTransfer.items.add(new File([text], name));
      const target = document.querySelector('main') ?? document.body;
      for (const type of ['dragenter', 'dragover', ...(letGo ? ['drop'] : [])]) {
        target.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
      }
    },
    [files, release] as const,
  );
}
