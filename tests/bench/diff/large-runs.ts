/** Large runs made of numbers: hosts that refuse nearly everywhere, with scattered holes and a few services. */
import type { Database } from '../../../src-main/store/database.ts';
import { createRunRepository } from '../../../src-main/store/run-repository.ts';
import { MAX_PORT, formatPortRanges } from '../../../src-shared/scan/port-ranges.ts';
import type { HostReport, ScanReport } from '../../../src-shared/scan/scan-report.ts';
import type { HostOutcome, TimelineInput } from '../../../src-shared/scan/timeline-input.ts';
import { createRandom, type Random } from '../../helpers/random.ts';

const HOSTS = 256;
const HOLES = 60;
const SERVICES = [22, 80, 443, 3_306, 8_080];
const ALL = Array.from({ length: MAX_PORT }, (_, index) => index + 1);

/** The same holes for the same seed; then so many other ports of each host go silent. */
export function largeReport({
  id,
  seed,
  changed,
}: {
  id: string;
  seed: number;
  changed: number;
}): ScanReport {
  const random = createRandom(seed);
  const change = createRandom(seed + 1);
  const hosts = Array.from({ length: HOSTS }, (_, index) => {
    const holes = drawPorts(random, HOLES);
    for (const port of drawPorts(change, changed)) holes.add(port);
    return hostOf(`10.66.0.${index}`, holes);
  });
  const silent = hosts.reduce((sum, { extraports }) => sum + extraports[1]!.count, 0);
  const open = HOSTS * SERVICES.length;
  return {
    schema: 'portolan-scan/1',
    scanner: { name: 'Portolan', version: '1', dialer: 'epoll', platform: 'bench' },
    id,
    startedAt: '2026-01-01T00:00:00.000Z',
    finishedAt: '2026-01-01T00:10:00.000Z',
    status: 'completed',
    options: {
      targets: ['10.66.0.0/24'],
      exclude: [],
      ports: `1-${MAX_PORT}`,
      timing: 'T4',
      discovery: true,
      seed,
    },
    stats: {
      probesSent: HOSTS * MAX_PORT,
      retries: 0,
      elapsedMs: 600_000,
      lossRate: 0,
      hosts: { total: HOSTS, up: HOSTS, down: 0, unknown: 0 },
      ports: { open, closed: HOSTS * MAX_PORT - open - silent, filtered: silent },
    },
    warnings: [],
    hosts,
  };
}

export function keepReport(database: Database, report: ScanReport): void {
  const { stats } = report;
  createRunRepository(database, () => Date.parse(report.startedAt)).keep(
    {
      id: report.id,
      startedAt: report.startedAt,
      scanner: report.scanner,
      options: report.options,
      plan: '{}',
      hostsTotal: stats.hosts.total,
      portsPerHost: MAX_PORT,
    },
    {
      heads: [],
      verdicts: [],
      finished: report.hosts.map(({ family: _family, ...host }, position) => ({ ...host, position })),
      warnings: [],
      totals: { ...stats, hosts: stats.hosts },
    },
    { status: report.status, finishedAt: report.finishedAt ?? report.startedAt, error: null },
  );
}

interface HistoryShape {
  readonly runs: number;
  readonly hosts: number;
  readonly asked: 'all' | 'scattered';
  /** Different ones of each host, one in which it is not there apart. */
  readonly outcomes: number;
  /** How long one lasts, on average. */
  readonly steadyRuns: number;
  readonly seed: number;
}

const ABSENT: HostOutcome = {
  names: [],
  status: 'unknown',
  reason: 'no-response',
  ports: [],
  extraports: [],
};

/** Every outcome of every host is a text of its own, which is the worst: most hosts of a network say the same. */
export function longHistory(shape: HistoryShape): TimelineInput {
  const random = createRandom(shape.seed);
  const asked = shape.asked === 'all' ? ALL : [...drawPorts(random, 1_000)].sort((a, b) => a - b);
  const options = { targets: ['10.66.0.0/24'], exclude: [], ports: formatPortRanges(asked) };
  const counts = { open: 0, closed: 0, filtered: 0 };
  const runs = Array.from({ length: shape.runs }, (_, index) => ({
    scanId: `run-${index}`,
    startedAt: new Date(Date.UTC(2026, 0, 1) + 3_600_000 * index).toISOString(),
    status: 'completed' as const,
    elapsedMs: 1_000,
    counts,
    lossRate: null,
    hostsUp: shape.hosts,
    tags: [],
    note: '',
    dialer: 'epoll',
    options,
    warnings: [],
  }));
  const hosts = Array.from({ length: shape.hosts }, (_, host) => {
    const said = Array.from({ length: shape.outcomes }, () => outcomeOf(asked, random));
    let now: HostOutcome = said[0]!;
    const outcomes = runs.map(() => {
      if (random.below(shape.steadyRuns) === 0) now = random.below(10) === 0 ? ABSENT : random.pick(said);
      return now;
    });
    return { address: `10.66.0.${host}`, outcomes, doubts: null };
  });
  return { runs, hosts };
}

function outcomeOf(asked: readonly number[], random: Random): HostOutcome {
  const open = new Set(Array.from({ length: 3 + random.below(8) }, () => random.pick(asked)));
  return {
    names: [],
    status: 'up',
    reason: 'syn-ack',
    ports: [...open]
      .sort((a, b) => a - b)
      .map((port) => ({ port, reason: 'syn-ack', service: `service-${port}` })),
    extraports: [{ reason: 'reset', ports: formatPortRanges(asked.filter((port) => !open.has(port))) }],
  };
}

function drawPorts(random: Random, count: number): Set<number> {
  const ports = new Set<number>();
  while (ports.size < count) ports.add(1 + random.below(MAX_PORT));
  return ports;
}

function hostOf(address: string, holes: ReadonlySet<number>): HostReport {
  const silent = [...holes].filter((port) => !SERVICES.includes(port)).sort((a, b) => a - b);
  const closed = ALL.filter((port) => !holes.has(port) && !SERVICES.includes(port));
  return {
    address,
    family: 4,
    names: [],
    status: 'up',
    reason: 'syn-ack',
    srttMs: 1,
    ports: SERVICES.map((port) => ({
      port,
      protocol: 'tcp',
      state: 'open',
      reason: 'syn-ack',
      service: null,
      rttMs: 1,
      attempts: 1,
      confidence: 1,
    })),
    extraports: [runOf('closed', 'reset', closed, 1), runOf('filtered', 'no-response', silent, 0.9999)],
  };
}

function runOf(
  state: 'closed' | 'filtered',
  reason: 'reset' | 'no-response',
  ports: readonly number[],
  confidence: number,
): HostReport['extraports'][number] {
  return { state, reason, count: ports.length, ports: formatPortRanges(ports), attempts: 1, confidence };
}
