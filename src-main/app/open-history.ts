/** Opens the history, or where a window has to do without, one in memory. */
import { IN_MEMORY, openDatabase, type Database } from '../store/database.ts';
import { StoreError } from '../store/store-error.ts';
import type { AppClock } from './app-clock.ts';
import { toReadable } from './handlers.ts';

export interface OpenedHistory {
  readonly database: Database;
  /** One sentence where it could not be opened as it was; null: all well. */
  readonly notice: string | null;
  /** What is written outlives this process. */
  readonly isDurable: boolean;
}

export interface HistoryPlace {
  readonly file: string;
  readonly host: 'desktop' | 'web' | 'cli';
  /** False touches no file. */
  readonly keep: boolean;
  readonly clock: AppClock;
}

/** Throws PortolanError `unavailable` at a command line, which has nowhere to show a notice. */
export function openHistory({ file, host, keep, clock }: HistoryPlace): OpenedHistory {
  if (!keep) return { database: openDatabase(IN_MEMORY), notice: null, isDurable: false };
  try {
    const database = openDatabase(file, { now: () => clock.wallMs() });
    return { database, notice: database.notice, isDurable: true };
  } catch (error) {
    if (host === 'cli' || !(error instanceof StoreError)) throw toReadable(error);
    const notice = `${error.message} Until then, runs are kept only while Portolan is open.`;
    return { database: openDatabase(IN_MEMORY), notice, isDurable: false };
  }
}
