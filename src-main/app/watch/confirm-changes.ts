/** What a second look leaves of a comparison: only what both saw. */
import {
  ASSERTED_KINDS,
  type HostChange,
  type PortChange,
  type ScanDiff,
} from '../../../src-shared/scan/scan-diff.ts';
import { formatPortRanges, readPortRanges } from '../../../src-shared/scan/port-ranges.ts';
import type { ScanOptions } from '../../../src-shared/scan/scan-options.ts';
import type { BelievedHost, BelievedPorts } from './watch-belief.ts';

export interface ConfirmedChanges {
  readonly hosts: readonly HostChange[];
  readonly ports: readonly PortChange[];
}

/** Kinds of hosts' changes that a person is told of, with the kinds that a second look may make them of. */
const HOST_KINDS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['appeared', new Set(['appeared', 'may-be-new'])],
  ['gone', new Set(['gone', 'may-be-gone'])],
]);
const DOUBTFUL_HOSTS: ReadonlySet<string> = new Set(['may-be-new', 'may-be-gone']);

export function hasChanges({ hosts, ports }: ConfirmedChanges): boolean {
  return hosts.length > 0 || ports.length > 0;
}

/** What of a comparison is worth a second look; silence that may be lost packets is. */
export function changesToConfirm(diff: ScanDiff): ConfirmedChanges {
  return {
    hosts: diff.hosts.filter(({ kind }) => HOST_KINDS.has(kind) || DOUBTFUL_HOSTS.has(kind)),
    ports: diff.ports.filter(({ kind }) => ASSERTED_KINDS.has(kind) || kind === 'doubtful'),
  };
}

/** The scan that asks for these changes alone: the hosts and ports in question, as the watch's own scan asked them. */
export function optionsOfSecondLook(
  asked: ScanOptions,
  { hosts, ports }: ConfirmedChanges,
  runPorts: string,
): ScanOptions {
  const targets = [...new Set([...hosts, ...ports].map(({ address }) => address))];
  // A host that came or went is known by any of its ports.
  if (hosts.length > 0) return { ...asked, targets, ports: runPorts };
  const wanted = new Set<number>();
  for (const { port, lastPort } of ports)
    for (const each of portsWithin(runPorts, port, lastPort)) wanted.add(each);
  return { ...asked, targets, ports: formatPortRanges([...wanted].sort((a, b) => a - b)) };
}

/**
 * The changes that `second` (the same run before, against the second look) tells too; a doubtful port becomes what the
 * second look made of it. `askedPorts`: explicit ranges that the second look asked.
 */
export function confirmChanges(
  first: ConfirmedChanges,
  second: ScanDiff,
  askedPorts: string,
): ConfirmedChanges {
  const firstKinds = new Map(first.hosts.map(({ kind, address }) => [address, kind]));
  const byAddress = Map.groupBy(
    second.ports.filter(({ kind }) => ASSERTED_KINDS.has(kind)),
    ({ address }) => address,
  );
  return {
    hosts: second.hosts.filter(({ kind, address }) =>
      HOST_KINDS.get(kind)?.has(firstKinds.get(address) ?? ''),
    ),
    ports: first.ports.flatMap((change) =>
      (byAddress.get(change.address) ?? [])
        .filter(({ kind }) => kind === change.kind || change.kind === 'doubtful')
        .flatMap((again) => overlap(change, again, askedPorts)),
    ),
  };
}

function overlap(change: PortChange, again: PortChange, askedPorts: string): PortChange[] {
  const ports = portsWithin(
    askedPorts,
    Math.max(change.port, again.port),
    Math.min(change.lastPort, again.lastPort),
  );
  const [port] = ports;
  const lastPort = ports.at(-1);
  if (port === undefined || lastPort === undefined) return [];
  return [{ ...again, port, lastPort, count: ports.length }];
}

function portsWithin(ranges: string, first: number, last: number): number[] {
  const found: number[] = [];
  for (const [from, to] of readPortRanges(ranges)) {
    for (let port = Math.max(from, first); port <= Math.min(to, last); port++) found.push(port);
  }
  return found;
}

/** Whether the second look saw all of it, for sure. */
export function isConfirmed(seen: ConfirmedChanges, confirmed: ConfirmedChanges): boolean {
  const ports = ({ ports }: ConfirmedChanges): number => ports.reduce((sum, { count }) => sum + count, 0);
  return (
    seen.hosts.length === confirmed.hosts.length &&
    ports(seen) === ports(confirmed) &&
    seen.ports.every(({ kind }) => kind !== 'doubtful') &&
    seen.hosts.every(({ kind }) => !DOUBTFUL_HOSTS.has(kind))
  );
}

/**
 * What is known from now on: what was confirmed, and what a port or host says whose silence before was doubtful (no change
 * that could be told of, but a state that later runs may be held against). `second`, `askedPorts`: as {@link confirmChanges}.
 */
export function learnedFrom(
  { hosts, ports }: ConfirmedChanges,
  second: ScanDiff,
  askedPorts: string,
  run: string,
): { readonly ports: BelievedPorts[]; readonly hosts: BelievedHost[] } {
  const settled = second.ports.filter(
    ({ kind, after }) => kind === 'doubtful' && after !== null && after.reason !== 'no-response',
  );
  return {
    hosts: [...hosts, ...second.hosts.filter(({ kind }) => kind === 'may-be-new')].map(({ address }) => ({
      address,
      run,
    })),
    ports: [...ports, ...settled].flatMap(({ address, port, lastPort, after }) =>
      after === null
        ? []
        : [
            {
              address,
              ports: formatPortRanges(portsWithin(askedPorts, port, lastPort)),
              reason: after.reason,
              service: after.service,
            },
          ],
    ),
  };
}
