import { expect, it } from 'vitest';
import { describeRoundTrips, roundTripPaths } from '../../../src-renderer/charts/round-trip-paths.ts';

const sample = (elapsedMs: number, rttMs?: number) => ({ elapsedMs, rate: 1, rttMs });

it('draws from nothing at the foot to the longest at the top, with gaps where nothing was measured for long', () => {
  const samples = [sample(1_000, 10), sample(1_500), sample(2_000, 20), sample(3_000), sample(4_000, 5)];
  expect(roundTripPaths(samples, 400, 40)).toEqual({
    paths: ['M100.0 20.0L200.0 0.0', 'M400.0 30.0h0'],
    mostMs: 20,
    lastMs: 5,
  });
  expect(describeRoundTrips(samples)).toBe(
    'Round-trip: median 5.00 ms lately, between 5.00 ms and 20.0 ms over the scan',
  );
});

it('says so where nothing was measured', () => {
  expect(roundTripPaths([sample(100)], 400, 40)).toEqual({ paths: [], mostMs: null, lastMs: null });
  expect(describeRoundTrips([])).toBe('Round-trip: nothing measured yet');
});
