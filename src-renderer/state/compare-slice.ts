/** The Compare screen: which two runs, and what changed between them. */
import type { DiffFormat } from '../../src-shared/contract/portolan-contract.ts';
import type { RunSummary } from '../../src-shared/contract/scan-snapshot.ts';
import { PortolanError, type ErrorCode } from '../../src-shared/contract/wire.ts';
import { unpackDiff } from '../../src-shared/scan/pack-diff.ts';
import type { PortChange, ScanDiff } from '../../src-shared/scan/scan-diff.ts';
import type { PortRow } from '../../src-shared/scan/scan-row.ts';
import { completePair, type RunPair } from './complete-pair.ts';
import { isDisconnected, sentenceOf, type CreateSlice } from './slice.ts';

/** A port that is looked at in both runs, with the change that it is part of; null: nothing is told of it. */
export interface ComparedPort {
  readonly address: string;
  readonly hostName: string | null;
  readonly port: number;
  readonly change: PortChange | null;
}

/** What both runs hold of a port; null on the side that has no verdict. */
export interface ChangeEvidence extends ComparedPort {
  readonly before: PortRow | null;
  readonly after: PortRow | null;
}

export interface CompareSlice {
  readonly compare: {
    /** What the pickers show. */
    readonly pair: RunPair;
    /** The newest runs, for the pickers; null until the first answer. */
    readonly runs: readonly RunSummary[] | null;
    /** Runs that match what is searched in a picker; null: nothing searched, `runs` are offered. */
    readonly found: readonly RunSummary[] | null;
    readonly diff: ScanDiff | null;
    /** The pair that `diff` or `fault` is about, or that is being compared. */
    readonly asked: RunPair | null;
    /** Of `asked`, the runs that were seen to be deleted since. */
    readonly deleted: readonly string[];
    readonly busy: boolean;
    /** Of the change last asked about; null until it is read. */
    readonly evidence: ChangeEvidence | null;
    readonly fault: { readonly code: ErrorCode; readonly message: string } | null;
  };
  /** Arrives at the screen: a pair of the address is compared; without one the latest run and the one before it are. */
  openCompare(pair: RunPair): Promise<void>;
  /** The runs on offer changed. */
  refreshCompare(): Promise<void>;
  /** Brings back those of the compared runs that were deleted. */
  restoreCompared(): Promise<void>;
  /** Chosen runs are compared at once. */
  pickRun(side: 'before' | 'after', scanId: string): void;
  swapRuns(): void;
  findRuns(text: string): void;
  /** Compares what the pickers show. */
  compareRuns(): Promise<void>;
  /** The comparison that is shown, as a file. */
  exportComparison(format: DiffFormat): Promise<void>;
  /** Reads what both runs hold of a port; null: of none. */
  readEvidence(wanted: ComparedPort | null): Promise<void>;
}

/** On offer without searching. */
const OFFERED = 200;
const SEARCH_DELAY_MS = 120;
const NO_PAIR: RunPair = { before: null, after: null };

