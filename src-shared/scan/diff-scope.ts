/** What a run asked: was an address in it, and may its absence be believed? */
import { countAddresses, subtractIntervals, type AddressList } from './address-list.ts';
import { canonicalAddress } from './ip-address.ts';
import { couldNotBeAsked } from './is-cut-short.ts';
import type { FinalStatus, HostReport } from './scan-report.ts';
import type { ComparedHost } from './side-columns.ts';
import { quote, SpecError } from './spec-problem.ts';
import { collectAddresses, parseTargetList, targetNames } from './target-spec.ts';

/**
 * `present`: it answered. `absent`: it was asked to the end and did not. `unsettled`: it was asked, not to the end.
 * `not-asked`: outside the run's targets.
 */
export type Presence = 'present' | 'absent' | 'unsettled' | 'not-asked';

export interface RunScope {
  /** By canonical address. */
  readonly hosts: ReadonlyMap<string, ComparedHost>;
  presence(address: string): Presence;
  /** What another run asked too: any address, and whether both asked it to the end, whatever their reports list. */
  inCommon(other: RunScope): 'nothing' | 'targets' | 'settled';
  readonly asked: AskedAddresses;
  readonly completed: boolean;
}

interface AskedAddresses {
  readonly list: AddressList;
  readonly leavesNamesOut: boolean;
}

/** Of a run, what tells which hosts it asked, and whether to the end. */
export interface AskedRun {
  readonly status: FinalStatus;
  readonly options: { readonly targets: readonly string[]; readonly exclude: readonly string[] };
}

/** Throws SpecError where the run's own targets make too many addresses, or a host stands in it twice. */
export function scopeOfRun(
  report: AskedRun & { readonly id: string; readonly hosts: readonly ComparedHost[] },
): RunScope {
  const hosts = new Map<string, ComparedHost>();
  for (const host of report.hosts) {
    const address = canonicalAddress(host.address);
    if (hosts.has(address)) throw hostTwice(report.id, host.address);
    hosts.set(address, host);
  }
  const asked = askedAddresses(report, report.hosts);
  const completed = report.status === 'completed';
  const presence = presenceAmong(asked, completed);
  const settles = (scope: Pick<RunScope, 'asked' | 'completed'>): boolean =>
    scope.completed && !scope.asked.leavesNamesOut;
  const own = { asked, completed };
  return {
    hosts,
    ...own,
    presence: (address) => presence(address, hosts.get(address)),
    inCommon: (other) => {
      const { intervals } = asked.list;
      const rest = subtractIntervals(intervals, other.asked.list.intervals);
      if (countAddresses(rest) === countAddresses(intervals)) return 'nothing';
      return settles(own) && settles(other) ? 'settled' : 'targets';
    },
  };
}

type TellPresence = (
  address: string,
  host: Pick<HostReport, 'status' | 'reason'> | null | undefined,
) => Presence;

/** Tells of an address with its host in the run's report, undefined or null where it has none. */
export function presenceIn(
  run: AskedRun,
  hosts: Iterable<{ readonly address: string; readonly names: readonly string[] }>,
): TellPresence {
  return presenceAmong(askedAddresses(run, hosts), run.status === 'completed');
}

function presenceAmong(asked: AskedAddresses, completed: boolean): TellPresence {
  return (address, host) => {
    if (host?.status === 'up') return 'present';
    if (host?.status === 'down') return 'absent';
    if (!host && !asked.list.has(address)) return 'not-asked';
    if (!host && asked.leavesNamesOut) return 'unsettled';
    return completed && !(host && couldNotBeAsked(host)) ? 'absent' : 'unsettled';
  };
}

/** Whether the targets name blocks by a host's name ("db.lan/24"), so that only the report's hosts tell which. */
export function needsNames({ options }: AskedRun): boolean {
  const { items } = parseTargetList([...options.targets, ...options.exclude], 'excludes');
  return items.some(({ meaning }) => meaning.kind === 'name' && meaning.prefix !== null);
}

/** Of a run that tells of a host twice, nothing can be said of that host. */
function hostTwice(run: string, address: string): SpecError {
  return new SpecError(
    `${quote(address)} stands twice in the run ${quote(run)}, so what it says of that host is unclear.`,
    '10.0.0.1',
  );
}

/**
 * The addresses that the targets name, names by the hosts that carry them in the report. What a name stood for that was
 * left out is not in the report: then an address without a host may have been left out.
 */
function askedAddresses(
  { options }: AskedRun,
  hosts: Iterable<{ readonly address: string; readonly names: readonly string[] }>,
): AskedAddresses {
  const targets = parseTargetList(options.targets);
  const excludes = parseTargetList(options.exclude, 'excludes');
  const resolved = new Map<string, string[]>();
  const names = new Set([...targetNames(targets), ...targetNames(excludes)]);
  if (names.size > 0) {
    for (const host of hosts) {
      for (const name of host.names) {
        if (names.has(name)) resolved.set(name, [...(resolved.get(name) ?? []), host.address]);
      }
    }
  }
  const leftOut = [...targets.items.filter(({ exclude }) => exclude), ...excludes.items];
  return {
    list: collectAddresses(targets, resolved, excludes),
    leavesNamesOut: leftOut.some(({ meaning }) => meaning.kind === 'name'),
  };
}
