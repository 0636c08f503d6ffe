/** The numbers and port lists of nmap's XML, or a fault at their place. */
import { MAX_PORT } from '../../src-shared/scan/port-ranges.ts';
import { quote } from '../../src-shared/scan/spec-problem.ts';
import type { FailHere } from './xml-events.ts';

export type PortRange = [first: number, last: number];

/** A whole number of an attribute from 0 to `most`. */
export function readCount(text: string | undefined, name: string, most: number, fail: FailHere): number {
  const number = text !== undefined && /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (number <= most) return number;
  return fail(
    text === undefined
      ? `it has no ${name}`
      : `${name} is a whole number from 0 to ${most}, not ${quote(text)}`,
  );
}

/** The latest second that a date of four digits can tell. */
const LAST_SECOND = 253_402_300_799;

/** Seconds since 1970 -> ISO 8601, UTC. */
export function readTime(text: string | undefined, name: string, fail: FailHere): string {
  return new Date(readSeconds(text, name, fail) * 1_000).toISOString();
}

/** Seconds since 1970. */
export function readSeconds(text: string | undefined, name: string, fail: FailHere): number {
  return readCount(text, name, LAST_SECOND, fail);
}

/** "1,3-4,6-7" -> ascending, disjoint ranges, joined where they touch. */
export function readPortList(text: string, name: string, fail: FailHere): PortRange[] {
  if (text === '') return [];
  if (text.length > 400_000) fail(`${name} is longer than any list of ports`);
  const ranges = text.split(',').map((part): PortRange => {
    const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(part);
    const first = Number(match?.[1] ?? Number.NaN);
    const last = Number(match?.[2] ?? first);
    if (!(first <= last && last <= MAX_PORT)) fail(`${name}: ${quote(part)} is not a range of ports`);
    return [first, last];
  });
  return joinRanges(ranges);
}

/** The ranges of the ports whose flag (of 65,536) is set. */
export function rangesOfFlags(flags: Uint8Array): PortRange[] {
  const ranges: PortRange[] = [];
  for (let first = flags.indexOf(1); first !== -1;) {
    const end = flags.indexOf(0, first);
    ranges.push([first, end === -1 ? flags.length - 1 : end - 1]);
    first = end === -1 ? -1 : flags.indexOf(1, end);
  }
  return ranges;
}

/** Ascending, disjoint, never adjacent ranges of ranges in any order. */
export function joinRanges(ranges: readonly Readonly<PortRange>[]): PortRange[] {
  const joined: PortRange[] = [];
  for (const [first, last] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const before = joined.at(-1);
    if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else joined.push([first, last]);
  }
  return joined;
}

/** What is in `all` and not in `taken`; both ascending and disjoint. */
export function subtractRanges(
  all: readonly Readonly<PortRange>[],
  taken: readonly Readonly<PortRange>[],
): PortRange[] {
  const left: PortRange[] = [];
  let index = 0;
  for (const [start, last] of all) {
    let first = start;
    while ((taken[index]?.[1] ?? Infinity) < first) index++;
    for (let at = index; first <= last; at++) {
      const next = taken[at];
      if (!next || next[0] > last) {
        left.push([first, last]);
        break;
      }
      if (next[0] > first) left.push([first, next[0] - 1]);
      first = Math.max(first, next[1] + 1);
    }
  }
  return left;
}

export function countPorts(ranges: readonly Readonly<PortRange>[]): number {
  return ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0);
}

export function formatRanges(ranges: readonly Readonly<PortRange>[]): string {
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(',');
}
