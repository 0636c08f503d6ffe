/**
 * Keeps the history small while nobody waits for it: puts ended runs into their compact form, removes what no run holds
 * any more, gives room back to the disk. Each step is short, with pauses in which the app does everything else; whatever
 * is not done is done by the next process.
 */
import { setImmediate } from 'node:timers/promises';
import { createCompactor } from '../store/compact-runs.ts';
import type { Database } from '../store/database.ts';
import { canRelease, releaseRoom } from '../store/free-room.ts';
import { StoreError } from '../store/store-error.ts';
import { createSweep } from '../store/sweep-content.ts';
import type { AppClock } from './app-clock.ts';

/** After the last thing that made work. */
export const IDLE_MS = 1_500;
const STEP_MS = 10;
const PAUSE_MS = 40;
/** A disk that is full or busy is left alone for a while. */
const RETRY_MS = 60_000;

export interface Housekeeping {
  /** A run ended, was imported or brought back: the work begins soon. */
  wake(): void;
  /** Runs went for good. */
  removed(): void;
  /** No more turns; what is still to do of what this process caused is done now, for so long at most. */
  finish(budgetMs: number): void;
  /** Everything there is to do, with pauses; then the file is as small as it can be. Throws StoreError. */
  tidy(signal: AbortSignal): Promise<void>;
}

export function createHousekeeping(database: Database, clock: AppClock): Housekeeping {
  const compactor = createCompactor(database, () => clock.now());
  let sweep: (() => boolean) | undefined;
  let cancel = (): void => {};
  let hasWork = false;
  let isFinished = false;

  /** False once nothing is left to do. */
  const step = (): boolean => {
    if (compactor.step(STEP_MS)) return true;
    if (sweep) {
      if (!sweep()) sweep = undefined;
      return true;
    }
    return releaseRoom(database);
  };
  const schedule = (delayMs: number): void => {
    cancel();
    hasWork = true;
    if (!isFinished) cancel = clock.after(delayMs, turn);
  };
  function turn(): void {
    try {
      hasWork = step();
      if (hasWork) schedule(PAUSE_MS);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      schedule(RETRY_MS);
    }
  }
  return {
    wake: () => schedule(IDLE_MS),
    removed: () => {
      sweep = createSweep(database);
      schedule(IDLE_MS);
    },
    finish: (budgetMs) => {
      isFinished = true;
      cancel();
      const endMs = clock.now() + budgetMs;
      try {
        while (hasWork && clock.now() < endMs) hasWork = step();
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
      }
    },
    tidy: async (signal) => {
      sweep = createSweep(database);
      while (step()) {
        await setImmediate();
        signal.throwIfAborted();
      }
      if (!canRelease(database)) database.vacuum();
      while (releaseRoom(database, false)) await setImmediate();
      database.emptyLog();
    },
  };
}