export const createCompareSlice: CreateSlice<CompareSlice> = ({ set, get, core }) => {
  let opened = false;
  let newestDiff = 0;
  let newestSearch = 0;
  let newestEvidence = 0;
  let asking: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  type Compare = CompareSlice['compare'];
  const change = (patch: Partial<Compare>) => set((state) => ({ compare: { ...state.compare, ...patch } }));

  async function loadRuns(): Promise<readonly RunSummary[]> {
    const { runs } = await core.call('history.list', { limit: OFFERED });
    const { runs: before, asked, deleted } = get().compare;
    const isGone = (id: string | null): id is string =>
      id !== null && hasRun(before, id) && !hasRun(runs, id) && !deleted.includes(id);
    const gone = [asked?.before ?? null, asked?.after ?? null].filter(isGone);
    change({ runs, deleted: gone.length > 0 ? [...deleted, ...gone] : deleted });
    return runs;
  }

  /** A port's row in a run; null also where the run has no such host. */
  async function readRow(scanId: string, { address, port }: ComparedPort): Promise<PortRow | null> {
    try {
      return (await core.call('scan.port', { scanId, address, port })).row;
    } catch (error) {
      if (error instanceof PortolanError && error.code === 'not-found') return null;
      throw error;
    }
  }

  async function diff(pair: { before: string; after: string }): Promise<void> {
    newestDiff += 1;
    const mine = newestDiff;
    asking?.abort();
    asking = new AbortController();
    const isSame = get().compare.asked?.before === pair.before && get().compare.asked?.after === pair.after;
    const deleted = isSame ? get().compare.deleted : [];
    change({ asked: pair, deleted, busy: true, fault: null, evidence: null });
    try {
      const found = await core.call('compare.runs', pair, { signal: asking.signal });
      if (mine === newestDiff) change({ diff: unpackDiff(found), busy: false, deleted: [] });
    } catch (error) {
      if (mine !== newestDiff) return;
      change({ diff: null, busy: false, fault: faultOf(error) });
    }
  }

  /** What was asked, once more; the person is left where they are. */
  async function compareAgain(): Promise<void> {
    const { before = null, after = null } = get().compare.asked ?? {};
    if (before !== null && after !== null) await diff({ before, after });
  }

  return {
    compare: {
      pair: NO_PAIR,
      runs: null,
      found: null,
      diff: null,
      asked: null,
      deleted: [],
      busy: false,
      fault: null,
      evidence: null,
    },

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
      const { pair: chosen, asked, diff: shown, busy, deleted } = get().compare;
      const answered =
        asked?.before === chosen.before &&
        asked.after === chosen.after &&
        (busy || shown !== null) &&
        deleted.length === 0;
      if (!answered) await get().compareRuns();
    },

    async refreshCompare() {
      if (!opened) return;
      const { runs, pair, fault } = get().compare;
      if (runs === null) return await get().openCompare(pair);
      await loadRuns();
      // Deleted while it is compared, or brought back: the core knows, and the screen says so.
      if (get().compare.deleted.length > 0 || fault?.code === 'not-found') await compareAgain();
      if (fault?.code === 'disconnected') await get().compareRuns();
    },

    async restoreCompared() {
      const { deleted } = get().compare;
      if (deleted.length === 0) return;
      try {
        await core.call('history.restore', { scanIds: [...deleted] });
        await get().refreshHistory();
        await get().refreshCompare();
      } catch (error) {
        get().notify({ tone: 'error', message: `Nothing was brought back. ${sentenceOf(error)}` });
      }
    },

    pickRun(side, scanId) {
      const { pair } = get().compare;
      change({ pair: { ...pair, [side]: scanId }, found: null });
      void get().compareRuns();
    },

    swapRuns() {
      const { before, after } = get().compare.pair;
      change({ pair: { before: after, after: before } });
      void get().compareRuns();
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

    async exportComparison(format) {
      const shown = get().compare.diff;
      if (!shown) return;
      const { before, after } = shown;
      try {
        get().receiveDelivery(
          await core.call('compare.export', { before: before.id, after: after.id, format }),
        );
      } catch (error) {
        get().notify({ tone: 'error', message: `Nothing was exported. ${sentenceOf(error)}` });
      }
    },

    async readEvidence(wanted) {
      newestEvidence += 1;
      const mine = newestEvidence;
      const shown = get().compare.diff;
      if (!shown || !wanted) return change({ evidence: null });
      try {
        const [before, after] = await Promise.all([
          readRow(shown.before.id, wanted),
          readRow(shown.after.id, wanted),
        ]);
        if (mine === newestEvidence) change({ evidence: { ...wanted, before, after } });
      } catch (error) {
        if (mine === newestEvidence && !isDisconnected(error)) {
          get().notify({ tone: 'error', message: sentenceOf(error) });
        }
      }
    },
  };
};

function hasRun(runs: readonly RunSummary[] | null, id: string): boolean {
  return runs?.some(({ scanId }) => scanId === id) ?? false;
}

function faultOf(error: unknown): { code: ErrorCode; message: string } {
  return { code: error instanceof PortolanError ? error.code : 'internal', message: sentenceOf(error) };
}
