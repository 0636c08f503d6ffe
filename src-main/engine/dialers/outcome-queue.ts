/** Outcomes that wait to be told, in order; one at most for each ticket, forgotten with it. */
import type { DialListener, DialOutcome } from './dialer.ts';

export class OutcomeQueue {
  readonly #outcomes: (DialOutcome | undefined)[];
  readonly #rttMs: Float64Array;
  #ring: Int32Array;
  #head = 0;
  #count = 0;

  constructor(capacity: number) {
    this.#outcomes = new Array<DialOutcome | undefined>(capacity).fill(undefined);
    this.#rttMs = new Float64Array(capacity);
    this.#ring = new Int32Array(Math.max(2, capacity));
  }

  get isEmpty(): boolean {
    return this.#count === 0;
  }

  add(ticket: number, outcome: DialOutcome, rttMs: number): void {
    if (this.#count === this.#ring.length) this.#grow();
    this.#outcomes[ticket] = outcome;
    this.#rttMs[ticket] = rttMs;
    this.#ring[(this.#head + this.#count) % this.#ring.length] = ticket;
    this.#count += 1;
  }

  /** What waits for that ticket is not told. */
  forget(ticket: number): void {
    this.#outcomes[ticket] = undefined;
  }

  /** Tells what has waited so far; what is added meanwhile waits for the next time. */
  tell(listener: DialListener): void {
    for (let left = this.#count; left > 0 && this.#count > 0; left -= 1) {
      const ticket = this.#ring[this.#head] ?? 0;
      this.#head = (this.#head + 1) % this.#ring.length;
      this.#count -= 1;
      const outcome = this.#outcomes[ticket];
      if (outcome === undefined) continue;
      this.#outcomes[ticket] = undefined;
      listener(ticket, outcome, this.#rttMs[ticket] ?? Number.NaN);
    }
  }

  clear(): void {
    this.#outcomes.fill(undefined);
    this.#count = 0;
  }

  #grow(): void {
    const grown = new Int32Array(this.#ring.length * 2);
    for (let index = 0; index < this.#count; index += 1) {
      grown[index] = this.#ring[(this.#head + index) % this.#ring.length] ?? 0;
    }
    this.#ring = grown;
    this.#head = 0;
  }
}
