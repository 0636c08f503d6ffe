/** The scans that stand open as tabs, and what is known of each. `sync-events.ts` keeps the views of all tabs current. */
import type { ExportFormat } from '../../src-shared/contract/portolan-contract.ts';
import { fromSnapshot } from '../../src-shared/contract/scan-snapshot.ts';
import { foldScan, type ScanView } from '../../src-shared/scan/fold-scan.ts';
import type { ScanEvent } from '../../src-shared/scan/scan-event.ts';
import { NEW_TAB } from './draft-tabs.ts';
import { sentenceOf, without, type CreateSlice } from './slice.ts';

export interface ScansSlice {
  readonly scans: {
    /** Scan ids and draft tabs, in the order of the tabs. A scan's view follows as soon as the core has told it. */
    readonly tabs: readonly string[];
    readonly views: Readonly<Record<string, ScanView>>;
    /** Why a tab could not be shown, as a sentence. */
    readonly faults: Readonly<Record<string, string>>;
    /** Stop was asked and has not been answered. */
    readonly stopping: Readonly<Record<string, true>>;
  };
  /** Opens a running or kept scan as a tab and goes to it, to one of its hosts, or to another view of it. */
  openScan(scanId: string, host?: string, view?: 'expectations'): void;
  /** From `sync-events`: scans that run already (a reloaded page) become tabs, without going to them. */
  adoptTabs(scanIds: readonly string[]): void;
  /** Puts a scan just started in a tab's place (or at the end) and goes to it. */
  replaceTab(tab: string, scanId: string): void;
  pauseScan(scanId: string): Promise<void>;
  resumeScan(scanId: string): Promise<void>;
  stopScan(scanId: string): Promise<void>;
  /** Goes on with a scan that was stopped, broken off or failed. */
  takeUpScan(scanId: string): Promise<void>;
  exportScan(scanId: string, format: ExportFormat): Promise<void>;
  /** From `sync-events`: a fresh view in place of whatever was known. */
  receiveView(view: ScanView): void;
  receiveFault(scanId: string, fault: string): void;
  /** From `sync-events`: everything of one frame, in one change of the store. */
  receiveEvents(events: readonly ScanEvent[]): void;
}

export const createScansSlice: CreateSlice<ScansSlice> = ({ set, get, core }) => {
  type Scans = ScansSlice['scans'];
  const change = (patch: (scans: Scans) => Partial<Scans>) =>
    set((state) => ({ scans: { ...state.scans, ...patch(state.scans) } }));

  async function command(name: 'scan.pause' | 'scan.resume' | 'scan.stop', scanId: string): Promise<void> {
    try {
      await core.call(name, { scanId });
    } catch (error) {
      get().notify({ tone: 'error', message: sentenceOf(error) });
    }
  }

  return {
    scans: { tabs: [], views: {}, faults: {}, stopping: {} },

    openScan(scanId, host, view) {
      change(({ tabs }) => (tabs.includes(scanId) ? {} : { tabs: [...tabs, scanId] }));
      get().navigate({
        screen: 'scan',
        scanId,
        ...(host === undefined ? {} : { host }),
        ...(view === undefined ? {} : { view }),
      });
    },

    adoptTabs(scanIds) {
      change(({ tabs }) => {
        const fresh = scanIds.filter((id) => !tabs.includes(id));
        return fresh.length > 0 ? { tabs: [...tabs, ...fresh] } : {};
      });
    },

    replaceTab(tab, scanId) {
      change(({ tabs, views }) => ({
        tabs: tabs.includes(tab) ? tabs.map((id) => (id === tab ? scanId : id)) : [...tabs, scanId],
        views: without(views, tab),
      }));
      get().forgetResults(tab);
      // What was typed belongs to the scan now; the next new tab starts clean.
      set((state) => {
        const draft = state.drafts[tab];
        const drafts = without(state.drafts, tab);
        return { drafts: draft ? { ...drafts, [scanId]: draft } : drafts };
      });
      get().navigate({ screen: 'scan', scanId });
    },

    pauseScan: (scanId) => command('scan.pause', scanId),
    resumeScan: (scanId) => command('scan.resume', scanId),

    async stopScan(scanId) {
      change(({ stopping }) => ({ stopping: { ...stopping, [scanId]: true } }));
      await command('scan.stop', scanId);
      change(({ stopping }) => ({ stopping: without(stopping, scanId) }));
    },

    async takeUpScan(scanId) {
      try {
        await core.call('scan.take-up', { scanId });
        get().receiveView(fromSnapshot(await core.call('scan.snapshot', { scanId })));
      } catch (error) {
        get().notify({ tone: 'error', message: `The scan could not go on. ${sentenceOf(error)}` });
      }
    },

    async exportScan(scanId, format) {
      try {
        get().receiveDelivery(await core.call('report.export', { scanId, format }));
      } catch (error) {
        get().notify({ tone: 'error', message: `Nothing was exported. ${sentenceOf(error)}` });
      }
    },

    receiveView(view) {
      change(({ views, faults }) => ({
        views: { ...views, [view.scanId]: view },
        faults: without(faults, view.scanId),
      }));
    },

    receiveFault(scanId, fault) {
      change(({ faults }) => ({ faults: { ...faults, [scanId]: fault } }));
    },

    receiveEvents(events) {
      change(({ views }) => {
        const changed: Record<string, ScanView> = {};
        for (const scanId of new Set(events.map((event) => event.scanId))) {
          const before = views[scanId];
          if (!before) continue;
          const after = foldScan(before, events);
          if (after !== before) changed[scanId] = after;
        }
        return Object.keys(changed).length > 0 ? { views: { ...views, ...changed } } : {};
      });
    },
  };
};

/** The tab key of a route's scan: its id, or {@link NEW_TAB}. */
export function tabOf(scanId: string | null): string {
  return scanId ?? NEW_TAB;
}
