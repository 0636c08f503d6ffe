/** The page's start: connect, build the store, keep it current, draw. */
import './no-eval.ts';
import './theme/styles.ts';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { followCommands } from './state/commands/follow-commands.ts';
import { offerCommands } from './state/commands/offer-commands.ts';
import { connectCore } from './connect.ts';
import { followAddress } from './follow-address.ts';
import { notifyEnds } from './notify-ends.ts';
import { keepDrafts } from './keep-drafts.ts';
import { loadOverlaysAhead } from './overlays/overlays.tsx';
import { loadAhead } from './screens/screen-of.tsx';
import { createAppStore } from './state/store.ts';
import { startSync, type SyncClock } from './state/sync-events.ts';
import { StoreProvider } from './state/use-app-state.tsx';
import { followTheme } from './theme/follow-theme.ts';

const core = connectCore();
const store = createAppStore(core);
followTheme(store);
keepDrafts(store);
followAddress(store);

/** Frames stop in a hidden page; what is said meanwhile must not pile up. */
const HIDDEN_FRAME_MS = 500;
const clock: SyncClock = {
  nextFrame(task) {
    if (document.visibilityState === 'visible') requestAnimationFrame(task);
    else setTimeout(task, HIDDEN_FRAME_MS);
  },
  after: (delayMs, task) => setTimeout(task, delayMs),
};
startSync(core, store, clock);
followCommands(core, store);
offerCommands(core, store);
notifyEnds(core, store);

// What could not be fetched ahead is fetched, or explained, when it is needed.
loadOverlaysAhead()
  .then(loadAhead)
  .catch(() => {});

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StoreProvider store={store}>
    <App />
  </StoreProvider>,
);
