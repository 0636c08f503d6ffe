import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createProbeOrder, hashText } from '../../../src-main/engine/probe-order.ts';

const orderOf = (size: number, seed: number): number[] => {
  const order = createProbeOrder(size, seed);
  return Array.from({ length: size }, (_, position) => order.at(position));
};

describe('probe order', () => {
  it('holds every index exactly once, for any size and seed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3_000 }),
        fc.integer({ min: 0, max: 0xffff_ffff }),
        (size, seed) => {
          const seen = orderOf(size, seed);
          expect(new Set(seen).size).toBe(size);
          for (const index of seen) expect(index >= 0 && index < size).toBe(true);
        },
      ),
      { seed: 7 },
    );
  });

  it('is the same for the same seed and another for another', () => {
    expect(orderOf(1_000, 5)).toEqual(orderOf(1_000, 5));
    expect(orderOf(1_000, 5)).not.toEqual(orderOf(1_000, 6));
  });

  it('scatters: neighbours in order are far apart, and no position keeps its index', () => {
    const order = orderOf(65_536, 42);
    const near = order.filter((index, position) => Math.abs(index - (order[position + 1] ?? 0)) < 16).length;
    expect(near).toBeLessThan(65_536 / 100);
    expect(order.filter((index, position) => index === position).length).toBeLessThan(20);
  });

  it('reaches the ends of the largest size, from any position, without a list', () => {
    const order = createProbeOrder(2 ** 32, 1);
    const seen = new Set<number>();
    for (let position = 2 ** 32 - 1_000; position < 2 ** 32; position += 1) seen.add(order.at(position));
    expect(seen.size).toBe(1_000);
    for (const index of seen) expect(Number.isSafeInteger(index) && index >= 0 && index < 2 ** 32).toBe(true);
    expect(Math.max(...seen)).toBeGreaterThan(2 ** 31);
  });

  it('refuses positions outside', () => {
    const order = createProbeOrder(10, 1);
    expect(() => order.at(10)).toThrow(RangeError);
    expect(() => order.at(-1)).toThrow(RangeError);
    expect(() => order.at(Number.NaN)).toThrow(RangeError);
  });

  it('draws the same number from the same text only', () => {
    expect(hashText('10.66.0.1', 1)).toBe(hashText('10.66.0.1', 1));
    expect(hashText('10.66.0.1', 1)).not.toBe(hashText('10.66.0.2', 1));
    expect(hashText('10.66.0.1', 1)).not.toBe(hashText('10.66.0.1', 2));
  });
});
