import { StateLabel } from '../../components/state-label.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import type { StripState } from '../../charts/series/strip-stretches.ts';
import { stripStateWord } from './line-words.ts';
import './strip-state.css';

/** The state of a stretch as mark and word; inferred ones in italics. */
export function StripStateLabel({ state }: { state: StripState }) {
  switch (state) {
    case 'open':
    case 'closed':
    case 'filtered':
    case 'unknown':
      return <StateLabel state={state} />;
    case 'up':
      return <span className="strip-state">up</span>;
    default:
      return (
        <span className="strip-state" data-state={state}>
          <StateMark
            state={state === 'not-asked' ? 'not-scanned' : state === 'doubtful' ? 'filtered' : 'unknown'}
          />
          {stripStateWord(state)}
        </span>
      );
  }
}
