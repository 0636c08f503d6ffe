/** A set of places in an address list of up to 2^32: a bit for each place, in pages that are made when needed. */

const PAGE_BITS = 15;
const PAGE = 2 ** PAGE_BITS;
const WORD = 32;

export class PositionSet {
  readonly #pages = new Map<number, Uint32Array>();

  add(position: number): void {
    const number = Math.floor(position / PAGE);
    let page = this.#pages.get(number);
    if (!page) {
      page = new Uint32Array(PAGE / WORD);
      this.#pages.set(number, page);
    }
    const bit = position % PAGE;
    page[bit >>> 5] = (page[bit >>> 5] ?? 0) | (1 << (bit % WORD));
  }

  has(position: number): boolean {
    const bit = position % PAGE;
    const word = this.#pages.get(Math.floor(position / PAGE))?.[bit >>> 5] ?? 0;
    return (word & (1 << (bit % WORD))) !== 0;
  }
}
