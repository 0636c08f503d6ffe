import type { RunTimeline, TimelineRun } from '../../../src-shared/scan/run-timeline.ts';
import { useAppState } from '../../state/use-app-state.tsx';

/** The run that the latest is compared with; null where the series has none, or it is older than the timeline. */
export function useBaseline(timeline: RunTimeline): TimelineRun | null {
  const scanId = useAppState(
    ({ series }) => series.list.find(({ id }) => id === series.seriesId)?.baseline ?? null,
  );
  return scanId === null ? null : (timeline.runs.find((run) => run.scanId === scanId) ?? null);
}
