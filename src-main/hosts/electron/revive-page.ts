/** A page whose process is gone is loaded again: what was typed in it was kept. One that goes on dying is left. */

/** What is used of Electron's WebContents. */
export interface MortalContents {
  on(
    event: 'render-process-gone',
    listener: (event: unknown, details: { readonly reason: string }) => void,
  ): unknown;
  reload(): void;
}

/** More deaths than this within the span, and loading again does not help. */
const MAX_DEATHS = 3;
const SPAN_MS = 60_000;

/** `giveUp` is told why the page is not loaded once more. `now` in ms. */
export function revivePage(
  contents: MortalContents,
  giveUp: (reason: string) => void,
  now: () => number = () => performance.now(),
): void {
  let deaths: number[] = [];
  contents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    deaths = [...deaths.filter((at) => now() - at < SPAN_MS), now()];
    if (deaths.length > MAX_DEATHS) giveUp(reason);
    else contents.reload();
  });
}
