/**
 * Puts finished hosts of ended runs from rows into chunks, piece by piece: each piece is a transaction, so whoever dies in
 * between leaves a history that reads the same. Old histories, which hold rows only, are put into chunks the same way.
 */
import type { Database } from './database.ts';
import { chunksOf, saveChunk } from './host-chunks.ts';
import { readRowHosts } from './host-rows.ts';
import { keepPortList, type KeptPortList } from './shared-content.ts';
import type { FinishedHost, KeptHost } from './run-record.ts';

export interface Compactor {
  /**
   * Works for about `budgetMs`, at least one chunk; false once nothing is left to do. Throws StoreError (busy, full): what
   * was not done is done by a later call.
   */
  step(budgetMs: number): boolean;
}

/** Newest runs first: they are looked at most. `now`: a clock in ms, for the budget. */
export function createCompactor(database: Database, now: () => number): Compactor {
  return {
    step: (budgetMs) => {
      const endMs = now() + budgetMs;
      do {
        const run = nextRun(database);
        if (run === undefined) return false;
        database.write(() => compactRun(database, run, () => now() >= endMs));
      } while (now() < endMs);
      return true;
    },
  };
}

function nextRun(database: Database): number | undefined {
  const row = database.get(
    `SELECT key FROM runs r WHERE ${IS_ENDED} AND EXISTS (SELECT 1 FROM hosts WHERE run = r.key AND finished = 1)
     ORDER BY key DESC LIMIT 1`,
  );
  return row === undefined ? undefined : Number(row['key']);
}

const IS_ENDED = "status <> 'running' AND deleted_by IS NULL";

/** Within a transaction of the caller's; at least a chunk, and on until `isTimeUp`. */
export function compactRun(database: Database, run: number, isTimeUp: () => boolean): void {
  // Another process may have taken it up, or deleted it, or compacted it.
  if (!database.get(`SELECT 1 FROM runs WHERE key = ? AND ${IS_ENDED}`, run)) return;
  const rows = readRowHosts(database, run, { finishedOnly: true });
  let asked: KeptPortList | undefined;
  for (const chunk of chunksOf(finishedHosts(rows))) {
    asked ??= keepPortList(database, run);
    saveChunk(database, run, chunk, asked);
    for (const { position } of chunk)
      database.run('DELETE FROM hosts WHERE run = ? AND position = ?', run, position);
    if (isTimeUp()) return;
  }
}

function* finishedHosts(kept: Iterable<KeptHost>): Generator<FinishedHost, void, undefined> {
  for (const { position, report } of kept) yield { position, ...report };
}
