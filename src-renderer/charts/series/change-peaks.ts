/** Where something changed along an axis, thinned to what can be told apart. Pure. */
import { shownRuns, slotOf, type RunScale, type RunView } from './run-scale.ts';

export interface ChangePeak {
  /** Px from the left of the plot. */
  readonly x: number;
  /** The changes of the busiest run there, as a share of the busiest that is shown: above 0, at most 1. */
  readonly share: number;
}

/** One peak a run with changes; where runs lie closer than `leastPx`, one for all within that. */
export function changePeaks(
  counts: readonly number[],
  scale: RunScale,
  view: RunView,
  width: number,
  leastPx: number,
): readonly ChangePeak[] {
  const { first, last } = shownRuns(scale, view);
  const found: { x: number; count: number }[] = [];
  let most = 1;
  for (let run = first; run <= last; run++) {
    const count = counts[run] ?? 0;
    if (count === 0) continue;
    const slot = slotOf(scale, view, width, run);
    const x = slot.x + slot.width / 2;
    if (x < 0 || x > width) continue;
    most = Math.max(most, count);
    const before = found.at(-1);
    if (before && x - before.x < leastPx) before.count = Math.max(before.count, count);
    else found.push({ x, count });
  }
  return found.map(({ x, count }) => ({ x, share: count / most }));
}
