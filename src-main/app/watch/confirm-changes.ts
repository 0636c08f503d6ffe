/** What a second look leaves of a comparison: only what both saw. */
import { readPortRanges } from '../../../src-shared/scan/port-ranges.ts';
import type { HostChange, PortChange, ScanDiff } from '../../../src-shared/scan/scan-diff.ts';
import { formatPortRanges } from '../../../src-shared/scan/port-ranges.ts';
import type { ScanOptions } from '../../../src-shared/scan/scan-options.ts';

export interface ConfirmedChanges {
  readonly hosts: readonly HostChange[];
  readonly ports: readonly PortChange[];
}

/** Kinds that a person is told of, and those that a second look may make one of them. */
const ASSERTED: ReadonlySet<string> = new Set(['opened', 'closed', 'filtered', 'service']);

export function hasChanges({ hosts, ports }: ConfirmedChanges): boolean {
  return hosts.length > 0 || ports.length > 0;
}

/** What of a comparison is worth a second look; silence that may be lost packets is. */
export function changesToConfirm(diff: ScanDiff): ConfirmedChanges {
  return {
    hosts: diff.hosts.filter(({ kind }) => kind === 'appeared' || kind === 'gone'),
    ports: diff.ports.filter(({ kind }) => ASSERTED.has(kind) || kind === 'doubtful'),
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
  const seenHosts = new Set(second.hosts.map(({ kind, address }) => `${kind} ${address}`));
  const byAddress = Map.groupBy(
    second.ports.filter(({ kind }) => ASSERTED.has(kind)),
    ({ address }) => address,
  );
  return {
    hosts: first.hosts.filter(({ kind, address }) => seenHosts.has(`${kind} ${address}`)),
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

/** The same for the same changes, whenever and in whatever run they are seen. */
export function signatureOf(before: string, { hosts, ports }: ConfirmedChanges): string {
  return [
    before,
    ...hosts.map(({ kind, address }) => `${kind} ${address}`),
    ...ports.map(({ kind, address, port, lastPort }) => `${kind} ${address} ${port}-${lastPort}`),
  ].join('\n');
}
