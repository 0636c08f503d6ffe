/** Brings the history file to the newest schema: a copy first, then all steps in one transaction, then a check. */
import { existsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import type { Migration } from './migrations/migration.ts';
import { storeError } from './store-error.ts';

/** "Port" in ASCII: tells our file from any other SQLite database. */
const APPLICATION_ID = 0x506f7274;

/** Throws `StoreError` (newer, foreign) and leaves the file untouched where it is not ours to change. */
export function migrate(
  sqlite: DatabaseSync,
  path: string,
  migrations: readonly Migration[],
  now: () => number,
): void {
  const newest = migrations.at(-1)?.version ?? 0;
  const found = readVersion(sqlite, path, newest);
  if (found === newest) return;
  if (found > 0) backUp(sqlite, path, found, now());
  sqlite.exec('BEGIN IMMEDIATE');
  try {
    // Another process may have done it while we waited for the lock.
    const current = readVersion(sqlite, path, newest);
    for (const migration of migrations) {
      if (migration.version <= current) continue;
      sqlite.exec(migration.sql);
      migration.fill?.(sqlite);
    }
    sqlite.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${newest}`);
    const check = sqlite.prepare('PRAGMA quick_check(1)').get();
    if (check?.['quick_check'] !== 'ok') throw storeError('corrupt', path);
    sqlite.exec('COMMIT');
  } catch (error) {
    if (sqlite.isTransaction) sqlite.exec('ROLLBACK');
    throw error;
  }
}

function readVersion(sqlite: DatabaseSync, path: string, newest: number): number {
  const version = readNumber(sqlite, 'user_version');
  const tables = sqlite.prepare('SELECT count(*) AS n FROM sqlite_schema').get();
  const ours = readNumber(sqlite, 'application_id') === APPLICATION_ID;
  if (!ours && Number(tables?.['n']) > 0) throw storeError('foreign', path);
  if (ours && version > newest) throw storeError('newer', path);
  return ours ? version : 0;
}

function readNumber(sqlite: DatabaseSync, pragma: string): number {
  return Number(sqlite.prepare(`PRAGMA ${pragma}`).get()?.[pragma]);
}

/** A whole, consistent copy beside the file, named for the version it holds; kept until a person removes it. */
function backUp(sqlite: DatabaseSync, path: string, version: number, nowMs: number): void {
  const stamp = new Date(nowMs).toISOString().replaceAll(/[:.]/g, '-');
  const copy = `${path}.v${version}-${stamp}`;
  if (!existsSync(copy)) sqlite.prepare('VACUUM INTO ?').run(copy);
}
