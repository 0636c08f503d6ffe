import type { PortCounts } from '../../src-shared/scan/scan-report.ts';
import { STATE_ORDER } from '../components/any-state.ts';
import { formatCount } from '../components/format.ts';
import { StateLabel } from '../components/state-label.tsx';
import './state-legend.css';

export interface StateLegendProps {
  counts: PortCounts;
}

/** The exact numbers beside a ring or a bar, in words. */
export function StateLegend({ counts }: StateLegendProps) {
  return (
    <dl className="state-legend">
      {STATE_ORDER.map((state) => (
        <div key={state}>
          <dt>
            <StateLabel state={state} />
          </dt>
          <dd>{formatCount(counts[state])}</dd>
        </div>
      ))}
    </dl>
  );
}
