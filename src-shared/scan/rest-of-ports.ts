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

/** `without`: ascending and disjoint; what of it is not in the list takes nothing out. */
export function restOfPorts(
  { text, ranges, starts }: PortList,
  without: readonly (readonly [first: number, last: number])[],
): string {
  const parts: string[] = [];
  /** Ranges before this one are in the parts already. */
  let next = 0;
  const copyUntil = (index: number): void => {
    if (index > next) parts.push(text.slice(starts[next], starts[index]! - 1));
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
      if (holeFirst > from) parts.push(rangeText(from, holeFirst - 1));
      from = holeLast + 1;
      // It may go on in the ranges that follow.
      if (holeLast > last) break;
    }
    if (!isCut) continue;
    if (from <= last) parts.push(rangeText(from, last));
    range++;
    next = range;
  }
  copyUntil(ranges.length);
  return parts.join(',');
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
