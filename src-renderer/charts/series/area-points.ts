/** The points of the stacked area: each run as wide as it is, and no line where a layer has nothing. Pure. */
import type { RunTimeline } from '../../../src-shared/scan/run-timeline.ts';
import { shownRuns, type RunScale, type RunView } from './run-scale.ts';
import { thinRuns } from './thin-area.ts';

/** From the ground up. */
export const AREA_LAYERS = ['open', 'filtered', 'closed', 'unknown'] as const;
type Layer = (typeof AREA_LAYERS)[number];

/** Null: none, so that the layer has a gap there and no line upon the one below. */
export type AreaPoint = { readonly x: number } & Readonly<Record<Layer, number | null>>;

/** More runs than this cost time and show nothing more. */
const MOST_RUNS = 260;

/** Two points for each shown run, where it begins and where the next one does, or the last of them ends. */
export function areaPoints(area: RunTimeline['area'], scale: RunScale, view: RunView): AreaPoint[] {
  const { first, last } = shownRuns(scale, view);
  const runs = thinRuns(area.open, first, last, MOST_RUNS);
  const startOf = (run: number): number => Math.max(view.from, scale.edges[run] ?? 0);
  const end = Math.min(view.to, scale.edges[last + 1] ?? view.to);
  const countOf = (layer: Layer, run: number): number | null => area[layer][run] || null;
  return runs.flatMap((run, index) => {
    const next = runs[index + 1];
    const counts = {
      open: countOf('open', run),
      filtered: countOf('filtered', run),
      closed: countOf('closed', run),
      unknown: countOf('unknown', run),
    };
    return [
      { x: startOf(run), ...counts },
      { x: next === undefined ? end : startOf(next), ...counts },
    ];
  });
}
