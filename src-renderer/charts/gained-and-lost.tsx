import type { Reason } from '../../src-shared/scan/port-state.ts';
import { stateOfReason } from '../../src-shared/scan/port-state.ts';
import { formatCount } from '../components/format.ts';
import { ReasonLink } from '../components/reason-link.tsx';
import { StateMark } from '../components/state-mark.tsx';
import '../components/visually-hidden.css';
import './gained-and-lost.css';

export interface ReasonShift {
  readonly reason: Reason;
  /** Ports that have this reason only after, and only before. */
  readonly gained: number;
  readonly lost: number;
}

export interface GainedAndLostProps {
  shifts: readonly ReasonShift[];
}

/** What each reason gained and lost, left and right of one line. Log scale: one port must show beside sixty thousand. */
export function GainedAndLost({ shifts }: GainedAndLostProps) {
  const most = Math.max(1, ...shifts.flatMap(({ gained, lost }) => [gained, lost]));
  const width = (count: number) => `${barShare(count, most) * 50}%`;
  return (
    <table className="gained-lost">
      <thead className="visually-hidden">
        <tr>
          <th scope="col">Reason</th>
          <th scope="col">Lost</th>
          <td />
          <th scope="col">Gained</th>
        </tr>
      </thead>
      <tbody>
        {shifts.map(({ reason, gained, lost }) => (
          <tr key={reason} data-state={stateOfReason(reason)}>
            <th scope="row">
              <span>
                <StateMark state={stateOfReason(reason)} size={9} />
                <ReasonLink reason={reason} look="plain" />
              </span>
            </th>
            <td className="gained-lost-count">{lost > 0 ? `−${formatCount(lost)}` : ''}</td>
            <td className="gained-lost-bars">
              <div>
                <i className="gained-lost-axis" />
                {lost > 0 ? <i className="gained-lost-lost" style={{ width: width(lost) }} /> : null}
                {gained > 0 ? <i className="gained-lost-gained" style={{ width: width(gained) }} /> : null}
              </div>
            </td>
            <td className="gained-lost-count" data-side="gained">
              {gained > 0 ? `+${formatCount(gained)}` : ''}
              {gained + lost === 0 ? <span>no change</span> : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** 0-1 on a log scale from 1 to `most`; one port is already a tenth. */
export function barShare(count: number, most: number): number {
  if (count <= 0) return 0;
  return 0.1 + (most <= 1 ? 0 : 0.9 * (Math.log10(count) / Math.log10(most)));
}
