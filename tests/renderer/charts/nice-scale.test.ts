import { assert, double, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barShare } from '../../../src-renderer/charts/gained-and-lost.tsx';
import { niceScale } from '../../../src-renderer/charts/nice-scale.ts';

describe('niceScale', () => {
  it('ends at or above the data in steps of 1, 2 or 5', () => {
    expect(niceScale(135_000, 3, 10)).toEqual({ top: 150_000, ticks: [0, 50_000, 100_000, 150_000] });
    expect(niceScale(0, 3, 10).top).toBeGreaterThanOrEqual(10);
    expect(niceScale(1, 5, 1).ticks).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    assert(
      property(double({ min: 0, max: 1e9, noNaN: true }), integer({ min: 1, max: 8 }), (most, steps) => {
        const { top, ticks } = niceScale(most, steps, 1);
        expect(top).toBeGreaterThanOrEqual(most * (1 - 1e-9));
        expect(ticks.length).toBeGreaterThan(1);
        expect(ticks.length).toBeLessThanOrEqual(steps + 2);
      }),
    );
  });
});

describe('barShare', () => {
  it('shows a single port beside sixty thousand, and never overflows', () => {
    expect(barShare(0, 65_749)).toBe(0);
    expect(barShare(1, 65_749)).toBeCloseTo(0.1);
    expect(barShare(65_749, 65_749)).toBeCloseTo(1);
    expect(barShare(1, 1)).toBeLessThanOrEqual(1);
  });
});
