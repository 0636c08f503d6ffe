/** The lines of both strips, in their order. Pure. */
import type { RunTimeline, TimelineHost, TimelinePort } from '../../../src-shared/scan/run-timeline.ts';
import {
  stretchAt,
  stretchesOfHost,
  stretchesOfPort,
  type StripState,
} from '../../charts/series/strip-stretches.ts';
import { formatCount } from '../../components/format.ts';
import type { StripRow } from '../../charts/series/strip-row.ts';

export interface SeriesLine extends StripRow {
  readonly address: string;
  readonly hostName: string | null;
  /** Null: the host as a whole. */
  readonly port: TimelinePort | null;
  readonly host: TimelineHost | null;
  /** How often it changed. */
  readonly changes: number;
}

/**
 * Ports that changed, then those that did not; of both the ports of a host together, by number. The host with the port
 * that changed most comes first, as the timeline has it.
 */
export function linesOfPorts({ ports }: RunTimeline): SeriesLine[] {
  const byHost = Map.groupBy(ports, ({ address, strip, doubtful }) => {
    const stayed = doubtful.length === 0 && new Set(strip.replaceAll('-', '')).size < 2;
    return `${stayed ? 'stayed' : 'changed'} ${address}`;
  });
  const groups = [...byHost].sort(
    ([a], [b]) => Number(a.startsWith('stayed')) - Number(b.startsWith('stayed')),
  );
  return groups.flatMap(([, group]) =>
    group
      .toSorted((a, b) => a.port - b.port)
      .map((port) => ({
        key: `${port.address} ${port.port}`,
        group: port.hostName ?? port.address,
        label: portsLabel(port),
        stretches: stretchesOfPort(port),
        flapping: port.flapping,
        address: port.address,
        hostName: port.hostName,
        port,
        host: null,
        changes: port.totalChanges,
      })),
  );
}

export function linesOfHosts({ hosts }: RunTimeline): SeriesLine[] {
  return hosts.map((host) => ({
    key: host.address,
    group: host.hostName ?? host.address,
    label: '',
    stretches: stretchesOfHost(host),
    flapping: false,
    address: host.address,
    hostName: host.hostName,
    port: null,
    host,
    changes: host.totalChanges,
  }));
}

/** The ports that were ever not in their host's usual state, listed or not: the area counts each of them in every run. */
export function countUnusual({ area }: RunTimeline): number {
  return Object.values(area).reduce((sum, counts) => sum + (counts[0] ?? 0), 0);
}

/** The ports that the lines stand for. */
export function countListed({ ports }: RunTimeline): number {
  return ports.reduce((sum, { group }) => sum + (group?.count ?? 1), 0);
}

/** Beside those: ports whose state was always the usual one, but not why. */
export function countReasonOnly(timeline: RunTimeline): number {
  return countListed(timeline) + timeline.morePorts - countUnusual(timeline);
}

/** "443"; "1024–49151" where a line stands for many ports, "32,768 of 1–65535" where others lie between them. */
export function portsLabel({ port, group }: Pick<TimelinePort, 'port' | 'group'>): string {
  if (!group) return String(port);
  const range = `${port}–${group.lastPort}`;
  return group.count === group.lastPort - port + 1 ? range : `${formatCount(group.count)} of ${range}`;
}

const SETTLED: ReadonlySet<StripState> = new Set(['open', 'closed', 'filtered', 'up', 'gone']);

/** Whether a line changed in a run: as its changes tell, and before those that are listed, as its strip looks. */
export function changesAt({ port, host, stretches }: SeriesLine, run: number): boolean {
  const { changes, totalChanges } = port ?? host ?? NO_CHANGES;
  if (changes.some((change) => change.run === run)) return true;
  const isListed = changes.length === totalChanges || run >= (changes[0]?.run ?? 0);
  if (isListed || run === 0) return false;
  const stretch = stretchAt(stretches, run);
  if (stretch?.from !== run || !SETTLED.has(stretch.state)) return false;
  const before = stretches.findLast(({ to, state }) => to < run && SETTLED.has(state));
  return before !== undefined && before.state !== stretch.state;
}

const NO_CHANGES: Pick<TimelinePort, 'changes' | 'totalChanges'> = { changes: [], totalChanges: 0 };

/** "db-primary.lan 6379", "db-primary.lan". */
export function lineName({ group, label }: StripRow): string {
  return label === '' ? group : `${group} ${label}`;
}
