/** The timeline of a series, or of runs that a person chose. */
import { buildTimeline } from '../../src-shared/scan/build-timeline.ts';
import { MAX_TIMELINE_RUNS, type RunTimeline } from '../../src-shared/scan/run-timeline.ts';
import type { TimelineInput } from '../../src-shared/scan/timeline-input.ts';
import { orInvalid } from './compare-runs.ts';
import type { RunLibrary } from './run-library.ts';
import { noSuchSeries } from './series-service.ts';

export type TimelineOf = { readonly seriesId: string } | { readonly scanIds: readonly string[] };

export interface TimelineOptions {
  readonly library: Pick<RunLibrary, 'record'>;
  /** The runs of a series, oldest first; none where there is no such series. */
  runsOf(seriesId: string): readonly string[];
  /**
   * Hands over ended runs, oldest first whatever the order of their ids; others are left out. What is handed over holds
   * only meanwhile.
   */
  withRuns<T>(scanIds: readonly string[], use: (input: TimelineInput) => T): T;
}

/**
 * Of a longer series the latest runs; a run named twice counts once. Throws PortolanError `not-found`, or `invalid-input`
 * where a run cannot be understood.
 */
export function tellTimeline({ library, runsOf, withRuns }: TimelineOptions, of: TimelineOf): RunTimeline {
  if ('seriesId' in of) {
    const runs = runsOf(of.seriesId);
    if (runs.length === 0) throw noSuchSeries(of.seriesId);
    return orInvalid(() => withRuns(runs.slice(-MAX_TIMELINE_RUNS), buildTimeline));
  }
  const { scanIds } = of;
  return orInvalid(() =>
    withRuns(scanIds, (input) => {
      const ended = new Set(input.runs.map((run) => run.scanId));
      // Only what was left out is looked up: whether it is there, and only not ended.
      for (const scanId of scanIds) if (!ended.has(scanId)) library.record(scanId);
      return buildTimeline(input);
    }),
  );
}
