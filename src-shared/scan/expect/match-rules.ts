/** Which rule speaks of which host: the first that matches, as in a firewall. */
import type { AddressInterval } from '../address-list.ts';
import { formatIp, IPV4_MAX, IPV6_MAX, parseIp, type IpValue } from '../ip-address.ts';
import { collectIntervals, type TargetItem, type TargetSpec } from '../target-spec.ts';
import type { Answers, HostRule } from './expectations.ts';

/** Addresses by name in lower case. */
export type NamedAddresses = ReadonlyMap<string, readonly string[]>;

export interface UnknownName {
  readonly name: string;
  readonly item: TargetItem;
}

export interface ResolvedRule {
  readonly rule: HostRule;
  /** Merged. */
  readonly intervals: readonly AddressInterval[];
  /** Canonical addresses that must answer if this rule is theirs. */
  readonly demanded: readonly string[];
  /** Names of the rule that no host of the run carries. */
  readonly unknownNames: readonly UnknownName[];
}

const NOTHING: TargetSpec = { items: [], problems: [] };
const EVERY_ADDRESS: readonly AddressInterval[] = [
  { family: 4, first: 0, last: IPV4_MAX },
  { family: 6, first: 0n, last: IPV6_MAX },
];

/** Names stand for the hosts that carry them. Throws SpecError where a rule makes too many separate ranges. */
export function resolveRule(rule: HostRule, named: NamedAddresses): ResolvedRule {
  const resolved = new Map<string, readonly string[]>();
  const unknownNames: UnknownName[] = [];
  for (const item of rule.match.items) {
    const { meaning } = item;
    if (meaning.kind !== 'name' || resolved.has(meaning.name)) continue;
    const addresses = named.get(meaning.name.toLowerCase()) ?? [];
    resolved.set(meaning.name, addresses);
    if (addresses.length === 0) unknownNames.push({ name: meaning.name, item });
  }
  const taken = rule.match.items.filter(({ exclude }) => exclude);
  const intervals = rule.matchesAny
    ? collectIntervals({ items: [...everyItem(), ...taken], problems: [] }, resolved, NOTHING)
    : collectIntervals(rule.match, resolved, NOTHING);
  return { rule, intervals, demanded: demandedBy(rule, intervals, resolved), unknownNames };
}

function everyItem(): TargetItem[] {
  return EVERY_ADDRESS.map((interval) => ({
    text: 'any',
    start: 0,
    end: 0,
    exclude: false,
    meaning: { kind: 'interval', interval },
  }));
}

/** Whether hosts of the rule that are named one by one must answer. */
export function answersOfNamed({ answers, must }: HostRule): Answers {
  return answers ?? (must.length > 0 ? 'must' : 'may');
}

function demandedBy(
  rule: HostRule,
  intervals: readonly AddressInterval[],
  resolved: NamedAddresses,
): readonly string[] {
  if (answersOfNamed(rule) !== 'must') return [];
  if (rule.answers === 'must') return [...addressesOf(intervals)];
  const single = rule.match.items
    .filter(({ exclude }) => !exclude)
    .flatMap(({ meaning }) => {
      if (meaning.kind === 'name' && meaning.prefix === null) return resolved.get(meaning.name) ?? [];
      const isOne = meaning.kind === 'interval' && meaning.interval.first === meaning.interval.last;
      return isOne ? [...addressesOf([meaning.interval])] : [];
    });
  const isCut = rule.match.items.some(({ exclude }) => exclude);
  const distinct = [...new Set(single)];
  return isCut ? distinct.filter((address) => isWithin(intervals, address)) : distinct;
}

function* addressesOf(intervals: readonly AddressInterval[]): Generator<string> {
  for (const interval of intervals) {
    if (interval.family === 4) {
      for (let value = interval.first; value <= interval.last; value++) yield formatIp({ family: 4, value });
    } else {
      for (let value = interval.first; value <= interval.last; value++) yield formatIp({ family: 6, value });
    }
  }
}

/** `intervals` are merged. */
function isWithin(intervals: readonly AddressInterval[], address: string): boolean {
  const ip = parseIp(address);
  if (!ip) return false;
  const at = firstIndex(
    intervals,
    ({ family, last }) => family > ip.family || (family === ip.family && last >= ip.value),
  );
  const interval = intervals[at];
  return interval !== undefined && interval.family === ip.family && interval.first <= ip.value;
}

export interface OwnedHost {
  readonly address: string;
  /** Null: no rule speaks of it. */
  readonly owner: ResolvedRule | null;
}

/** The hosts in the order of their addresses, each with its rule. Costs about hosts + intervals, whatever overlaps. */
export function assignRules(addresses: Iterable<string>, rules: readonly ResolvedRule[]): OwnedHost[] {
  const hosts: { address: string; ip: IpValue; owner: ResolvedRule | null }[] = [];
  const others: OwnedHost[] = [];
  for (const address of addresses) {
    const ip = parseIp(address);
    if (ip) hosts.push({ address, ip, owner: null });
    else others.push({ address, owner: null });
  }
  hosts.sort((a, b) => compareIps(a.ip, b.ip));
  // The next host without a rule, from each index on; paths are halved as they are walked.
  const next = Int32Array.from({ length: hosts.length + 1 }, (_, index) => index);
  const nextFree = (from: number): number => {
    let at = from;
    while (next[at] !== at) {
      next[at] = next[next[at]!]!;
      at = next[at]!;
    }
    return at;
  };
  for (const rule of rules) {
    for (const { family, first, last } of rule.intervals) {
      const start = firstIndex(
        hosts,
        ({ ip }) => ip.family > family || (ip.family === family && ip.value >= first),
      );
      for (let at = nextFree(start); at < hosts.length; at = nextFree(at + 1)) {
        const host = hosts[at]!;
        if (host.ip.family !== family || host.ip.value > last) break;
        host.owner = rule;
        next[at] = at + 1;
      }
    }
  }
  return [...hosts.map(({ address, owner }) => ({ address, owner })), ...others];
}

function compareIps(a: IpValue, b: IpValue): number {
  if (a.family !== b.family) return a.family - b.family;
  return a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
}

/** Where a condition that holds from some place on begins to. */
function firstIndex<T>(sorted: readonly T[], holds: (item: T) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(sorted[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
