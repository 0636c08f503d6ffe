/**
 * What changed between two runs, judged only where both asked. Silence and an ICMP error are one state and so never a
 * change of it; what a stopped run did not get to is not comparable, never "closed" and never "gone".
 */
import { ChangeList } from './change-list.ts';
import { diffPorts, isSameAtOnce } from './diff-ports.ts';
import { describeDiff } from './diff-headline.ts';
import { limitedHosts, quietHosts, seesReasons } from './diff-reasons.ts';
import { scopeOfRun, type RunScope } from './diff-scope.ts';
import { sortAddresses } from './ip-address.ts';
import type { Reason } from './port-state.ts';
import type { DiffSide, HostChange, ScanDiff } from './scan-diff.ts';
import type { ScanReport } from './scan-report.ts';
import { serviceRegister } from './service-register.ts';
import { SideColumns, type ComparedHost } from './side-columns.ts';
import { SpecError } from './spec-problem.ts';

/** A report, or what a comparison needs of one. */
export interface ComparedReport extends Omit<ScanReport, 'hosts'> {
  readonly hosts: readonly ComparedHost[];
}

/** The schema's limits; what matters least goes first, the counts stay whole. */
const MAX_HOST_CHANGES = 100_000;
const MAX_OPEN_PORTS = 100;

/** Throws SpecError where a report's targets or port ranges cannot be read, or a host stands twice in it. */
export function diffScans(before: ComparedReport, after: ComparedReport): ScanDiff {
  const scopes = { before: scopeOfRun(before), after: scopeOfRun(after) };
  const sides = { before: sideReader(before), after: sideReader(after) };
  const hosts: HostChange[] = [];
  const ports = new ChangeList();
  let sharesHosts = false;
  let sharesPorts = false;
  for (const address of allAddresses(scopes.before, scopes.after)) {
    const hostBefore = scopes.before.hosts.get(address);
    const hostAfter = scopes.after.hosts.get(address);
    const change = hostChange(address, scopes.before, scopes.after);
    if (change) hosts.push(change);
    if (!hostBefore || !hostAfter || !hasPorts(hostBefore) || !hasPorts(hostAfter)) continue;
    sharesHosts = true;
    if (isSameAtOnce(hostBefore, hostAfter)) {
      sharesPorts = true;
      continue;
    }
    const asked = diffPorts(
      sides.before(hostBefore, address),
      sides.after(hostAfter, address),
      { address, hostName: nameOf(hostBefore, hostAfter) },
      ports,
    );
    sharesPorts ||= asked;
  }
  const { counts, mayBeSilent } = ports;
  const different =
    counts.opened + counts.closed + counts.filtered + counts.service > 0 ||
    hosts.some(({ kind }) => kind === 'appeared' || kind === 'gone');
  return {
    before: sideOf(before),
    after: sideOf(after),
    hosts: limitHosts(hosts),
    ports: ports.toArray(),
    counts,
    different,
    headline: describeDiff({ counts, hosts, mayBeSilent, sharesHosts, sharesPorts }),
  };
}

/** Loads a host of the report into columns, the same each time. */
function sideReader(report: ComparedReport): (host: ComparedHost, address: string) => SideColumns {
  const columns = new SideColumns();
  const isLimited = limitedHosts(report.warnings);
  const isQuiet = quietHosts(report.warnings);
  return (host, address) => {
    try {
      columns.load({
        host,
        sharp: seesReasons(report.scanner.dialer, address),
        limited: isLimited(address),
        wentQuiet: isQuiet(address),
        register: serviceRegister(report.scanner.dialer),
      });
    } catch (error) {
      if (!(error instanceof SpecError)) throw error;
      throw new SpecError(`${address} in the run ${report.id}: ${error.message}`, error.example);
    }
    return columns;
  };
}

function allAddresses(before: RunScope, after: RunScope): string[] {
  return sortAddresses(new Set([...before.hosts.keys(), ...after.hosts.keys()]));
}

function hasPorts(host: ComparedHost): boolean {
  return host.ports.length > 0 || host.extraports.length > 0;
}

function nameOf(...hosts: readonly (ComparedHost | undefined)[]): string | null {
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
      .filter(({ reason }) => reason === 'syn-ack')
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

function sideOf(report: ComparedReport): DiffSide {
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

function limitHosts(changes: HostChange[]): HostChange[] {
  if (changes.length <= MAX_HOST_CHANGES) return changes;
  const isProven = ({ kind }: HostChange): boolean => kind === 'appeared' || kind === 'gone';
  return [...changes.filter(isProven), ...changes.filter((change) => !isProven(change))].slice(
    0,
    MAX_HOST_CHANGES,
  );
}
