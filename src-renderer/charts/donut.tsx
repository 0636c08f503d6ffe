import { Pie, PieChart } from 'recharts';
import type { PortCounts } from '../../src-shared/scan/scan-report.ts';
import { describeParts, stateParts } from '../components/any-state.ts';
import { formatShortCount } from '../components/format.ts';
import './donut.css';

export interface DonutProps {
  counts: PortCounts;
  /** Width and height in px. */
  size: number;
}

/** The port states as a ring, the open ones told in its middle. An existing state never takes less than 8 degrees. */
export function Donut({ counts, size }: DonutProps) {
  const parts = stateParts(counts).filter(([, count]) => count > 0);
  const slices = parts.map(([state, count]) => ({ name: state, value: count, fill: `var(--${state}-fill)` }));
  const ring = { innerRadius: size * 0.36, outerRadius: size * 0.48 };
  return (
    <div
      className="donut"
      role="img"
      aria-label={`Port states: ${describeParts(parts)}`}
      style={{ width: size, height: size }}
    >
      <PieChart width={size} height={size} accessibilityLayer={false}>
        {slices.length === 0 ? (
          <Pie
            data={NOTHING}
            dataKey="value"
            {...ring}
            stroke="none"
            isAnimationActive={false}
            rootTabIndex={-1}
          />
        ) : (
          <Pie
            data={slices}
            dataKey="value"
            {...ring}
            startAngle={90}
            endAngle={-270}
            minAngle={8}
            paddingAngle={slices.length > 1 ? 1.5 : 0}
            cornerRadius={2}
            stroke="none"
            isAnimationActive={false}
            // A picture with a name: nothing in it is for the keyboard.
            rootTabIndex={-1}
          />
        )}
      </PieChart>
      <div className="donut-centre">
        <b data-size={size < 100 ? 'small' : undefined}>{formatShortCount(counts.open)}</b>
        <span>open</span>
      </div>
    </div>
  );
}

/** Before the first verdict: the bed of the ring. */
const NOTHING = [{ name: 'nothing yet', value: 1, fill: 'var(--hover)' }];
