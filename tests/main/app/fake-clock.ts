/** Time that stands still until the test moves it. */
import type { AppClock } from '../../../src-main/app/app-clock.ts';

export interface FakeClock extends AppClock {
  /** Runs what falls due, in order. */
  advance(ms: number): void;
}

export function createFakeClock(startMs = Date.UTC(2026, 0, 2, 3, 4, 5)): FakeClock {
  let elapsed = 0;
  const tasks = new Set<{ readonly dueMs: number; readonly task: () => void }>();
  return {
    now: () => elapsed,
    wallMs: () => startMs + elapsed,
    after: (delayMs, task) => {
      const entry = { dueMs: elapsed + delayMs, task };
      tasks.add(entry);
      return () => tasks.delete(entry);
    },
    advance: (ms) => {
      const endMs = elapsed + ms;
      for (;;) {
        const [next] = [...tasks].filter(({ dueMs }) => dueMs <= endMs).sort((a, b) => a.dueMs - b.dueMs);
        if (!next) break;
        tasks.delete(next);
        elapsed = Math.max(elapsed, next.dueMs);
        next.task();
      }
      elapsed = endMs;
    },
  };
}
