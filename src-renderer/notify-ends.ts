/** In a browser: tells by the system when a long scan ends, or a watch saw a change, while its page is not in front, where that was allowed. */
import { endNotice } from '../src-shared/contract/end-notice.ts';
import { isFinal } from '../src-shared/scan/fold-scan.ts';
import { hostKind } from './state/commands/platform.ts';
import type { Core } from './core.ts';
import type { AppStore } from './state/store.ts';

export function notifyEnds(core: Core, store: AppStore): void {
  // The desktop's main process tells it itself, also where no window is open.
  if (hostKind() === 'desktop') return;
  core.on('watch.news', ({ name, headline, scanId }) => {
    if (!store.getState().settings.notifications || !isWanted()) return;
    show(store, scanId, { title: name, body: headline });
  });
  store.subscribe((state, before) => {
    if (state.scans.views === before.scans.views || !state.settings.notifications) return;
    for (const [scanId, view] of Object.entries(state.scans.views)) {
      const earlier = before.scans.views[scanId];
      if (!earlier || isFinal(earlier.status) || view.status === 'running' || view.status === 'paused')
        continue;
      if (!isWanted()) continue;
      const { status, ports, progress, stats } = view;
      const elapsedMs = stats?.elapsedMs ?? progress.elapsedMs;
      const ended = { targets: view.options?.targets ?? [], status, elapsedMs, ports };
      const notice = endNotice(ended, state.settings.notifyAfterSeconds * 1_000);
      if (notice === null) continue;
      show(store, scanId, notice);
    }
  });
}

/** Nobody looks, and a person allowed it. */
function isWanted(): boolean {
  return !document.hasFocus() && globalThis.Notification?.permission === 'granted';
}

function show(
  store: AppStore,
  scanId: string | null,
  { title, body }: { title: string; body: string },
): void {
  const notification = new Notification(title, { body, tag: scanId ?? title });
  notification.addEventListener('click', () => {
    window.focus();
    if (scanId === null) store.getState().navigate({ screen: 'watches' });
    else store.getState().openScan(scanId);
  });
}
