/**
 * What changed between two runs, judged only where both asked. Silence and an ICMP error are one state and so never a
 * change of it; what a stopped run did not get to is not comparable, never "closed" and never "gone".
 */
import { ChangeList } from './change-list.ts';
import { diffPorts, isSameAtOnce } from './diff-ports.ts';
import { answersWhenLookedFor, isAbsenceDoubtful, probesToBeSure } from './doubtful-absence.ts';
import { describeDiff, isComparable } from './diff-headline.ts';
import { limitedHosts, quietHosts, seesReasons } from './diff-reasons.ts';
import { scopeOfRun, type Presence, type RunScope } from './diff-scope.ts';
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
  const needed = {
    before: probesToBeSure(before.stats.lossRate),
    after: probesToBeSure(after.stats.lossRate),
  };
  const hosts: HostChange[] = [];
  const ports = new ChangeList();
  const shares = { sharesTargets: false, sharesHosts: false, sharesScanned: false, sharesPorts: false };
  for (const address of allAddresses(scopes.before, scopes.after)) {
    const hostBefore = scopes.before.hosts.get(address);
    const hostAfter = scopes.after.hosts.get(address);
    const presence = { before: scopes.before.presence(address), after: scopes.after.presence(address) };
    const isShared = isSettled(presence.before) && isSettled(presence.after);
    shares.sharesHosts ||= isShared;
    const kind = orDoubtful(hostChangeKind(presence.before, presence.after), hostBefore, hostAfter, needed);
    if (kind) hosts.push(hostChange(kind, address, hostBefore, hostAfter));
    if (!hostBefore || !hostAfter || !arePortsTold(hostBefore, hostAfter)) continue;
    shares.sharesScanned ||= isShared && hasPorts(hostBefore) && hasPorts(hostAfter);
    if (isSameAtOnce(hostBefore, hostAfter)) {
      shares.sharesPorts = true;
      continue;
    }
    const asked = diffPorts(
      sides.before(hostBefore, address),
      sides.after(hostAfter, address),
      { address, hostName: nameOf(hostBefore, hostAfter) },
      ports,
    );
    shares.sharesPorts ||= asked;
  }
  const common = scopes.before.inCommon(scopes.after);
  shares.sharesTargets ||= common !== 'nothing';
  shares.sharesHosts ||= common === 'settled';
  const { counts, mayBeSilent } = ports;
  const different =
    counts.opened + counts.closed + counts.filtered + counts.service > 0 ||
    hosts.some(({ kind }) => kind === 'appeared' || kind === 'gone');
  const facts = { counts, hosts, mayBeSilent, ...shares };
  return {
    before: sideOf(before),
    after: sideOf(after),
    hosts: limitHosts(hosts),
    ports: ports.toArray(),
    counts,
    different,
    comparable: isComparable(facts),
    headline: describeDiff(facts),
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

/** Where one run asked nothing of a host that both found, all that the other asked is in that run only. */
function arePortsTold(before: ComparedHost, after: ComparedHost): boolean {
  if (hasPorts(before) && hasPorts(after)) return true;
  return before.status === 'up' && after.status === 'up' && (hasPorts(before) || hasPorts(after));
}

function nameOf(...hosts: readonly (ComparedHost | undefined)[]): string | null {
  return hosts.findLast((host) => host && host.names.length > 0)?.names[0] ?? null;
}

function hostChange(
  kind: HostChange['kind'],
  address: string,
  before: ComparedHost | undefined,
  after: ComparedHost | undefined,
): HostChange {
  const present = ONLY_AFTER.has(kind) ? after : before;
  return {
    kind,
    address,
    hostName: nameOf(before, after),
    before: before?.status ?? null,
    after: after?.status ?? null,
    openPorts: (present?.ports ?? [])
      .filter(({ reason }) => reason === 'syn-ack')
      .map(({ port }) => port)
      .slice(0, MAX_OPEN_PORTS),
  };
}

const ONLY_AFTER: ReadonlySet<string> = new Set(['appeared', 'may-be-new', 'not-scanned-before']);

/** Where all that a host would have answered may have been lost, it is not said to have come or gone. */
function orDoubtful(
  kind: HostChange['kind'] | null,
  before: ComparedHost | undefined,
  after: ComparedHost | undefined,
  needed: { readonly before: number; readonly after: number },
): HostChange['kind'] | null {
  if (kind === 'gone' && before && needed.after > 0)
    return isAbsenceDoubtful(after, needed.after, answersWhenLookedFor(before)) ? 'may-be-gone' : kind;
  if (kind === 'appeared' && after && needed.before > 0)
    return isAbsenceDoubtful(before, needed.before, answersWhenLookedFor(after)) ? 'may-be-new' : kind;
  return kind;
}

function isSettled(presence: Presence): boolean {
  return presence === 'present' || presence === 'absent';
}

/** Only a host that is there in one of the runs is worth a line. */
function hostChangeKind(before: Presence, after: Presence): HostChange['kind'] | null {
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
