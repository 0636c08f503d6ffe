/**
 * A host that sends ICMP errors may send few of them: Linux sends about one a second to one destination after a burst of
 * six (icmp_ratelimit, icmp(7)), so of a hundred rejected ports six are told and the rest look dropped. Such a host's
 * silent ports are asked once more, slowly, for a while; what then still says nothing stays silent, and the host gets a
 * warning.
 */

/** In all, for one host. */
const BUDGET_MS = 5_000;
/** One answer a second is the least that a limit lets through: after this long without any there is nothing to wait for. */
const WAIT_FOR_ANSWER_MS = 1_500;
/** Between two tries. */
export const SLOW_PACE_MS = 100;
/** As many errors on first tries, and none on later ones, are no limit's doing. */
const UNLIMITED_FROM = 12;

export class IcmpPatience {
  #onFirstTry = 0;
  #onLaterTry = 0;
  #untilMs: number | null = null;
  #heardAtMs = 0;
  #isSpent = false;

  /** An ICMP error came on a port's `tries`th try. */
  heard(tries: number, nowMs: number): void {
    if (tries === 1) this.#onFirstTry += 1;
    else this.#onLaterTry += 1;
    this.#heardAtMs = nowMs;
  }

  /** Errors came that had not come before, so others may be missing. */
  get isLimited(): boolean {
    return this.#onLaterTry > 0;
  }

  /** Silent ports should be asked slowly. */
  get isWanted(): boolean {
    if (this.#isSpent || this.#untilMs !== null) return false;
    return this.isLimited || (this.#onFirstTry > 0 && this.#onFirstTry < UNLIMITED_FROM);
  }

  get isSlow(): boolean {
    return this.#untilMs !== null;
  }

  begin(nowMs: number): void {
    this.#untilMs = nowMs + BUDGET_MS;
    this.#heardAtMs = nowMs;
  }

  /** Whether the slow asking is over at `nowMs`; told once. */
  endsAt(nowMs: number): boolean {
    if (this.#untilMs === null) return false;
    if (nowMs < this.#untilMs && nowMs - this.#heardAtMs < WAIT_FOR_ANSWER_MS) return false;
    this.#untilMs = null;
    this.#isSpent = true;
    return true;
  }

  /** A pause of the scan does not count. */
  shiftTimes(byMs: number): void {
    this.#heardAtMs += byMs;
    if (this.#untilMs !== null) this.#untilMs += byMs;
  }
}
