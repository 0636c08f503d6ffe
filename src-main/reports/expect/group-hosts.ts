/** The hosts of a run that have the same ports open, and how few words name them all. */
import type { AddressInterval } from '../../../src-shared/scan/address-list.ts';
import { mergeIntervals } from '../../../src-shared/scan/address-list.ts';
import { countVerdicts, openPorts } from '../../../src-shared/scan/expect/judge-host.ts';
import {
  canonicalAddress,
  compareAddresses,
  formatIp,
  parseIp,
} from '../../../src-shared/scan/ip-address.ts';
import { readPortRanges } from '../../../src-shared/scan/port-ranges.ts';
import type { ComparedReport } from '../../../src-shared/scan/diff-scans.ts';
import type { ComparedHost } from '../../../src-shared/scan/side-columns.ts';
import { parseTargetList } from '../../../src-shared/scan/target-spec.ts';

/** What a rule matches by: a text of the field of targets, and a name to stand beside it. */
export interface MatchEntry {
  readonly text: string;
  readonly note: string;
}

export interface HostGroup {
  /** Ascending. */
  readonly open: readonly number[];
  readonly entries: readonly MatchEntry[];
  readonly hosts: readonly ComparedHost[];
  /** Whether each entry is one host. */
  readonly isOneByOne: boolean;
}

/** Neighbours of fewer addresses than this are listed one by one. */
const LEAST_RANGE = 3;

export interface GroupedHosts {
  readonly groups: readonly HostGroup[];
  /**
   * Addresses of hosts that answered and lack verdicts: what is open there is not known, so nothing can be said of how they
   * should be.
   */
  readonly cutShort: readonly string[];
}

/**
 * Hosts that answered, those with open ports first, then in the order of their addresses. Throws SpecError where the
 * report's own ranges cannot be read.
 */
export function groupHosts(report: ComparedReport): GroupedHosts {
  const asked = readPortRanges(report.options.ports).reduce(
    (sum, [first, last]) => sum + last - first + 1,
    0,
  );
  const groups = new Map<string, { open: number[]; hosts: ComparedHost[] }>();
  const cutShort: string[] = [];
  for (const host of report.hosts.toSorted((a, b) => compareAddresses(a.address, b.address))) {
    const open = openPorts(host);
    if (host.status !== 'up' && open.length === 0) continue;
    if (countVerdicts(host) < asked) {
      cutShort.push(canonicalAddress(host.address));
      continue;
    }
    const key = open.join(',');
    const group = groups.get(key);
    if (group) group.hosts.push(host);
    else groups.set(key, { open, hosts: [host] });
  }
  const nameOf = namesToWrite(report);
  const sorted = [...groups.values()]
    .sort((a, b) => Number(b.open.length > 0) - Number(a.open.length > 0))
    .map(({ open, hosts }) => ({ open, hosts, ...matchOf(hosts, nameOf) }));
  return { groups: sorted, cutShort };
}

/** A host is written by its name where the run was told to scan that name, and only this host has it. */
function namesToWrite({ options, hosts }: ComparedReport): (host: ComparedHost) => string | null {
  const asked = new Set<string>();
  for (const { meaning, exclude } of parseTargetList(options.targets).items) {
    if (!exclude && meaning.kind === 'name' && meaning.prefix === null) asked.add(meaning.name.toLowerCase());
  }
  // A rule reads this word otherwise.
  asked.delete('any');
  const carriers = new Map<string, number>();
  for (const { names } of hosts) {
    for (const name of new Set(names.map((name) => name.toLowerCase()))) {
      carriers.set(name, (carriers.get(name) ?? 0) + 1);
    }
  }
  return ({ names }) =>
    names.find((name) => asked.has(name.toLowerCase()) && carriers.get(name.toLowerCase()) === 1) ?? null;
}

function matchOf(
  hosts: readonly ComparedHost[],
  nameOf: (host: ComparedHost) => string | null,
): Pick<HostGroup, 'entries' | 'isOneByOne'> {
  const byName: MatchEntry[] = [];
  const byAddress = new Map<string, string>();
  for (const host of hosts) {
    const name = nameOf(host);
    const address = canonicalAddress(host.address);
    if (name !== null) byName.push({ text: name, note: address });
    else byAddress.set(address, host.names[0] ?? '');
  }
  const entries: MatchEntry[] = [];
  let isOneByOne = true;
  for (const interval of mergeIntervals([...byAddress.keys()].flatMap(intervalOf))) {
    const size = Number(BigInt(interval.last) - BigInt(interval.first) + 1n);
    if (size < LEAST_RANGE || hasNames(interval, byAddress)) {
      for (const address of addressesOf(interval, size)) {
        entries.push({ text: address, note: byAddress.get(address) ?? '' });
      }
    } else {
      isOneByOne = false;
      entries.push({ text: `${endOf(interval, 0)}-${endOf(interval, size - 1)}`, note: `${size} hosts` });
    }
  }
  return { entries: [...byName, ...entries], isOneByOne };
}

function intervalOf(address: string): AddressInterval[] {
  const ip = parseIp(address);
  if (!ip) return [];
  return ip.family === 4
    ? [{ family: 4, first: ip.value, last: ip.value }]
    : [{ family: 6, first: ip.value, last: ip.value }];
}

/** Few hosts with names are told apart; many make a range. */
function hasNames(interval: AddressInterval, names: ReadonlyMap<string, string>): boolean {
  const size = Number(BigInt(interval.last) - BigInt(interval.first) + 1n);
  if (size > 16) return false;
  return [...addressesOf(interval, size)].some((address) => (names.get(address) ?? '') !== '');
}

function* addressesOf(interval: AddressInterval, size: number): Generator<string> {
  for (let offset = 0; offset < size; offset++) yield endOf(interval, offset);
}

function endOf(interval: AddressInterval, offset: number): string {
  return interval.family === 4
    ? formatIp({ family: 4, value: interval.first + offset })
    : formatIp({ family: 6, value: interval.first + BigInt(offset) });
}
