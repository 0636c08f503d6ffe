import { type RefObject, useEffect } from 'react';
import { type Pen, tellDrawing } from '../pictures/pen.ts';

/**
 * Draws a canvas in the next frame, and again whenever the theme changes: the page's scheme is set after the effects of
 * what it contains, so colours read at once would be those of the other theme. `draw` has to be the same function while
 * nothing changed. `record` draws the same once more in px of the page, for an export in shapes.
 */
export function usePainter(
  canvas: RefObject<HTMLCanvasElement | null>,
  draw: (canvas: HTMLCanvasElement) => void,
  record?: (pen: Pen, canvas: HTMLCanvasElement) => void,
): void {
  useEffect(() => {
    const element = canvas.current;
    return element && record ? tellDrawing(element, (pen) => record(pen, element)) : undefined;
  }, [canvas, record]);
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
