/** Reports for tests, short to write: a host is its address and what its ports said. */
import { HostLedger } from '../../src-shared/scan/host-ledger.ts';
import { formatPortRanges, readPortRanges } from '../../src-shared/scan/port-ranges.ts';
import { codeOfReason, type HostStatus, type Reason } from '../../src-shared/scan/port-state.ts';
import type { HostReport, ScanReport } from '../../src-shared/scan/scan-report.ts';

export interface HostDraft {
  readonly status?: HostStatus;
  readonly names?: readonly string[];
  readonly reason?: HostReport['reason'];
  /** Ranges by reason: `{ reset: '1-100', 'syn-ack': '22' }`. */
  readonly ports?: Partial<Record<Reason, string>>;
  readonly services?: Readonly<Record<number, string>>;
  readonly confidence?: number;
  /** Of single ports; null: nothing can be known. */
  readonly confidences?: Readonly<Record<number, number | null>>;
}

export interface RunDraft {
  readonly targets?: readonly string[];
  readonly exclude?: readonly string[];
  readonly status?: ScanReport['status'];
  readonly dialer?: string;
  readonly id?: string;
  readonly startedAt?: string;
  /** The ports that were asked, as ranges; default: those that are listed. */
  readonly asked?: string;
  readonly warnings?: ScanReport['warnings'];
  /** Default: not measured. */
  readonly lossRate?: number | null;
  readonly hosts: Readonly<Record<string, HostDraft>>;
}

/** A host as a scan would report it, rows and runs by the real rule. */
export function makeHost(address: string, draft: HostDraft): HostReport {
  const said: { port: number; code: number }[] = [];
  for (const [reason, ranges] of Object.entries(draft.ports ?? {})) {
    const code = codeOfReason(reason as Reason);
    for (const [first, last] of readPortRanges(ranges)) {
      for (let port = first; port <= last; port++) said.push({ port, code });
    }
  }
  said.sort((a, b) => a.port - b.port);
  const ledger = new HostLedger(Uint16Array.from(said, ({ port }) => port));
  ledger.record({
    ports: said.map(({ port }) => port),
    reasons: said.map(({ code }) => code),
    attempts: said.map(() => 1),
    rttMs: said.map(() => Number.NaN),
    confidence: said.map(({ port }) => {
      const own = draft.confidences?.[port];
      return (own === undefined ? draft.confidence : own) ?? Number.NaN;
    }),
  });
  const { ports, extraports } = ledger.summarise({ allPorts: false });
  return {
    address,
    family: address.includes(':') ? 6 : 4,
    names: [...(draft.names ?? [])],
    status: draft.status ?? 'up',
    reason: draft.reason ?? 'syn-ack',
    srttMs: null,
    ports: ports.map((row) => ({ ...row, service: draft.services?.[row.port] ?? null })),
    extraports,
  };
}

export function makeReport(draft: RunDraft): ScanReport {
  const hosts = Object.entries(draft.hosts).map(([address, host]) => makeHost(address, host));
  const counts = { open: 0, closed: 0, filtered: 0 };
  for (const host of hosts) {
    for (const row of host.ports) counts[row.state]++;
    for (const run of host.extraports) counts[run.state] += run.count;
  }
  const statuses = hosts.map(({ status }) => status);
  const amount = (status: HostStatus): number => statuses.filter((each) => each === status).length;
  const asked = new Set(hosts.flatMap(({ ports }) => ports.map(({ port }) => port)));
  return {
    schema: 'portolan-scan/1',
    scanner: { name: 'portolan', version: '0.0.0', dialer: draft.dialer ?? 'portable', platform: 'test' },
    id: draft.id ?? 'run',
    startedAt: draft.startedAt ?? '2026-01-02T03:04:05.000Z',
    finishedAt: '2026-01-02T03:05:05.000Z',
    status: draft.status ?? 'completed',
    options: {
      targets: [...(draft.targets ?? Object.keys(draft.hosts))],
      exclude: [...(draft.exclude ?? [])],
      ports: draft.asked ?? formatPortRanges([...asked].sort((a, b) => a - b)),
      timing: 'T3',
      discovery: true,
      seed: 1,
    },
    stats: {
      probesSent: 0,
      retries: 0,
      elapsedMs: 1_000,
      lossRate: draft.lossRate ?? null,
      hosts: { total: hosts.length, up: amount('up'), down: amount('down'), unknown: amount('unknown') },
      ports: counts,
    },
    warnings: [...(draft.warnings ?? [])],
    hosts,
  };
}
