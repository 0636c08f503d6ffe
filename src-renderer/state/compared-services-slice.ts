/** The services of both runs of a comparison. */
import type { ServiceShares } from '../../src-shared/scan/service-shares.ts';
import { isDisconnected, sentenceOf, type CreateSlice } from './slice.ts';

export interface ComparedServices {
  /** The runs that it is about. */
  readonly before: string;
  readonly after: string;
  /** Null until it is known. */
  readonly shares: ServiceShares | null;
  /** Why it cannot be known, as a sentence. */
  readonly fault: string | null;
}

export interface ComparedServicesSlice {
  /** Null: no comparison was looked at yet. */
  readonly comparedServices: ComparedServices | null;
  lookAtComparedServices(pair: { readonly before: string; readonly after: string }): Promise<void>;
}

export const createComparedServicesSlice: CreateSlice<ComparedServicesSlice> = ({ set, get, core }) => {
  let newest = 0;
  return {
    comparedServices: null,

    async lookAtComparedServices({ before, after }) {
      const known = get().comparedServices;
      if (known?.before === before && known.after === after && known.shares !== null) return;
      newest += 1;
      const mine = newest;
      const pair = { before, after };
      set({ comparedServices: { ...pair, shares: null, fault: null } });
      try {
        const shares = await core.call('compare.services', pair);
        if (mine === newest) set({ comparedServices: { ...pair, shares, fault: null } });
      } catch (error) {
        if (mine !== newest || isDisconnected(error)) return;
        set({ comparedServices: { ...pair, shares: null, fault: sentenceOf(error) } });
      }
    },
  };
};
