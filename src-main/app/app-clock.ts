/** The time the app lives by; tests bring their own. */
export interface AppClock {
  /** Milliseconds since 1970, UTC: for dates that people read. */
  wallMs(): number;
  /** Milliseconds of a clock that never jumps: for durations. */
  monotonicMs(): number;
  /** Runs a task once after a delay; returns its cancellation. */
  schedule(delayMs: number, task: () => void): () => void;
}

export const systemClock: AppClock = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  schedule: (delayMs, task) => {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
};
