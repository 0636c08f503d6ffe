import { memo } from 'react';
import { changePeaks } from './change-peaks.ts';
import type { RunScale, RunView } from './run-scale.ts';
import './change-ticks.css';

export interface ChangeTicksProps {
  /** How many changes each run saw. */
  counts: readonly number[];
  scale: RunScale;
  view: RunView;
  width: number;
}

/** From one mark to the next, and the least and the greatest of them, in px. */
const APART = 3;
const LEAST = 2;
const MOST = 7;

/** Marks of changes along the upper edge of a plot: the more of them in a run, the taller. */
export const ChangeTicks = memo(function ChangeTicks({ counts, scale, view, width }: ChangeTicksProps) {
  const peaks = changePeaks(counts, scale, view, width, APART);
  const isDense = peaks.length * APART * 2 > width;
  const path = peaks
    .map(({ x, share }) => `M${Math.round(x) + 0.5} 8v-${(LEAST + (MOST - LEAST) * share).toFixed(1)}`)
    .join('');
  return (
    <svg className="change-ticks" width={width} height={8} aria-hidden focusable="false">
      <path d={path} strokeWidth={isDense ? 1 : 2} />
    </svg>
  );
});
