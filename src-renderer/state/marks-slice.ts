/** What a person adds to kept runs: tags, notes, and which run of a series is its baseline. */
import type { OutputOf } from '../../src-shared/contract/define.ts';
import type { PortolanContract } from '../../src-shared/contract/portolan-contract.ts';
import type { RunMarksChange } from '../../src-shared/contract/run-series.ts';
import type { RunSummary } from '../../src-shared/contract/scan-snapshot.ts';
import { isDisconnected, sentenceOf, type CreateSlice } from './slice.ts';

export type TagCount = OutputOf<PortolanContract, 'history.tags'>['tags'][number];

export interface MarksSlice {
  readonly marks: {
    /** Every tag in use, the most used first. */
    readonly tags: readonly TagCount[];
    /** Runs whose tags and note are being written; null: none. */
    readonly editing: readonly RunSummary[] | null;
    readonly saving: boolean;
    /** Why they could not be kept. */
    readonly fault: string | null;
  };
  loadTags(): Promise<void>;
  editMarks(runs: readonly RunSummary[] | null): void;
  saveMarks(change: RunMarksChange): Promise<void>;
  /** Null: the latest run is compared with the one before it again. */
  setBaseline(seriesId: string, scanId: string | null): Promise<void>;
  /** Null: out, into a new series of their own. */
  moveRuns(scanIds: readonly string[], seriesId: string | null): Promise<void>;
}

export const createMarksSlice: CreateSlice<MarksSlice> = ({ set, get, core }) => {
  const change = (patch: Partial<MarksSlice['marks']>) =>
    set((state) => ({ marks: { ...state.marks, ...patch } }));

  async function attempt(what: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      get().notify({ tone: 'error', message: `${what} ${sentenceOf(error)}` });
    }
    await Promise.all([
      get().refreshHistory(),
      get()
        .loadSeriesList()
        .catch(() => {}),
    ]);
  }

  return {
    marks: { tags: [], editing: null, saving: false, fault: null },

    async loadTags() {
      try {
        const { tags } = await core.call('history.tags', {});
        change({ tags });
      } catch (error) {
        // The list of runs says what is wrong.
        if (!isDisconnected(error)) change({ tags: [] });
      }
    },

    editMarks(editing) {
      change({ editing, fault: null });
    },

    async saveMarks(marks) {
      change({ saving: true, fault: null });
      try {
        await core.call('history.update', marks);
        change({ editing: null, saving: false });
      } catch (error) {
        change({ saving: false, fault: sentenceOf(error) });
      }
      await Promise.all([get().refreshHistory(), get().loadTags()]);
    },

    async setBaseline(seriesId, scanId) {
      await attempt('The baseline is the same as before.', () =>
        core.call('series.update', { seriesId, baseline: scanId }),
      );
    },

    async moveRuns(scanIds, seriesId) {
      await attempt('The runs stay where they are.', () =>
        core.call('series.move', { scanIds: [...scanIds], seriesId }),
      );
    },
  };
};
