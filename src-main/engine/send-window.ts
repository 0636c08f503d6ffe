/**
 * How many probes one thread keeps in flight. Starts modest, grows while growing helps, shrinks on our own trouble.
 * Silence alone is not congestion: a firewall that drops everything must not slow the scan down.
 */

const START = 32;
/** Growth a beat while the window is full of silence or of long ways. */
const GROWTH = 1.5;
/** One beat of trouble is one cause: it halves the window once. */
const SHRINK_PAUSE_MS = 100;
/**
 * Answers that take longer than this many times their host's quickest queue somewhere, on loopback in this very process:
 * more in flight would make nothing faster, and would be read as a longer way.
 */
const QUEUEING_FACTOR = 2;
const QUEUEING_SLACK_MS = 2;
/** After so many beats without an answer nothing is known about queues. */
const QUEUEING_BEATS = 10;

export class SendWindow {
  #ceiling: number;
  #size: number;
  #outcomes = 0;
  #isFull = false;
  #queueingBeats = 0;
  #shrunkAtMs = Number.NEGATIVE_INFINITY;

  constructor(ceiling: number) {
    this.#ceiling = Math.max(1, ceiling);
    this.#size = Math.min(START, this.#ceiling);
  }

  /** The most that may ever be in flight here. */
  get ceiling(): number {
    return this.#ceiling;
  }

  get size(): number {
    return this.#size;
  }

  /** A new {@link ceiling}; what is in flight above it drains. */
  setCeiling(ceiling: number): void {
    this.#ceiling = Math.max(1, Math.floor(ceiling));
    this.#size = Math.min(this.#size, this.#ceiling);
  }

  /** An answer came after `rttMs` from a host whose quickest took `quickestMs`. */
  answered(rttMs: number, quickestMs: number): void {
    this.#outcomes += 1;
    const isQueueing = rttMs > quickestMs * QUEUEING_FACTOR + QUEUEING_SLACK_MS;
    this.#queueingBeats = isQueueing ? QUEUEING_BEATS : 0;
    if (!isQueueing) this.#grow(1);
  }

  /** There was more to send than it admits, at some time since the beat before. */
  wasFull(): void {
    this.#isFull = true;
  }

  /** A beat of the clock. */
  beat(nowMs: number): void {
    const full = this.#isFull;
    this.#isFull = false;
    const idle = this.#outcomes < this.#size / 4;
    this.#outcomes = 0;
    if (this.#queueingBeats > 0) this.#queueingBeats -= 1;
    else if (full && idle && nowMs - this.#shrunkAtMs > SHRINK_PAUSE_MS * 2)
      this.#grow(this.#size * (GROWTH - 1));
  }

  /** Our own machine could not do it (descriptors, buffers): half as many from now on. Returns whether it is so. */
  shrink(nowMs: number): boolean {
    if (nowMs - this.#shrunkAtMs < SHRINK_PAUSE_MS) return false;
    const before = this.#size;
    this.#shrunkAtMs = nowMs;
    this.#size = Math.max(1, Math.floor(before / 2));
    return this.#size < before;
  }

  #grow(by: number): void {
    this.#size = Math.min(this.#ceiling, Math.ceil(this.#size + by));
  }
}
