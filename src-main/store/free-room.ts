/** Room in the history file that nothing stands in: given back to the disk a little at a time. */
import type { Database } from './database.ts';

/** So much stays for what comes next. */
const KEPT_BYTES = 1_048_576;
const KEPT_SHARE = 0.05;
/** sqlite.org/pragma.html#pragma_auto_vacuum */
const INCREMENTAL = 2;
const PAGES_AT_ONCE = 256;

/** Whether room can be given back without rewriting the file; false for files that an older version began. */
export function canRelease(database: Database): boolean {
  return pragma(database, 'auto_vacuum') === INCREMENTAL;
}

/** Gives back a megabyte at most; false where there is nothing (more) worth it, or where that cannot be done. */
export function releaseRoom(database: Database, keepSome = true): boolean {
  if (!canRelease(database)) return false;
  const free = pragma(database, 'freelist_count');
  const kept = keepSome
    ? Math.max(KEPT_BYTES / pragma(database, 'page_size'), KEPT_SHARE * pragma(database, 'page_count'))
    : 0;
  const pages = Math.min(PAGES_AT_ONCE, Math.floor(free - kept));
  if (pages <= 0) return false;
  database.all(`PRAGMA incremental_vacuum(${pages})`);
  // Where it frees nothing, asking again would not either.
  return pragma(database, 'freelist_count') < free;
}

function pragma(database: Database, name: string): number {
  return Number(database.get(`PRAGMA ${name}`)?.[name]);
}
