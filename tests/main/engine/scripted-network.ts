/** A network by script: a dialer that answers as told, workers in this thread, time that the test moves. No socket. */
import { setImmediate as turn } from 'node:timers/promises';
import type {
  Dialer,
  DialerTraits,
  DialListener,
  DialOutcome,
} from '../../../src-main/engine/dialers/dialer.ts';
import type { EngineEvent, RunningScan, ScanPlan } from '../../../src-main/engine/engine-event.ts';
import { noNeighbours, type NeighbourTable } from '../../../src-main/engine/neighbour-table.ts';
import { runScan, type EngineDeps } from '../../../src-main/engine/run-scan.ts';
import { ShareRunner } from '../../../src-main/engine/share-runner.ts';
import type { FromWorker, ToWorker } from '../../../src-main/engine/worker-messages.ts';
import type { StartWorker, WorkerLink } from '../../../src-main/engine/worker-pool.ts';
import {
  createAddressList,
  type AddressInterval,
  type AddressList,
} from '../../../src-shared/scan/address-list.ts';
import { parseIp } from '../../../src-shared/scan/ip-address.ts';
import { REASONS, type Reason } from '../../../src-shared/scan/port-state.ts';
import { TIMING_TEMPLATES } from '../../../src-shared/scan/timing-template.ts';
import { createFakeClock, type FakeClock } from '../../helpers/fake-clock.ts';
import {
  MUTE,
  ScriptedGreetings,
  type GreetingAttempt,
  type ScriptedGreeting,
} from './scripted-greetings.ts';

export type Reply = 'silence' | { readonly afterMs: number; readonly outcome: DialOutcome };

export interface Dial {
  readonly address: string;
  readonly port: number;
  /** 1 for the first dial of this port, trouble included. */
  readonly nth: number;
  readonly atMs: number;
}

export const OPEN: DialOutcome = { kind: 'connected' };
export const REFUSED: DialOutcome = { kind: 'error', code: 'ECONNREFUSED', atOnce: false };
export const failed = (code: string, atOnce: boolean): DialOutcome => ({ kind: 'error', code, atOnce });
export const reply = (outcome: DialOutcome, afterMs = 5): Reply => ({ afterMs, outcome });

const WAITING = Symbol('waiting');
const NO_NEEDS: DialerTraits = { minTimeoutMs: 0, finalTimeoutMs: () => 0, countsOwnQueue: true };

export class ScriptedNetwork {
  readonly clock: FakeClock = createFakeClock();
  readonly dials: Dial[] = [];
  /** The most connections that were under way at once: in all, and to one host. */
  mostInFlight = 0;
  mostPerHost = 0;
  inFlight = 0;
  /** Every worker started, dead ones too. */
  readonly workers: { kill(error: string | null): void }[] = [];
  readonly greetings: ScriptedGreetings;
  /** The kernel's table, for every worker. */
  neighbours: NeighbourTable = noNeighbours;
  readonly #answer: (dial: Dial) => Reply;
  readonly #traits: DialerTraits;
  readonly #counts = new Map<string, number>();
  readonly #perHost = new Map<string, number>();

  constructor(
    answer: (dial: Dial) => Reply,
    traits = NO_NEEDS,
    greet: (attempt: GreetingAttempt) => ScriptedGreeting = () => MUTE,
  ) {
    this.#answer = answer;
    this.#traits = traits;
    this.greetings = new ScriptedGreetings(this.clock, greet);
  }

  scan(plan: ScanPlan, deps: Partial<EngineDeps> = {}): RunningScan {
    return runScan(plan, {
      threads: 2,
      descriptors: 20_000,
      clock: this.clock,
      startWorker: this.#startWorker,
      refuse: () => null,
      isOwn: () => false,
      ...deps,
    });
  }

  /** Reads a scan to its end, moving time whenever everything waits. `onEvent` may act on the scan. */
  async collect(scan: RunningScan, onEvent: (event: EngineEvent) => void = () => {}): Promise<EngineEvent[]> {
    const events: EngineEvent[] = [];
    const reader = scan.events[Symbol.asyncIterator]();
    for (;;) {
      const reading = reader.next();
      // Messages between the "threads" and the reader go first; then time moves to what is next.
      while ((await Promise.race([reading, turn(WAITING)])) === WAITING) {
        if (!this.clock.step()) throw new Error('The scan waits for nothing.');
      }
      const { value, done } = await reading;
      if (done === true) return events;
      events.push(value);
      onEvent(value);
    }
  }

