/** Random runs over a few hosts and ports, and plain answers to what each said: the naive side of property tests. */
import fc from 'fast-check';
import { RunCollector } from './collect-runs.ts';
import { RELIABLE_CONFIDENCE } from '../../src-shared/scan/doubtful-silence.ts';
import { REASONS, stateOfReason, type HostStatus, type Reason } from '../../src-shared/scan/port-state.ts';
import { HOST_WENT_QUIET, ICMP_LIMITED, type ScanReport } from '../../src-shared/scan/scan-report.ts';
import type { TimelineInput } from '../../src-shared/scan/timeline-input.ts';
import { makeReport, type HostDraft } from './make-report.ts';

export const ADDRESSES = ['10.66.0.1', '10.66.0.2', '10.66.0.9'] as const;
export const PORTS = [1, 2, 3, 5, 8, 9] as const;
/** As typed, and which of {@link ADDRESSES} they are. */
const SCOPES: readonly { targets: string[]; exclude: string[]; holds: readonly string[] }[] = [
  { targets: ['10.66.0.0/28'], exclude: [], holds: ADDRESSES },
  { targets: ['10.66.0.1-2'], exclude: [], holds: ['10.66.0.1', '10.66.0.2'] },
  { targets: ['10.66.0.0/28', '!10.66.0.2'], exclude: ['10.66.0.9'], holds: ['10.66.0.1'] },
];

export interface RandomHost {
  readonly status: HostStatus;
  readonly timedOut: boolean;
  readonly said: ReadonlyMap<number, { reason: Reason; unsure: boolean; service: string | null }>;
}

export interface RandomRun {
  readonly dialer: string;
  readonly completed: boolean;
  readonly scope: number;
  readonly asked: readonly number[];
  readonly hosts: ReadonlyMap<string, RandomHost>;
  readonly limited: readonly string[];
  readonly quiet: readonly string[];
  readonly lossRate: number | null;
}

export interface RandomOptions {
  /** Every run asks all of all hosts to the end and sees clearly; nothing is doubtful. */
  readonly clear: boolean;
}

const CLEAR_REASONS = REASONS.filter((reason) => reason !== 'conn-refused');

export function randomRun({ clear }: RandomOptions): fc.Arbitrary<RandomRun> {
  const said = fc.record({
    // Few reasons, so that equal ones meet.
    reason: fc.oneof(
      fc.constantFrom<Reason>('syn-ack', 'reset', 'no-response'),
      fc.constantFrom<Reason>(...(clear ? CLEAR_REASONS : REASONS)),
    ),
    unsure: clear ? fc.constant(false) : fc.boolean(),
    service: clear ? fc.constant(null) : fc.constantFrom(null, null, 'http', 'ssh'),
  });
  const host = fc
    .record({
      status: clear
        ? fc.constant<HostStatus>('up')
        : fc.constantFrom<HostStatus>('up', 'up', 'up', 'unknown', 'down'),
      timedOut: clear ? fc.constant(false) : fc.boolean(),
      // A host may be up without any verdict.
      ports: fc.oneof(
        { weight: 5, arbitrary: fc.tuple(...PORTS.map(() => (clear ? said : fc.option(said, { freq: 4 })))) },
        { weight: clear ? 0 : 1, arbitrary: fc.constant(PORTS.map(() => null)) },
      ),
    })
    .map(({ status, timedOut, ports }): RandomHost => ({
      status,
      timedOut,
      said: new Map(
        PORTS.flatMap((port, index) => {
          const each = ports[index];
          return each ? [[port, each] as const] : [];
        }),
      ),
    }));
  const subset = clear ? fc.constant([] as string[]) : fc.subarray([...ADDRESSES], { maxLength: 1 });
  return fc.record({
    dialer: clear ? fc.constant('epoll') : fc.constantFrom('epoll', 'portable', 'nmap'),
    completed: clear ? fc.constant(true) : fc.boolean(),
    scope: clear ? fc.constant(0) : fc.nat(SCOPES.length - 1),
    asked: clear ? fc.constant([...PORTS]) : fc.subarray([...PORTS], { minLength: 1 }),
    hosts: fc
      .tuple(...ADDRESSES.map(() => (clear ? host : fc.option(host, { freq: 3 }))))
      .map(
        (hosts) =>
          new Map(ADDRESSES.flatMap((address, i) => (hosts[i] ? [[address, hosts[i]] as const] : []))),
      ),
    limited: subset,
    quiet: subset,
    lossRate: clear ? fc.constant(null) : fc.constantFrom(null, 0, 0.05, 0.3, 0.99),
  });
}

