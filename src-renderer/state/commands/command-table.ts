/** What each command of the shared table does here, and when it can: a missing one does not compile. */
import {
  APP_COMMANDS,
  type AppCommand,
  type AppCommandId,
} from '../../../src-shared/contract/app-commands.ts';
import { isFinal } from '../../../src-shared/scan/fold-scan.ts';
import { isDraftTab } from '../draft-tabs.ts';
import { formatRoute, parseRoute } from '../route-slice.ts';
import { tabOf } from '../scans-slice.ts';
import type { AppState, AppStore } from '../store.ts';
import { stripOf } from '../tabs-slice.ts';
import { compareWithBefore, runBefore } from './compare-with-before.ts';
import { focusField, SELECT_FILTER, SELECT_LINES, SELECT_TARGETS } from './focus-field.ts';
import { openFiles } from './open-files.ts';
import { scanThisComputer } from './start-scans.ts';

interface Doing {
  run(store: AppStore): void;
  /** Why it cannot be done now, as a sentence; null: it can. Absent: always. */
  refusal?(state: AppState): string | null;
  /** False where this build has no such thing; then nobody is offered it. */
  exists?(): boolean;
}

const NO_SCAN = 'Open a scan first: this acts on the scan that is shown.';
const NO_CORE = 'There is no connection to Portolan’s core just now: wait a moment, or start it again.';
const LEARN = '#/learn';

/** Nothing comes of these without a core at work. */
const ASKS_CORE: ReadonlySet<AppCommandId> = new Set([
  'scan.this-computer',
  'scan.again',
  'scan.pause',
  'scan.resume',
  'scan.stop',
  'export.json',
  'export.csv',
]);

const doings: Readonly<Record<AppCommandId, Doing>> = {
  'scan.new': { run: (store) => void store.getState().newTab() },
  'scan.this-computer': { run: scanThisComputer },
  'scan.targets': { run: (store) => focusField(store, SELECT_TARGETS) },
  'scan.again': {
    run: (store) => onShown(store, (scanId) => void store.getState().repeatRun(scanId)),
    refusal: (state) => {
      const view = shownView(state);
      if (!view) return NO_SCAN;
      return isFinal(view.status) ? null : 'This scan is still running: stop it first, or wait for its end.';
    },
  },
  'scan.watch': {
    run: (store) =>
      onShown(store, (scanId) => {
        store.getState().navigate({ screen: 'watches' });
        void store.getState().newWatch(scanId);
      }),
    refusal: (state) => (shownView(state) ? null : NO_SCAN),
  },
  'scan.check': {
    run: (store) => onShown(store, (scanId) => store.getState().openScan(scanId, undefined, 'expectations')),
    refusal: (state) => (shownView(state) ? null : NO_SCAN),
  },
  'watch.new': {
    run: (store) => {
      store.getState().navigate({ screen: 'watches' });
      void store.getState().newWatch();
    },
  },
  'scan.pause': {
    // One key for both: whoever paused wants to go on by the same.
    run: (store) =>
      onShown(store, (scanId) => {
        const state = store.getState();
        void (shownView(state)?.status === 'paused' ? state.resumeScan(scanId) : state.pauseScan(scanId));
      }),
    refusal: (state) => refuseUnless(state, ['running', 'paused'], 'No scan is running in this tab.'),
  },
  'scan.resume': {
    run: (store) => onShown(store, (scanId) => void store.getState().resumeScan(scanId)),
    refusal: (state) => refuseUnless(state, ['paused'], 'The scan of this tab is not paused.'),
  },
  'scan.stop': {
    run: (store) => onShown(store, (scanId) => void store.getState().stopScan(scanId)),
    refusal: (state) => refuseUnless(state, ['running', 'paused'], 'No scan is running in this tab.'),
  },
  'file.open': { run: openFiles },
  'export.json': {
    run: (store) => onShown(store, (scanId) => void store.getState().exportScan(scanId, 'json')),
    refusal: (state) => (shownView(state) ? null : NO_SCAN),
  },
  'export.csv': {
    run: (store) => onShown(store, (scanId) => void store.getState().exportScan(scanId, 'csv')),
    refusal: (state) => (shownView(state) ? null : NO_SCAN),
  },
  'results.filter': {
    // A series has lines in place of rows.
    run: (store) =>
      focusField(store, store.getState().route.screen === 'series' ? SELECT_LINES : SELECT_FILTER),
    refusal: (state) =>
      state.route.screen !== 'scan' || shownView(state) ? null : 'There are no rows to filter yet.',
  },
  'compare.before': {
    run: (store) => onShown(store, (scanId) => void compareWithBefore(store, scanId)),
    refusal: (state) => {
      const scanId = shownScan(state);
      if (scanId === null) return NO_SCAN;
      return runBefore(state.recent, scanId)
        ? null
        : 'No earlier run of the same targets is among the recent ones.';
    },
  },
  'tab.close': {
    run: (store) => {
      const { route, closeTab } = store.getState();
      if (route.screen === 'scan') closeTab(tabOf(route.scanId));
    },
    refusal: (state) => (state.route.screen === 'scan' ? null : 'Tabs are on the Scan screen.'),
  },
  'tab.reopen': {
    run: (store) => store.getState().reopenTab(),
    refusal: (state) => (state.closedTabs.length > 0 ? null : 'No tab was closed.'),
  },
  'tab.next': { run: (store) => store.getState().stepTab(1), refusal: refuseFewTabs },
  'tab.previous': { run: (store) => store.getState().stepTab(-1), refusal: refuseFewTabs },
  'go.scan': {
    run: (store) => store.getState().navigate({ screen: 'scan', scanId: store.getState().lastScanId }),
  },
  'go.history': { run: (store) => store.getState().navigate({ screen: 'history' }) },
  'go.watches': { run: (store) => store.getState().navigate({ screen: 'watches' }) },
  'go.expectations': {
    run: (store) => {
      const scanId = runToCheck(store.getState());
      if (scanId !== null) store.getState().openScan(scanId, undefined, 'expectations');
    },
    refusal: (state) =>
      runToCheck(state) === null ? 'There is no run yet that could be checked: scan something first.' : null,
  },
  'go.compare': {
    run: (store) => store.getState().navigate({ screen: 'compare', before: null, after: null }),
  },
  'go.learn': {
    run: (store) => store.getState().navigate(parseRoute(LEARN)),
    exists: () => formatRoute(parseRoute(LEARN)) === LEARN,
  },
  'go.settings': { run: (store) => store.getState().navigate({ screen: 'settings' }) },
  palette: { run: (store) => toggle(store, 'palette') },
  theme: {
    run: (store) => {
      const isDark = document.documentElement.dataset['mantineColorScheme'] === 'dark';
      void store.getState().changeSettings({ theme: isDark ? 'light' : 'dark' });
    },
  },
  shortcuts: { run: (store) => toggle(store, 'shortcuts') },
};

