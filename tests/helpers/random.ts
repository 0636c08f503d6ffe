/** Random numbers that a printed seed brings back. */

export interface Random {
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number;
  pick<T>(values: readonly T[]): T;
  /** A shuffled copy. */
  shuffle<T>(values: readonly T[]): T[];
}

/** mulberry32: small and good enough to choose test cases by. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    pick: (values) => {
      const value = values[below(values.length)];
      if (value === undefined) throw new Error('Nothing to pick from.');
      return value;
    },
    shuffle: (values) => {
      const shuffled = [...values];
      for (let index = shuffled.length - 1; index > 0; index -= 1) {
        const other = below(index + 1);
        const kept = shuffled[index];
        const moved = shuffled[other];
        if (kept === undefined || moved === undefined) throw new Error('Out of range.');
        shuffled[index] = moved;
        shuffled[other] = kept;
      }
      return shuffled;
    },
  };
}

/** The seed to use: PORTOLAN_SEED where it is set (to see a failure again), otherwise the test's own. */
export function seedOr(fixed: number): number {
  const given = process.env['PORTOLAN_SEED'];
  return given === undefined ? fixed : Number(given);
}
