/** Removes what no run holds any more after runs went for good: outcomes, rosters and questions that they alone had. */
import { ByteReader } from './bytes.ts';
import type { Database } from './database.ts';
import { bytesOf } from './host-chunks.ts';

/** So many are read or removed at a time. */
const CHUNKS_AT_ONCE = 200;
const REMOVED_AT_ONCE = 500;

/**
 * One sweep: looks through all chunks for what they hold, then removes the rest. A step is short; false once all is done.
 * Throws StoreError (busy, full): a later step goes on. Other processes may write meanwhile.
 */
export function createSweep(database: Database): () => boolean {
  const held = new Set<number>();
  let lastChunk = 0;
  const look = (): boolean => {
    const rows = database.allValues(
      'SELECT key, outcomes FROM host_chunks WHERE key > ? ORDER BY key LIMIT ?',
      lastChunk,
      CHUNKS_AT_ONCE,
    );
    for (const [key, outcomes] of rows) {
      for (const reader = new ByteReader(bytesOf(outcomes)); !reader.isAtEnd;) held.add(reader.whole());
      lastChunk = Number(key);
    }
    return rows.length > 0;
  };
  let unheld: number[] | undefined;
  return () => {
    if (!unheld) {
      if (look()) return true;
      unheld = database
        .allValues('SELECT key FROM outcomes')
        .map(([key]) => Number(key))
        .filter((key) => !held.has(key));
    }
    const removed = unheld.slice(-REMOVED_AT_ONCE);
    database.write(() => {
      // A run that was kept since may hold what none did.
      while (look());
      for (const key of removed) if (!held.has(key)) database.run('DELETE FROM outcomes WHERE key = ?', key);
      if (removed.length === 0) {
        database.run(
          'DELETE FROM rosters WHERE NOT EXISTS (SELECT 1 FROM host_chunks WHERE roster = rosters.key)',
        );
        database.run(
          'DELETE FROM port_lists WHERE NOT EXISTS (SELECT 1 FROM outcomes WHERE asked = port_lists.key)',
        );
        database.run(
          'DELETE FROM questions WHERE NOT EXISTS (SELECT 1 FROM runs WHERE question = questions.key)',
        );
      }
    });
    unheld.length -= removed.length;
    return removed.length > 0;
  };
}
