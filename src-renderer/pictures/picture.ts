/**
 * A picture as shapes: what a chart on the screen is read into, and what an SVG file and a PNG file are made from. Places
 * and sizes in CSS px from the picture's upper left corner; colours as CSS writes them, never by name of a variable.
 */

/** As `DOMMatrix`: a b c d e f. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

export const UNMOVED: Matrix = [1, 0, 0, 1, 0, 0];

/** A rectangle outside of which nothing of a shape is seen. */
export interface Clip {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly radius: number;
}

export interface Paint {
  /** Null: none. */
  readonly fill: string | null;
  readonly stroke: string | null;
  readonly strokeWidth: number;
  readonly dash: readonly number[];
  readonly cap: CanvasLineCap;
  readonly join: CanvasLineJoin;
  /** 0 to 1, over fill and stroke. */
  readonly opacity: number;
  /** The line lies under the fill: the paper around a name. */
  readonly strokeFirst: boolean;
  /** Boxes side by side: no paper shines through between them. */
  readonly crisp: boolean;
}

interface Placed {
  readonly matrix: Matrix;
  readonly clip: Clip | null;
}

export interface PathShape extends Placed, Paint {
  readonly kind: 'path';
  /** As the attribute `d` of SVG 1.1. */
  readonly path: string;
}

export interface Lettering {
  /** As CSS `font-family`: what comes first may be missing where the picture is shown. */
  readonly family: string;
  readonly size: number;
  readonly weight: string;
  readonly italic: boolean;
}

export interface TextShape extends Placed, Paint {
  readonly kind: 'text';
  /** One line. */
  readonly text: string;
  /** The baseline's left end. */
  readonly x: number;
  readonly y: number;
  /** As wide as it was on the screen: it is made so wide again, whatever letters are at hand. */
  readonly width: number;
  readonly lettering: Lettering;
}

/** Something drawn in pixels that nobody told in shapes. */
export interface ImageShape extends Placed {
  readonly kind: 'image';
  readonly pixels: HTMLCanvasElement;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly opacity: number;
}

export type Shape = PathShape | TextShape | ImageShape;

export interface Picture {
  /** What it shows, for those who do not see it. */
  readonly title: string;
  readonly width: number;
  readonly height: number;
  /** The paper's colour. */
  readonly ground: string;
  /** From the lowest to the uppermost. */
  readonly shapes: readonly Shape[];
}

export const PLAIN: Paint = {
  fill: null,
  stroke: null,
  strokeWidth: 0,
  dash: [],
  cap: 'butt',
  join: 'miter',
  opacity: 1,
  strokeFirst: false,
  crisp: false,
};

/** A number as short as it can be without a visible difference: hundredths of a px. */
export function brief(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** A rectangle as a path, its corners round by `radius`. */
export function boxPath(x: number, y: number, width: number, height: number, radius = 0): string {
  const r = Math.min(radius, width / 2, height / 2);
  if (r <= 0) return `M${brief(x)} ${brief(y)}h${brief(width)}v${brief(height)}h${brief(-width)}z`;
  const arc = (dx: number, dy: number): string => `a${brief(r)} ${brief(r)} 0 0 1 ${brief(dx)} ${brief(dy)}`;
  return (
    `M${brief(x + r)} ${brief(y)}h${brief(width - 2 * r)}${arc(r, r)}v${brief(height - 2 * r)}${arc(-r, r)}` +
    `h${brief(2 * r - width)}${arc(-r, -r)}v${brief(2 * r - height)}${arc(r, -r)}z`
  );
}

/** An ellipse as a path. */
export function ellipsePath(x: number, y: number, rx: number, ry: number): string {
  const half = (dx: number): string => `a${brief(rx)} ${brief(ry)} 0 1 1 ${brief(dx)} 0`;
  return `M${brief(x - rx)} ${brief(y)}${half(2 * rx)}${half(-2 * rx)}z`;
}
