/** Gives the room of what was removed from the history back to the disk. */
import { statSync } from 'node:fs';
import { IN_MEMORY, type Database } from '../store/database.ts';
import type { Housekeeping } from './housekeeping.ts';

/**
 * Everything into its compact form, and the file as small as it can be; its sizes before and after, with its log. Scans
 * go on meanwhile. Throws StoreError where it cannot be done now.
 */
export async function vacuumData(
  database: Database,
  housekeeping: Pick<Housekeeping, 'tidy'>,
  signal: AbortSignal,
): Promise<{ bytesBefore: number; bytesAfter: number }> {
  const bytesBefore = sizeOf(database);
  await housekeeping.tidy(signal);
  return { bytesBefore, bytesAfter: sizeOf(database) };
}

function sizeOf({ path }: Database): number {
  if (path === IN_MEMORY) return 0;
  return ['', '-wal'].reduce((sum, suffix) => {
    return sum + (statSync(path + suffix, { throwIfNoEntry: false })?.size ?? 0);
  }, 0);
}
