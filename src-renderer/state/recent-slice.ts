/** The last few runs, for the side bar. */
import type { RunSummary } from '../../src-shared/contract/scan-snapshot.ts';
import type { CreateSlice } from './slice.ts';

export interface RecentSlice {
  readonly recent: readonly RunSummary[];
  loadRecent(): Promise<void>;
}

/** Enough to find a handful of different targets among them. */
const RECENT_RUNS = 24;

export const createRecentSlice: CreateSlice<RecentSlice> = ({ set, core }) => {
  let newest = 0;
  return {
    recent: [],

    async loadRecent() {
      newest += 1;
      const mine = newest;
      const { runs } = await core.call('history.list', { limit: RECENT_RUNS });
      // An answer overtaken by a later question is old.
      if (mine === newest) set({ recent: runs });
    },
  };
};
