/** Sorting of many rows without a comparison function: each row has a small whole number to go by. */

/** Keys stay below this; {@link sortByKey} packs them with the row's place into one double. */
export const MAX_KEY = 2 ** 24 - 1;
const MAX_ROWS = 2 ** 29;

/**
 * The order of rows `from` to `to` (exclusive) by key, equal keys in the order they came. `MAX_KEY` stands for "not
 * known" and comes last in both directions. Native sort of doubles: a million rows in about 0.1 s.
 */
export function sortByKey(keys: Uint32Array, from: number, to: number, descending: boolean): Uint32Array {
  const packed = new Float64Array(to - from);
  for (let row = from; row < to; row++) {
    const key = keys[row] ?? 0;
    const rank = descending && key !== MAX_KEY ? MAX_KEY - 1 - key : key;
    packed[row - from] = rank * MAX_ROWS + row;
  }
  packed.sort();
  const order = new Uint32Array(packed.length);
  for (let i = 0; i < packed.length; i++) order[i] = (packed[i] ?? 0) % MAX_ROWS;
  return order;
}
