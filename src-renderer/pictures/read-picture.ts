/**
 * A part of the page -> a picture of it, as it looks now: in the theme's colours, with its titles and legends. Reads
 * grounds, borders and letters of HTML, the shapes of SVG, and canvases.
 *
 * What it does not see, so that charts do without: `::before` and `::after`, CSS gradients and images, filters, shadows
 * other than an inner line, and SVG's paint servers. Whatever carries `data-picture="none"` (buttons, crosshairs) is left
 * out.
 */
import { shapesOfCanvas } from './pen.ts';
import { boxPath, PLAIN, UNMOVED, type Clip, type Paint, type Picture } from './picture.ts';
import { readLetters } from './read-letters.ts';
import { readSvg } from './read-svg.ts';
import type { Inherited, Reading } from './reading.ts';

/** Paper around what is read, in px. */
const MARGIN = 12;

/** `title` stands in the file for those who do not see the picture. */
export function readPicture(element: Element, title: string): Picture {
  const box = element.getBoundingClientRect();
  const reading: Reading = { left: box.left - MARGIN, top: box.top - MARGIN, shapes: [] };
  // What is scrolled out of an element that is exported itself belongs to it.
  const width = Math.max(box.width, element.scrollWidth);
  const height = Math.max(box.height, element.scrollHeight);
  readElement(element, { opacity: 1, clip: null }, reading, true);
  return {
    title,
    width: Math.ceil(width) + 2 * MARGIN,
    height: Math.ceil(height) + 2 * MARGIN,
    ground: groundOf(element),
    shapes: reading.shapes,
  };
}

/** The nearest paper under an element. */
function groundOf(element: Element): string {
  for (let under: Element | null = element; under; under = under.parentElement) {
    const { backgroundColor } = getComputedStyle(under);
    if (!isClear(backgroundColor)) return backgroundColor;
  }
  return '#ffffff';
}

function readElement(element: Element, above: Inherited, reading: Reading, isOutermost = false): void {
  if (element instanceof HTMLElement && element.dataset['picture'] === 'none') return;
  const style = getComputedStyle(element);
  if (style.display === 'none' || style.visibility === 'hidden' || style.opacity === '0') return;
  const opacity = above.opacity * Number(style.opacity);
  if (element instanceof SVGSVGElement) {
    readSvg(element, above, reading);
    return;
  }
  const box = element.getBoundingClientRect();
  const area: Clip = {
    x: box.left - reading.left,
    y: box.top - reading.top,
    width: box.width,
    height: box.height,
    radius: Number.parseFloat(style.borderTopLeftRadius) || 0,
  };
  if (isHiddenFromEyes(style, area)) return;
  if (element instanceof HTMLCanvasElement) {
    readCanvas(element, area, { ...above, opacity }, reading);
    return;
  }
  // The lines around what is exported divide it from its neighbours.
  if (style.display !== 'contents' && !isOutermost) readBox(style, area, { ...above, opacity }, reading);
  const cuts = !isOutermost && style.overflow !== 'visible';
  const inside: Inherited = { opacity, clip: cuts ? narrower(above.clip, area) : above.clip };
  for (const child of element.childNodes) {
    if (child instanceof Element) readElement(child, inside, reading);
    else if (child instanceof Text) readLetters(child, style, inside, reading);
  }
}

/** For screen readers alone. */
function isHiddenFromEyes(style: CSSStyleDeclaration, { width, height }: Clip): boolean {
  return style.position === 'absolute' && width <= 1 && height <= 1;
}

/** The inner of two; round corners only where the inner one has them. */
function narrower(outer: Clip | null, inner: Clip): Clip {
  if (!outer) return inner;
  const x = Math.max(outer.x, inner.x);
  const y = Math.max(outer.y, inner.y);
  const width = Math.max(0, Math.min(outer.x + outer.width, inner.x + inner.width) - x);
  const height = Math.max(0, Math.min(outer.y + outer.height, inner.y + inner.height) - y);
  return { x, y, width, height, radius: inner.radius };
}

/** An element's ground and its lines. */
function readBox(
  style: CSSStyleDeclaration,
  area: Clip,
  { opacity, clip }: Inherited,
  { shapes }: Reading,
): void {
  const { x, y, width, height, radius } = area;
  const add = (path: string, paint: Partial<Paint>): void => {
    shapes.push({ ...PLAIN, kind: 'path', matrix: UNMOVED, clip, opacity, path, ...paint });
  };
  if (width <= 0 || height <= 0) return;
  if (!isClear(style.backgroundColor)) {
    add(boxPath(x, y, width, height, radius), { fill: style.backgroundColor });
  }
  const inner = /^(.*\)) 0px 0px 0px 1px inset$/.exec(style.boxShadow)?.[1];
  if (inner !== undefined) {
    add(boxPath(x + 0.5, y + 0.5, width - 1, height - 1, Math.max(0, radius - 0.5)), {
      stroke: inner,
      strokeWidth: 1,
    });
  }
  const lines = (['top', 'right', 'bottom', 'left'] as const).map((side) => ({
    side,
    px: style.getPropertyValue(`border-${side}-style`) === 'none' ? 0 : px(style, `border-${side}-width`),
    ink: style.getPropertyValue(`border-${side}-color`),
  }));
  const [first] = lines;
  if (!first) return;
  if (lines.every(({ px, ink }) => px === first.px && ink === first.ink)) {
    if (first.px === 0 || isClear(first.ink)) return;
    const half = first.px / 2;
    const dash = style.borderTopStyle === 'dashed' ? [3, 2] : [];
    add(boxPath(x + half, y + half, width - first.px, height - first.px, Math.max(0, radius - half)), {
      stroke: first.ink,
      strokeWidth: first.px,
      dash,
    });
    return;
  }
  for (const { side, px, ink } of lines) {
    if (px === 0 || isClear(ink)) continue;
    const at = {
      top: boxPath(x, y, width, px),
      right: boxPath(x + width - px, y, px, height),
      bottom: boxPath(x, y + height - px, width, px),
      left: boxPath(x, y, px, height),
    };
    add(at[side], { fill: ink });
  }
}

function readCanvas(
  canvas: HTMLCanvasElement,
  { x, y, width, height }: Clip,
  { opacity, clip }: Inherited,
  { shapes }: Reading,
): void {
  if (width === 0 || height === 0 || canvas.width === 0 || canvas.height === 0) return;
  const told = shapesOfCanvas(canvas);
  if (!told) {
    shapes.push({ kind: 'image', matrix: UNMOVED, clip, pixels: canvas, x, y, width, height, opacity });
    return;
  }
  const inside = narrower(clip, { x, y, width, height, radius: 0 });
  for (const shape of told) {
    const [a, b, c, d, e, f] = shape.matrix;
    shapes.push({
      ...shape,
      matrix: [a, b, c, d, e + x, f + y],
      opacity: shape.opacity * opacity,
      clip: inside,
    });
  }
}

function px(style: CSSStyleDeclaration, property: string): number {
  return Number.parseFloat(style.getPropertyValue(property)) || 0;
}

/** Nothing is seen of such a colour. */
export function isClear(colour: string): boolean {
  return colour === '' || colour === 'none' || colour === 'transparent' || /[,/] ?0\)$/.test(colour);
}
