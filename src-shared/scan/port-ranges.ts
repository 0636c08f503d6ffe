/** Port sets as text: "1-21,23-79". Sets are ascending and distinct Uint16Arrays. */
import { quote, SpecError } from './spec-problem.ts';

export const MAX_PORT = 65_535;

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
  if (ranges === '') return [];
  let before = -1;
  return ranges.split(',').map((part) => {
    const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(part);
    const first = Number(match?.[1] ?? Number.NaN);
    const last = Number(match?.[2] ?? first);
    if (!(first > before && first <= last && last <= MAX_PORT)) {
      throw new SpecError(`${quote(part)} is not a range of ports in ascending order.`, '1-21,23-79');
    }
    before = last;
    return [first, last];
  });
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
