/** Gives the room of what was removed from the history back to the disk. */
import { statSync } from 'node:fs';
import { IN_MEMORY, type Database } from '../store/database.ts';

/** Rewrites the whole file; its sizes before and after, with its log. Throws StoreError where it cannot be done now. */
export function vacuumData(database: Database): { bytesBefore: number; bytesAfter: number } {
  const bytesBefore = sizeOf(database);
  database.vacuum();
  return { bytesBefore, bytesAfter: sizeOf(database) };
}

function sizeOf({ path }: Database): number {
  if (path === IN_MEMORY) return 0;
  return ['', '-wal'].reduce((sum, suffix) => {
    return sum + (statSync(path + suffix, { throwIfNoEntry: false })?.size ?? 0);
  }, 0);
}
