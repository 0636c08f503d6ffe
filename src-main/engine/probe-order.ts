/**
 * A seeded random order of any number of things in O(1) memory: position -> index, each index exactly once.
 * A Feistel network permutes the next even power of two; positions that fall outside are walked on until they fall
 * inside (cycle walking: J. Black, P. Rogaway, "Ciphers with Arbitrary Finite Domains", CT-RSA 2002). An order can be
 * resumed from any position, because nothing but the position is its state.
 */

export interface ProbeOrder {
  readonly size: number;
  /** The index (0 .. size-1) at a position (0 .. size-1). Throws RangeError outside. */
  at(position: number): number;
}

const ROUNDS = 6;

/** The order of `size` (0 to 2^32) things under a uint32 `seed`. The same seed gives the same order, everywhere. */
export function createProbeOrder(size: number, seed: number): ProbeOrder {
  const halfBits = halfBitsFor(size);
  const halfMask = 2 ** halfBits - 1;
  const keys = Uint32Array.from({ length: ROUNDS }, (_, round) =>
    scramble((seed ^ Math.imul(round + 1, 0x9e3779b9)) >>> 0),
  );

  const permute = (value: number): number => {
    let left = Math.floor(value / (halfMask + 1));
    let right = value & halfMask;
    for (const key of keys) {
      const mixed = (left ^ scramble((right ^ key) >>> 0)) & halfMask;
      left = right;
      right = mixed;
    }
    return left * (halfMask + 1) + right;
  };

  return {
    size,
    at(position) {
      if (!(position >= 0 && position < size))
        throw new RangeError(`position ${position} is outside 0-${size - 1}`);
      let index = permute(position);
      // The domain is less than four times the size, so this takes under four steps on average.
      while (index >= size) index = permute(index);
      return index;
    },
  };
}

function halfBitsFor(size: number): number {
  let halfBits = 1;
  while (2 ** (2 * halfBits) < size) halfBits += 1;
  return halfBits;
}

/** A 32-bit mixer: every input bit reaches every output bit (the finaliser of MurmurHash3, public domain). */
function scramble(value: number): number {
  let mixed = value;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** A uint32 drawn from a text, for rotations that differ from host to host but not from run to run. */
export function hashText(text: string, seed: number): number {
  let hash = scramble(seed >>> 0);
  for (let index = 0; index < text.length; index += 1) hash = scramble((hash ^ text.charCodeAt(index)) >>> 0);
  return hash;
}
