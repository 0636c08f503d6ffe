/**
 * What charts on a canvas draw with: so much of a canvas's context as a picture in shapes can follow. A chart that draws
 * through a {@link Pen} is exported as sharp shapes; one that does not is exported as its pixels.
 */
import { boxPath, brief, PLAIN, UNMOVED, type PathShape, type Shape } from './picture.ts';

export type Pen = Pick<
  CanvasRenderingContext2D,
  | 'fillStyle'
  | 'strokeStyle'
  | 'globalAlpha'
  | 'lineWidth'
  | 'font'
  | 'textAlign'
  | 'fillRect'
  | 'fillText'
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'arc'
  | 'fill'
  | 'stroke'
  | 'setLineDash'
>;

/** Notes what is drawn as shapes, in the places that the canvas has on the page. */
export class ShapePen implements Pen {
  fillStyle: string | CanvasGradient | CanvasPattern = '#000000';
  strokeStyle: string | CanvasGradient | CanvasPattern = '#000000';
  globalAlpha = 1;
  lineWidth = 1;
  font = '10px sans-serif';
  textAlign: CanvasTextAlign = 'start';
  readonly #shapes: Shape[] = [];
  readonly #measure: CanvasRenderingContext2D | null;
  #path = '';
  #dash: readonly number[] = [];
  /** Rectangles of one ink that follow each other are one path. */
  #boxes: { ink: string; alpha: number; parts: string[] } | null = null;

  constructor() {
    this.#measure = document.createElement('canvas').getContext('2d');
  }

  /** All that was drawn. */
  take(): readonly Shape[] {
    this.#endBoxes();
    return this.#shapes;
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    const ink = String(this.fillStyle);
    if (this.#boxes?.ink !== ink || this.#boxes.alpha !== this.globalAlpha) {
      this.#endBoxes();
      this.#boxes = { ink, alpha: this.globalAlpha, parts: [] };
    }
    this.#boxes.parts.push(boxPath(x, y, width, height));
  }

  beginPath(): void {
    this.#path = '';
  }

  moveTo(x: number, y: number): void {
    this.#path += `M${brief(x)} ${brief(y)}`;
  }

  lineTo(x: number, y: number): void {
    this.#path += `L${brief(x)} ${brief(y)}`;
  }

  /** In two halves, as SVG has no whole turn in one; counter-clockwise is not followed. */
  arc(x: number, y: number, r: number, start: number, end: number): void {
    const at = (angle: number): string =>
      `${brief(x + r * Math.cos(angle))} ${brief(y + r * Math.sin(angle))}`;
    const turn = Math.min(end - start, 2 * Math.PI);
    const radius = `${brief(r)} ${brief(r)}`;
    this.#path += `${this.#path === '' ? 'M' : 'L'}${at(start)}`;
    for (const share of [0.5, 1]) this.#path += `A${radius} 0 0 1 ${at(start + turn * share)}`;
  }

  fill(): void {
    this.#add({ fill: String(this.fillStyle) });
  }

  stroke(): void {
    this.#add({ stroke: String(this.strokeStyle), strokeWidth: this.lineWidth, dash: this.#dash });
  }

  setLineDash(segments: readonly number[]): void {
    this.#dash = [...segments];
  }

  fillText(text: string, x: number, y: number): void {
    this.#endBoxes();
    const context = this.#measure;
    if (!context) return;
    context.font = this.font;
    const { width } = context.measureText(text);
    const shift = { center: 0.5, right: 1, end: 1, left: 0, start: 0 }[this.textAlign];
    const [, size = '10', family = 'sans-serif'] = /([\d.]+)px (.*)$/.exec(this.font) ?? [];
    this.#shapes.push({
      ...PLAIN,
      kind: 'text',
      matrix: UNMOVED,
      clip: null,
      fill: String(this.fillStyle),
      opacity: this.globalAlpha,
      text,
      x: x - width * shift,
      y,
      width,
      lettering: {
        family,
        size: Number(size),
        weight: /\b([1-9]00|bold)\b/.exec(this.font)?.[1] ?? '400',
        italic: /italic/.test(this.font),
      },
    });
  }

  #add(paint: Partial<PathShape>): void {
    this.#endBoxes();
    const { globalAlpha: opacity } = this;
    this.#shapes.push({
      ...PLAIN,
      kind: 'path',
      matrix: UNMOVED,
      clip: null,
      opacity,
      path: this.#path,
      ...paint,
    });
  }

  #endBoxes(): void {
    const boxes = this.#boxes;
    this.#boxes = null;
    if (!boxes) return;
    const { ink: fill, alpha: opacity, parts } = boxes;
    this.#shapes.push({
      ...PLAIN,
      kind: 'path',
      matrix: UNMOVED,
      clip: null,
      fill,
      opacity,
      path: parts.join(''),
      crisp: true,
    });
  }
}

const drawings = new WeakMap<HTMLCanvasElement, (pen: Pen) => void>();

/** Tells how a canvas's content is drawn in px of the page; until the returned function is called. */
export function tellDrawing(canvas: HTMLCanvasElement, draw: (pen: Pen) => void): () => void {
  drawings.set(canvas, draw);
  return () => {
    if (drawings.get(canvas) === draw) drawings.delete(canvas);
  };
}

/** The content of a canvas in shapes; null where nobody told them. */
export function shapesOfCanvas(canvas: HTMLCanvasElement): readonly Shape[] | null {
  const draw = drawings.get(canvas);
  if (!draw) return null;
  const pen = new ShapePen();
  draw(pen);
  return pen.take();
}
