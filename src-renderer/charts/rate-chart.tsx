import { useMemo } from 'react';
import { Area, AreaChart, CartesianGrid, ReferenceLine, XAxis, YAxis } from 'recharts';
import type { RateSample } from '../../src-shared/scan/rate-samples.ts';
import { formatCount, formatDuration, formatShortCount } from '../components/format.ts';
import { niceScale } from './nice-scale.ts';
import './rate-chart.css';

export interface RateChartProps {
  samples: readonly RateSample[];
  width: number;
  height: number;
}

/** Where the plot begins and ends, in px from either side. */
export const RATE_LEFT = 40;
export const RATE_RIGHT = 14;
/** Enough points for the eye; more only cost redraw time. */
const MAX_POINTS = 120;
/** Marks that the description lists. */
const MAX_TOLD = 5;

/** Probes per second over the scan's time, marked where the scan slowed itself down. Draw it at most ten times a second. */
export function RateChart({ samples, width, height }: RateChartProps) {
  const points = useMemo(() => thin(samples, MAX_POINTS), [samples]);
  const slowed = useMemo(() => samples.filter((sample) => sample.slowed), [samples]);
  const last = samples.at(-1);
  const time = niceScale(last?.elapsedMs ?? 0, 5, 1_000);
  const rate = niceScale(Math.max(0, ...samples.map((sample) => sample.rate)), 3, 10);
  return (
    <div className="rate-chart" role="img" aria-label={describeRate(samples)}>
      <AreaChart
        width={width}
        height={height}
        data={points}
        margin={{ top: 8, right: RATE_RIGHT, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="elapsedMs"
          type="number"
          domain={[0, last?.elapsedMs ?? 1_000]}
          ticks={time.ticks.filter((tick) => tick <= (last?.elapsedMs ?? 1_000))}
          tickFormatter={formatTime}
          tickLine={false}
          axisLine={{ stroke: 'var(--line-strong)' }}
          interval={0}
        />
        <YAxis
          width={RATE_LEFT}
          domain={[0, rate.top]}
          ticks={rate.ticks}
          tickFormatter={formatShortCount}
          tickLine={false}
          axisLine={false}
          interval={0}
        />
        {slowed.map(({ elapsedMs }) => (
          <ReferenceLine key={elapsedMs} x={elapsedMs} stroke="var(--text-3)" label={SLOWED} />
        ))}
        <Area
          dataKey="rate"
          type="linear"
          stroke="var(--text-2)"
          strokeWidth={1.5}
          fill="var(--text-2)"
          fillOpacity={0.1}
          isAnimationActive={false}
        />
      </AreaChart>
    </div>
  );
}

const SLOWED = { value: '▾', position: 'top', offset: -1 } as const;

/** Every n-th sample and always the last: the shape stays, the count does not. */
function thin(samples: readonly RateSample[], most: number): RateSample[] {
  const step = Math.ceil(samples.length / most);
  return samples.filter((_, index) => index % step === 0 || index === samples.length - 1);
}

function formatTime(elapsedMs: number): string {
  return elapsedMs === 0 ? '0 s' : formatDuration(elapsedMs).replace('.0 s', ' s');
}

function describeRate(samples: readonly RateSample[]): string {
  const last = samples.at(-1);
  if (!last) return 'Rate: nothing sent yet';
  const most = samples.reduce((peak, sample) => Math.max(peak, sample.rate), 0);
  const slowed = samples.filter((sample) => sample.slowed).map(({ elapsedMs }) => formatDuration(elapsedMs));
  const marks = slowed.length === 0 ? '' : `; slowed itself down at ${slowed.slice(0, MAX_TOLD).join(', ')}`;
  const more = slowed.length > MAX_TOLD ? ` and ${slowed.length - MAX_TOLD} times more` : '';
  return `Rate: ${formatCount(last.rate)} probes per second after ${formatDuration(last.elapsedMs)}, at most ${formatCount(most)}${marks}${more}`;
}
