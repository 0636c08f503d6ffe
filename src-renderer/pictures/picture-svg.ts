/** A picture as an SVG file: attributes only, no style sheet, no script, nothing fetched; SVG 1.1 as all programs read it. */
import {
  brief,
  boxPath,
  UNMOVED,
  type Clip,
  type Matrix,
  type Paint,
  type Picture,
  type Shape,
} from './picture.ts';

/** What stands in for our letters where they are not installed. */
const FALLBACKS: readonly (readonly [pattern: RegExp, families: string])[] = [
  [/mono/i, 'JetBrains Mono, Menlo, Consolas, DejaVu Sans Mono, monospace'],
  [/./, 'Inter, Segoe UI, Helvetica Neue, Arial, sans-serif'],
];

export function writeSvg(picture: Picture): string {
  const { width, height, title, ground, shapes } = picture;
  const clips = new Map<string, string>();
  const body = shapes.map((shape) => writeShape(shape, clips));
  const definitions = [...clips].map(([path, id]) => `<clipPath id="${id}"><path d="${path}"/></clipPath>`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${brief(width)}" height="${brief(height)}" viewBox="0 0 ${brief(width)} ${brief(height)}">`,
    `<title>${escape(title)}</title>`,
    ...(definitions.length > 0 ? [`<defs>${definitions.join('')}</defs>`] : []),
    `<rect width="100%" height="100%"${colour('fill', ground)}/>`,
    ...body,
    '</svg>\n',
  ].join('\n');
}

function writeShape(shape: Shape, clips: Map<string, string>): string {
  const element = elementOf(shape);
  // A clip is told in the picture's own places, so it stands around what is moved.
  return shape.clip ? `<g clip-path="url(#${clipOf(shape.clip, clips)})">${element}</g>` : element;
}

function elementOf(shape: Shape): string {
  const move = moveOf(shape.matrix);
  switch (shape.kind) {
    case 'path':
      return `<path${move} d="${escape(shape.path)}"${paintOf(shape)}/>`;
    case 'image': {
      const { x, y, width, height, opacity, pixels } = shape;
      return (
        `<image${move} x="${brief(x)}" y="${brief(y)}" width="${brief(width)}" height="${brief(height)}"` +
        `${faint(opacity)} preserveAspectRatio="none" xlink:href="${pixels.toDataURL('image/png')}"/>`
      );
    }
    case 'text': {
      const { lettering, x, y, width, text } = shape;
      return (
        `<text${move} x="${brief(x)}" y="${brief(y)}" textLength="${brief(width)}" lengthAdjust="spacingAndGlyphs"` +
        ` font-family="${familiesOf(lettering.family)}" font-size="${brief(lettering.size)}"` +
        `${lettering.weight === '400' ? '' : ` font-weight="${escape(lettering.weight)}"`}` +
        `${lettering.italic ? ' font-style="italic"' : ''}${paintOf(shape)} xml:space="preserve">${escape(text)}</text>`
      );
    }
  }
}

function moveOf(matrix: Matrix): string {
  if (matrix.every((value, index) => value === UNMOVED[index])) return '';
  const [a, b, c, d, e, f] = matrix;
  if (a === 1 && b === 0 && c === 0 && d === 1) return ` transform="translate(${brief(e)} ${brief(f)})"`;
  const turn = [a, b, c, d].map((value) => String(Math.round(value * 1e5) / 1e5));
  return ` transform="matrix(${[...turn, brief(e), brief(f)].join(' ')})"`;
}

function clipOf(clip: Clip, clips: Map<string, string>): string {
  const path = boxPath(clip.x, clip.y, clip.width, clip.height, clip.radius);
  const id = clips.get(path) ?? `clip-${clips.size + 1}`;
  clips.set(path, id);
  return id;
}

function paintOf(paint: Paint): string {
  const { fill, stroke, strokeWidth, dash, cap, join, opacity, strokeFirst, crisp } = paint;
  const line =
    stroke === null
      ? ''
      : `${colour('stroke', stroke)}${strokeWidth === 1 ? '' : ` stroke-width="${brief(strokeWidth)}"`}` +
        `${dash.length > 0 ? ` stroke-dasharray="${dash.map(brief).join(' ')}"` : ''}` +
        `${cap === 'butt' ? '' : ` stroke-linecap="${cap}"`}${join === 'miter' ? '' : ` stroke-linejoin="${join}"`}` +
        `${strokeFirst ? ' paint-order="stroke"' : ''}`;
  const edges = crisp ? ' shape-rendering="crispEdges"' : '';
  return `${fill === null ? ' fill="none"' : colour('fill', fill)}${line}${faint(opacity)}${edges}`;
}

function faint(opacity: number): string {
  return opacity < 1 ? ` opacity="${brief(opacity)}"` : '';
}

/** As #rrggbb and an opacity of its own, which every program knows. */
function colour(attribute: 'fill' | 'stroke', value: string): string {
  const { hex, alpha } = readColour(value);
  return ` ${attribute}="${hex}"${alpha < 1 ? ` ${attribute}-opacity="${brief(alpha)}"` : ''}`;
}

/** Of what `getComputedStyle` and canvases write: rgb(), rgba(), color(srgb …) and #rrggbb. Anything else is black. */
export function readColour(value: string): { readonly hex: string; readonly alpha: number } {
  if (/^#[0-9a-f]{6}$/i.test(value)) return { hex: value.toLowerCase(), alpha: 1 };
  const isUnit = value.startsWith('color(srgb ');
  const numbers = (value.startsWith('rgb') || isUnit ? value.match(/[\d.]+(?:e-?\d+)?%?/g) : null) ?? [];
  const [red = 0, green = 0, blue = 0, alpha = 1] = numbers.map((text) =>
    text.endsWith('%') ? Number.parseFloat(text) / 100 : Number.parseFloat(text),
  );
  const part = (share: number): string =>
    Math.min(255, Math.max(0, Math.round(isUnit ? share * 255 : share)))
      .toString(16)
      .padStart(2, '0');
  return { hex: `#${part(red)}${part(green)}${part(blue)}`, alpha };
}

function familiesOf(family: string): string {
  const known = FALLBACKS.find(([pattern]) => pattern.test(family));
  return escape(known ? known[1] : family);
}

/** Names come from strangers: nothing of theirs becomes markup, and what XML cannot hold is left out. */
function escape(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
