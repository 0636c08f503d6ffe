/** How many ports were what, run by run, stacked: what every other picture of a series stands under. */
import { memo, useMemo } from 'react';
import { Area, AreaChart, CartesianGrid, XAxis, YAxis } from 'recharts';
import type { RunTimeline } from '../../../src-shared/scan/run-timeline.ts';
import { formatCount } from '../../components/format.ts';
import { niceScale } from '../nice-scale.ts';
import { AREA_LAYERS, areaPoints } from './area-points.ts';
import { runAt, type RunScale, type RunView } from './run-scale.ts';
import './series-area.css';

type Counts = RunTimeline['area'];

export interface SeriesAreaProps {
  area: Counts;
  scale: RunScale;
  view: RunView;
  /** The column of the axis, and the plot beside it, in px. */
  left: number;
  width: number;
  height: number;
  /** What it shows, in a sentence. */
  name: string;
}

/** Room over the plot for the line of its highest value. */
export const AREA_TOP = 8;
const AXIS = 64;
/** Between the lines over what was not asked. */
const HATCH_PX = 4;

export const SeriesArea = memo(function SeriesArea(props: SeriesAreaProps) {
  const { area, scale, view, left, width, height, name } = props;
  const points = useMemo(() => areaPoints(area, scale, view), [area, scale, view]);
  const most = useMemo(() => Math.max(1, ...area.open.map((_, run) => total(area, run))), [area]);
  // Half a port is none.
  const axis = niceScale(most, Math.min(height < 130 ? 2 : 5, most), Math.min(5, most));
  return (
    <div className="series-area" role="img" aria-label={name}>
      <AreaChart
        width={left + width}
        height={height}
        data={points}
        margin={{ top: AREA_TOP, right: 0, bottom: 0, left: left - AXIS }}
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis dataKey="x" type="number" domain={[view.from, view.to]} allowDataOverflow hide />
        <YAxis
          width={AXIS}
          domain={[0, axis.top]}
          ticks={[...axis.ticks]}
          tickLine={false}
          axisLine={false}
          interval={0}
          tickFormatter={formatCount}
        />
        {AREA_LAYERS.map((state) => (
          <Area
            key={state}
            dataKey={state}
            stackId="states"
            type="linear"
            stroke={`var(--${state}-fill)`}
            strokeWidth={1.5}
            fill={`var(--${state}-fill)`}
            fillOpacity={state === 'closed' ? 0.22 : 0.3}
            activeDot={false}
            isAnimationActive={false}
          />
        ))}
      </AreaChart>
      <svg className="series-area-hatch" width={width} height={height} style={{ left }} aria-hidden>
        <path d={hatchOf(props, axis.top)} />
      </svg>
    </div>
  );
});

/** Lines over the ports that were not asked, where the stack ends below its sum: a gap, and not nothing. */
function hatchOf({ area, scale, view, width, height }: SeriesAreaProps, top: number): string {
  if (area.notAsked.every((count) => count === 0)) return '';
  const yOf = (ports: number): string => (AREA_TOP + (1 - ports / top) * (height - AREA_TOP)).toFixed(1);
  let path = '';
  for (let x = HATCH_PX / 2; x < width; x += HATCH_PX) {
    const run = runAt(scale, view, x / width);
    const gap = area.notAsked[run] ?? 0;
    const sum = total(area, run);
    if (gap > 0) path += `M${x} ${yOf(sum)}V${yOf(sum - gap)}`;
  }
  return path;
}

function total({ open, filtered, closed, unknown, notAsked }: Counts, run: number): number {
  return (
    (open[run] ?? 0) + (filtered[run] ?? 0) + (closed[run] ?? 0) + (unknown[run] ?? 0) + (notAsked[run] ?? 0)
  );
}
