/** The first of many by an order, without holding them all. */
export class TopList<T> {
  readonly #limit: number;
  readonly #compare: (a: T, b: T) => number;
  #items: T[] = [];
  #dropped = 0;

  constructor(limit: number, compare: (a: T, b: T) => number) {
    this.#limit = limit;
    this.#compare = compare;
  }

  add(item: T): void {
    this.#items.push(item);
    // Sorting seldom is what keeps it cheap.
    if (this.#items.length >= 4 * this.#limit) this.#cut();
  }

  /** In order, at most the limit. */
  toArray(): readonly T[] {
    this.#cut();
    return this.#items;
  }

  /** How many were added that are not among the first. */
  get dropped(): number {
    this.#cut();
    return this.#dropped;
  }

  #cut(): void {
    this.#items.sort(this.#compare);
    this.#dropped += Math.max(0, this.#items.length - this.#limit);
    this.#items = this.#items.slice(0, this.#limit);
  }
}
