/** What a run is compared with where nobody says: the baseline of its series, or the ended run before it. */
import type { SeriesRepository } from '../store/series-repository.ts';
import type { RunLibrary } from './run-library.ts';

export interface Comparable {
  /** Null: the series has none. */
  readonly baseline: string | null;
  /** The latest complete run before it in its series, or else the latest ended one; null: it is the first. */
  readonly previous: string | null;
}

/** Throws PortolanError `not-found`. */
export function comparedWith(
  scanId: string,
  seriesId: string,
  repository: SeriesRepository,
  library: RunLibrary,
): Comparable {
  const runs = repository.runsOf(seriesId);
  const earlier = runs.slice(0, Math.max(0, runs.indexOf(scanId)));
  return {
    baseline: repository.find(seriesId)?.baseline ?? null,
    previous:
      earlier.findLast((id) => library.record(id).status === 'completed') ??
      earlier.findLast((id) => library.record(id).status !== 'running') ??
      null,
  };
}
