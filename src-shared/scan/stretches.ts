/** Stretches of ports with one value each, flat, as a timeline goes through hundreds of thousands of them. */
import { eachPortRange, MAX_PORT } from './port-ranges.ts';

/** First port, last port and value of one stretch after the other: ascending, disjoint. Ports between them have 0. */
export type Stretches = Int32Array;

/** Numbers that a stretch takes. */
export const STRETCH = 3;

/** More lists than reasons and listed ports make: then something is odd, and the slow way is right. */
const MAX_LISTS = 16;

/** Gathers stretches, and is used again for the next ones. */
export class StretchDraft {
  #cells = new Int32Array(STRETCH * 64);
  #length = 0;
  /** Where a stretch begins before the end of the last one: each reason's ranges are in order, not all together. */
  #starts: number[] = [0];

  add(first: number, last: number, value: number): void {
    if (this.#length === this.#cells.length) {
      const grown = new Int32Array(2 * this.#length);
      grown.set(this.#cells);
      this.#cells = grown;
    }
    if (this.#length > 0 && first <= this.#cells[this.#length - 2]!) this.#starts.push(this.#length);
    this.#cells[this.#length] = first;
    this.#cells[this.#length + 1] = last;
    this.#cells[this.#length + 2] = value;
    this.#length += STRETCH;
  }

  /** Adds ranges as text with one value. Throws SpecError where they are none. */
  addRanges(ranges: string, value: number): void {
    eachPortRange(ranges, (first, last) => this.add(first, last, value));
  }

  /** What was added since the last time. Where stretches overlap (in no report of ours), the later one counts. */
  finish(): Stretches {
    const cells = this.#cells.subarray(0, this.#length);
    const starts = this.#starts;
    this.#length = 0;
    this.#starts = [0];
    if (starts.length === 1) return cells.slice();
    const merged = starts.length <= MAX_LISTS ? mergeLists(cells, starts) : null;
    return merged ?? paint(cells);
  }
}

/** Null where stretches overlap. */
function mergeLists(cells: Int32Array, starts: readonly number[]): Stretches | null {
  let merged = cells.subarray(0, starts[1]);
  for (let list = 1; list < starts.length; list++) {
    merged = mergeTwo(merged, cells.subarray(starts[list], starts[list + 1] ?? cells.length));
  }
  for (let at = STRETCH; at < merged.length; at += STRETCH) {
    if (merged[at]! <= merged[at - 2]!) return null;
  }
  return merged;
}

function mergeTwo(a: Int32Array, b: Int32Array): Int32Array {
  const merged = new Int32Array(a.length + b.length);
  for (let i = 0, j = 0, to = 0; to < merged.length; to += STRETCH) {
    const fromA = j === b.length || (i < a.length && a[i]! <= b[j]!);
    const source = fromA ? a : b;
    const at = fromA ? i : j;
    merged[to] = source[at]!;
    merged[to + 1] = source[at + 1]!;
    merged[to + 2] = source[at + 2]!;
    if (fromA) i += STRETCH;
    else j += STRETCH;
  }
  return merged;
}

function paint(cells: Int32Array): Stretches {
  const values = new Int32Array(MAX_PORT + 1);
  for (let at = 0; at < cells.length; at += STRETCH) {
    values.fill(cells[at + 2]!, cells[at]!, cells[at + 1]! + 1);
  }
  const draft = new StretchDraft();
  for (let first = 0; first <= MAX_PORT;) {
    let end = first + 1;
    while (end <= MAX_PORT && values[end] === values[first]) end++;
    if (values[first] !== 0) draft.add(first, end - 1, values[first]!);
    first = end;
  }
  return draft.finish();
}
