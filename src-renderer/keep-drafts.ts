/** What is typed, and which tabs stand open, outlive a page that is loaded anew; they end with the window. */
import { z } from 'zod';
import { timingNameSchema } from '../src-shared/scan/timing-template.ts';
import { NEW_TAB } from './state/draft-tabs.ts';
import type { AppStore } from './state/store.ts';

const KEPT = 'portolan.tabs';
/** So much typing is lost at most where the page is torn away. */
const WRITE_AFTER_MS = 250;

const keptSchema = z.object({
  tabs: z.array(z.string().max(64)).max(200),
  drafts: z.record(
    z.string(),
    z.object({ targets: z.string(), ports: z.string(), timing: timingNameSchema }),
  ),
});

export function keepDrafts(store: AppStore): void {
  restore(store);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    const { scans, drafts } = store.getState();
    const kept = Object.fromEntries(
      Object.entries(drafts).filter(([tab]) => tab === NEW_TAB || scans.tabs.includes(tab)),
    );
    try {
      sessionStorage.setItem(KEPT, JSON.stringify({ tabs: scans.tabs, drafts: kept }));
    } catch {
      // A list too long for the storage stays in the window, and only there.
    }
  };
  store.subscribe((state, before) => {
    if (state.drafts === before.drafts && state.scans.tabs === before.scans.tabs) return;
    timer ??= setTimeout(write, WRITE_AFTER_MS);
  });
  window.addEventListener('pagehide', write);
}

function restore(store: AppStore): void {
  const kept = keptSchema.safeParse(read());
  if (!kept.success) return;
  const { tabs, drafts } = kept.data;
  store.setState(({ scans }) => ({ scans: { ...scans, tabs: [...new Set(tabs)] }, drafts }));
}

function read(): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) ?? 'null');
  } catch {
    return null;
  }
}
