/** Times taken inside the page, by its own clock: what a person waits for, drawn, not merely answered. */
import { expect, type Page } from '@playwright/test';

/** Frames of a scroll are taken for this long. */
const SCROLL_MS = 4_000;
const PX_A_FRAME = 180;

/** From the page's beginning until the target field can be typed into, drawn. */
export async function firstUsefulPaintMs(page: Page, url: string): Promise<number> {
  await page.addInitScript(() => {
    const look = () => {
      if (document.querySelector('main input, main textarea')) {
        requestAnimationFrame(() => setTimeout(() => (window.name = `useful ${performance.now()}`), 0));
      } else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.goto(url);
  const told = (): Promise<string> => page.evaluate(() => window.name);
  await expect.poll(told).toMatch(/^useful /);
  return Number((await told()).slice('useful '.length));
}

/** Does `act`, and tells how long it took from its event until the first port in "Results" was drawn. */
export async function msUntilRow(page: Page, act: () => Promise<void>): Promise<number> {
  return msUntil(page, act, null);
}

/** Types a filter and tells how long it took until the table had another number of lines, drawn. */
export async function msUntilFiltered(page: Page, text: string): Promise<number> {
  await page.getByRole('textbox', { name: 'Filter rows' }).focus();
  const before = await page.getByRole('table', { name: 'Results' }).getAttribute('aria-rowcount');
  return msUntil(page, () => page.keyboard.insertText(text), before);
}

/** By the page's clock; `before`: how many lines the table had. */
async function msUntil(page: Page, act: () => Promise<void>, before: string | null): Promise<number> {
  // Installed and answered before the act: events overtake scripts.
  const first = await page.evaluateHandle(() => {
    const event: { at: number | null } = { at: null };
    for (const kind of ['dblclick', 'input'])
      window.addEventListener(kind, () => (event.at ??= performance.now()), { capture: true });
    return event;
  });
  await act();
  return first.evaluate(
    (event, old) =>
      new Promise<number>((resolve) => {
        const isDrawn = () => {
          const table = document.querySelector('[aria-label="Results"]');
          if (old !== null) return table?.getAttribute('aria-rowcount') !== old;
          const rows = table?.querySelectorAll('.data-table-row') ?? [];
          return [...rows].some((row) => row.textContent !== '');
        };
        const look = () => {
          if (isDrawn()) setTimeout(() => resolve(performance.now() - (event.at ?? 0)), 0);
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }),
    before,
  );
}

/** Times between frames, in ms, while the table of results scrolls without a pause. */
export async function scrollFramesMs(page: Page): Promise<number[]> {
  return page.evaluate(
    ([lengthMs, step]) =>
      new Promise<number[]>((resolve) => {
        const scroller = document.querySelector('[aria-label="Results"]')?.parentElement;
        const frames: number[] = [];
        let before = performance.now();
        const end = before + lengthMs;
        const next = (now: number) => {
          frames.push(now - before);
          before = now;
          if (scroller) scroller.scrollTop += step;
          if (now < end) requestAnimationFrame(next);
          else resolve(frames.slice(1));
        };
        requestAnimationFrame(next);
      }),
    [SCROLL_MS, PX_A_FRAME] as const,
  );
}

/** What the page's own objects take, as they lie: garbage that was not swept yet counts. */
export async function heapMb(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize / 2 ** 20;
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
