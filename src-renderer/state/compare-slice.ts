/** The Compare screen: which two runs, and what changed between them. */
import type { RunSummary } from '../../src-shared/contract/scan-snapshot.ts';
import { PortolanError, type ErrorCode } from '../../src-shared/contract/wire.ts';
import type { ScanDiff } from '../../src-shared/scan/scan-diff.ts';
import { isDisconnected, sentenceOf, type CreateSlice } from './slice.ts';

export interface RunPair {
  readonly before: string | null;
  readonly after: string | null;
}

export interface CompareSlice {
  readonly compare: {
    /** What the pickers show; compared when asked for. */
    readonly pair: RunPair;
    /** The newest runs, for the pickers; null until the first answer. */
    readonly runs: readonly RunSummary[] | null;
    /** Runs that match what is searched in a picker; null: nothing searched, `runs` are offered. */
    readonly found: readonly RunSummary[] | null;
    readonly diff: ScanDiff | null;
    /** The pair that `diff` or `fault` is about, or that is being compared. */
    readonly asked: RunPair | null;
    readonly busy: boolean;
    readonly fault: { readonly code: ErrorCode; readonly message: string } | null;
  };
  /** Arrives at the screen: a pair of the address is compared; without one the latest run and the one before it are. */
  openCompare(pair: RunPair): Promise<void>;
  /** The runs on offer changed. */
  refreshCompare(): Promise<void>;
  pickRun(side: 'before' | 'after', scanId: string): void;
  swapRuns(): void;
  findRuns(text: string): void;
  /** Compares what the pickers show. */
  compareRuns(): Promise<void>;
}

/** On offer without searching. */
const OFFERED = 200;
const SEARCH_DELAY_MS = 120;
const NO_PAIR: RunPair = { before: null, after: null };

export const createCompareSlice: CreateSlice<CompareSlice> = ({ set, get, core }) => {
  let opened = false;
  let newestDiff = 0;
  let newestSearch = 0;
  let asking: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  type Compare = CompareSlice['compare'];
  const change = (patch: Partial<Compare>) => set((state) => ({ compare: { ...state.compare, ...patch } }));

  async function loadRuns(): Promise<readonly RunSummary[]> {
    const { runs } = await core.call('history.list', { limit: OFFERED });
    change({ runs });
    return runs;
  }

  async function diff(pair: { before: string; after: string }): Promise<void> {
    newestDiff += 1;
    const mine = newestDiff;
    asking?.abort();
    asking = new AbortController();
    change({ asked: pair, busy: true, fault: null });
    try {
      const found = await core.call('compare.runs', pair, { signal: asking.signal });
      if (mine === newestDiff) change({ diff: found, busy: false });
    } catch (error) {
      if (mine !== newestDiff) return;
      change({ diff: null, busy: false, fault: faultOf(error) });
    }
  }

  return {
    compare: { pair: NO_PAIR, runs: null, found: null, diff: null, asked: null, busy: false, fault: null },

    async openCompare(pair) {
      opened = true;
      const { compare } = get();
      const wanted = pair.before !== null || pair.after !== null ? pair : compare.pair;
      change({ pair: wanted, fault: null });
      try {
        const runs = await loadRuns();
        // Someone may have picked while the list was on its way.
        if (get().compare.pair === wanted) change({ pair: completePair(wanted, runs) });
      } catch (error) {
        if (isDisconnected(error)) return;
        change({ fault: faultOf(error) });
      }
      const { pair: chosen, asked } = get().compare;
      if (asked?.before !== chosen.before || asked.after !== chosen.after) await get().compareRuns();
    },

    async refreshCompare() {
      if (!opened) return;
      const { runs, pair, fault } = get().compare;
      if (runs === null) await get().openCompare(pair);
      else await loadRuns();
      if (fault?.code === 'disconnected') await get().compareRuns();
    },

    pickRun(side, scanId) {
      const { pair } = get().compare;
      change({ pair: { ...pair, [side]: scanId }, found: null });
    },

    swapRuns() {
      const { before, after } = get().compare.pair;
      change({ pair: { before: after, after: before } });
    },

    findRuns(text) {
      clearTimeout(timer);
      newestSearch += 1;
      const mine = newestSearch;
      if (text.trim() === '') {
        change({ found: null });
        return;
      }
      timer = setTimeout(async () => {
        try {
          const { runs } = await core.call('history.list', { text: text.trim(), limit: OFFERED });
          if (mine === newestSearch) change({ found: runs });
        } catch (error) {
          get().notify({ tone: 'error', message: sentenceOf(error) });
        }
      }, SEARCH_DELAY_MS);
    },

    async compareRuns() {
      const { before, after } = get().compare.pair;
      if (before === null || after === null) return;
      get().navigate({ screen: 'compare', before, after });
      await diff({ before, after });
    },
  };
};

function faultOf(error: unknown): { code: ErrorCode; message: string } {
  return { code: error instanceof PortolanError ? error.code : 'internal', message: sentenceOf(error) };
}

/**
 * Fills what is missing: the latest finished run, and before it the latest earlier one of the same targets (or, where
 * there is none, the run before). Runs still under way are not chosen unasked.
 */
export function completePair(pair: RunPair, runs: readonly RunSummary[]): RunPair {
  const finished = runs.filter((run) => run.status !== 'running' && run.status !== 'paused');
  const known = (id: string | null) => runs.find((run) => run.scanId === id);
  if (pair.before !== null && pair.after !== null) return pair;
  if (pair.after === null && pair.before !== null) {
    const before = known(pair.before);
    const later = finished.filter(
      (run) => run.scanId !== pair.before && (!before || run.startedAt > before.startedAt),
    );
    return { ...pair, after: (before && sameTargets(later, before)) ?? later[0]?.scanId ?? null };
  }
  const after = known(pair.after) ?? finished[0];
  if (!after) return pair;
  const earlier = finished.filter((run) => run.scanId !== after.scanId && run.startedAt <= after.startedAt);
  return { after: after.scanId, before: sameTargets(earlier, after) ?? earlier[0]?.scanId ?? null };
}

function sameTargets(runs: readonly RunSummary[], as: RunSummary): string | undefined {
  const wanted = targetsKey(as);
  return runs.find((run) => targetsKey(run) === wanted)?.scanId;
}

function targetsKey(run: RunSummary): string {
  return JSON.stringify([run.targets.map((target) => target.toLowerCase()).sort(), run.moreTargets]);
}
