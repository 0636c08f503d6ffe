/** Runs of one network over months, made of numbers and kept by the real repository: nothing is sent. */
import { topPorts } from '../../../src-main/engine/top-ports.ts';
import { serviceName } from '../../../src-main/engine/service-name.ts';
import type { Database } from '../../../src-main/store/database.ts';
import { saveMarks } from '../../../src-main/store/mark-rows.ts';
import type { FinishedHost, RunTotals } from '../../../src-main/store/run-record.ts';
import { createRunRepository } from '../../../src-main/store/run-repository.ts';
import { formatPortRanges } from '../../../src-shared/scan/port-ranges.ts';
import { shorten } from '../../../src-shared/scan/verdict-columns.ts';
import { createRandom, type Random } from '../../helpers/random.ts';

export interface Network {
  readonly runs: number;
  readonly hosts: number;
  /** Of a host's ports from one run to the next that one opens or closes. */
  readonly changeRate: number;
  readonly seed: number;
}

const ASKED = topPorts.slice(0, 1_000).toSorted((a, b) => a - b);
const RANGES = formatPortRanges(ASKED);
const SERVED = topPorts.slice(0, 40);
const HOUR_MS = 3_600_000;
/** A host in ten has a name. */
const NAMED = 10;

/** Returns the ids, oldest first. */
export function keepRuns(database: Database, network: Network): string[] {
  const random = createRandom(network.seed);
  const open = Array.from(
    { length: network.hosts },
    () => new Set(random.shuffle(SERVED).slice(0, 3 + random.below(3))),
  );
  return Array.from({ length: network.runs }, (_, run) => {
    for (const ports of open)
      if (random.below(1_000_000) < 1_000_000 * network.changeRate) flip(ports, random);
    const id = `run-${String(run).padStart(5, '0')}`;
    keepRun(database, id, run, open, random);
    return id;
  });
}

function flip(ports: Set<number>, random: Random): void {
  const port = random.pick(SERVED);
  if (!ports.delete(port)) ports.add(port);
}

function keepRun(
  database: Database,
  id: string,
  run: number,
  open: readonly ReadonlySet<number>[],
  random: Random,
): void {
  const startedMs = Date.UTC(2026, 0, 1) + 6 * HOUR_MS * run;
  const repository = createRunRepository(database, () => startedMs);
  const targets = [open.length === 256 ? '10.66.0.0/24' : `10.66.0.0-${open.length - 1}`];
  repository.begin({
    id,
    startedAt: new Date(startedMs).toISOString(),
    scanner: { name: 'Portolan', version: '0.1.0', dialer: 'epoll', platform: 'linux-x64' },
    options: {
      targets,
      exclude: [],
      ports: RANGES,
      portsAsked: 'top:1000',
      timing: 'T4',
      discovery: true,
      seed: random.below(2 ** 31),
    },
    plan: JSON.stringify({
      options: { targets, exclude: [], ports: 'top:1000', timing: 'T4' },
      resolved: [],
      seed: 1,
    }),
    hostsTotal: open.length,
    portsPerHost: ASKED.length,
  });
  const count = open.reduce((sum, { size }) => sum + size, 0);
  const totals: RunTotals = {
    elapsedMs: 8_000 + random.below(4_000),
    probesSent: open.length * ASKED.length,
    retries: random.below(200),
    lossRate: 0,
    ports: { open: count, closed: open.length * ASKED.length - count, filtered: 0 },
    hosts: { up: open.length, down: 0 },
  };
  const nothing = { heads: [], verdicts: [], finished: [], warnings: [], totals };
  const finished = open.map((ports, position) => hostOf(position, ports, random));
  repository.commit(id, { ...nothing, finished });
  const finishedAt = new Date(startedMs + totals.elapsedMs).toISOString();
  repository.commit(id, nothing, { status: 'completed', finishedAt, error: null });
  if (run % 50 === 0)
    saveMarks(database, [id], { addTags: ['audit'], note: `The audit of week ${run / 50}` });
}

function hostOf(position: number, open: ReadonlySet<number>, random: Random): FinishedHost {
  const rest = ASKED.filter((port) => !open.has(port));
  return {
    position,
    address: `10.66.0.${position}`,
    names: position % NAMED === 0 ? [`host-${position}.office.example`] : [],
    status: 'up',
    reason: 'syn-ack',
    srttMs: roundTrip(random),
    ports: [...open]
      .sort((a, b) => a - b)
      .map((port) => ({
        port,
        protocol: 'tcp',
        state: 'open',
        reason: 'syn-ack',
        service: serviceName(port),
        rttMs: shorten(Math.fround(roundTrip(random))),
        attempts: 1,
        confidence: 1,
      })),
    extraports: [
      {
        state: 'closed',
        reason: 'reset',
        count: rest.length,
        ports: formatPortRanges(rest),
        attempts: 1 + (random.below(10) === 0 ? 1 : 0),
        confidence: 1,
      },
    ],
  };
}

/** In milliseconds, to the microsecond: as the engine measures. */
function roundTrip(random: Random): number {
  return (200 + random.below(30_000)) / 1_000;
}
