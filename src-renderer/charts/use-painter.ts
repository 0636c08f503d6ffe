import { type RefObject, useEffect } from 'react';

/**
 * Draws a canvas in the next frame, and again whenever the theme changes: the page's scheme is set after the effects of
 * what it contains, so colours read at once would be those of the other theme. `draw` has to be the same function while
 * nothing changed.
 */
export function usePainter(
  canvas: RefObject<HTMLCanvasElement | null>,
  draw: (canvas: HTMLCanvasElement) => void,
): void {
  useEffect(() => {
    let frame = 0;
    const ask = (): void => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        if (canvas.current) draw(canvas.current);
      });
    };
    ask();
    const observer = new MutationObserver(ask);
    observer.observe(document.documentElement, { attributeFilter: ['data-mantine-color-scheme'] });
    return () => {
      cancelAnimationFrame(frame);
      observer.disconnect();
    };
  }, [canvas, draw]);
}
