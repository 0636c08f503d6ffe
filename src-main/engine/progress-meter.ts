/** How long a scan still takes, judged by the pace of its attempts, and told so that the figure does not jump. */
import { blend, settleTimeLeft, type TimeLeft } from '../../src-shared/scan/time-left.ts';

/** Nothing is said before: the first rates are those of starting up. */
const SILENT_MS = 1_000;
/** Time constant of the rate: at least this, and at least so many attempts, which may be minutes apart (T0, T1). */
const RATE_SMOOTHING_MS = 3_000;
const RATE_SMOOTHING_ATTEMPTS = 10;

export class ProgressMeter {
  #lastMs: number | null = null;
  #lastSent = 0;
  #perMs: number | null = null;
  #timeLeft: TimeLeft | null = null;

  /**
   * At `elapsedMs` of scanning, `sent` connection attempts were made and about `left` are still to come.
   * Returns the milliseconds that remain, or null while that cannot be told.
   */
  update(elapsedMs: number, sent: number, left: number): number | null {
    const stepMs = this.#lastMs === null ? 0 : elapsedMs - this.#lastMs;
    if (this.#lastMs !== null && stepMs <= 0) return this.#timeLeft?.shownMs ?? null;
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
    if (elapsedMs < SILENT_MS || this.#perMs <= 0) return this.#timeLeft?.shownMs ?? null;
    this.#timeLeft = settleTimeLeft(this.#timeLeft, left / this.#perMs, stepMs);
    return this.#timeLeft.shownMs;
  }
}
