/**
 * A set of addresses as sorted, disjoint intervals: any size, no address materialised, any element by index.
 */
import {
  formatIpv4,
  formatIpv6,
  IPV4_MAX,
  IPV6_MAX,
  MAPPED_FIRST,
  MAPPED_LAST,
  parseIp,
  type IpValue,
} from './ip-address.ts';

/** Both ends included. Plain data: it may be posted to a thread and made a list again there. */
export type AddressInterval =
  | { readonly family: 4; readonly first: number; readonly last: number }
  | { readonly family: 6; readonly first: bigint; readonly last: bigint };

export interface AddressList {
  /** Number of addresses; at most 2^32 (the parser refuses more). */
  readonly size: number;
  /** The address at an index in ascending order (IPv4 before IPv6), as canonical text (RFC 5952 for IPv6). */
  at(index: number): string;
  /** The index of a canonical literal, or -1. */
  indexOf(address: string): number;
  has(address: string): boolean;
  /** Ascending, disjoint, never adjacent; `createAddressList(list.intervals)` is an equal list. */
  readonly intervals: readonly AddressInterval[];
}

/** The most addresses a list may hold. */
export const MAX_ADDRESSES = 2 ** 32;

/**
 * The union of intervals, in any order, overlapping or not. IPv4-mapped IPv6 addresses become IPv4: they are the same
 * hosts. Throws RangeError on an interval outside its family, or when the union holds more than 2^32 addresses.
 */
export function createAddressList(intervals: Iterable<AddressInterval>): AddressList {
  const merged = mergeIntervals(intervals);
  const size = countAddresses(merged);
  if (size > BigInt(MAX_ADDRESSES)) throw new RangeError(`${size} addresses are more than a list holds`);
  return new IntervalList(merged, Number(size));
}

/** Sorted, disjoint and joined where adjacent; IPv4-mapped parts moved to IPv4. Throws RangeError as above. */
export function mergeIntervals(intervals: Iterable<AddressInterval>): AddressInterval[] {
  const ipv4: [number, number][] = [];
  const ipv6: [bigint, bigint][] = [];
  for (const interval of intervals) {
    checkInterval(interval);
    if (interval.family === 4) ipv4.push([interval.first, interval.last]);
    else splitMapped(interval.first, interval.last, ipv4, ipv6);
  }
  return [
    ...join(ipv4, 1).map(([first, last]) => ({ family: 4 as const, first, last })),
    ...join(ipv6, 1n).map(([first, last]) => ({ family: 6 as const, first, last })),
  ];
}

/** `from` without `remove`; both as {@link mergeIntervals} returns them, and so is the result. */
export function subtractIntervals(
  from: readonly AddressInterval[],
  remove: readonly AddressInterval[],
): AddressInterval[] {
  return [
    ...subtract(pairsOf4(from), pairsOf4(remove), 1).map(([first, last]) => ({
      family: 4 as const,
      first,
      last,
    })),
    ...subtract(pairsOf6(from), pairsOf6(remove), 1n).map(([first, last]) => ({
      family: 6 as const,
      first,
      last,
    })),
  ];
}

/** How many addresses merged intervals hold. */
export function countAddresses(intervals: readonly AddressInterval[]): bigint {
  let count = 0n;
  for (const { first, last } of intervals) count += BigInt(last) - BigInt(first) + 1n;
  return count;
}

class IntervalList implements AddressList {
  readonly size: number;
  readonly intervals: readonly AddressInterval[];
  /** Index of each interval's first address. */
  readonly #starts: Float64Array;

  constructor(intervals: readonly AddressInterval[], size: number) {
    this.size = size;
    this.intervals = intervals;
    this.#starts = new Float64Array(intervals.length);
    let start = 0;
    for (const [index, { first, last }] of intervals.entries()) {
      this.#starts[index] = start;
      start += Number(BigInt(last) - BigInt(first)) + 1;
    }
  }

