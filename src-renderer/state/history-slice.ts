/**
 * The runs of the History screen: the newest first, loaded from the top as far as someone scrolled, replaced as a whole
 * when the core says that runs came or went.
 */
import type { RunSummary } from '../../src-shared/contract/scan-snapshot.ts';
import { PortolanError } from '../../src-shared/contract/wire.ts';
import { formatPlural } from '../components/format.ts';
import { restartOptions, type ScanOptionsInput } from './restart-options.ts';
import { isCancelled, isDisconnected, sentenceOf, type CreateSlice } from './slice.ts';

export interface RunFilter {
  readonly status: RunSummary['status'] | null;
  readonly tag: string | null;
  readonly seriesId: string | null;
}

export const ANY_RUN: RunFilter = { status: null, tag: null, seriesId: null };

export interface HistorySlice {
  readonly history: {
    /** What is searched for, as typed. */
    readonly text: string;
    /** Only such runs; null: any. */
    readonly filter: RunFilter;
    /** Series instead of single runs. */
    readonly bySeries: boolean;
    /** The first runs that match; `total` says how many there are. */
    readonly runs: readonly RunSummary[];
    /** Null until the first answer. */
    readonly total: number | null;
    /** The text and filter that `runs` answers. */
    readonly listed: string;
    readonly listedFilter: RunFilter;
    /** Why the list could not be read, as a sentence. */
    readonly fault: string | null;
    /** Marked for comparing or deleting, in the order of marking. */
    readonly marked: readonly string[];
    /** A run that is to be repeated on public targets and waits for the person's word. */
    readonly confirm: { readonly targets: readonly string[]; readonly options: ScanOptionsInput } | null;
  };
  searchHistory(text: string): void;
  filterHistory(filter: Partial<RunFilter>): void;
  groupHistory(bySeries: boolean): void;
  /** Reads at least the first `needed` runs of the present search. */
  loadHistory(needed: number): Promise<void>;
  /** Runs came, went or changed: reads again what is shown. Does nothing while the screen was never opened. */
  refreshHistory(): Promise<void>;
  toggleRun(scanId: string): void;
  unmarkRuns(): void;
  /** Takes runs off the list at once; the notice's "Undo" brings them back. */
  deleteRuns(scanIds: readonly string[]): Promise<void>;
  /** Starts a run's scan again, with the same options, and goes to it. */
  repeatRun(scanId: string): Promise<void>;
  answerRepeat(authorised: boolean): Promise<void>;
}

/** The most that one call of `history.list` gives. */
const PAGE = 500;
const FIRST_PAGE = 100;
/** After the last key of a search. */
const SEARCH_DELAY_MS = 120;

