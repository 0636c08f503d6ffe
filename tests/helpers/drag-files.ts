/** Files dragged over the window and dropped on it, as the system would hand them over. */
import type { Page } from '@playwright/test';

export interface DraggedFile {
  readonly name: string;
  readonly text: string;
}

/** How a drag ends; `over` leaves the files over the window. */
export type DragEnd = 'over' | 'drop' | 'leave';

/** In the middle of the window. */
export async function dragFiles(
  page: Page,
  files: readonly DraggedFile[],
  end: DragEnd = 'drop',
): Promise<void> {
  const events =
    end === 'leave' ? ['dragleave'] : ['dragenter', 'dragover', ...(end === 'drop' ? ['drop'] : [])];
  await page.evaluate(
    ([list, types]) => {
      const dataTransfer = new DataTransfer();
      for (const { name, text } of list) dataTransfer.items.add(new File([text], name));
      const target = document.querySelector('main') ?? document.body;
      for (const type of types) {
        target.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
      }
    },
    [files, events] as const,
  );
}
