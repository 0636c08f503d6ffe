import { type AnyState, stateWord } from './any-state.ts';
import { StateMark } from './state-mark.tsx';
import './state-label.css';

/** A state as mark and word. */
export function StateLabel({ state }: { state: AnyState }) {
  return (
    <span className="state-label" data-state={state}>
      <StateMark state={state} />
      {stateWord(state)}
    </span>
  );
}