export const createHistorySlice: CreateSlice<HistorySlice> = ({ set, get, core }) => {
  let newest = 0;
  let needed = FIRST_PAGE;
  let opened = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const change = (patch: Partial<HistorySlice['history']>) =>
    set((state) => ({ history: { ...state.history, ...patch } }));

  /** Reads runs from `start` until `needed` are there, and shows them in one change. */
  async function read(kept: readonly RunSummary[]): Promise<void> {
    newest += 1;
    const mine = newest;
    const { text, filter } = get().history;
    let runs = kept;
    try {
      for (;;) {
        const limit = Math.min(PAGE, Math.max(FIRST_PAGE, needed - runs.length));
        const page = await core.call('history.list', {
          text,
          ...wireFilter(filter),
          offset: runs.length,
          limit,
        });
        if (mine !== newest) return;
        runs = runs.length === 0 ? page.runs : joinPages(runs, page.runs);
        if (page.runs.length < limit || runs.length >= Math.min(needed, page.total)) {
          const { marked } = get().history;
          change({
            runs,
            total: page.total,
            listed: text,
            listedFilter: filter,
            fault: null,
            marked: stillThere(marked, runs, page.total),
          });
          return;
        }
      }
    } catch (error) {
      // Without a connection the window says so itself, and the list is read again when it is back.
      if (mine !== newest || isCancelled(error) || isDisconnected(error)) return;
      change({ fault: sentenceOf(error) });
    }
  }

  async function start(options: ScanOptionsInput, confirmPublic: boolean): Promise<void> {
    try {
      const { scanId } = await core.call('scan.start', { options, confirmPublic });
      get().openScan(scanId);
    } catch (error) {
      if (error instanceof PortolanError && error.code === 'needs-confirmation') {
        change({ confirm: { targets: options.targets, options } });
      } else {
        get().notify({ tone: 'error', message: `The scan was not started. ${sentenceOf(error)}` });
      }
    }
  }

  async function restore(scanIds: readonly string[]): Promise<void> {
    try {
      await core.call('history.restore', { scanIds: [...scanIds] });
    } catch (error) {
      get().notify({ tone: 'error', message: `The runs could not be brought back. ${sentenceOf(error)}` });
    }
    await get().refreshHistory();
  }

  return {
    history: {
      text: '',
      filter: ANY_RUN,
      bySeries: false,
      runs: [],
      total: null,
      listed: '',
      listedFilter: ANY_RUN,
      fault: null,
      marked: [],
      confirm: null,
    },

    searchHistory(text) {
      change({ text });
      clearTimeout(timer);
      timer = setTimeout(() => {
        needed = FIRST_PAGE;
        void read([]);
      }, SEARCH_DELAY_MS);
    },

    filterHistory(patch) {
      change({ filter: { ...get().history.filter, ...patch }, bySeries: false });
      clearTimeout(timer);
      needed = FIRST_PAGE;
      opened = true;
      void read([]);
    },

    groupHistory(bySeries) {
      change({ bySeries });
    },

    async loadHistory(count) {
      const { runs, total, text, listed, filter, listedFilter } = get().history;
      const first = !opened;
      opened = true;
      if (first) {
        await read([]);
        return;
      }
      if (count <= runs.length || (total !== null && runs.length >= total) || text !== listed) return;
      if (filter !== listedFilter) return;
      needed = Math.max(needed, count);
      await read(runs);
    },

    async refreshHistory() {
      if (opened) await read([]);
    },

    toggleRun(scanId) {
      const { marked } = get().history;
      change({
        marked: marked.includes(scanId) ? marked.filter((id) => id !== scanId) : [...marked, scanId],
      });
    },

    unmarkRuns() {
      change({ marked: [] });
    },

    async deleteRuns(scanIds) {
      const gone = new Set(scanIds);
      const { runs, total, marked } = get().history;
      change({
        runs: runs.filter((run) => !gone.has(run.scanId)),
        total: total === null ? null : Math.max(0, total - gone.size),
        marked: marked.filter((id) => !gone.has(id)),
      });
      try {
        await core.call('history.delete', { scanIds: [...scanIds] });
        get().notify({
          tone: 'info',
          message: `Deleted ${formatPlural(scanIds.length, 'run')}.`,
          action: { label: 'Undo', run: () => void restore(scanIds) },
        });
      } catch (error) {
        get().notify({ tone: 'error', message: `Nothing was deleted. ${sentenceOf(error)}` });
      }
      await get().refreshHistory();
    },

    async repeatRun(scanId) {
      try {
        const { options } = await core.call('scan.snapshot', { scanId });
        if (options) await start(restartOptions(options), false);
      } catch (error) {
        get().notify({ tone: 'error', message: `The scan was not started. ${sentenceOf(error)}` });
      }
    },

    async answerRepeat(authorised) {
      const { confirm } = get().history;
      change({ confirm: null });
      if (authorised && confirm) await start(confirm.options, true);
    },
  };
};

function wireFilter({ status, tag, seriesId }: RunFilter) {
  return {
    // A paused run is a running one to the core's list.
    ...(status === null ? {} : { status: status === 'paused' ? ('running' as const) : status }),
    ...(tag === null ? {} : { tag }),
    ...(seriesId === null ? {} : { series: seriesId }),
  };
}

/** Runs that arrived on top between two pages push others down: those would come twice. */
function joinPages(before: readonly RunSummary[], page: readonly RunSummary[]): RunSummary[] {
  const known = new Set(before.map((run) => run.scanId));
  return [...before, ...page.filter((run) => !known.has(run.scanId))];
}

/** Marks of runs that are gone fall; of those that are merely not loaded, they stay. */
function stillThere(
  marked: readonly string[],
  runs: readonly RunSummary[],
  total: number,
): readonly string[] {
  if (runs.length < total) return marked;
  const known = new Set(runs.map((run) => run.scanId));
  return marked.every((id) => known.has(id)) ? marked : marked.filter((id) => known.has(id));
}