/** The commands of this build, in the table's order. */
export function offeredCommands(): readonly AppCommand[] {
  return APP_COMMANDS.filter(({ id }) => doings[id].exists?.() ?? true);
}

/** Why a command cannot be run now; null: it can. */
export function refusalOf(id: AppCommandId, state: AppState): string | null {
  const { status, fault } = state.connection;
  if (ASKS_CORE.has(id) && (status !== 'online' || fault !== null)) return NO_CORE;
  return doings[id].refusal?.(state) ?? null;
}

/** Runs a command, or says why it cannot be run now. */
export function runCommand(store: AppStore, id: AppCommandId): void {
  const refusal = refusalOf(id, store.getState());
  if (refusal === null) doings[id].run(store);
  else store.getState().notify({ tone: 'info', message: refusal });
}

/** The scan that the window shows; null: none, or one not started. */
export function shownScan({ route }: AppState): string | null {
  return route.screen === 'scan' && route.scanId !== null && !isDraftTab(route.scanId) ? route.scanId : null;
}

/** The scan that is shown, the one shown last, or the latest that ended. */
function runToCheck(state: AppState): string | null {
  const { lastScanId, recent } = state;
  const last = lastScanId !== null && !isDraftTab(lastScanId) ? lastScanId : null;
  return shownScan(state) ?? last ?? recent.find(({ status }) => isFinal(status))?.scanId ?? null;
}

function shownView(state: AppState) {
  const scanId = shownScan(state);
  return scanId === null ? undefined : state.scans.views[scanId];
}

function onShown(store: AppStore, act: (scanId: string) => void): void {
  const scanId = shownScan(store.getState());
  if (scanId !== null) act(scanId);
}

function refuseUnless(state: AppState, statuses: readonly string[], why: string): string | null {
  return statuses.includes(shownView(state)?.status ?? '') ? null : why;
}

function refuseFewTabs(state: AppState): string | null {
  const isOther = state.route.screen !== 'scan' && stripOf(state).length > 0;
  return isOther || stripOf(state).length > 1 ? null : 'No other tab is open.';
}

function toggle(store: AppStore, overlay: 'palette' | 'shortcuts'): void {
  const { overlay: shown, showOverlay } = store.getState();
  showOverlay(shown === overlay ? null : overlay);
}
