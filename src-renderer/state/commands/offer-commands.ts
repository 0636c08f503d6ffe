/** Tells the desktop's host what can be done in the window now: its menu greys the rest. */
import type { AppCommandId } from '../../../src-shared/contract/app-commands.ts';
import type { Core } from '../../core.ts';
import type { AppState, AppStore } from '../store.ts';
import { offeredCommands, refusalOf } from './command-table.ts';
import { hostKind } from './platform.ts';

export function offerCommands(core: Core, store: AppStore): void {
  // A browser has no menu of ours.
  if (hostKind() === 'web') return;
  let told = '';
  const tell = (state: AppState): void => {
    if (state.connection.status !== 'online' || state.connection.fault !== null) {
      // Whoever answers next knows nothing of what was told before.
      told = '';
      return;
    }
    const ids: AppCommandId[] = offeredCommands().flatMap(({ id }) =>
      refusalOf(id, state) === null ? [id] : [],
    );
    if (ids.join() === told) return;
    told = ids.join();
    core.call('app.offer', { ids }).catch(() => {
      told = '';
    });
  };
  store.subscribe(tell);
  tell(store.getState());
}
