/** Time that stands still until it is moved. */
import type { Clock } from '../../src-main/engine/clock.ts';

interface Timer {
  atMs: number;
  readonly everyMs: number | null;
  readonly action: (nowMs: number) => void;
  isCancelled: boolean;
}

export interface FakeClock extends Clock {
  /** Moves time on, calling what falls due, in order. */
  advance(byMs: number): void;
  /** Moves time to the next thing that falls due; false: there is none. */
  step(): boolean;
  /** Timers set and not yet done. */
  readonly pending: number;
}

export function createFakeClock(startMs = 1_000): FakeClock {
  let now = startMs;
  /** Latest first, so that the next is popped off the end; of equal times the earlier set goes first. */
  const timers: Timer[] = [];

  const insert = (timer: Timer): void => {
    let from = 0;
    let to = timers.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if ((timers[middle]?.atMs ?? 0) > timer.atMs) from = middle + 1;
      else to = middle;
    }
    timers.splice(from, 0, timer);
  };

  const nextDue = (): Timer | undefined => {
    while (timers.at(-1)?.isCancelled === true) timers.pop();
    return timers.at(-1);
  };

  const run = (timer: Timer): void => {
    timers.pop();
    now = Math.max(now, timer.atMs);
    if (timer.everyMs !== null) {
      timer.atMs += timer.everyMs;
      insert(timer);
    }
    timer.action(now);
  };

  const add = (delayMs: number, everyMs: number | null, action: Timer['action']): (() => void) => {
    const timer: Timer = { atMs: now + delayMs, everyMs, action, isCancelled: false };
    insert(timer);
    return () => {
      timer.isCancelled = true;
    };
  };

  return {
    now: () => now,
    after: (delayMs, action) => add(delayMs, null, action),
    beat: (periodMs, action) => add(periodMs, periodMs, action),
    get pending() {
      return timers.filter(({ isCancelled }) => !isCancelled).length;
    },
    advance(byMs) {
      const untilMs = now + byMs;
      for (let timer = nextDue(); timer && timer.atMs <= untilMs; timer = nextDue()) run(timer);
      now = untilMs;
    },
    step() {
      const timer = nextDue();
      if (timer) run(timer);
      return timer !== undefined;
    },
  };
}
