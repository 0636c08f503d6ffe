/** The hosts of a comparison whose ports changed, the most telling first. Pure. */
import { toneOf } from '../../charts/change-marks.ts';
import type { HostChange, PortChange, ScanDiff } from '../../../src-shared/scan/scan-diff.ts';
import { formatPlural } from '../../components/format.ts';

export interface ChangedHost {
  readonly address: string;
  readonly name: string | null;
  /** How the host itself came, went or was left out; null: it is in both runs. */
  readonly change: HostChange | null;
  /** Ascending by port. */
  readonly changes: readonly PortChange[];
  /** Ports that are lit on the map. */
  readonly lit: number;
  /** Ports that opened or closed. */
  readonly turned: number;
  /** Ports that only one run asked. */
  readonly unasked: number;
}

type Sum = 'lit' | 'turned' | 'unasked';

/** Hosts with changed ports, then hosts that came or went, then those asked only in part. */
export function changedHosts(diff: ScanDiff): ChangedHost[] {
  const hosts = new Map<string, Omit<ChangedHost, 'changes' | Sum> & { changes: PortChange[] }>();
  const hostOf = (address: string, name: string | null, change: HostChange | null) => {
    const known = hosts.get(address);
    if (known) return known;
    const host = { address, name, change, changes: [] };
    hosts.set(address, host);
    return host;
  };
  for (const change of diff.hosts) hostOf(change.address, change.hostName, change);
  for (const change of diff.ports) hostOf(change.address, change.hostName, null).changes.push(change);
  return [...hosts.values()]
    .map((host) => {
      // A shortened list of changes stands in the order of their kinds.
      const changes = host.changes.sort((a, b) => a.port - b.port);
      let lit = 0;
      let turned = 0;
      let unasked = 0;
      for (const { kind, count } of changes) {
        if (toneOf(kind) === null) unasked += count;
        else lit += count;
        if (kind === 'opened' || kind === 'closed') turned += count;
      }
      return { ...host, changes, lit, turned, unasked };
    })
    .sort((a, b) => b.turned - a.turned || b.lit - a.lit || b.unasked - a.unasked);
}

/** What a picker says beside a host's name. */
export function describeChangedHost({ lit, unasked }: ChangedHost): string {
  if (lit > 0) return `${formatPlural(lit, 'port')} changed`;
  return unasked > 0 ? `${formatPlural(unasked, 'port')} not comparable` : 'in one run only';
}
