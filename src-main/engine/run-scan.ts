/** The door of the engine: a plan in, events out. */
import { systemClock, type Clock } from './clock.ts';
import type { EngineEvent, RunningScan, ScanPlan } from './engine-event.ts';
import { engineFacts } from './engine-facts.ts';
import { createEventStream } from './event-stream.ts';
import { isOwnAddress, refusedAddress } from './refused-addresses.ts';
import { ScanDirector } from './scan-director.ts';
import { startThread } from './scan-thread.ts';
import type { StartWorker } from './worker-pool.ts';

export type {
  EngineEvent,
  EngineStats,
  RunningScan,
  ScanPlan,
  SettledWork,
  VerdictBatch,
} from './engine-event.ts';

/** What a scan runs on; everything has a default, tests and special hosts replace parts. */
export interface EngineDeps {
  readonly threads?: number;
  /** Connections that may be open at once. */
  readonly descriptors?: number;
  readonly clock?: Clock;
  readonly startWorker?: StartWorker;
  readonly refuse?: (address: string) => string | null;
  readonly isOwn?: (address: string) => boolean;
}

/**
 * Starts a scan at once. Its events must be iterated: a reader that falls far behind slows the scan down rather than
 * filling the memory, and one that leaves the loop cancels it. Never throws: what goes wrong ends the scan with `failed` and a sentence.
 */
export function runScan(plan: ScanPlan, deps: EngineDeps = {}): RunningScan {
  const facts = engineFacts();
  // A thread needs at least one connection of its own, and starting one for a handful of ports costs more than it saves.
  const worthwhile = Math.max(
    1,
    Math.ceil((plan.addresses.size * plan.ports.length) / PROBES_WORTH_A_THREAD),
  );
  const threads = Math.min(deps.threads ?? facts.threads, plan.timing.maxInFlight, worthwhile);
  const stream = createEventStream<EngineEvent>({
    onRead: () => {
      director.readerMoved();
    },
    onLeft: () => {
      director.cancel();
    },
  });
  const director = new ScanDirector(plan, {
    stream,
    threads,
    descriptors: deps.descriptors ?? facts.descriptors,
    clock: deps.clock ?? systemClock,
    startWorker: deps.startWorker ?? startThread,
    refuse: deps.refuse ?? refusedAddress,
    isOwn: deps.isOwn ?? isOwnAddress,
  });
  director.start();
  return {
    events: stream,
    pause: () => {
      director.pause();
    },
    resume: () => {
      director.resume();
    },
    cancel: () => {
      director.cancel();
    },
  };
}

const PROBES_WORTH_A_THREAD = 2_000;
