/**
 * A stranger's XML as a stream of elements: no entity but the five of XML itself, no DTD inside the file, nothing
 * fetched, bounded in depth and length. saxes reads; what is refused is refused here.
 */
import { SaxesParser } from 'saxes';
import { assertReadableLength, ReportError } from './report-error.ts';

/** Throws {@link ReportError} with the line and column of the element that is being read. */
export type FailHere = (what: string) => never;

export interface XmlListener {
  open(name: string, attributes: Readonly<Record<string, string>>, fail: FailHere): void;
  close(name: string, fail: FailHere): void;
}

/** Deeper than any report nests its elements. */
const MAX_DEPTH = 64;
/** UTF-16 code units given to the parser at once. */
const PIECE_LENGTH = 65_536;

const OPTIONS = { xmlns: false, defaultXMLVersion: '1.0', forceXMLVersion: true } as const;

/** What saxes says in its own words, for people. */
const SENTENCES: ReadonlyMap<string, string> = new Map([
  ['undefined entity.', 'it uses an entity, and only the five of XML itself are read'],
  ['document must contain a root element.', 'it holds no element'],
]);

/**
 * Tells the listener of every element, in order. Returns `cut` where the text ends between two children of the root, as
 * that of a program does which was stopped while it wrote; throws {@link ReportError} where it ends anywhere else, is not
 * well-formed, or brings a DTD of its own. A DOCTYPE that only names one is accepted, and the name never looked at.
 */
export function readXml(text: string, listener: XmlListener): 'whole' | 'cut' {
  assertReadableLength(text);
  const parser = new SaxesParser<typeof OPTIONS>(OPTIONS);
  const open: string[] = [];
  const atEnd: string[] = [];
  let isEnding = false;
  let place = { line: 1, column: 1 };
  const here = (): typeof place => ({ line: parser.line, column: parser.columnIndex + 1 });
  const failAt = ({ line, column }: typeof place, what: string): never => {
    throw new ReportError(
      `The XML report cannot be read: line ${line}, column ${column}: ${what.replace(/\.$/, '')}.`,
    );
  };
  const fail: FailHere = (what) => failAt(place, what);
  parser.on('error', (error) => {
    const said = error.message.replace(/^\d+:\d+: /, '');
    if (isEnding) atEnd.push(said);
    else failAt(here(), SENTENCES.get(said) ?? said);
  });
  parser.on('doctype', (doctype) => {
    if (!doctype.replaceAll(/"[^"]*"|'[^']*'/g, '').includes('[')) return;
    failAt(here(), 'its DOCTYPE declares things of its own, which are not read: take them out');
  });
  parser.on('opentagstart', ({ name }) => {
    const { line, column } = here();
    // The name has been read, and the character after it.
    place = { line, column: Math.max(1, column - name.length - 2) };
    if (open.length >= MAX_DEPTH) fail(`its elements are nested more than ${MAX_DEPTH} deep`);
  });
  parser.on('opentag', ({ name, attributes }) => {
    open.push(name);
    listener.open(name, attributes, fail);
  });
  parser.on('closetag', ({ name }) => {
    open.pop();
    listener.close(name, fail);
  });
  for (let from = 0; from < text.length; from += PIECE_LENGTH) {
    parser.write(text.slice(from, from + PIECE_LENGTH));
  }
  isEnding = true;
  const end = here();
  parser.close();
  if (atEnd.length === 0) return 'whole';
  const isBetween = open.length === 1 && !atEnd.includes('unexpected end.');
  if (isBetween) return 'cut';
  const [inside] = open.slice(-1);
  const [said = 'it ends too early'] = atEnd;
  return failAt(
    end,
    inside === undefined ? (SENTENCES.get(said) ?? said) : `the file ends inside <${inside.slice(0, 40)}>`,
  );
}