/** Runs that often say what the one before said. */
export function randomRuns(options: RandomOptions, maxLength = 7): fc.Arbitrary<readonly RandomRun[]> {
  return fc
    .array(fc.record({ run: randomRun(options), repeat: fc.integer({ min: 1, max: 3 }) }), {
      minLength: 1,
      maxLength,
    })
    .map((list) => list.flatMap(({ run, repeat }) => Array.from({ length: repeat }, () => run)));
}

/** The verdicts that a run has: only of ports that it asked, of hosts in its scope. */
export function saidIn(run: RandomRun, address: string): RandomHost | null {
  const host = run.hosts.get(address);
  if (!host || !SCOPES[run.scope]!.holds.includes(address)) return null;
  return { ...host, said: new Map([...host.said].filter(([port]) => run.asked.includes(port))) };
}

export function reportOf(run: RandomRun, index = 0): ScanReport {
  const { targets, exclude } = SCOPES[run.scope]!;
  const hosts = ADDRESSES.flatMap((address): [string, HostDraft][] => {
    const host = saidIn(run, address);
    return host ? [[address, draftOf(host)]] : [];
  });
  const report = makeReport({
    id: `run-${index}`,
    startedAt: new Date(Date.UTC(2026, 0, 1 + index)).toISOString(),
    dialer: run.dialer,
    status: run.completed ? 'completed' : 'stopped',
    lossRate: run.lossRate,
    targets,
    exclude,
    asked: run.asked.join(','),
    hosts: Object.fromEntries(hosts),
    warnings: [
      ...run.limited.map((address) => ({ code: ICMP_LIMITED, message: 'Limited.', address })),
      ...run.quiet.map((address) => ({ code: HOST_WENT_QUIET, message: 'Quiet.', address })),
    ],
  });
  return report;
}

function draftOf({ status, timedOut, said }: RandomHost): HostDraft {
  const ports: Partial<Record<Reason, string>> = {};
  for (const [port, { reason }] of said)
    ports[reason] = ports[reason] ? `${ports[reason]},${port}` : `${port}`;
  return {
    status,
    reason: status === 'up' ? 'syn-ack' : timedOut ? 'host-timeout' : 'no-response',
    ports,
    services: Object.fromEntries(
      [...said].flatMap(([port, { service }]) => (service ? [[port, service]] : [])),
    ),
    confidence: 1,
    confidences: Object.fromEntries(
      [...said].flatMap(([port, { unsure }]) => (unsure ? [[port, RELIABLE_CONFIDENCE / 2]] : [])),
    ),
  };
}

export function inputOf(runs: readonly RandomRun[]): TimelineInput {
  const collector = new RunCollector();
  for (const [index, run] of runs.entries()) collector.add(reportOf(run, index));
  return collector.input();
}

/** What a run says of a host, in the plainest words: the letter of a host's strip. */
export function hostLetter(run: RandomRun, address: string): string {
  if (!SCOPES[run.scope]!.holds.includes(address)) return '-';
  const host = run.hosts.get(address);
  if (host?.status === 'up') return 'u';
  if (host?.status === 'down') return 'd';
  if (!run.completed || host?.timedOut === true) return '-';
  return 'd';
}

/**
 * {@link hostLetter} among other runs: `s` where the host is not there by silence in a run that lost nearly all, or a
 * part, and the host would not have answered often enough. (Of the random ports discovery asks none.)
 */
export function hostStrip(runs: readonly RandomRun[], address: string): string {
  const refuses = runs
    .filter((run) => hostLetter(run, address) === 'u')
    .every((run) =>
      [...saidIn(run, address)!.said.values()].some(({ reason }) => stateOfReason(reason) === 'closed'),
    );
  return runs
    .map((run) => {
      const letter = hostLetter(run, address);
      const told = run.hosts.get(address);
      // A host whose time was up has no such reason; it is there with "down" only.
      const silent = letter === 'd' && !(told?.timedOut === true);
      const most = refuses ? 0.9 : 0.2;
      return silent && (run.lossRate ?? 0) > most ? 's' : letter;
    })
    .join('');
}

/** The letter of a port's strip; upper case where it is doubtful. */
export function portLetter(run: RandomRun, address: string, port: number): string {
  const there = hostLetter(run, address);
  const host = saidIn(run, address);
  const verdict = host?.said.get(port);
  if (!verdict) return there === 'd' && run.asked.includes(port) ? 'u' : '-';
  if (verdict.reason !== 'no-response') return stateOfReason(verdict.reason).charAt(0);
  if (host?.status !== 'up') return there === 'd' ? 'u' : '-';
  return verdict.unsure || run.quiet.includes(address) ? 'F' : 'f';
}
