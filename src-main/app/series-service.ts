/** Series of runs: which there are, what is compared with what, and moving runs between them. */
import type { SeriesChange, SeriesSummary } from '../../src-shared/contract/run-series.ts';
import type { RunSummary } from '../../src-shared/contract/scan-snapshot.ts';
import { PortolanError } from '../../src-shared/contract/wire.ts';
import type { SeriesRecord, SeriesRepository } from '../store/series-repository.ts';
import type { RunLibrary } from './run-library.ts';

const MAX_SERIES = 500;
const MAX_TARGETS_LISTED = 5;

export interface SeriesService {
  list(): SeriesSummary[];
  /** Throws PortolanError `not-found`, or `wrong-state` for a baseline that is no ended run of the series. */
  update(change: SeriesChange): void;
  /** Returns the series that the runs are in now. Throws PortolanError `not-found`: nothing is moved then. */
  move(scanIds: readonly string[], seriesId: string | null): string;
}

export interface SeriesServiceOptions {
  readonly repository: SeriesRepository;
  readonly library: RunLibrary;
  /** As History lists it. */
  summary(scanId: string): RunSummary;
  /** Whether two ended runs differ, as a comparison tells it. */
  differ(before: string, after: string): boolean;
}

export function createSeriesService(options: SeriesServiceOptions): SeriesService {
  const { repository, library } = options;
  const changed = (series: SeriesRecord): boolean => {
    const [after, last] = repository.lastEnded(series.id, 2);
    const before = series.baseline ?? last;
    return after !== undefined && before !== undefined && before !== after && options.differ(before, after);
  };
  return {
    list: () =>
      repository.list(MAX_SERIES).map((series) => {
        const latest = options.summary(series.latest);
        return {
          id: series.id,
          name: series.name,
          targets: latest.targets.slice(0, MAX_TARGETS_LISTED),
          moreTargets: latest.moreTargets + Math.max(0, latest.targets.length - MAX_TARGETS_LISTED),
          ports: latest.ports,
          runs: series.runs,
          latest: {
            scanId: latest.scanId,
            startedAt: latest.startedAt,
            status: latest.status,
            counts: latest.counts,
          },
          baseline: series.baseline,
          changed: changed(series),
        };
      }),
    update: ({ seriesId, ...changes }) => {
      const { baseline } = changes;
      if (typeof baseline === 'string') {
        const { status } = library.record(baseline);
        if (status === 'running' || !repository.runsOf(seriesId).includes(baseline)) {
          throw new PortolanError(
            'wrong-state',
            `The run ${baseline} cannot be a baseline here: choose an ended run of the same series.`,
          );
        }
      }
      if (!repository.update(seriesId, changes)) throw noSuchSeries(seriesId);
    },
    move: (scanIds, seriesId) => {
      for (const scanId of scanIds) library.record(scanId);
      const moved = repository.move(scanIds, seriesId);
      if (moved === undefined) throw noSuchSeries(seriesId ?? '');
      return moved;
    },
  };
}

export function noSuchSeries(id: string): PortolanError {
  return new PortolanError(
    'not-found',
    `There is no series ${id.slice(0, 64)} in the history (any more): choose another one.`,
  );
}
