/** Reports put together by hand, for runs that no listener on this computer could give: big ones, cut ones, odd ones. */
import { stateOfReason, type Reason } from '../../src-shared/scan/port-state.ts';
import { readPortRanges } from '../../src-shared/scan/port-ranges.ts';
import { REPORT_SCHEMA, type HostReport, type ScanReport } from '../../src-shared/scan/scan-report.ts';

export interface SketchedHost {
  readonly address: string;
  readonly name?: string;
  readonly status?: HostReport['status'];
  readonly reason?: HostReport['reason'];
  /** Port -> service of what is listed as open. */
  readonly open?: Readonly<Record<number, string | null>>;
  /** The other ports: what they answered, as ranges. */
  readonly rest?: readonly (readonly [reason: Reason, ports: string])[];
}

export interface SketchedRun {
  readonly id: string;
  readonly startedAt: string;
  readonly elapsedMs?: number;
  readonly status?: ScanReport['status'];
  readonly targets: readonly string[];
  readonly ports: string;
  readonly portsAsked?: string;
  readonly hostsTotal?: number;
  readonly hosts: readonly SketchedHost[];
}

/** A whole, consistent `portolan-scan/1`. */
export function sketchReport(run: SketchedRun): ScanReport {
  const hosts = run.hosts.map(sketchHost);
  const ports = { open: 0, closed: 0, filtered: 0 };
  for (const host of hosts) {
    for (const { state } of host.ports) ports[state] += 1;
    for (const { state, count } of host.extraports) ports[state] += count;
  }
  const up = hosts.filter(({ status }) => status === 'up').length;
  const down = hosts.filter(({ status }) => status === 'down').length;
  const total = run.hostsTotal ?? hosts.length;
  const elapsedMs = run.elapsedMs ?? 8_700;
  return {
    schema: REPORT_SCHEMA,
    scanner: { name: 'portolan', version: '0.1.0', dialer: 'epoll', platform: 'linux-x64' },
    id: run.id,
    startedAt: run.startedAt,
    finishedAt: new Date(Date.parse(run.startedAt) + elapsedMs).toISOString(),
    status: run.status ?? 'completed',
    options: {
      targets: [...run.targets],
      exclude: [],
      ports: run.ports,
      ...(run.portsAsked === undefined ? {} : { portsAsked: run.portsAsked }),
      timing: 'T4',
      discovery: true,
      seed: 1,
    },
    stats: {
      probesSent: ports.open + ports.closed + 2 * ports.filtered,
      retries: ports.filtered,
      elapsedMs,
      lossRate: 0,
      hosts: { total, up, down, unknown: total - up - down },
      ports,
    },
    warnings: [],
    hosts,
  };
}

function sketchHost({ address, name, status, reason, open = {}, rest = [] }: SketchedHost): HostReport {
  return {
    address,
    family: address.includes(':') ? 6 : 4,
    names: name === undefined ? [] : [name],
    status: status ?? 'up',
    reason: reason ?? 'syn-ack',
    srttMs: 1.2,
    ports: Object.entries(open).map(([port, service]) => ({
      port: Number(port),
      protocol: 'tcp',
      state: 'open',
      reason: 'syn-ack',
      service,
      rttMs: 1.2,
      attempts: 1,
      confidence: 1,
    })),
    extraports: rest.map(([why, ports]) => ({
      state: stateOfReason(why),
      reason: why,
      count: readPortRanges(ports).reduce((sum, [first, last]) => sum + last - first + 1, 0),
      ports,
      attempts: 1,
      confidence: why === 'no-response' ? 0.999 : 1,
    })),
  };
}

/** All ports but some, as ranges: `allBut([22, 80])` is "1-21,23-79,81-65535". */
export function allBut(ports: readonly number[], first = 1, last = 65_535): string {
  const ranges: string[] = [];
  let from = first;
  for (const port of [...ports].sort((a, b) => a - b)) {
    if (port < first || port > last) continue;
    if (port > from) ranges.push(port - 1 === from ? String(from) : `${from}-${port - 1}`);
    from = port + 1;
  }
  if (from <= last) ranges.push(from === last ? String(from) : `${from}-${last}`);
  return ranges.join(',');
}
