/** How long a host may take to answer: RFC 6298 over its own answers, within the template's bounds. */
import type { TimingTemplate } from '../../src-shared/scan/timing-template.ts';

/** What can be handed from one thread to another. */
export interface HostTimes {
  readonly srttMs: number;
  readonly rttvarMs: number;
}

/** RFC 6298 section 2, without its one-second floor: that one is for congestion, and we keep the template's. */
const SRTT_GAIN = 1 / 8;
const RTTVAR_GAIN = 1 / 4;
/** Jitter of half the mean on either side is common on radio links. */
const FINAL_FACTOR = 2;
/** Less than the factor above, so that a mean that moves a little voids no wait. */
const PROVING_FACTOR = 1.3;
/** Our beat: a time-out cannot be told more finely (RFC 6298's G). */
const GRANULARITY_MS = 10;
/**
 * Linux, Windows and macOS send the SYN again after one second. An answer that late may belong to either SYN, so it is
 * no sample (Karn's rule, RFC 6298 section 3).
 */
export const KERNEL_RETRANSMIT_MS = 950;

export class HostTiming {
  readonly #template: TimingTemplate;
  readonly #floorMs: number;
  #times: HostTimes | null = null;
  #quickestMs = Number.POSITIVE_INFINITY;

  /** `floorMs`: no time-out is shorter, whatever the template says (a platform's need). */
  constructor(template: TimingTemplate, floorMs = 0) {
    this.#template = template;
    this.#floorMs = floorMs;
  }

  /** Null until the host has answered. */
  get times(): HostTimes | null {
    return this.#times;
  }

  /** The quickest of its answers: about its way without any queue. */
  get quickestMs(): number {
    return this.#quickestMs;
  }

  /** Takes over what another thread measured, where nothing is known here. */
  adopt(times: HostTimes): void {
    this.#times ??= times;
  }

  /** One answer, SYN to answer. Answers at or after {@link KERNEL_RETRANSMIT_MS} are not counted. */
  sample(rttMs: number): void {
    if (!(rttMs >= 0) || rttMs >= KERNEL_RETRANSMIT_MS) return;
    this.#quickestMs = Math.min(this.#quickestMs, rttMs);
    const before = this.#times;
    this.#times = before
      ? {
          rttvarMs: (1 - RTTVAR_GAIN) * before.rttvarMs + RTTVAR_GAIN * Math.abs(before.srttMs - rttMs),
          srttMs: (1 - SRTT_GAIN) * before.srttMs + SRTT_GAIN * rttMs,
        }
      : { srttMs: rttMs, rttvarMs: rttMs / 2 };
  }

  /**
   * How long the try must wait that a silence rests on. Answers to a burst come in the order of their times, the quick
   * ones first, so that for a while the estimate lies below the slow ones; twice the mean does not.
   */
  get finalTimeoutMs(): number {
    const { maxTimeoutMs } = this.#template;
    const wanted = this.#times ? Math.min(this.#times.srttMs * FINAL_FACTOR, maxTimeoutMs) : 0;
    return Math.max(this.timeoutMs, wanted);
  }

  /** A silence that was waited for less than this proves nothing: the host may answer that late. */
  get provingMs(): number {
    return this.#times ? Math.min(this.#times.srttMs * PROVING_FACTOR, this.#template.maxTimeoutMs) : 0;
  }

  /** How long a try may wait now. */
  get timeoutMs(): number {
    const { initialTimeoutMs, minTimeoutMs, maxTimeoutMs } = this.#template;
    const wanted = this.#times
      ? this.#times.srttMs + Math.max(GRANULARITY_MS, 4 * this.#times.rttvarMs)
      : initialTimeoutMs;
    return Math.max(Math.min(Math.max(wanted, minTimeoutMs), maxTimeoutMs), this.#floorMs);
  }
}
