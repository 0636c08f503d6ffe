/** What a run asked: was an address in it, and may its absence be believed? */
import type { AddressList } from './address-list.ts';
import { formatIp, parseIp } from './ip-address.ts';
import { couldNotBeAsked } from './is-cut-short.ts';
import type { HostReport, ScanReport } from './scan-report.ts';
import { collectAddresses, parseTargetList, targetNames } from './target-spec.ts';

export interface RunScope {
  /** By canonical address. */
  readonly hosts: ReadonlyMap<string, HostReport>;
  /**
   * `present`: it answered. `absent`: it was asked to the end and did not. `unsettled`: it was asked, not to the end.
   * `not-asked`: outside the run's targets.
   */
  presence(address: string): 'present' | 'absent' | 'unsettled' | 'not-asked';
}

/** Throws SpecError where the run's own targets make too many addresses. */
export function scopeOfRun(report: ScanReport): RunScope {
  const hosts = new Map(report.hosts.map((host) => [canonicalAddress(host.address), host]));
  const asked = askedAddresses(report);
  const completed = report.status === 'completed';
  return {
    hosts,
    presence(address) {
      const host = hosts.get(address);
      if (host?.status === 'up') return 'present';
      if (host?.status === 'down') return 'absent';
      if (!host && !asked.list.has(address)) return 'not-asked';
      if (!host && asked.leavesNamesOut) return 'unsettled';
      return completed && !(host && couldNotBeAsked(host)) ? 'absent' : 'unsettled';
    },
  };
}

/** One spelling for each address; anything else as it is. */
function canonicalAddress(address: string): string {
  const ip = parseIp(address);
  return ip ? formatIp(ip) : address;
}

/**
 * The addresses that the targets name, names by the hosts that carry them in the report. What a name stood for that was
 * left out is not in the report: then an address without a host may have been left out.
 */
function askedAddresses(report: ScanReport): { list: AddressList; leavesNamesOut: boolean } {
  const targets = parseTargetList(report.options.targets);
  const excludes = parseTargetList(report.options.exclude, 'excludes');
  const resolved = new Map<string, string[]>();
  const names = new Set([...targetNames(targets), ...targetNames(excludes)]);
  for (const host of report.hosts) {
    for (const name of host.names) {
      if (names.has(name)) resolved.set(name, [...(resolved.get(name) ?? []), host.address]);
    }
  }
  const leftOut = [...targets.items.filter(({ exclude }) => exclude), ...excludes.items];
  return {
    list: collectAddresses(targets, resolved, excludes),
    leavesNamesOut: leftOut.some(({ meaning }) => meaning.kind === 'name'),
  };
}
