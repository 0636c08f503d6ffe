/**
 * The only listener to the core. For every open tab: subscribe (once, for all), keep what arrives, fetch the snapshot,
 * drop what it already covers, apply the rest. Reconnecting is the same path. Whatever arrives within a frame is one
 * change of the store.
 */
import type { ScanView } from '../../src-shared/scan/fold-scan.ts';
import type { ScanEvent } from '../../src-shared/scan/scan-event.ts';
import { fromSnapshot } from '../../src-shared/contract/scan-snapshot.ts';
import { PortolanError } from '../../src-shared/contract/wire.ts';
import type { Core } from '../core.ts';
import { isDraftTab } from './draft-tabs.ts';
import { sentenceOf } from './slice.ts';
import type { AppStore } from './store.ts';

/** The clocks of the window, faked in tests. */
export interface SyncClock {
  /** Runs a task before the next frame, or soon where frames are not drawn. */
  nextFrame(task: () => void): void;
  after(delayMs: number, task: () => void): void;
}

/** The table of a running scan is asked for again at most this often. */
const ROWS_EVERY_MS = 200;
/** Runs come and go in bursts. */
const RECENT_AFTER_MS = 150;

/** Starts keeping the store current; the answer stops it. */
export function startSync(core: Core, store: AppStore, clock: SyncClock): () => void {
  /** Events of scans whose snapshot is on its way. */
  const loading = new Map<string, ScanEvent[]>();
  let queue: ScanEvent[] = [];
  let frameAsked = false;
  let rowsAsked = false;
  let recentAsked = false;
  let stopped = false;

  function receive(events: readonly ScanEvent[]): void {
    const { views } = store.getState().scans;
    for (const event of events) {
      const buffer = loading.get(event.scanId);
      if (buffer) buffer.push(event);
      else if (views[event.scanId]) queue.push(event);
    }
    if (queue.length > 0 && !frameAsked) {
      frameAsked = true;
      clock.nextFrame(flush);
    }
  }

  function flush(): void {
    frameAsked = false;
    if (stopped || queue.length === 0) return;
    const events = queue;
    queue = [];
    store.getState().receiveEvents(events);
  }

  async function load(scanId: string): Promise<void> {
    if (loading.has(scanId) || isDraftTab(scanId)) return;
    const buffer: ScanEvent[] = [];
    loading.set(scanId, buffer);
    try {
      const view = fromSnapshot(await core.call('scan.snapshot', { scanId }));
      loading.delete(scanId);
      if (stopped || !store.getState().scans.tabs.includes(scanId)) return;
      store.getState().receiveView(view);
      receive(buffer);
    } catch (error) {
      loading.delete(scanId);
      // A broken line is not the scan's fault: it is loaded again on the next connection.
      const gone = error instanceof PortolanError && error.code === 'disconnected';
      if (!stopped && !gone) store.getState().receiveFault(scanId, sentenceOf(error));
    }
  }

  /** A tab that is new gets its view; a view that moved makes its table ask again. */
  function follow(scans: Scans, before: Scans): void {
    if (scans.tabs !== before.tabs) {
      for (const id of scans.tabs) if (!scans.views[id] && !scans.faults[id]) void load(id);
    }
    if (scans.views !== before.views && !rowsAsked) {
      rowsAsked = true;
      clock.after(ROWS_EVERY_MS, refreshRows);
    }
  }

  function refreshRows(): void {
    rowsAsked = false;
    const { route, scans, refreshLines, refreshHost } = store.getState();
    if (stopped || route.screen !== 'scan' || route.scanId === null) return;
    if (!scans.views[route.scanId]) return;
    if (route.host === undefined) refreshLines(route.scanId);
    else refreshHost();
  }

  function refreshRecent(): void {
    if (recentAsked) return;
    recentAsked = true;
    clock.after(RECENT_AFTER_MS, () => {
      recentAsked = false;
      if (stopped) return;
      const state = store.getState();
      quietly(state.loadRecent());
      quietly(state.refreshHistory());
      // What another process wrote may be a watch's, or of one that it has under way.
      quietly(state.refreshWatches());
      quietly(state.refreshCompare());
      quietly(state.loadSeriesList());
      quietly(state.refreshSeries());
    });
  }

  async function arrive(): Promise<void> {
    const state = store.getState();
    quietly(state.loadCoreStatus());
    quietly(state.loadAppInfo());
    quietly(state.loadSettings());
    quietly(state.loadRecent());
    quietly(state.refreshHistory());
    quietly(state.refreshWatches());
    quietly(state.refreshCompare());
    quietly(state.loadSeriesList());
    quietly(state.refreshSeries());
    for (const id of state.scans.tabs) void load(id);
    const { scanIds } = await core.call('scan.running', {});
    store.getState().adoptTabs(scanIds);
  }

  const stops = [
    core.on('scan.events', ({ events }) => receive(events)),
    core.on('app.show-scan', ({ scanId }) => store.getState().openScan(scanId)),
    core.on('history.changed', refreshRecent),
    core.on('watch.changed', () => quietly(store.getState().refreshWatches())),
    core.on('watch.news', (news) => store.getState().receiveWatchNews(news)),
    core.on('settings.changed', (settings) => store.getState().receiveSettings(settings)),
    core.on('core.changed', (status) => {
      store.getState().receiveCoreStatus(status);
      // A core that is back is a connection that is back: all of it is asked again.
      if (status.fault === null) quietly(arrive());
    }),
    core.onStatus((status) => {
      store.getState().setConnectionStatus(status);
      if (status === 'online') quietly(arrive());
    }),
    store.subscribe((state, before) => follow(state.scans, before.scans)),
  ];
  store.getState().setConnectionStatus(core.status);
  if (core.status === 'online') quietly(arrive());

  return () => {
    stopped = true;
    for (const stop of stops) stop();
  };
}

interface Scans {
  readonly tabs: readonly string[];
  readonly views: Readonly<Record<string, ScanView>>;
  readonly faults: Readonly<Record<string, string>>;
}

/** What could not be asked now is asked again on the next connection; the connection's state is shown already. */
function quietly(work: Promise<void>): void {
  work.catch(() => {});
}