  at(index: number): string {
    if (!Number.isInteger(index) || index < 0 || index >= this.size) {
      throw new RangeError(`${index} is not an index of a list of ${this.size} addresses`);
    }
    const which = lastAtMost(this.#starts.length, (i) => this.#starts[i]! <= index);
    const interval = this.intervals[which]!;
    const offset = index - this.#starts[which]!;
    return interval.family === 4
      ? formatIpv4(interval.first + offset)
      : formatIpv6(interval.first + BigInt(offset));
  }

  indexOf(address: string): number {
    const ip = parseIp(address);
    if (!ip) return -1;
    const which = lastAtMost(this.intervals.length, (i) => startsAtOrBefore(this.intervals[i]!, ip));
    const interval = this.intervals[which];
    if (!interval || interval.family !== ip.family || ip.value > interval.last) return -1;
    return this.#starts[which]! + Number(BigInt(ip.value) - BigInt(interval.first));
  }

  has(address: string): boolean {
    return this.indexOf(address) !== -1;
  }
}

function startsAtOrBefore(interval: AddressInterval, ip: IpValue): boolean {
  return interval.family === ip.family ? interval.first <= ip.value : interval.family < ip.family;
}

/** The last index for which a predicate holds that is true up to some point and false after it; -1: for none. */
function lastAtMost(length: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function checkInterval({ family, first, last }: AddressInterval): void {
  const max = family === 4 ? IPV4_MAX : IPV6_MAX;
  if (first < 0 || last > max || first > last) {
    throw new RangeError(`${first} to ${last} is not an interval of IPv${family} addresses`);
  }
}

function splitMapped(first: bigint, last: bigint, ipv4: [number, number][], ipv6: [bigint, bigint][]): void {
  if (last < MAPPED_FIRST || first > MAPPED_LAST) {
    ipv6.push([first, last]);
    return;
  }
  if (first < MAPPED_FIRST) ipv6.push([first, MAPPED_FIRST - 1n]);
  if (last > MAPPED_LAST) ipv6.push([MAPPED_LAST + 1n, last]);
  const from = first < MAPPED_FIRST ? MAPPED_FIRST : first;
  const to = last > MAPPED_LAST ? MAPPED_LAST : last;
  ipv4.push([Number(from - MAPPED_FIRST), Number(to - MAPPED_FIRST)]);
}

function join<N extends number | bigint>(pairs: [N, N][], one: N): [N, N][] {
  pairs.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
  const joined: [N, N][] = [];
  for (const pair of pairs) {
    const before = joined.at(-1);
    if (before && pair[0] <= plus(before[1], one)) {
      if (pair[1] > before[1]) before[1] = pair[1];
    } else joined.push([pair[0], pair[1]]);
  }
  return joined;
}

function subtract<N extends number | bigint>(
  from: readonly (readonly [N, N])[],
  remove: readonly (readonly [N, N])[],
  one: N,
): [N, N][] {
  const left: [N, N][] = [];
  let next = 0;
  for (const [start, last] of from) {
    let first = start;
    while (next < remove.length && remove[next]![1] < first) next++;
    // The last one may reach into the following interval too, so `next` itself stays.
    for (let i = next; i < remove.length && remove[i]![0] <= last; i++) {
      const [removeFirst, removeLast] = remove[i]!;
      if (removeFirst > first) left.push([first, minus(removeFirst, one)]);
      first = plus(removeLast, one);
      if (first > last) break;
    }
    if (first <= last) left.push([first, last]);
  }
  return left;
}

// TypeScript has no arithmetic over "number or bigint, the same on both sides"; these two say it once.
function plus<N extends number | bigint>(a: N, b: N): N {
  return (typeof a === 'bigint' ? a + (b as bigint) : (a as number) + (b as number)) as N;
}

function minus<N extends number | bigint>(a: N, b: N): N {
  return (typeof a === 'bigint' ? a - (b as bigint) : (a as number) - (b as number)) as N;
}

function pairsOf4(intervals: readonly AddressInterval[]): [number, number][] {
  return intervals.flatMap((i) => (i.family === 4 ? [[i.first, i.last] as [number, number]] : []));
}

function pairsOf6(intervals: readonly AddressInterval[]): [bigint, bigint][] {
  return intervals.flatMap((i) => (i.family === 6 ? [[i.first, i.last] as [bigint, bigint]] : []));
}
