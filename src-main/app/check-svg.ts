/** Whether a text is an SVG of shapes and letters alone: nothing that runs, links, or fetches. */
import { SaxesParser } from 'saxes';

/** Element -> the attributes it may have, besides those of all. */
const KNOWN: ReadonlyMap<string, readonly string[]> = new Map([
  ['svg', ['xmlns', 'xmlns:xlink', 'viewBox', 'width', 'height']],
  ['title', []],
  ['defs', []],
  ['clipPath', ['id']],
  ['g', []],
  ['rect', ['width', 'height']],
  ['path', ['d']],
  [
    'text',
    [
      'textLength',
      'lengthAdjust',
      'font-family',
      'font-size',
      'font-weight',
      'font-style',
      'xml:space',
      'x',
      'y',
    ],
  ],
  ['image', ['width', 'height', 'x', 'y', 'preserveAspectRatio', 'xlink:href']],
]);
const OF_ALL: readonly string[] = (
  'transform clip-path opacity fill fill-opacity stroke stroke-opacity stroke-width ' +
  'stroke-dasharray stroke-linecap stroke-linejoin paint-order shape-rendering'
).split(' ');
/** Read so many UTF-16 code units at a time. */
const STEP = 65_536;
const OWN_IMAGE = /^data:image\/png;base64,[\w+/=]*$/;
const OWN_REFERENCE = /^url\(#clip-\d+\)$/;

/** Null: it is one. Otherwise what is wrong, in a few words. */
export function checkSvg(text: string): string | null {
  const faults: string[] = [];
  let isFirst = true;
  const blame = (why: string): void => void faults.push(why);
  const parser = new SaxesParser();
  parser.on('error', (error) => blame(error.message));
  parser.on('doctype', () => blame('a DOCTYPE'));
  parser.on('processinginstruction', () => blame('a processing instruction'));
  parser.on('cdata', () => blame('a CDATA section'));
  parser.on('opentag', ({ name, attributes }) => {
    if (isFirst && (name !== 'svg' || attributes['xmlns'] !== 'http://www.w3.org/2000/svg'))
      blame('no <svg>');
    isFirst = false;
    const own = KNOWN.get(name);
    if (!own) return blame(`<${name}>`);
    for (const [attribute, value] of Object.entries(attributes)) {
      const isKnown = own.includes(attribute) || OF_ALL.includes(attribute);
      const isOwn =
        attribute === 'xlink:href'
          ? OWN_IMAGE.test(value)
          : !value.includes('url(') || OWN_REFERENCE.test(value);
      if (!isKnown || !isOwn) blame(`${attribute} of <${name}>`);
    }
  });
  // After the first fault nothing more can come of it.
  for (let from = 0; from < text.length && faults.length === 0; from += STEP) {
    parser.write(text.slice(from, from + STEP));
  }
  if (faults.length === 0) parser.close();
  return faults[0] ?? (isFirst ? 'no <svg>' : null);
}
