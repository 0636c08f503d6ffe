import type { PortCounts } from '../../src-shared/scan/scan-report.ts';
import { STATE_ORDER, stateParts, stateWord } from '../components/any-state.ts';
import { formatCount } from '../components/format.ts';
import { StackBar } from '../components/stack-bar.tsx';
import { StateMark } from '../components/state-mark.tsx';
import './distribution-bars.css';

export interface DistributionBarsProps {
  before: PortCounts;
  after: PortCounts;
}

/** Two distributions under each other, with the exact counts: the eye sees the shift, the figures say how much. */
export function DistributionBars({ before, after }: DistributionBarsProps) {
  return (
    <table className="distribution">
      <thead>
        <tr>
          <td colSpan={2} />
          {STATE_ORDER.map((state) => (
            <th key={state} scope="col">
              <span>
                <StateMark state={state} size={8} />
                {stateWord(state)}
              </span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <Distribution name="Before" counts={before} />
        <Distribution name="After" counts={after} />
      </tbody>
    </table>
  );
}

function Distribution({ name, counts }: { name: string; counts: PortCounts }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="distribution-bar">
        <StackBar parts={stateParts(counts)} height={12} />
      </td>
      {STATE_ORDER.map((state) => (
        <td key={state} data-state={state}>
          {formatCount(counts[state])}
        </td>
      ))}
    </tr>
  );
}
