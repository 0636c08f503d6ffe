/** Nmap's IPv4 octet patterns: "10.0.0-3.1,5,9", "192.168.*.1", "10.0.0.-". A plain address is the simplest one. */
import type { AddressInterval } from './address-list.ts';
import { quote } from './spec-problem.ts';

type OctetRange = readonly [first: number, last: number];
/** Four octets; each ascending, disjoint and never adjacent ranges of 0-255. */
export type OctetPattern = readonly (readonly OctetRange[])[];

/** What is wrong in a token; offsets count from the token's first character. The example may need checking. */
export interface TokenProblem {
  readonly message: string;
  readonly start: number;
  readonly end: number;
  readonly example: string;
}

/** Reads a pattern of decimal numbers, dots, commas, hyphens and asterisks. Returns what is wrong where it is none. */
export function parseOctetPattern(token: string): { octets: OctetPattern } | { problem: TokenProblem } {
  const parts = token.split('.');
  if (parts.length !== 4 || parts.includes('')) return { problem: explainParts(token, parts) };
  const octets: OctetRange[][] = [];
  let start = 0;
  for (const [index, part] of parts.entries()) {
    const octet = parseOctet(part);
    if ('message' in octet) {
      const at = start + octet.at;
      const fixed = parts.with(index, octet.fix).join('.');
      return {
        problem: {
          message: `${quote(token)} is not an address: ${octet.message}.`,
          start: at,
          end: at + octet.length,
          example: fixed,
        },
      };
    }
    octets.push(octet.ranges);
    start += part.length + 1;
  }
  return { octets };
}

function explainParts(token: string, parts: readonly string[]): TokenProblem {
  const whole = { start: 0, end: token.length };
  const numbers = parts.filter((part) => part !== '');
  if (numbers.length < parts.length && numbers.length > 0) {
    return {
      ...whole,
      message: `${quote(token)} is not an address: a number is missing beside a dot.`,
      example: '10.0.0.1',
    };
  }
  if (numbers.length === 1) {
    const number = /^\d{1,10}$/.test(token) ? Number(token) : Number.NaN;
    const example = number >= 2 ** 24 && number < 2 ** 32 ? dotted(number) : '10.0.0.1';
    return {
      ...whole,
      message: `${quote(token)} is not an address: write all four numbers, with dots.`,
      example,
    };
  }
  if (numbers.length === 2 || numbers.length === 3) {
    const full = [...numbers, '0', '0'].slice(0, 4).join('.');
    const message = `${quote(token)} is not an address: it has ${numbers.length} of the four numbers.`;
    return { ...whole, message, example: `${full}/${numbers.length * 8}` };
  }
  return {
    ...whole,
    message: `${quote(token)} is not an address: it has ${numbers.length} numbers where IPv4 has four.`,
    example: numbers.slice(0, 4).join('.'),
  };
}

function dotted(value: number): string {
  return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255].join('.');
}

interface OctetProblem {
  readonly message: string;
  readonly at: number;
  readonly length: number;
  /** What the octet could be instead. */
  readonly fix: string;
}

function parseOctet(text: string): { ranges: OctetRange[] } | OctetProblem {
  const ranges: OctetRange[] = [];
  let at = 0;
  for (const piece of text.split(',')) {
    const range = parsePiece(piece);
    if (typeof range === 'string')
      return { message: range, at, length: Math.max(1, piece.length), fix: fixPiece(piece) };
    ranges.push(range);
    at += piece.length + 1;
  }
  return { ranges: joinRanges(ranges) };
}

/** A range, or what is wrong with it. */
function parsePiece(piece: string): OctetRange | string {
  if (piece === '*') return [0, 255];
  const match = /^(\d*)(-?)(\d*)$/.exec(piece);
  if (!match || piece === '')
    return piece === '' ? 'a number is missing beside a comma' : `${quote(piece)} is no range of numbers`;
  const [, from = '', hyphen, to = ''] = match;
  for (const number of [from, to]) {
    if (number.length > 1 && number.startsWith('0')) {
      return `${quote(number)} begins with 0, which some programs read as octal`;
    }
    if (number.length > 3 || Number(number) > 255) return `${quote(number).slice(1, -1)} is over 255`;
  }
  if (!hyphen) return [Number(from), Number(from)];
  const range: OctetRange = [from === '' ? 0 : Number(from), to === '' ? 255 : Number(to)];
  return range[0] > range[1] ? `${piece} runs backwards` : range;
}

function fixPiece(piece: string): string {
  const numbers = [...piece.slice(0, 64).matchAll(/\d+/g)].map(([digits]) => Math.min(255, Number(digits)));
  const [from, to] = numbers;
  if (from === undefined) return '1';
  return to === undefined ? String(from) : `${Math.min(from, to)}-${Math.max(from, to)}`;
}

function joinRanges(ranges: OctetRange[]): OctetRange[] {
  const joined: OctetRange[] = [];
  for (const range of ranges.sort((a, b) => a[0] - b[0])) {
    const before = joined.at(-1);
    if (before && range[0] <= before[1] + 1)
      joined[joined.length - 1] = [before[0], Math.max(before[1], range[1])];
    else joined.push(range);
  }
  return joined;
}

/** How many disjoint intervals {@link expandPattern} makes. */
export function countPieces(octets: OctetPattern): number {
  const last = lastChoice(octets);
  const values = octets.slice(0, last).reduce((product, ranges) => product * countValues(ranges), 1);
  return values * octets[last]!.length;
}

/** The addresses of a pattern as disjoint intervals, ascending. Ask {@link countPieces} first. */
export function expandPattern(octets: OctetPattern): AddressInterval[] {
  const last = lastChoice(octets);
  const span = 256 ** (3 - last);
  const intervals: AddressInterval[] = [];
  const visit = (index: number, prefix: number): void => {
    for (const [from, to] of octets[index]!) {
      if (index === last) {
        intervals.push({
          family: 4,
          first: (prefix * 256 + from) * span,
          last: (prefix * 256 + to + 1) * span - 1,
        });
      } else {
        for (let value = from; value <= to; value++) visit(index + 1, prefix * 256 + value);
      }
    }
  };
  visit(0, 0);
  return intervals;
}

/** The last octet that is not "any"; the octets after it widen its ranges instead of multiplying them. */
function lastChoice(octets: OctetPattern): number {
  const index = octets.findLastIndex((ranges) => countValues(ranges) < 256);
  return Math.max(0, index);
}

function countValues(ranges: readonly OctetRange[]): number {
  return ranges.reduce((count, [first, last]) => count + last - first + 1, 0);
}
