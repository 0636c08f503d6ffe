/** The hosts of a run, wherever they stand: in chunks once it has ended, in rows while it is under way. */
import type { Database } from './database.ts';
import { readChunkHosts } from './host-chunks.ts';
import { readRowHosts } from './host-rows.ts';
import type { KeptHost } from './run-record.ts';

/**
 * In the order of their addresses, a page at a time: no statement stays open between two hosts. Read within
 * `database.read`, as another process may be compacting the run.
 */
export function* readHosts(database: Database, runId: string): Generator<KeptHost, void, undefined> {
  const run = database.get('SELECT key FROM runs WHERE id = ?', runId)?.['key'];
  if (typeof run !== 'number') return;
  const rows = readRowHosts(database, run);
  let row = rows.next();
  for (const host of readChunkHosts(database, run)) {
    for (; !row.done && row.value.position < host.position; row = rows.next()) yield row.value;
    // Whoever wrote a row wrote it later.
    if (row.done || row.value.position > host.position) yield host;
  }
  for (; !row.done; row = rows.next()) yield row.value;
}
