import { type AnyState, describeParts } from './any-state.ts';
import './stack-bar.css';

export interface StackBarProps {
  parts: readonly (readonly [AnyState, number])[];
  /** What the full width stands for; the rest stays empty. Default: the sum of the parts. */
  total?: number;
  /** Height in px. */
  height?: number;
}

/** Counts as one stacked bar. A part that exists is never thinner than 3 px. */
export function StackBar({ parts, total, height = 8 }: StackBarProps) {
  const sum = Math.max(
    total ?? 0,
    parts.reduce((all, [, count]) => all + count, 0),
  );
  const present = parts.filter(([, count]) => count > 0);
  return (
    <span className="stack-bar" role="img" aria-label={describeParts(parts)} style={{ height }}>
      {present.map(([state, count]) => (
        <i key={state} data-state={state} style={{ flexBasis: `${(100 * count) / sum}%` }} />
      ))}
    </span>
  );
}