  readonly #startWorker: StartWorker = (setup) => {
    let alive = true;
    let onMessage: (message: FromWorker) => void = () => {};
    let onExit: (error: string | null) => void = () => {};
    const runner = new ShareRunner(setup, {
      clock: this.clock,
      createDialer: (listener) => this.#createDialer(listener),
      openGreeting: (address, port, listener) => this.greetings.connect(address, port, listener),
      post: (message, transfer) => {
        const copy = structuredClone(message, { transfer });
        queueMicrotask(() => {
          if (alive) onMessage(copy);
        });
      },
      neighbours: this.neighbours,
    });
    const kill = (error: string | null): void => {
      if (!alive) return;
      alive = false;
      runner.receive({ type: 'cancel' });
      queueMicrotask(() => {
        onExit(error);
      });
    };
    this.workers.push({ kill });
    const link: WorkerLink = {
      post: (message: ToWorker) => {
        const copy = structuredClone(message);
        queueMicrotask(() => {
          if (alive) runner.receive(copy);
        });
      },
      onMessage: (listener) => {
        onMessage = listener;
      },
      onExit: (listener) => {
        onExit = listener;
      },
      terminate: () => {
        kill(null);
      },
    };
    return link;
  };

  #createDialer(listener: DialListener): Dialer {
    const underWay = new Map<number, { address: string; stop: () => void }>();
    const finish = (ticket: number): boolean => {
      const dial = underWay.get(ticket);
      if (!dial) return false;
      dial.stop();
      underWay.delete(ticket);
      this.#count(dial.address, -1);
      return true;
    };
    return {
      name: 'scripted',
      traits: this.#traits,
      dial: (ticket, address, port) => {
        if (underWay.has(ticket)) throw new Error(`Ticket ${ticket} is under way already.`);
        const key = `${address} ${port}`;
        const nth = (this.#counts.get(key) ?? 0) + 1;
        this.#counts.set(key, nth);
        const dial = { address, port, nth, atMs: this.clock.now() };
        this.dials.push(dial);
        this.#count(address, 1);
        const answer = this.#answer(dial);
        const stop =
          answer === 'silence'
            ? () => {}
            : this.clock.after(answer.afterMs, () => {
                if (finish(ticket)) listener(ticket, answer.outcome, Number.NaN);
              });
        underWay.set(ticket, { address, stop });
      },
      abandon: (ticket) => {
        finish(ticket);
      },
      close: () => {
        for (const ticket of underWay.keys()) finish(ticket);
      },
    };
  }

  #count(address: string, by: number): void {
    this.inFlight += by;
    const ofHost = (this.#perHost.get(address) ?? 0) + by;
    this.#perHost.set(address, ofHost);
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
    this.mostPerHost = Math.max(this.mostPerHost, ofHost);
  }
}

/** Addresses 10.66.x.y, never dialed by anything real. */
export function labAddress(index: number): string {
  return `10.66.${Math.floor(index / 256)}.${index % 256}`;
}

export function labAddresses(count: number): AddressList {
  return listOf(Array.from({ length: count }, (_, index) => labAddress(index)));
}

export function listOf(literals: readonly string[]): AddressList {
  return createAddressList(literals.map((literal) => intervalOf(literal)));
}

function intervalOf(literal: string): AddressInterval {
  const ip = parseIp(literal);
  if (!ip) throw new Error(`${literal} is no address.`);
  return ip.family === 4
    ? { family: 4, first: ip.value, last: ip.value }
    : { family: 6, first: ip.value, last: ip.value };
}

/** The ports from one to another, both included. */
export const range = (from: number, to: number): Uint16Array =>
  Uint16Array.from({ length: to - from + 1 }, (_, index) => from + index);

export function planOf(o: Partial<ScanPlan> = {}): ScanPlan {
  const timing = o.timing ?? TIMING_TEMPLATES.T4;
  return {
    addresses: labAddresses(1),
    ports: Uint16Array.from([22, 80, 443]),
    timing,
    maxRetries: timing.maxRetries,
    hostTimeoutMs: null,
    maxRate: null,
    discovery: false,
    seed: 1,
    dialer: 'portable',
    banners: false,
    ...o,
  };
}

export interface SeenVerdict {
  readonly reason: Reason;
  readonly attempts: number;
  readonly rttMs: number;
  readonly confidence: number;
  /** Absent where nothing was read. */
  readonly banner?: string;
}

/** Verdicts by "address port". Throws where a port has two. */
export function verdictsOf(events: readonly EngineEvent[]): Map<string, SeenVerdict> {
  const seen = new Map<string, SeenVerdict>();
  for (const event of events) {
    if (event.type !== 'verdicts') continue;
    for (const { address, ports, reasons, attempts, rttMs, confidence, banners } of event.batches) {
      for (const [row, port] of ports.entries()) {
        const key = `${address} ${port}`;
        if (seen.has(key)) throw new Error(`${key} has two verdicts.`);
        const banner = banners?.get(port);
        seen.set(key, {
          reason: REASONS[reasons[row] ?? -1] ?? 'syn-ack',
          attempts: attempts[row] ?? -1,
          rttMs: rttMs[row] ?? -1,
          confidence: confidence[row] ?? -1,
          ...(banner === undefined ? {} : { banner }),
        });
      }
    }
  }
  return seen;
}

type EventOf<T extends EngineEvent['type']> = Extract<EngineEvent, { type: T }>;

export function eventsOf<T extends EngineEvent['type']>(
  events: readonly EngineEvent[],
  type: T,
): EventOf<T>[] {
  return events.filter((event): event is EventOf<T> => event.type === type);
}

export function doneOf(events: readonly EngineEvent[]): EventOf<'done'> {
  const last = events.at(-1);
  if (last?.type !== 'done') throw new Error('The last event is not `done`.');
  return last;
}
