/** Starting scans from anywhere in the window. */
import { isDraftTab } from '../draft-tabs.ts';
import { tabOf } from '../scans-slice.ts';
import type { AppState, AppStore } from '../store.ts';

export const THIS_COMPUTER = { targets: '127.0.0.1', ports: '1-65535' };

/** All ports of this computer. */
export function scanThisComputer(store: AppStore): void {
  startTargets(store, THIS_COMPUTER);
}

/**
 * Starts targets with the settings' ports and timing where none are given: in the tab that is shown where that is an
 * empty new scan and no new one is asked for, otherwise in a tab of its own.
 */
export function startTargets(
  store: AppStore,
  draft: { readonly targets: string; readonly ports?: string },
  inNewTab = false,
): void {
  const state = store.getState();
  const whole = { ports: state.settings.ports, timing: state.settings.timing, ...draft };
  const here = inNewTab ? null : emptyShownTab(state);
  if (here !== null) state.changeDraft(here, whole);
  const tab = here ?? state.newTab(whole);
  void state.startDraft(tab, whole);
}

function emptyShownTab({ route, drafts }: AppState): string | null {
  if (route.screen !== 'scan') return null;
  const tab = tabOf(route.scanId);
  return isDraftTab(tab) && (drafts[tab]?.targets.trim() ?? '') === '' ? tab : null;
}
