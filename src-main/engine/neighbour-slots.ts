/**
 * How many hosts may be looked for on our own networks at once. The kernel keeps 1,024 neighbours at most (gc_thresh3,
 * arp(7)): those it looks for (three seconds each) and those it has found (up to 45 seconds, while they are fresh). What
 * finds no room there is never sent, and nobody is told.
 */

/** Searches that may be under way at once, in all threads. */
const MOST_SEARCHES = 512;
/** Three requests, one a second, and a little for timers that come late. */
export const SEARCH_MS = 3_150;
/** Entries, found and looked for, that leave some room for everybody else. */
const ROOMY_ENTRIES = 960;
/**
 * Searches at once, and between two looks at the table, where there is less room: the kernel drops found ones that are
 * no longer fresh only when it is asked for more.
 */
const CROWDED_SEARCHES = 32;
/**
 * The kernel says "host unreachable" of at most 1,000 packets a second, and of 50 at once (icmp_msgs_per_sec and
 * icmp_msgs_burst, icmp(7)). Where that is the only evidence, searches begin one after the other, so that none goes untold.
 */
const PACED_BURST = 8;

export class NeighbourSlots {
  readonly #searches: Int32Array<SharedArrayBuffer>;
  readonly #seat: number;
  /** Entries that were found when the table was read last, and searches that ended since: they may have become such. */
  #found = 0;
  #givenSince = 0;
  #begunCrowded = 0;
  readonly #burst: number;
  #credit: number;
  #creditAtMs: number;

  /** `searches`: how many each thread has under way, in a cell of its own (`seat`: ours). */
  constructor(searches: Int32Array<SharedArrayBuffer>, seat: number, nowMs: number) {
    this.#searches = searches;
    this.#seat = seat;
    this.#burst = Math.max(1, PACED_BURST / searches.length);
    this.#credit = this.#burst;
    this.#creditAtMs = nowMs;
  }

  /** What the table holds now. */
  noteFound(found: number): void {
    this.#found = found;
    this.#givenSince = 0;
    this.#begunCrowded = 0;
  }

  /** Whether there may be no room for another entry. */
  get isCrowded(): boolean {
    // Other threads will have ended as many.
    return this.#found + this.#underWay + this.#givenSince * this.#searches.length >= ROOMY_ENTRIES;
  }

  /** Takes leave for one search; false: not yet. `paced`: only "host unreachable" will tell of its end. */
  take(nowMs: number, paced: boolean): boolean {
    const { isCrowded } = this;
    const isFull = isCrowded
      ? Math.max(this.#underWay, this.#begunCrowded * this.#searches.length) >= CROWDED_SEARCHES
      : this.#underWay >= MOST_SEARCHES;
    if (isFull || (paced && !this.#takeCredit(nowMs))) return false;
    if (isCrowded) this.#begunCrowded += 1;
    Atomics.add(this.#searches, this.#seat, 1);
    return true;
  }

  /** A search is over. */
  give(): void {
    Atomics.sub(this.#searches, this.#seat, 1);
    this.#givenSince += 1;
  }

  /** A paced one is over because its host has answered: the kernel will say nothing of it. */
  giveBackCredit(): void {
    this.#credit = Math.min(this.#burst, this.#credit + 1);
  }

  /** In all threads. Two that look at the same moment may both take the last one: there is room for that. */
  get #underWay(): number {
    let sum = 0;
    for (let seat = 0; seat < this.#searches.length; seat += 1) sum += Atomics.load(this.#searches, seat);
    return sum;
  }

  #takeCredit(nowMs: number): boolean {
    const perMs = MOST_SEARCHES / this.#searches.length / SEARCH_MS;
    this.#credit = Math.min(this.#burst, this.#credit + (nowMs - this.#creditAtMs) * perMs);
    this.#creditAtMs = nowMs;
    if (this.#credit < 1) return false;
    this.#credit -= 1;
    return true;
  }
}
