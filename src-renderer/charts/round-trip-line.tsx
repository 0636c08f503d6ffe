import type { RateSample } from '../../src-shared/scan/rate-samples.ts';
import { formatRoundTrip } from '../components/format.ts';
import { describeRoundTrips, roundTripPaths } from './round-trip-paths.ts';
import './round-trip-line.css';

export interface RoundTripLineProps {
  samples: readonly RateSample[];
  /** Of the whole line, the axis included; in px. */
  width: number;
  /** Of its plot. */
  height: number;
  /** Where the plot begins and ends, so that it stands under the rate's: px from either side. */
  left: number;
  right: number;
}

/** Median round-trips over the scan's time, from nothing to the longest; gaps where none was measured. */
export function RoundTripLine({ samples, width, height, left, right }: RoundTripLineProps) {
  const { paths, mostMs, lastMs } = roundTripPaths(samples, Math.max(1, width - left - right), height);
  return (
    <div className="round-trip-line" role="img" aria-label={describeRoundTrips(samples)}>
      <div style={{ paddingLeft: left, paddingRight: right }}>
        <span>Round-trip, median</span>
        <b>{formatRoundTrip(lastMs)}</b>
      </div>
      <svg width={width} height={height + 2} aria-hidden>
        <text x={left - 8} y={9} textAnchor="end">
          {mostMs === null ? '' : formatRoundTrip(mostMs).replace(' ms', '')}
        </text>
        <g transform={`translate(${left} 1)`}>
          <line x1={0} x2={width - left - right} y1={height} y2={height} />
          {paths.map((path) => (
            <path key={path} d={path} />
          ))}
        </g>
      </svg>
    </div>
  );
}
