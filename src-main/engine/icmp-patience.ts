/**
 * A host that sends ICMP errors may send few of them: Linux sends about one a second to one destination after a burst of
 * six (icmp_ratelimit, icmp(7)), so of a hundred rejected ports six are told and the rest look dropped. Such a host's
 * silent ports are asked once more, slowly, for a while; what then still says nothing stays silent, and the host gets a
 * warning. Where so many are silent that the while would tell next to none of them, it is cut short.
 */

/** In all, for one host. */
const BUDGET_MS = 5_000;
/** So long after its first error it is known how fast the host tells. */
const PACE_KNOWN_MS = 1_000;
/** Of the silent ports, less than this share told in what is left of the budget is not worth the wait. */
const WORTHWHILE_SHARE = 0.25;
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
  #firstHeardAtMs: number | null = null;
  #heardAtMs = 0;
  #isSpent = false;

  /** An ICMP error came on a port's `tries`th try. */
  heard(tries: number, nowMs: number): void {
    if (tries === 1) this.#onFirstTry += 1;
    else this.#onLaterTry += 1;
    this.#firstHeardAtMs ??= nowMs;
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

  /** Whether the slow asking is over at `nowMs`, `silent` ports of the host being left; told once. */
  endsAt(nowMs: number, silent: number): boolean {
    if (this.#untilMs === null) return false;
    const leftMs = this.#untilMs - nowMs;
    const isAwaited = leftMs > 0 && nowMs - this.#heardAtMs < WAIT_FOR_ANSWER_MS;
    if (isAwaited && !this.#isHopeless(leftMs, silent, nowMs)) return false;
    this.#untilMs = null;
    this.#isSpent = true;
    return true;
  }

  #isHopeless(leftMs: number, silent: number, nowMs: number): boolean {
    const sinceMs = nowMs - (this.#firstHeardAtMs ?? nowMs);
    if (!this.isLimited || sinceMs < PACE_KNOWN_MS) return false;
    return (this.#onLaterTry / sinceMs) * leftMs < silent * WORTHWHILE_SHARE;
  }

  /** A pause of the scan does not count. */
  shiftTimes(byMs: number): void {
    this.#heardAtMs += byMs;
    if (this.#firstHeardAtMs !== null) this.#firstHeardAtMs += byMs;
    if (this.#untilMs !== null) this.#untilMs += byMs;
  }
}
