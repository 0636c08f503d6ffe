/** The line of round-trips over a scan's time, as drawn and as said. */
import type { RateSample } from '../../src-shared/scan/rate-samples.ts';
import { formatRoundTrip } from '../components/format.ts';

/** Time without a measurement that is no gap yet: reports may come quicker than answers. Also as a part of the whole. */
const BRIDGED_MS = 1_000;
const BRIDGED_PART = 1 / 20;

export interface RoundTripPaths {
  /** SVG paths, one for each stretch without a gap. */
  readonly paths: readonly string[];
  /** The top of the scale; null: nothing was measured. */
  readonly mostMs: number | null;
  /** The newest that was measured. */
  readonly lastMs: number | null;
}

/** In a plot of `width` x `height` px, time from 0 to the last sample's, round-trips from 0 at the foot. */
export function roundTripPaths(
  samples: readonly RateSample[],
  width: number,
  height: number,
): RoundTripPaths {
  const measured = samples.flatMap(({ rttMs }) => (rttMs === undefined ? [] : [rttMs]));
  const mostMs = measured.reduce((most, each) => Math.max(most, each), 0);
  const endMs = samples.at(-1)?.elapsedMs ?? 0;
  if (measured.length === 0 || endMs <= 0) return { paths: [], mostMs: null, lastMs: null };
  const stretches: string[][] = [];
  const bridgedMs = Math.max(BRIDGED_MS, endMs * BRIDGED_PART);
  let measuredAtMs = Number.NEGATIVE_INFINITY;
  for (const { elapsedMs, rttMs } of samples) {
    if (rttMs === undefined) continue;
    const x = ((elapsedMs / endMs) * width).toFixed(1);
    const y = (height * (1 - (mostMs === 0 ? 0 : rttMs / mostMs))).toFixed(1);
    if (elapsedMs - measuredAtMs > bridgedMs) stretches.push([]);
    stretches.at(-1)?.push(`${x} ${y}`);
    measuredAtMs = elapsedMs;
  }
  const paths = stretches.map(([first = '', ...others]) =>
    // A single point is drawn by its round cap.
    others.length === 0 ? `M${first}h0` : `M${first}L${others.join('L')}`,
  );
  return { paths, mostMs, lastMs: measured.at(-1) ?? null };
}

/** The same in words: now, and between which bounds. */
export function describeRoundTrips(samples: readonly RateSample[]): string {
  const measured = samples.flatMap(({ rttMs }) => (rttMs === undefined ? [] : [rttMs]));
  const last = measured.at(-1);
  if (last === undefined) return 'Round-trip: nothing measured yet';
  const least = measured.reduce((a, b) => Math.min(a, b), last);
  const most = measured.reduce((a, b) => Math.max(a, b), last);
  return `Round-trip: median ${formatRoundTrip(last)} lately, between ${formatRoundTrip(least)} and ${formatRoundTrip(most)} over the scan`;
}
