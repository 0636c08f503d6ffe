/** The only timers and the only `now()` of the engine. Everything that waits takes a {@link Clock}, so tests need not. */

export interface Clock {
  /** Milliseconds since some fixed moment. Monotonic: unmoved by changes of the wall clock. */
  now(): number;
  /** Calls `action` once, `delayMs` from now. Returns what cancels it. */
  after(delayMs: number, action: () => void): () => void;
  /**
   * Calls `action` about every `periodMs`, each time *after* the sockets that were ready have been heard, with the time
   * at which the beat fell due. A process that was held up (a busy machine, a debugger, sleep) therefore never takes an
   * answer that already waits in the kernel for silence. Returns what stops it.
   */
  beat(periodMs: number, action: (nowMs: number) => void): () => void;
}

/** The real one: `performance.now` and Node's timers. */
export const systemClock: Clock = {
  now: () => performance.now(),

  after(delayMs, action) {
    const timer = setTimeout(action, delayMs);
    return () => {
      clearTimeout(timer);
    };
  },

  beat(periodMs, action) {
    let immediate: NodeJS.Immediate | undefined;
    const timer = setInterval(() => {
      const dueMs = performance.now();
      // Node runs timers before it polls the sockets; an immediate runs right after the poll.
      immediate ??= setImmediate(() => {
        immediate = undefined;
        action(dueMs);
      });
    }, periodMs);
    return () => {
      clearInterval(timer);
      if (immediate) clearImmediate(immediate);
    };
  },
};

/** Milliseconds to the microsecond: what lies below is noise of the timer, not of the network. */
export function roundToMicroseconds(ms: number): number {
  return Math.round(ms * 1_000) / 1_000;
}
