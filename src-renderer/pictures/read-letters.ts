/** The lines of a text on the page, where they stand. */
import { PLAIN, UNMOVED, type Lettering } from './picture.ts';
import type { Inherited, Reading } from './reading.ts';

interface Line {
  text: string;
  readonly left: number;
  right: number;
  readonly top: number;
  readonly height: number;
}

/** Adds the lines of one text node, whose element has `style`. */
export function readLetters(
  node: Text,
  style: CSSStyleDeclaration,
  { opacity, clip }: Inherited,
  { left, top, shapes }: Reading,
): void {
  if (node.data.trim() === '') return;
  const lettering = letteringOf(style);
  for (const line of linesOf(node)) {
    const text = style.textTransform === 'uppercase' ? line.text.toUpperCase() : line.text;
    shapes.push({
      ...PLAIN,
      kind: 'text',
      matrix: UNMOVED,
      clip,
      fill: style.color,
      opacity,
      text,
      x: line.left - left,
      y: line.top - top + ascentOf(lettering, line.height),
      width: line.right - line.left,
      lettering,
    });
  }
}

/** The letters an element is set in. */
export function letteringOf(style: CSSStyleDeclaration): Lettering {
  return {
    family: style.fontFamily,
    size: Number.parseFloat(style.fontSize),
    weight: style.fontWeight,
    italic: style.fontStyle !== 'normal',
  };
}

/** One line as a rule; broken ones are put together letter by letter. */
function linesOf(node: Text): Line[] {
  const range = document.createRange();
  range.selectNodeContents(node);
  const boxes = range.getClientRects();
  const [only] = boxes;
  if (!only) return [];
  if (boxes.length === 1) {
    const { left, right, top, height } = only;
    return [{ text: node.data.replace(/\s+/g, ' ').trim(), left, right, top, height }];
  }
  const lines: Line[] = [];
  for (let at = 0; at < node.length; at++) {
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    const box = range.getBoundingClientRect();
    if (box.width === 0) continue;
    const line = lines.at(-1);
    if (line && Math.abs(line.top - box.top) < box.height / 2) {
      line.text += node.data[at] ?? '';
      line.right = box.right;
    } else {
      lines.push({
        text: node.data[at] ?? '',
        left: box.left,
        right: box.right,
        top: box.top,
        height: box.height,
      });
    }
  }
  return lines;
}

const measure = document.createElement('canvas').getContext('2d');

/** From the upper edge of a line's box, `height` px high, to its baseline. */
function ascentOf({ italic, weight, size, family }: Lettering, height: number): number {
  if (!measure) return height * 0.8;
  measure.font = `${italic ? 'italic ' : ''}${weight} ${size}px ${family}`;
  const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = measure.measureText('x');
  return (height - up - down) / 2 + up;
}
