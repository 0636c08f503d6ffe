/** The lines of both strips, in their order. Pure. */
import type { RunTimeline, TimelineHost, TimelinePort } from '../../../src-shared/scan/run-timeline.ts';
import { stretchesOfHost, stretchesOfPort } from '../../charts/series/strip-stretches.ts';
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

/** Ports of a host together, by number; the host with the port that changed most comes first, as the timeline has it. */
export function linesOfPorts({ ports }: RunTimeline): SeriesLine[] {
  const byHost = Map.groupBy(ports, ({ address }) => address);
  return [...byHost.values()].flatMap((group) =>
    group
      .toSorted((a, b) => a.port - b.port)
      .map((port) => ({
        key: `${port.address} ${port.port}`,
        group: port.hostName ?? port.address,
        label: String(port.port),
        stretches: stretchesOfPort(port),
        flapping: port.flapping,
        address: port.address,
        hostName: port.hostName,
        port,
        host: null,
        changes: port.changes.length,
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
    changes: host.changes.length,
  }));
}

/** "db-primary.lan 6379", "db-primary.lan". */
export function lineName({ group, label }: StripRow): string {
  return label === '' ? group : `${group} ${label}`;
}
