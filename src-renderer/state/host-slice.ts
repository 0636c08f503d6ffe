/** The host being looked at: what is known of it, kept current while its scan runs. */
import { PortolanError } from '../../src-shared/contract/wire.ts';
import { isFinal } from '../../src-shared/scan/fold-scan.ts';
import type { HostDetail } from '../../src-shared/scan/host-detail.ts';
import { decodePortCodes } from '../../src-shared/scan/port-codes.ts';
import { draftOfScan } from './draft-of-scan.ts';
import { isCancelled, isDisconnected, sentenceOf, type CreateSlice } from './slice.ts';

export interface HostLook {
  readonly scanId: string;
  readonly address: string;
  /** Null until the first answer. */
  readonly detail: HostDetail | null;
  /** `detail.ports` read; the same array while nothing changed. */
  readonly codes: Uint8Array | null;
  /** Why nothing can be shown, as a sentence. */
  readonly fault: string | null;
}

export interface HostSlice {
  readonly hostLook: HostLook | null;
  /** What the list of hosts is narrowed to, as typed. */
  readonly hostFilter: string;
  filterHosts(text: string): void;
  /** Asks for a host; what is known of another one goes. */
  lookAtHost(scanId: string, address: string): void;
  /** Asks again where the scan has moved on; from `sync-events`, a few times a second. */
  refreshHost(): void;
  /** Chooses a port of any kind, with its row or summed up, for the port panel. */
  openPort(scanId: string, address: string, port: number): Promise<void>;
  /** Scans one host of a run again with the run's ports and timing, and goes to the new scan's view of it. */
  rescanHost(scanId: string, address: string): Promise<void>;
}

/** Older than any event. */
const NEVER = Number.NEGATIVE_INFINITY;

export const createHostSlice: CreateSlice<HostSlice> = ({ set, get, core }) => {
  let asking: HostLook | null = null;
  let askedAtSeq = NEVER;

  const isStill = (look: HostLook): boolean => {
    const now = get().hostLook;
    return now?.scanId === look.scanId && now.address === look.address;
  };
  const change = (patch: Partial<HostLook>) =>
    set(({ hostLook }) => (hostLook ? { hostLook: { ...hostLook, ...patch } } : {}));

  async function load(look: HostLook): Promise<void> {
    const { scanId, address } = look;
    asking = look;
    askedAtSeq = get().scans.views[scanId]?.seq ?? NEVER;
    try {
      const detail = await core.call('scan.host', { scanId, address });
      if (!isStill(look)) return;
      const before = get().hostLook;
      const same = before?.detail?.ports === detail.ports ? before.codes : null;
      change({ detail, codes: same ?? decodePortCodes(detail.ports), fault: null });
    } catch (error) {
      if (!isStill(look) || isCancelled(error)) return;
      askedAtSeq = NEVER;
      if (!isDisconnected(error) && !isYetToCome(scanId, error)) change({ fault: sentenceOf(error) });
    } finally {
      if (asking === look) asking = null;
    }
  }

  /** A running scan may not have come to the host. */
  function isYetToCome(scanId: string, error: unknown): boolean {
    const view = get().scans.views[scanId];
    return error instanceof PortolanError && error.code === 'not-found' && !!view && !isFinal(view.status);
  }

  return {
    hostLook: null,
    hostFilter: '',

    filterHosts: (hostFilter) => set({ hostFilter }),

    lookAtHost(scanId, address) {
      const before = get().hostLook;
      const isSame = before?.scanId === scanId && before.address === address;
      const look = isSame ? before : { scanId, address, detail: null, codes: null, fault: null };
      set({ hostLook: look });
      void load(look);
    },

    refreshHost() {
      const look = get().hostLook;
      if (!look || asking) return;
      if (askedAtSeq < (get().scans.views[look.scanId]?.seq ?? NEVER)) void load(look);
    },

    async openPort(scanId, address, port) {
      try {
        const { row } = await core.call('scan.port', { scanId, address, port });
        if (row) get().selectPort(scanId, row);
      } catch (error) {
        get().notify({ tone: 'error', message: `Port ${port} cannot be shown. ${sentenceOf(error)}` });
      }
    },

    async rescanHost(scanId, address) {
      const options = get().scans.views[scanId]?.options;
      if (!options) return;
      // No tab's draft: what was typed in a tab stays there.
      const draft = { ...draftOfScan(options), targets: address };
      await get().startDraft(`rescan ${address}`, draft);
      const { route } = get();
      if (route.screen !== 'scan' || route.scanId === null || route.scanId === scanId) return;
      get().navigate({ ...route, host: address });
    },
  };
};
