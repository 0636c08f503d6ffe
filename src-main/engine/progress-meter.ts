/** How long a scan still takes, told so that the figure does not jump. */

/** Nothing is said before: the first rates are those of starting up. */
const SILENT_MS = 1_000;
/** Time constant of the rate, and of the figure shown. */
const RATE_SMOOTHING_MS = 3_000;
const SHOWN_SMOOTHING_MS = 2_000;

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
    this.#perMs = this.#perMs === null ? mean : blend(this.#perMs, rate, stepMs, RATE_SMOOTHING_MS);
    if (elapsedMs < SILENT_MS || this.#perMs <= 0) return this.#shownMs;
    const estimateMs = left / this.#perMs;
    this.#shownMs =
      this.#shownMs === null
        ? estimateMs
        : blend(Math.max(0, this.#shownMs - stepMs), estimateMs, stepMs, SHOWN_SMOOTHING_MS);
    return this.#shownMs;
  }
}

/** Moves `from` towards `to` as a first-order low-pass does in `stepMs`. */
function blend(from: number, to: number, stepMs: number, constantMs: number): number {
  return from + (to - from) * (1 - Math.exp(-stepMs / constantMs));
}
