/** An engine that says what the test tells it to, and dials nothing. */
import type {
  EngineEvent,
  RunningScan,
  ScanPlan,
  VerdictBatch,
} from '../../../src-main/engine/engine-event.ts';
import type { Engine, Resolution } from '../../../src-main/app/engine-door.ts';
import { codeOfReason, type Reason } from '../../../src-shared/scan/port-state.ts';

export interface FakeScan {
  readonly plan: ScanPlan;
  readonly said: string[];
  say(event: EngineEvent): void;
  /** Ends the scan as the engine would. */
  done(outcome?: 'completed' | 'stopped' | 'failed', error?: string): void;
  /** Breaks the stream, as a bug in the engine would. */
  breakDown(error: Error): void;
}

export interface FakeEngine extends Engine {
  /** In the order they were started. */
  readonly scans: FakeScan[];
}

export interface FakeEngineOptions {
  readonly names?: Readonly<Record<string, Resolution>>;
  /** Given: every scan runs by itself, and this is what each host's ports answer. */
  readonly answer?: (address: string, port: number) => Reason;
  /** Default: every host is. One that is not answers nothing. */
  readonly isThere?: (address: string) => boolean;
}

export function createFakeEngine({
  names = {},
  answer,
  isThere = () => true,
}: FakeEngineOptions = {}): FakeEngine {
  const scans: FakeScan[] = [];
  return {
    scans,
    runScan: (plan) => {
      const { scan, running } = createFakeScan(plan);
      scans.push(scan);
      if (answer) answerAll(scan, answer, isThere);
      return running;
    },
    resolveNames: async (wanted) =>
      new Map(wanted.map((name) => [name, names[name] ?? { error: `"${name}" does not resolve.` }])),
    serviceName: (port) => ({ 22: 'ssh', 80: 'http', 443: 'https' })[port] ?? null,
    portsOfService: (name) => ({ ssh: [22], http: [80] })[name] ?? [],
    topPorts: [80, 22, 443],
    refusedAddress: (address) =>
      /^(22[4-9]|23\d|255)\./.test(address) ? `${address} is multicast or broadcast.` : null,
    refusedBlocks: () => ['224.0.0.0/4', '255.255.255.255', 'ff00::/8'],
    facts: () => ({ threads: 1, descriptors: 100 }),
    dialer: async () => ({ name: 'portable', why: 'It is a fake.', isFallback: false }),
  };
}

export const STATS = { probesSent: 10, retries: 1, elapsedMs: 5, lossRate: null };

function createFakeScan(plan: ScanPlan): { scan: FakeScan; running: RunningScan } {
  const waiting: EngineEvent[] = [];
  const said: string[] = [];
  let wake: (() => void) | undefined;
  let broken: Error | undefined;
  let ended = false;
  const say = (event: EngineEvent): void => {
    if (ended) return;
    ended = event.type === 'done';
    waiting.push(event);
    wake?.();
  };
  async function* stream(): AsyncGenerator<EngineEvent> {
    for (;;) {
      if (broken) throw broken;
      const event = waiting.shift();
      if (event) {
        yield event;
        if (event.type === 'done') return;
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  }
  const done: FakeScan['done'] = (outcome = 'completed', error) =>
    say({ type: 'done', outcome, stats: STATS, ...(error === undefined ? {} : { error }) });
  return {
    scan: {
      plan,
      said,
      say,
      done,
      breakDown: (error) => {
        broken = error;
        wake?.();
      },
    },
    running: {
      events: stream(),
      pause: () => said.push('pause'),
      resume: () => said.push('resume'),
      cancel: () => {
        said.push('cancel');
        done('stopped');
      },
    },
  };
}

/** One reason for all of a host's ports, or one for each. */
export function verdicts(
  address: string,
  ports: readonly number[],
  reason: Reason | ((port: number) => Reason),
): VerdictBatch {
  const reasonOf = typeof reason === 'string' ? () => reason : reason;
  return {
    address,
    ports: Uint16Array.from(ports),
    reasons: Uint8Array.from(ports, (port) => codeOfReason(reasonOf(port))),
    attempts: new Uint8Array(ports.length).fill(1),
    rttMs: Float32Array.from(ports, (port) => (reasonOf(port) === 'no-response' ? Number.NaN : 0.5)),
    confidence: new Float32Array(ports.length).fill(1),
  };
}

export function hostUp(address: string, finished: boolean): EngineEvent {
  return { type: 'host', address, status: 'up', reason: 'reset', srttMs: 0.5, finished };
}

function answerAll(
  scan: FakeScan,
  answer: (address: string, port: number) => Reason,
  isThere: (address: string) => boolean,
): void {
  const { addresses, ports, settled } = scan.plan;
  for (let index = 0; index < addresses.size; index++) {
    const address = addresses.at(index);
    if (settled?.isFinished(address)) continue;
    if (!isThere(address)) {
      scan.say({
        type: 'host',
        address,
        status: 'down',
        reason: 'no-response',
        srttMs: null,
        finished: true,
      });
      continue;
    }
    const flags = settled?.settledPorts(address);
    const left = [...ports].filter((_, at) => flags?.[at] !== 1);
    scan.say(hostUp(address, false));
    scan.say({ type: 'verdicts', batches: [verdicts(address, left, (port) => answer(address, port))] });
    scan.say(hostUp(address, true));
  }
  scan.done();
}
