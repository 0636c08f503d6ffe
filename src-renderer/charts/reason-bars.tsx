import { REASONS, stateOfReason, type Reason } from '../../src-shared/scan/port-state.ts';
import { formatCount } from '../components/format.ts';
import { ReasonLink } from '../components/reason-link.tsx';
import { StateMark } from '../components/state-mark.tsx';
import './reason-bars.css';

export interface ReasonBarsProps {
  reasons: Readonly<Partial<Record<Reason, number>>>;
  /** What the full width stands for. */
  total: number;
}

/** How many ports gave each reason: the bars are to scale, and one that exists is never under 3 px. */
export function ReasonBars({ reasons, total }: ReasonBarsProps) {
  const present = REASONS.flatMap((reason) => {
    const count = reasons[reason] ?? 0;
    return count > 0 ? [{ reason, count }] : [];
  }).sort((a, b) => b.count - a.count);
  if (present.length === 0) return <p className="reason-bars-none">No answers yet.</p>;
  const most = Math.max(total, 1);
  return (
    <ul className="reason-bars">
      {present.map(({ reason, count }) => (
        <li key={reason}>
          <span>
            <StateMark state={stateOfReason(reason)} size={9} />
            <ReasonLink reason={reason} look="plain" />
          </span>
          <span className="reason-bars-bed" aria-hidden>
            <i data-state={stateOfReason(reason)} style={{ width: `${(100 * count) / most}%` }} />
          </span>
          <b>{formatCount(count)}</b>
        </li>
      ))}
    </ul>
  );
}
