/** The round-trips of a running scan, lately: the median of what was measured between two reports of progress. */

/** Of more the newest count: enough for a median, and cheap to sort several times a second. */
const MAX_KEPT = 256;

export class RoundTripGauge {
  readonly #kept = new Float32Array(MAX_KEPT);
  #taken = 0;

  /** Takes round-trips in ms; NaN where none was measured. */
  add(rttMs: Float32Array): void {
    for (const each of rttMs) {
      if (Number.isNaN(each)) continue;
      this.#kept[this.#taken % MAX_KEPT] = each;
      this.#taken += 1;
    }
  }

  /** The median since the last call, in ms to the microsecond; null where nothing was measured. */
  take(): number | null {
    const count = Math.min(this.#taken, MAX_KEPT);
    this.#taken = 0;
    if (count === 0) return null;
    const sorted = this.#kept.slice(0, count).sort();
    return Math.round((sorted[count >> 1] ?? 0) * 1_000) / 1_000;
  }
}
