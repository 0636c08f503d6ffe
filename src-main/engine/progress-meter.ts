/** How long a scan still takes, told so that the figure does not jump. */

/** Nothing is said before: the first rates are those of starting up. */
const SILENT_MS = 1_000;
/** Time constant of the rate: at least this, and at least so many attempts, which may be minutes apart (T0, T1). */
const RATE_SMOOTHING_MS = 3_000;
const RATE_SMOOTHING_ATTEMPTS = 10;
/** That of the figure shown: a part of the figure itself, so that it settles as the end comes near. */
const SHOWN_SMOOTHING_PART = 1 / 4;
const SHOWN_SMOOTHING_MAX_MS = 2_000;
const SHOWN_SMOOTHING_MIN_MS = 50;

export class ProgressMeter {
  #lastMs: number | null = null;
  #lastSent = 0;
  #perMs: number | null = null;
  #shownMs: number | null = null;

  /**
   * At `elapsedMs` of scanning, `sent` connection attempts were made and about `left` are still to come.
   * Returns the milliseconds that remain, or null while that cannot be told.
   */
  update(elapsedMs: number, sent: number, left: number): number | null {
    const stepMs = this.#lastMs === null ? 0 : elapsedMs - this.#lastMs;
    if (this.#lastMs !== null && stepMs <= 0) return this.#shownMs;
    const sentNow = sent - this.#lastSent;
    this.#lastMs = elapsedMs;
    this.#lastSent = sent;
    if (stepMs === 0) return null;
    const rate = sentNow / stepMs;
    const mean = elapsedMs > 0 ? sent / elapsedMs : 0;
    // Never longer than the scan: its first rate must not be remembered for more than it was worth.
    const wantedMs = Math.max(RATE_SMOOTHING_MS, RATE_SMOOTHING_ATTEMPTS / mean);
    const rateSmoothingMs = Math.min(elapsedMs, wantedMs);
    this.#perMs = this.#perMs === null ? mean : blend(this.#perMs, rate, stepMs, rateSmoothingMs);
    if (elapsedMs < SILENT_MS || this.#perMs <= 0) return this.#shownMs;
    const estimateMs = left / this.#perMs;
    const smoothingMs = Math.max(
      SHOWN_SMOOTHING_MIN_MS,
      Math.min(SHOWN_SMOOTHING_MAX_MS, estimateMs * SHOWN_SMOOTHING_PART),
    );
    this.#shownMs =
      this.#shownMs === null
        ? estimateMs
        : blend(Math.max(0, this.#shownMs - stepMs), estimateMs, stepMs, smoothingMs);
    return this.#shownMs;
  }
}

/** Moves `from` towards `to` as a first-order low-pass does in `stepMs`. */
function blend(from: number, to: number, stepMs: number, constantMs: number): number {
  return from + (to - from) * (1 - Math.exp(-stepMs / constantMs));
}
