/** Notices what other processes write to the history: a scan of the command line shows up in an open window. */
import type { Database } from '../store/database.ts';
import type { AppClock } from './app-clock.ts';
import type { EventBus } from './event-bus.ts';

export const WATCH_MS = 2_000;

/** Publishes `history.changed` soon after another process committed. Returns the way to stop. */
export function watchHistory(database: Database, bus: EventBus, clock: AppClock): () => void {
  let known = dataVersion(database);
  let cancel = clock.after(WATCH_MS, look);
  function look(): void {
    const current = dataVersion(database);
    if (current !== known) bus.publish('history.changed', {});
    known = current;
    cancel = clock.after(WATCH_MS, look);
  }
  return () => cancel();
}

/** Changes with every commit of another connection, never with our own (sqlite.org/pragma.html#pragma_data_version). */
function dataVersion(database: Database): unknown {
  try {
    return database.get('PRAGMA data_version')?.['data_version'];
  } catch {
    // A disk that fails for a moment is told of where something is lost by it.
    return undefined;
  }
}
