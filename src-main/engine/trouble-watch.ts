/** Lacks of the whole process (descriptors, buffers): everything pauses, longer and longer, until something gets through. */

const FIRST_PAUSE_MS = 5;
const LONGEST_PAUSE_MS = 1_000;
/** Nothing got through for this long: the scan cannot go on. */
const PATIENCE_MS = 30_000;

export class TroubleWatch {
  #pauseMs = 0;
  #untilMs = Number.NEGATIVE_INFINITY;
  #sinceMs: number | null = null;

  /** Something reached the network. */
  passed(): void {
    this.#pauseMs = 0;
    this.#sinceMs = null;
  }

  /** Something could not be sent. True: so it has been for too long. */
  met(nowMs: number): boolean {
    this.#sinceMs ??= nowMs;
    // Attempts of one burst fail together: one cause, one pause.
    if (nowMs >= this.#untilMs) {
      this.#pauseMs = Math.min(LONGEST_PAUSE_MS, Math.max(FIRST_PAUSE_MS, this.#pauseMs * 2));
      this.#untilMs = nowMs + this.#pauseMs;
    }
    return nowMs - this.#sinceMs > PATIENCE_MS;
  }

  pausesAt(nowMs: number): boolean {
    return nowMs < this.#untilMs;
  }

  /** A pause of the scan does not count. */
  shiftTimes(byMs: number): void {
    if (this.#sinceMs !== null) this.#sinceMs += byMs;
  }
}
