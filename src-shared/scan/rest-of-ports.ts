/**
 * The ports that remain of a long list when a few are taken out, as text: what is not listed of most hosts. The text of
 * the list is cut where ports go and otherwise copied, so that a thousand ranges cost no more than ten.
 */
import { readPortRanges } from './port-ranges.ts';

export interface PortList {
  /** As formatPortRanges writes it. */
  readonly text: string;
  readonly ranges: readonly (readonly [first: number, last: number])[];
  /** Where each range begins in the text, and one more: where a range after the last would. */
  readonly starts: readonly number[];
}

/** Throws SpecError on a text that formatPortRanges would not have written. */
export function readPortList(text: string): PortList {
  const starts = [0];
  for (let comma = text.indexOf(','); comma !== -1; comma = text.indexOf(',', comma + 1))
    starts.push(comma + 1);
  return { text, ranges: readPortRanges(text), starts: [...starts, text.length + 1] };
}

type Holes = readonly (readonly [first: number, last: number])[];

/** `without`: ascending and disjoint; what of it is not in the list takes nothing out. */
export function restOfPorts(list: PortList, without: Holes): string {
  const parts: string[] = [];
  eachPart(list, without, (part) => parts.push(part));
  return parts.join(',');
}

/** Whether a text is just what remains, without writing it out. */
export function isRestOfPorts(list: PortList, without: Holes, rest: string): boolean {
  let at = 0;
  let isSame = true;
  eachPart(list, without, (part) => {
    const from = at === 0 ? 0 : at + 1;
    isSame &&= (at === 0 || rest[at] === ',') && rest.slice(from, from + part.length) === part;
    at = from + part.length;
  });
  return isSame && at === rest.length;
}

function eachPart({ text, ranges, starts }: PortList, without: Holes, tell: (part: string) => void): void {
  /** Ranges before this one were told already. */
  let next = 0;
  const copyUntil = (index: number): void => {
    if (index > next) tell(text.slice(starts[next], starts[index]! - 1));
    next = index;
  };
  let range = 0;
  for (let hole = 0; hole < without.length;) {
    range = firstEndingAt(ranges, without[hole]![0], range);
    const found = ranges[range];
    if (!found) break;
    const [first, last] = found;
    let from = first;
    let isCut = false;
    for (; hole < without.length && without[hole]![0] <= last; hole++) {
      const [holeFirst, holeLast] = without[hole]!;
      if (holeLast < first) continue;
      if (!isCut) copyUntil(range);
      isCut = true;
      if (holeFirst > from) tell(rangeText(from, holeFirst - 1));
      from = holeLast + 1;
      // It may go on in the ranges that follow.
      if (holeLast > last) break;
    }
    if (!isCut) continue;
    if (from <= last) tell(rangeText(from, last));
    range++;
    next = range;
  }
  copyUntil(ranges.length);
}

/** The index of the first range from `from` on that ends at `port` or later. */
function firstEndingAt(ranges: PortList['ranges'], port: number, from: number): number {
  let low = from;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ranges[middle]![1] < port) low = middle + 1;
    else high = middle;
  }
  return low;
}

function rangeText(first: number, last: number): string {
  return first === last ? String(first) : `${first}-${last}`;
}
