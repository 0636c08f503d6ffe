/** Packets that wait for their time: a binary heap, the soonest first. */
export class DueQueue<T> {
  readonly #at: number[] = [];
  readonly #what: T[] = [];

  /** When the soonest is due; Infinity where nothing waits. */
  get nextAt(): number {
    return this.#at[0] ?? Number.POSITIVE_INFINITY;
  }

  push(at: number, what: T): void {
    let index = this.#at.length;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (this.#atOf(parent) <= at) break;
      this.#move(parent, index);
      index = parent;
    }
    this.#put(index, at, what);
  }

  /** Takes the soonest out; undefined where nothing waits. */
  pop(): T | undefined {
    const first = this.#what[0];
    const at = this.#at.pop();
    const what = this.#what.pop();
    if (at === undefined || what === undefined || this.#at.length === 0) return first;
    const count = this.#at.length;
    let index = 0;
    for (let child = 1; child < count; child = 2 * index + 1) {
      if (child + 1 < count && this.#atOf(child + 1) < this.#atOf(child)) child += 1;
      if (this.#atOf(child) >= at) break;
      this.#move(child, index);
      index = child;
    }
    this.#put(index, at, what);
    return first;
  }

  #atOf(index: number): number {
    return this.#at[index] ?? Number.POSITIVE_INFINITY;
  }

  #move(from: number, to: number): void {
    this.#put(to, this.#atOf(from), this.#what[from] as T);
  }

  #put(index: number, at: number, what: T): void {
    this.#at[index] = at;
    this.#what[index] = what;
  }
}
