/** Port sets as text: "1-21,23-79". Sets are ascending and distinct Uint16Arrays. */
import { quote, SpecError } from './spec-problem.ts';

export const MAX_PORT = 65_535;

const [COMMA, HYPHEN, ZERO, NINE] = [44, 45, 48, 57] as const;
const MAX_DIGITS = 5;

/** Ascending, disjoint, never adjacent ranges of ascending, distinct ports. "" for none. */
export function formatPortRanges(ports: Uint16Array | readonly number[]): string {
  const ranges: string[] = [];
  for (let i = 0; i < ports.length;) {
    const first = ports[i]!;
    let last = first;
    while (++i < ports.length && ports[i] === last + 1) last++;
    ranges.push(first === last ? String(first) : `${first}-${last}`);
  }
  return ranges.join(',');
}

/** Reads what {@link formatPortRanges} wrote. Throws SpecError on anything else, overlaps and disorder included. */
export function parsePortRanges(ranges: string): Uint16Array {
  const flags = new Uint8Array(MAX_PORT + 1);
  for (const [first, last] of readPortRanges(ranges)) flags.fill(1, first, last + 1);
  return portsOfFlags(flags);
}

/** The same as pairs of first and last port. */
export function readPortRanges(ranges: string): [first: number, last: number][] {
  const pairs: [number, number][] = [];
  eachPortRange(ranges, (first, last) => pairs.push([first, last]));
  return pairs;
}

/** The same, one after the other. */
export function eachPortRange(ranges: string, tell: (first: number, last: number) => void): void {
  if (ranges === '') return;
  // By hand: a comparison of large runs reads hundreds of thousands of them.
  let before = -1;
  let start = 0;
  let first = -1;
  let number = 0;
  let digits = 0;
  for (let at = 0; at <= ranges.length; at++) {
    const char = at === ranges.length ? COMMA : ranges.charCodeAt(at);
    if (char >= ZERO && char <= NINE && digits < MAX_DIGITS) {
      number = number * 10 + char - ZERO;
      digits++;
      continue;
    }
    if (char === HYPHEN && first === -1 && digits > 0) {
      first = number;
    } else if (char === COMMA && digits > 0) {
      if (first === -1) first = number;
      if (first <= before || first > number || number > MAX_PORT) throw noRange(ranges, start);
      tell(first, number);
      before = number;
      start = at + 1;
      first = -1;
    } else throw noRange(ranges, start);
    number = 0;
    digits = 0;
  }
}

function noRange(ranges: string, start: number): SpecError {
  const [part = ''] = ranges.slice(start).split(',', 1);
  return new SpecError(`${quote(part)} is not a range of ports in ascending order.`, '1-21,23-79');
}

/** Whether a port is in one of the ranges. */
export function isInRanges(
  ranges: readonly (readonly [first: number, last: number])[],
  port: number,
): boolean {
  return ranges.some(([first, last]) => first <= port && port <= last);
}

/** The ports whose flag (of 65,536) is set. */
export function portsOfFlags(flags: Uint8Array): Uint16Array {
  const ports = new Uint16Array(flags.length);
  let length = 0;
  for (let port = 0; port < flags.length; port++) {
    if (flags[port]) ports[length++] = port;
  }
  return ports.slice(0, length);
}
