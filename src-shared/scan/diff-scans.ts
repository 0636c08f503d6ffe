/**
 * What changed between two runs, judged only where both asked. Silence and an ICMP error are one state and so never a
 * change of it; what a stopped run did not get to is not comparable, never "closed" and never "gone".
 */
import { SideColumns, diffPorts, isSameAtOnce } from './diff-ports.ts';
import { describeDiff } from './diff-headline.ts';
import { limitedHosts, seesReasons } from './diff-reasons.ts';
import { scopeOfRun, type RunScope } from './diff-scope.ts';
import { compareAddresses } from './ip-address.ts';
import type { Reason } from './port-state.ts';
import {
  PORT_CHANGE_KINDS,
  type DiffSide,
  type HostChange,
  type PortChange,
  type PortChangeKind,
  type ScanDiff,
} from './scan-diff.ts';
import type { HostReport, ScanReport } from './scan-report.ts';

/** The schema's limits; what matters least goes first, the counts stay whole. */
const MAX_PORT_CHANGES = 200_000;
const MAX_HOST_CHANGES = 100_000;
const MAX_OPEN_PORTS = 100;
const LEAST_LAST: readonly PortChangeKind[] = [
  'opened',
  'closed',
  'filtered',
  'service',
  'reason-only',
  'not-comparable',
];

/** Throws SpecError where a report's targets or port ranges cannot be read. */
export function diffScans(before: ScanReport, after: ScanReport): ScanDiff {
  const scopes = { before: scopeOfRun(before), after: scopeOfRun(after) };
  const isLimited = { before: limitedHosts(before), after: limitedHosts(after) };
  const columns = { before: new SideColumns(), after: new SideColumns() };
  const hosts: HostChange[] = [];
  const ports: PortChange[] = [];
  let shared = 0;
  for (const address of allAddresses(scopes.before, scopes.after)) {
    const hostBefore = scopes.before.hosts.get(address);
    const hostAfter = scopes.after.hosts.get(address);
    const change = hostChange(address, scopes.before, scopes.after);
    if (change) hosts.push(change);
    if (!hostBefore || !hostAfter || !hasPorts(hostBefore) || !hasPorts(hostAfter)) continue;
    shared++;
    if (isSameAtOnce(hostBefore, hostAfter)) continue;
    for (const [side, run, host] of [
      ['before', before, hostBefore],
      ['after', after, hostAfter],
    ] as const) {
      columns[side].load({
        host,
        sharp: seesReasons(run.scanner.dialer, address),
        limited: isLimited[side](address),
      });
    }
    for (const portChange of diffPorts(
      columns.before,
      columns.after,
      address,
      nameOf(hostBefore, hostAfter),
    )) {
      ports.push(portChange);
    }
  }
  const counts = countKinds(ports);
  const different =
    counts.opened + counts.closed + counts.filtered + counts.service > 0 ||
    hosts.some(({ kind }) => kind === 'appeared' || kind === 'gone');
  return {
    before: sideOf(before),
    after: sideOf(after),
    hosts: limitHosts(hosts),
    ports: limitPorts(ports),
    counts,
    different,
    headline: describeDiff(counts, hosts, shared),
  };
}

function allAddresses(before: RunScope, after: RunScope): string[] {
  return [...new Set([...before.hosts.keys(), ...after.hosts.keys()])].sort(compareAddresses);
}

function hasPorts(host: HostReport): boolean {
  return host.ports.length > 0 || host.extraports.length > 0;
}

function nameOf(...hosts: readonly (HostReport | undefined)[]): string | null {
  return hosts.findLast((host) => host && host.names.length > 0)?.names[0] ?? null;
}

function hostChange(address: string, before: RunScope, after: RunScope): HostChange | null {
  const kind = hostChangeKind(before.presence(address), after.presence(address));
  if (!kind) return null;
  const hostBefore = before.hosts.get(address);
  const hostAfter = after.hosts.get(address);
  const present = kind === 'appeared' || kind === 'not-scanned-before' ? hostAfter : hostBefore;
  return {
    kind,
    address,
    hostName: nameOf(hostBefore, hostAfter),
    before: hostBefore?.status ?? null,
    after: hostAfter?.status ?? null,
    openPorts: (present?.ports ?? [])
      .filter(({ state }) => state === 'open')
      .map(({ port }) => port)
      .slice(0, MAX_OPEN_PORTS),
  };
}

/** Only a host that is there in one of the runs is worth a line. */
function hostChangeKind(
  before: ReturnType<RunScope['presence']>,
  after: typeof before,
): HostChange['kind'] | null {
  if (before === 'present' && after !== 'present') return after === 'absent' ? 'gone' : 'not-scanned-after';
  if (after === 'present' && before !== 'present')
    return before === 'absent' ? 'appeared' : 'not-scanned-before';
  return null;
}

function countKinds(changes: readonly PortChange[]): Record<PortChangeKind, number> {
  const counts = Object.fromEntries(PORT_CHANGE_KINDS.map((kind) => [kind, 0])) as Record<
    PortChangeKind,
    number
  >;
  for (const { kind, count } of changes) counts[kind] += count;
  return counts;
}

function sideOf(report: ScanReport): DiffSide {
  const reasons: Partial<Record<Reason, number>> = {};
  const add = (reason: Reason, count: number): void => {
    reasons[reason] = (reasons[reason] ?? 0) + count;
  };
  for (const host of report.hosts) {
    for (const row of host.ports) add(row.reason, 1);
    for (const run of host.extraports) add(run.reason, run.count);
  }
  return {
    id: report.id,
    startedAt: report.startedAt,
    status: report.status,
    targets: report.options.targets,
    ports: report.options.ports,
    counts: report.stats.ports,
    hostsUp: report.stats.hosts.up,
    reasons,
  };
}

function limitPorts(changes: PortChange[]): PortChange[] {
  if (changes.length <= MAX_PORT_CHANGES) return changes;
  return LEAST_LAST.flatMap((kind) => changes.filter((change) => change.kind === kind)).slice(
    0,
    MAX_PORT_CHANGES,
  );
}

function limitHosts(changes: HostChange[]): HostChange[] {
  if (changes.length <= MAX_HOST_CHANGES) return changes;
  const isProven = ({ kind }: HostChange): boolean => kind === 'appeared' || kind === 'gone';
  return [...changes.filter(isProven), ...changes.filter((change) => !isProven(change))].slice(
    0,
    MAX_HOST_CHANGES,
  );
}
