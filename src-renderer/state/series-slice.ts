/** The Series screen: which series, what its runs saw, and which of them is looked at. */
import type { SeriesChange, SeriesSummary } from '../../src-shared/contract/run-series.ts';
import { PortolanError, type ErrorCode } from '../../src-shared/contract/wire.ts';
import type { RunTimeline } from '../../src-shared/scan/run-timeline.ts';
import { isCancelled, isDisconnected, sentenceOf, type CreateSlice } from './slice.ts';

/** A line of the strips; `port` null: the host as a whole. */
export interface PickedLine {
  readonly address: string;
  readonly port: number | null;
}

export interface SeriesSlice {
  readonly series: {
    /** All series, the one that ran last first. */
    readonly list: readonly SeriesSummary[];
    /** The one that is shown; null: none was opened yet. */
    readonly seriesId: string | null;
    /** Null until it is read. */
    readonly timeline: RunTimeline | null;
    readonly busy: boolean;
    readonly fault: { readonly code: ErrorCode; readonly message: string } | null;
    /** The chosen run's place among those of the timeline. */
    readonly at: number;
    readonly picked: PickedLine | null;
    /** As typed: leaves the lines that have it. */
    readonly filter: string;
    readonly shows: 'ports' | 'hosts';
    /** The same in words and numbers. */
    readonly asTable: boolean;
    readonly axis: 'runs' | 'time';
  };
  loadSeriesList(): Promise<void>;
  /** Arrives at the screen: reads the series unless it is there already. */
  openSeries(seriesId: string): Promise<void>;
  /** Runs came, went or changed. Does nothing while no series was opened. */
  refreshSeries(): Promise<void>;
  /** Chooses a run; a place beyond the first or last is that one. */
  goToRun(at: number): void;
  pickLine(line: PickedLine | null): void;
  filterSeries(text: string): void;
  layOutSeries(how: Partial<Pick<SeriesSlice['series'], 'shows' | 'asTable' | 'axis'>>): void;
  /** What the latest run is compared with from now on; null: the one before it. */
  setBaseline(seriesId: string, scanId: string | null): Promise<void>;
  /** An empty name takes it away. */
  renameSeries(seriesId: string, name: string): Promise<void>;
}

export const createSeriesSlice: CreateSlice<SeriesSlice> = ({ set, get, core }) => {
  let newest = 0;
  let newestList = 0;
  let asking: AbortController | undefined;
  /** Something changed while nobody looked. */
  let stale = false;

  type Series = SeriesSlice['series'];
  const change = (patch: Partial<Series>) => set((state) => ({ series: { ...state.series, ...patch } }));

  async function read(seriesId: string): Promise<void> {
    newest += 1;
    const mine = newest;
    stale = false;
    asking?.abort();
    asking = new AbortController();
    change({ busy: true });
    try {
      const timeline = await core.call('compare.timeline', { seriesId }, { signal: asking.signal });
      if (mine !== newest) return;
      change({ timeline, busy: false, fault: null, at: placeIn(timeline, get().series) });
    } catch (error) {
      if (mine !== newest) return;
      // Without a connection the window says so itself, and the series is read again when it is back.
      const quiet = isCancelled(error) || isDisconnected(error);
      change(quiet ? { busy: false } : { busy: false, timeline: null, fault: faultOf(error) });
    }
  }

  async function update(wanted: SeriesChange, otherwise: string): Promise<void> {
    try {
      await core.call('series.update', wanted);
    } catch (error) {
      get().notify({ tone: 'error', message: `${otherwise} ${sentenceOf(error)}` });
    }
    await get().loadSeriesList();
  }

  return {
    series: {
      list: [],
      seriesId: null,
      timeline: null,
      busy: false,
      fault: null,
      at: 0,
      picked: null,
      filter: '',
      shows: 'ports',
      asTable: false,
      axis: 'runs',
    },

    async loadSeriesList() {
      newestList += 1;
      const mine = newestList;
      const { series } = await core.call('series.list', {});
      if (mine === newestList) change({ list: series });
    },

    async openSeries(seriesId) {
      const { series } = get();
      const isThere = series.seriesId === seriesId && (series.timeline !== null || series.busy);
      if (isThere && !stale) return;
      if (series.seriesId !== seriesId) {
        change({ seriesId, timeline: null, fault: null, at: 0, picked: null, filter: '' });
      }
      await read(seriesId);
    },

    async refreshSeries() {
      const { route, series } = get();
      if (series.seriesId === null) return;
      if (route.screen === 'series') await read(series.seriesId);
      else stale = true;
    },

    goToRun(at) {
      const { timeline, at: before } = get().series;
      const last = (timeline?.runs.length ?? 1) - 1;
      const next = Math.max(0, Math.min(last, at));
      if (next !== before) change({ at: next });
    },

    pickLine(picked) {
      change({ picked });
    },

    filterSeries(filter) {
      change({ filter });
    },

    layOutSeries(how) {
      change(how);
    },

    async renameSeries(seriesId, name) {
      const wanted = name.trim() === '' ? null : name.trim();
      await update({ seriesId, name: wanted }, 'The series keeps its name.');
    },

    async setBaseline(seriesId, scanId) {
      await update({ seriesId, baseline: scanId }, 'The baseline stays as it was.');
    },
  };
};

/** The run that was chosen, wherever it is now; the latest where that was chosen, or nothing was. */
function placeIn(timeline: RunTimeline, before: SeriesSlice['series']): number {
  const last = Math.max(0, timeline.runs.length - 1);
  const known = before.timeline?.runs ?? [];
  const chosen = known[before.at];
  if (!chosen || before.at === known.length - 1) return last;
  const place = timeline.runs.findIndex(({ scanId }) => scanId === chosen.scanId);
  return place < 0 ? last : place;
}

function faultOf(error: unknown): { code: ErrorCode; message: string } {
  return { code: error instanceof PortolanError ? error.code : 'internal', message: sentenceOf(error) };
}
