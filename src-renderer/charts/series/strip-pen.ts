import type { Pen } from '../../pictures/pen.ts';

export interface Ink {
  readonly fill?: string;
  readonly stroke?: string;
  /** Of the stroke, in px; default 1. */
  readonly width?: number;
  readonly dash?: readonly number[];
  readonly alpha?: number;
}

export interface TextInk {
  readonly fill: string;
  /** Names are set in the sans face, numbers and addresses in the mono one. */
  readonly face: 'sans' | 'mono';
  /** In px. */
  readonly size: number;
  readonly weight: number;
  readonly align?: 'left' | 'right';
  /** Wider text is shortened with an ellipsis, in px. */
  readonly most?: number;
}

/** A token's colour: `ink('open-fill')`. */
export type Inks = (token: string) => string;

export interface StripPen {
  box(x: number, y: number, width: number, height: number, radius: number, ink: Ink): void;
  /** Straight lines through points (x, y, x, y, ...). */
  line(points: readonly number[], ink: Ink): void;
  /** `y`: its baseline. */
  text(text: string, x: number, y: number, ink: TextInk): void;
}

const QUARTER = Math.PI / 2;

/** A pen over a context whose units are px of the page. `faces`: the families of both faces. */
export function stripPen(context: Pen, faces: Readonly<Record<TextInk['face'], string>>): StripPen {
  const paint = ({ fill, stroke, width = 1, dash = [], alpha = 1 }: Ink): void => {
    context.globalAlpha = alpha;
    if (fill !== undefined) {
      context.fillStyle = fill;
      context.fill();
    }
    if (stroke !== undefined) {
      context.strokeStyle = stroke;
      context.lineWidth = width;
      context.setLineDash([...dash]);
      context.stroke();
    }
    context.globalAlpha = 1;
  };
  return {
    box(x, y, width, height, radius, ink) {
      const r = Math.max(0, Math.min(radius, width / 2, height / 2));
      const right = x + width;
      const bottom = y + height;
      context.beginPath();
      context.moveTo(x + r, y);
      context.lineTo(right - r, y);
      if (r > 0) context.arc(right - r, y + r, r, -QUARTER, 0);
      context.lineTo(right, bottom - r);
      if (r > 0) context.arc(right - r, bottom - r, r, 0, QUARTER);
      context.lineTo(x + r, bottom);
      if (r > 0) context.arc(x + r, bottom - r, r, QUARTER, 2 * QUARTER);
      context.lineTo(x, y + r);
      if (r > 0) context.arc(x + r, y + r, r, 2 * QUARTER, 3 * QUARTER);
      else context.lineTo(x, y);
      paint(ink);
    },
    line(points, ink) {
      context.beginPath();
      context.moveTo(points[0] ?? 0, points[1] ?? 0);
      for (let at = 2; at < points.length; at += 2) context.lineTo(points[at] ?? 0, points[at + 1] ?? 0);
      paint(ink);
    },
    text(text, x, y, { fill, face, size, weight, align = 'left', most = Number.POSITIVE_INFINITY }) {
      context.fillStyle = fill;
      context.font = `${weight} ${size}px ${faces[face]}`;
      context.textAlign = align;
      context.fillText(shorten(text, most, context.font), x, y);
    },
  };
}

const shortened = new Map<string, string>();
const MOST_KEPT = 2_000;
let measure: CanvasRenderingContext2D | null = null;

/** The longest beginning that fits, with an ellipsis. Measured once: lines are drawn at every turn of a wheel. */
function shorten(text: string, most: number, font: string): string {
  if (most === Number.POSITIVE_INFINITY) return text;
  const key = `${font} ${Math.round(most)} ${text}`;
  const known = shortened.get(key);
  if (known !== undefined) return known;
  measure ??= document.createElement('canvas').getContext('2d');
  if (!measure) return text;
  measure.font = font;
  const fits = (part: string): boolean => (measure?.measureText(part).width ?? 0) <= most;
  let result = text;
  for (let end = text.length - 1; !fits(result) && end > 0; end--)
    result = `${text.slice(0, end).trimEnd()}…`;
  if (shortened.size > MOST_KEPT) shortened.clear();
  shortened.set(key, result);
  return result;
}
