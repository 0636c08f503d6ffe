/** The shapes of a drawing in SVG as they stand on the page, whoever made it. */
import { boxPath, ellipsePath, PLAIN, type Clip, type Matrix, type Paint } from './picture.ts';
import { letteringOf } from './read-letters.ts';
import type { Inherited, Reading } from './reading.ts';

/** Adds everything in a drawing that is seen. */
export function readSvg(drawing: SVGSVGElement, above: Inherited, reading: Reading): void {
  readNode(drawing, above, reading);
}

function readNode(node: SVGGraphicsElement, above: Inherited, reading: Reading): void {
  const style = getComputedStyle(node);
  if (style.display === 'none' || style.visibility === 'hidden' || node.dataset['picture'] === 'none') return;
  const opacity = above.opacity * Number(style.opacity);
  if (opacity === 0) return;
  const matrix = matrixOf(node, reading);
  const clip = clipOf(style, matrix) ?? above.clip;
  const placed = { matrix, clip };
  if (node instanceof SVGTextElement) {
    readText(node, { opacity, clip }, reading, matrix);
    return;
  }
  const path = node instanceof SVGGeometryElement ? pathOf(node) : null;
  if (path !== null) {
    const paint = paintOf(style, opacity);
    if (paint.fill !== null || paint.stroke !== null)
      reading.shapes.push({ kind: 'path', ...placed, path, ...paint });
    return;
  }
  for (const child of node.children) {
    if (child instanceof SVGGraphicsElement && !(child instanceof SVGClipPathElement)) {
      readNode(child, { opacity, clip }, reading);
    }
  }
}

/** From the node's own places to the picture's. */
function matrixOf(node: SVGGraphicsElement, { left, top }: Reading): Matrix {
  const { a, b, c, d, e, f } = node.getScreenCTM() ?? new DOMMatrix();
  return [a, b, c, d, e - left, f - top];
}

/** A clip path that is one rectangle, as charts have; turned ones are not followed. */
function clipOf({ clipPath }: CSSStyleDeclaration, [a, , , d, e, f]: Matrix): Clip | null {
  const id = /^url\("#(.+)"\)$/.exec(clipPath)?.[1];
  const box = id === undefined ? null : document.getElementById(id)?.querySelector('rect');
  if (!box) return null;
  const [x, y, width, height] = [box.x, box.y, box.width, box.height].map(({ baseVal }) => baseVal.value);
  return { x: x! * a + e, y: y! * d + f, width: width! * a, height: height! * d, radius: 0 };
}

function pathOf(node: SVGGeometryElement): string | null {
  const value = (length: SVGAnimatedLength): number => length.baseVal.value;
  if (node instanceof SVGPathElement) return node.getAttribute('d');
  if (node instanceof SVGRectElement) {
    const radius = Number.parseFloat(getComputedStyle(node).rx) || 0;
    return boxPath(value(node.x), value(node.y), value(node.width), value(node.height), radius);
  }
  if (node instanceof SVGCircleElement) {
    return ellipsePath(value(node.cx), value(node.cy), value(node.r), value(node.r));
  }
  if (node instanceof SVGEllipseElement) {
    return ellipsePath(value(node.cx), value(node.cy), value(node.rx), value(node.ry));
  }
  if (node instanceof SVGLineElement) {
    return `M${value(node.x1)} ${value(node.y1)}L${value(node.x2)} ${value(node.y2)}`;
  }
  if (node instanceof SVGPolygonElement || node instanceof SVGPolylineElement) {
    const points = [...node.points].map(({ x, y }) => `${x} ${y}`);
    return points.length === 0 ? null : `M${points.join('L')}${node instanceof SVGPolygonElement ? 'z' : ''}`;
  }
  return null;
}

/** `opacity`: of the node and all around it. A fill fainter than its line is told by the colour. */
function paintOf(style: CSSStyleDeclaration, opacity: number): Paint {
  const strokeWidth = Number.parseFloat(style.strokeWidth) || 0;
  const stroke = strokeWidth === 0 ? null : inkOf(style.stroke, Number(style.strokeOpacity));
  return {
    ...PLAIN,
    fill: inkOf(style.fill, Number(style.fillOpacity)),
    stroke,
    strokeWidth,
    dash: style.strokeDasharray === 'none' ? [] : style.strokeDasharray.split(/[ ,]+/).map(Number.parseFloat),
    cap: style.strokeLinecap as CanvasLineCap,
    join: (style.strokeLinejoin || 'miter') as CanvasLineJoin,
    opacity,
    strokeFirst: style.paintOrder.startsWith('stroke'),
  };
}

function inkOf(colour: string, opacity: number): string | null {
  if (colour === 'none' || colour.startsWith('url(') || opacity === 0) return null;
  const parts = /^rgba?\((\d+), (\d+), (\d+)(?:, ([\d.]+))?\)$/.exec(colour);
  if (!parts) return colour;
  const alpha = Number(parts[4] ?? 1) * opacity;
  if (alpha === 0) return null;
  return alpha === 1 ? colour : `rgba(${parts[1]}, ${parts[2]}, ${parts[3]}, ${alpha})`;
}

/** Each piece of a text by itself: they differ in ink and stand where the browser put them. */
function readText(text: SVGTextElement, above: Inherited, reading: Reading, matrix: Matrix): void {
  const pieces = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  let from = 0;
  while (pieces.nextNode()) {
    const node = pieces.currentNode as Text;
    const letters = node.data.length;
    const piece = node.parentElement;
    if (piece && letters > 0 && from + letters <= text.getNumberOfChars()) {
      const style = getComputedStyle(piece);
      const { x, y } = text.getStartPositionOfChar(from);
      reading.shapes.push({
        kind: 'text',
        matrix,
        clip: above.clip,
        ...paintOf(style, above.opacity),
        text: node.data,
        x,
        y,
        width: text.getSubStringLength(from, letters),
        lettering: letteringOf(style),
      });
    }
    from += letters;
  }
}
