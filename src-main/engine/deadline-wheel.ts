/**
 * Deadlines of many things at once: set, clear and expire in O(1) and without allocation (a hashed timing wheel:
 * G. Varghese, T. Lauck, "Hashed and Hierarchical Timing Wheels", SOSP 1987). Things are tickets 0 .. capacity-1.
 */

const SLOTS = 1024;
const NONE = -1;

export class DeadlineWheel {
  readonly #tickMs: number;
  readonly #heads = new Int32Array(SLOTS).fill(NONE);
  readonly #next: Int32Array;
  readonly #previous: Int32Array;
  readonly #slots: Int32Array;
  readonly #deadlines: Float64Array;
  #lastTick: number;

  constructor(capacity: number, tickMs: number, startMs: number) {
    this.#tickMs = tickMs;
    this.#next = new Int32Array(capacity).fill(NONE);
    this.#previous = new Int32Array(capacity).fill(NONE);
    this.#slots = new Int32Array(capacity).fill(NONE);
    this.#deadlines = new Float64Array(capacity);
    this.#lastTick = Math.floor(startMs / tickMs);
  }

  /** Sets a ticket's deadline, or moves it. A deadline in the past is due at the next {@link expire}. */
  set(ticket: number, deadlineMs: number): void {
    this.clear(ticket);
    const tick = Math.max(Math.floor(deadlineMs / this.#tickMs), this.#lastTick);
    const slot = tick % SLOTS;
    const head = this.#heads[slot] ?? NONE;
    this.#deadlines[ticket] = deadlineMs;
    this.#slots[ticket] = slot;
    this.#next[ticket] = head;
    this.#previous[ticket] = NONE;
    if (head !== NONE) this.#previous[head] = ticket;
    this.#heads[slot] = ticket;
  }

  /** The deadline that was set last. */
  deadlineOf(ticket: number): number {
    return this.#deadlines[ticket] ?? Number.NaN;
  }

  clear(ticket: number): void {
    const slot = this.#slots[ticket] ?? NONE;
    if (slot === NONE) return;
    const next = this.#next[ticket] ?? NONE;
    const previous = this.#previous[ticket] ?? NONE;
    if (previous === NONE) this.#heads[slot] = next;
    else this.#next[previous] = next;
    if (next !== NONE) this.#previous[next] = previous;
    this.#slots[ticket] = NONE;
  }

  /** Clears every ticket whose deadline has come and returns them. */
  expire(nowMs: number): number[] {
    const nowTick = Math.floor(nowMs / this.#tickMs);
    if (nowTick < this.#lastTick) return [];
    const due: number[] = [];
    // Later rounds of the wheel share a slot with this one, so each ticket's own deadline decides.
    const from = Math.max(this.#lastTick, nowTick - SLOTS + 1);
    for (let tick = from; tick <= nowTick; tick += 1) {
      for (
        let ticket = this.#heads[tick % SLOTS] ?? NONE;
        ticket !== NONE;
        ticket = this.#next[ticket] ?? NONE
      ) {
        if ((this.#deadlines[ticket] ?? 0) <= nowMs) due.push(ticket);
      }
    }
    for (const ticket of due) this.clear(ticket);
    // The present tick is not over: its slot is looked at again.
    this.#lastTick = nowTick;
    return due;
  }
}
