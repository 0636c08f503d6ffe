/** An axis that a person can read: from 0 in steps of 1, 2 or 5 times a power of ten. */
export interface NiceScale {
  /** The end of the axis; at or above the data's. */
  readonly top: number;
  readonly ticks: readonly number[];
}

/** The coarsest nice scale over 0 to `most` with about `steps` steps; `least` is the smallest end it may have. */
export function niceScale(most: number, steps: number, least: number): NiceScale {
  const end = Math.max(most, least);
  const rough = end / steps;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough * (1 - 1e-9)) ?? 10) * power;
  const count = Math.ceil(end / step - 1e-9);
  // 3 * 0.2 is not 0.6 in binary, and would be written so.
  const at = (index: number): number => Number((index * step).toPrecision(12));
  return { top: at(count), ticks: Array.from({ length: count + 1 }, (_, index) => at(index)) };
}
