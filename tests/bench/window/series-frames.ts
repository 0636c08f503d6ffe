/** Frames of the Series screen while a person scrubs through its runs, or drags them along. */
import type { Page } from '@playwright/test';

const LENGTH_MS = 4_000;

/** Times between frames, in ms, while the scrubber is dragged to and fro without a pause, a step every frame. */
export function scrubFramesMs(page: Page): Promise<number[]> {
  return dragFramesMs(page, '[role="slider"][aria-label="Run"]', 0.02, 0.98);
}

/** Times between frames, in ms, while the strips are dragged sideways without a pause; they have to be zoomed. */
export function panFramesMs(page: Page): Promise<number[]> {
  return dragFramesMs(page, '[role="grid"]', 0.35, 0.9);
}

function dragFramesMs(page: Page, selector: string, from: number, to: number): Promise<number[]> {
  return page.evaluate(
    ([what, start, end, lengthMs]) =>
      new Promise<number[]>((resolve, reject) => {
        const element = document.querySelector(what);
        if (!element) {
          reject(new Error(`There is no ${what}.`));
          return;
        }
        // The pointer of a script cannot be captured.
        element.setPointerCapture = () => {};
        const box = element.getBoundingClientRect();
        const point = (type: string, share: number) =>
          element.dispatchEvent(
            new PointerEvent(type, {
              bubbles: true,
              button: 0,
              pointerId: 1,
              clientX: box.left + box.width * share,
              clientY: box.top + box.height / 2,
            }),
          );
        point('pointerdown', start);
        const frames: number[] = [];
        const began = performance.now();
        let before = began;
        const next = (now: number) => {
          frames.push(now - before);
          before = now;
          // To the end and back in two seconds.
          const turn = ((now - began) / 1_000) % 2;
          point('pointermove', start + (end - start) * (turn < 1 ? turn : 2 - turn));
          if (now - began < lengthMs) requestAnimationFrame(next);
          else {
            point('pointerup', start);
            resolve(frames.slice(1));
          }
        };
        requestAnimationFrame(next);
      }),
    [selector, from, to, LENGTH_MS] as const,
  );
}
