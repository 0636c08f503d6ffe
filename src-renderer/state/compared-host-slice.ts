/** The host whose ports are mapped side by side, as both runs of a comparison have it. */
import { PortolanError } from '../../src-shared/contract/wire.ts';
import type { HostDetail } from '../../src-shared/scan/host-detail.ts';
import { ALL_PORTS, decodePortCodes, NO_VERDICT, NOT_ASKED } from '../../src-shared/scan/port-codes.ts';
import { isDisconnected, sentenceOf, type CreateSlice } from './slice.ts';

export interface ComparedSide {
  /** Null: the run knows nothing of the host. */
  readonly detail: HostDetail | null;
  readonly codes: Uint8Array;
}

export interface ComparedHost {
  /** The runs and the address that the sides are of. */
  readonly key: string;
  readonly address: string;
  readonly before: ComparedSide;
  readonly after: ComparedSide;
}

export interface ComparedHostSlice {
  /** Stays until the next one is known, so that maps do not flicker; null: none yet. */
  readonly comparedHost: ComparedHost | null;
  /** Why the host asked for last cannot be shown, as a sentence. */
  readonly comparedHostFault: string | null;
  lookAtComparedHost(
    pair: { readonly before: string; readonly after: string },
    address: string,
  ): Promise<void>;
}

export const createComparedHostSlice: CreateSlice<ComparedHostSlice> = ({ set, get, core }) => {
  let newest = '';

  async function readSide(scanId: string, address: string): Promise<ComparedSide> {
    try {
      const detail = await core.call('scan.host', { scanId, address });
      // Asked and never answered for, as the host's time was up or the run was stopped: a comparison says nothing of it.
      const codes = decodePortCodes(detail.ports).map((code) => (code === NO_VERDICT ? NOT_ASKED : code));
      return { detail, codes };
    } catch (error) {
      if (!(error instanceof PortolanError && error.code === 'not-found')) throw error;
      return { detail: null, codes: new Uint8Array(ALL_PORTS) };
    }
  }

  return {
    comparedHost: null,
    comparedHostFault: null,

    async lookAtComparedHost({ before, after }, address) {
      const key = keyOfCompared(before, after, address);
      newest = key;
      set({ comparedHostFault: null });
      if (get().comparedHost?.key === key) return;
      try {
        const sides = await Promise.all([readSide(before, address), readSide(after, address)]);
        if (newest === key) set({ comparedHost: { key, address, before: sides[0], after: sides[1] } });
      } catch (error) {
        if (newest === key && !isDisconnected(error)) set({ comparedHostFault: sentenceOf(error) });
      }
    },
  };
};

export function keyOfCompared(before: string, after: string, address: string): string {
  return `${before} ${after} ${address}`;
}
