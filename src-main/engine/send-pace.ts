/** A limit of probes per second: a token bucket that holds at most 20 ms worth (and at least one probe). */

const BURST_MS = 20;

export class SendPace {
  #perMs: number | null = null;
  #tokens = 1;
  #filledAtMs: number;

  constructor(nowMs: number) {
    this.#filledAtMs = nowMs;
  }

  /** Null: no limit. */
  setRate(perSecond: number | null): void {
    this.#perMs = perSecond === null ? null : perSecond / 1_000;
  }

  /** Takes leave for one probe; false: not yet. */
  take(nowMs: number): boolean {
    if (this.#perMs === null) return true;
    const burst = Math.max(1, this.#perMs * BURST_MS);
    this.#tokens = Math.min(burst, this.#tokens + (nowMs - this.#filledAtMs) * this.#perMs);
    this.#filledAtMs = nowMs;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
