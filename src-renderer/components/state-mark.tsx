import type { AnyState } from './any-state.ts';
import './state-mark.css';

export interface StateMarkProps {
  state: AnyState;
  /** Width and height in px; 10 beside text. */
  size?: number;
}

/** The state's shape: disc, hollow square, triangle, dashed ring, dash. Never colour alone; the word stands beside it. */
export function StateMark({ state, size = 10 }: StateMarkProps) {
  return (
    <svg className="state-mark" data-state={state} width={size} height={size} viewBox="0 0 10 10" aria-hidden>
      {shapeOf(state)}
    </svg>
  );
}

function shapeOf(state: AnyState) {
  switch (state) {
    case 'open':
      return <circle className="state-mark-fill" cx="5" cy="5" r="4.2" />;
    case 'closed':
      return <rect className="state-mark-line" x="1.5" y="1.5" width="7" height="7" rx="0.8" />;
    case 'filtered':
      return (
        <path className="state-mark-fill" d="M5 .9 9.5 9H.5Z" strokeWidth="0.8" strokeLinejoin="round" />
      );
    case 'unknown':
      return <circle className="state-mark-line" cx="5" cy="5" r="3.7" strokeDasharray="2.4 1.5" />;
    case 'not-scanned':
      return <path className="state-mark-line" d="M1.5 5h7" strokeLinecap="round" />;
  }
}
