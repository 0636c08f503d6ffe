/** Opening, closing and walking through tabs; what was closed can be had back. */
import { isFinal } from '../../src-shared/scan/fold-scan.ts';
import { isDraftTab, NEW_TAB, nextDraftTab, scanIdOfTab } from './draft-tabs.ts';
import type { ScanDraft } from './form-slice.ts';
import { tabOf } from './scans-slice.ts';
import { without, type CreateSlice } from './slice.ts';
import type { AppState } from './store.ts';

export interface ClosedTab {
  readonly tab: string;
  /** Its place among the tabs. */
  readonly index: number;
  readonly draft: ScanDraft | null;
}

export interface TabsSlice {
  /** The last few closed, oldest first. */
  readonly closedTabs: readonly ClosedTab[];
  /** Goes to an empty new-scan tab, with a draft where one is given. Returns the tab. */
  newTab(draft?: Partial<ScanDraft>): string;
  /** Closes a tab; the scan itself goes on, or stays kept. Says so, with "Undo", where something would be lost. */
  closeTab(tab: string): void;
  /** Brings the tab closed last back to its place, with what was typed in it. */
  reopenTab(): void;
  /** Goes to the next (1) or previous (-1) tab, around the end. */
  stepTab(step: 1 | -1): void;
}

const MAX_CLOSED = 10;

export const createTabsSlice: CreateSlice<TabsSlice> = ({ set, get }) => ({
  closedTabs: [],

  newTab(draft) {
    const tab = emptyTab(get()) ?? nextDraftTab(get().scans.tabs);
    if (tab !== NEW_TAB) {
      set(({ scans }) =>
        scans.tabs.includes(tab) ? {} : { scans: { ...scans, tabs: [...scans.tabs, tab] } },
      );
    }
    if (draft) get().changeDraft(tab, draft);
    get().navigate({ screen: 'scan', scanId: scanIdOfTab(tab) });
    return tab;
  },

  closeTab(tab) {
    const { route, scans, drafts } = get();
    const shown = stripOf(get());
    const index = shown.indexOf(tab);
    const draft = drafts[tab] ?? null;
    const wasRunning = isRunning(get(), tab);
    const isLoss = isDraftTab(tab) && (draft?.targets.trim() ?? '') !== '';
    set(({ closedTabs }) => ({
      closedTabs:
        isDraftTab(tab) && !isLoss
          ? closedTabs
          : [...closedTabs, { tab, index: scans.tabs.indexOf(tab), draft }].slice(-MAX_CLOSED),
      scans: {
        ...scans,
        tabs: scans.tabs.filter((id) => id !== tab),
        views: without(scans.views, tab),
        faults: without(scans.faults, tab),
      },
      drafts: without(drafts, tab),
    }));
    get().forgetResults(tab);
    if (route.screen === 'scan' && tabOf(route.scanId) === tab) {
      const left = shown.filter((id) => id !== tab);
      const next = left[Math.min(index, left.length - 1)] ?? NEW_TAB;
      get().navigate({ screen: 'scan', scanId: scanIdOfTab(next) });
    }
    if (!isLoss && !wasRunning) return;
    get().notify({
      tone: 'info',
      message: wasRunning
        ? 'The tab is closed; its scan goes on.'
        : 'The tab and what was typed in it are closed.',
      action: { label: 'Undo', run: () => get().reopenTab() },
    });
  },

  reopenTab() {
    const last = get().closedTabs.at(-1);
    if (!last) return;
    const { tab, index, draft } = last;
    set(({ closedTabs, scans, drafts }) => ({
      closedTabs: closedTabs.slice(0, -1),
      ...(tab === NEW_TAB || scans.tabs.includes(tab)
        ? {}
        : { scans: { ...scans, tabs: scans.tabs.toSpliced(Math.max(index, 0), 0, tab) } }),
      ...(draft ? { drafts: { ...drafts, [tab]: draft } } : {}),
    }));
    get().navigate({ screen: 'scan', scanId: scanIdOfTab(tab) });
  },

  stepTab(step) {
    const tabs = stripOf(get());
    const { route } = get();
    const at = route.screen === 'scan' ? tabs.indexOf(tabOf(route.scanId)) : -1;
    const from = at === -1 && step === -1 ? 0 : at;
    const next = tabs[(from + step + tabs.length) % tabs.length];
    if (next !== undefined) get().navigate({ screen: 'scan', scanId: scanIdOfTab(next) });
  },
});

/** The tabs as they stand in the title bar: the first new-scan tab is there while it is shown or holds something. */
export function stripOf({ scans, route, drafts }: Pick<AppState, 'scans' | 'route' | 'drafts'>): string[] {
  const atNew = route.screen === 'scan' && route.scanId === null;
  const holds = (drafts[NEW_TAB]?.targets.trim() ?? '') !== '';
  return atNew || holds ? [...scans.tabs, NEW_TAB] : [...scans.tabs];
}

/** A new-scan tab that is not looked at and holds nothing yet. */
function emptyTab({ scans, route, drafts }: AppState): string | undefined {
  const current = route.screen === 'scan' ? tabOf(route.scanId) : null;
  const candidates = [NEW_TAB, ...scans.tabs.filter(isDraftTab)];
  return candidates.find((tab) => tab !== current && (drafts[tab]?.targets.trim() ?? '') === '');
}

function isRunning({ scans }: AppState, tab: string): boolean {
  const view = scans.views[tab];
  return view !== undefined && !isFinal(view.status);
}
