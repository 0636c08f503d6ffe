/**
 * The history file: the only user of node:sqlite (migrate.ts works on the connection opened here). Opens it, checks it, migrates it, sets it aside when it is damaged.
 *
 * WAL with synchronous=FULL: a transaction that `write` returned from survives a kill and a power cut
 * (sqlite.org/wal.html). Two processes may write at once: every write begins IMMEDIATE and waits for the other.
 */
import { closeSync, existsSync, mkdirSync, openSync, readSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { migrate } from './migrate.ts';
import { everyMigration } from './migrations/every-migration.ts';
import type { Migration } from './migrations/migration.ts';
import { SEARCH_FUNCTIONS } from './search-text.ts';
import { setAside } from './set-aside.ts';
import { storeError, toStoreError } from './store-error.ts';

export type SqlValue = string | number | null | Uint8Array;
export type SqlRow = Readonly<Record<string, SqlValue>>;

export interface Database {
  readonly path: string;
  /** One sentence, where the file found was set aside and a new one begun. */
  readonly notice: string | null;
  run(sql: string, ...values: SqlValue[]): { readonly changes: number };
  get(sql: string, ...values: SqlValue[]): SqlRow | undefined;
  all(sql: string, ...values: SqlValue[]): SqlRow[];
  /** As `all`, each row as its values in the order of the columns: cheaper, where there may be a million. */
  allValues(sql: string, ...values: SqlValue[]): (readonly SqlValue[])[];
  /** Runs `work` in one transaction; all of it is durable when this returns, none of it if it throws. */
  write<T>(work: () => T): T;
  /** Runs `work` on one consistent state of the file. */
  read<T>(work: () => T): T;
  /** Rewrites the whole file without the room that nothing stands in. Throws `StoreError` (busy, full). */
  vacuum(): void;
  /** Puts the log into the file, as far as nobody reads from it. */
  emptyLog(): void;
  close(): void;
}

export interface OpenOptions {
  /** Wall clock in ms since 1970, for the names of files set aside. */
  readonly now?: () => number;
  readonly migrations?: readonly Migration[];
}

export const IN_MEMORY = ':memory:';

/** sqlite.org/fileformat2.html, section 1.3.1 */
const HEADER = Buffer.from('SQLite format 3\0', 'latin1');
/** Room can be given back a little at a time: see free-room.ts. */
const RELEASES_ROOM = 'PRAGMA auto_vacuum = INCREMENTAL';
const BUSY_TIMEOUT_MS = 5_000;
/** Measured at about 1 GB/s from the page cache: a check of this much is not noticed at the start. */
const QUICK_CHECK_LIMIT_BYTES = 128 * 1_048_576;

/**
 * Opens the history at `path`, making it and its folder where missing. A damaged file is renamed with its `-wal` and
 * `-shm` and a new one begun. Throws `StoreError` for a file of a newer version, of another program, or out of reach.
 */
export function openDatabase(path: string, options: OpenOptions = {}): Database {
  const now = options.now ?? Date.now;
  const migrations = options.migrations ?? everyMigration;
  try {
    if (path !== IN_MEMORY) mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    return wrap(openChecked(path, migrations, now), path, null);
  } catch (error) {
    const trouble = toStoreError(error, path);
    if (trouble.trouble !== 'corrupt') throw trouble;
  }
  try {
    const keptAt = setAside(path, now());
    const notice = `The history was damaged and has been set aside as ${keptAt}; a new one was begun.`;
    return wrap(openChecked(path, migrations, now), path, notice);
  } catch (error) {
    throw toStoreError(error, path);
  }
}

function openChecked(path: string, migrations: readonly Migration[], now: () => number): DatabaseSync {
  assertHeader(path);
  const sqlite = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true });
  try {
    sqlite.exec('PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY');
    for (const [name, search] of Object.entries(SEARCH_FUNCTIONS)) {
      sqlite.function(name, { deterministic: true, directOnly: true }, search);
    }
    // Later it would take effect only when the whole file is rewritten.
    if (sqlite.prepare('PRAGMA page_count').get()?.['page_count'] === 0) sqlite.exec(RELEASES_ROOM);
    migrate(sqlite, path, migrations, now);
    if (path !== IN_MEMORY) useWriteAheadLog(sqlite);
    sqlite.exec('PRAGMA synchronous = FULL');
    if (path !== IN_MEMORY && statSync(path).size <= QUICK_CHECK_LIMIT_BYTES) checkPages(sqlite, path);
    return sqlite;
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

/** Looked at before SQLite does: to a file that is no database it would throw the log away, with what could be saved. */
function assertHeader(path: string): void {
  if (path === IN_MEMORY || !existsSync(path)) return;
  const header = Buffer.alloc(HEADER.length);
  const file = openSync(path, 'r');
  const length = readSync(file, header);
  closeSync(file);
  if (length > 0 && !header.equals(HEADER)) throw storeError('corrupt', path);
}

/** The switch to WAL needs the file alone for a moment and does not wait by itself where another process opens it too. */
function useWriteAheadLog(sqlite: DatabaseSync): void {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let attempt = 0; ; attempt++) {
    try {
      sqlite.exec('PRAGMA journal_mode = WAL');
      return;
    } catch (error) {
      if (toStoreError(error, '').trouble !== 'busy' || attempt === 250) throw error;
      Atomics.wait(pause, 0, 0, 20);
    }
  }
}

function checkPages(sqlite: DatabaseSync, path: string): void {
  const found = sqlite.prepare('PRAGMA quick_check(1)').get();
  if (found?.['quick_check'] !== 'ok') throw storeError('corrupt', path);
}

function wrap(sqlite: DatabaseSync, path: string, notice: string | null): Database {
  const statements = new Map<string, StatementSync>();
  const statement = (sql: string): StatementSync => {
    let found = statements.get(sql);
    if (!found) {
      found = sqlite.prepare(sql);
      statements.set(sql, found);
    }
    return found;
  };
  const valuesStatements = new Map<string, StatementSync>();
  const valuesStatement = (sql: string): StatementSync => {
    let found = valuesStatements.get(sql);
    if (!found) {
      found = sqlite.prepare(sql);
      found.setReturnArrays(true);
      valuesStatements.set(sql, found);
    }
    return found;
  };
  const guard = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      if (error instanceof Error && 'errcode' in error) throw toStoreError(error, path);
      throw error;
    }
  };
  const inTransaction = <T>(begin: string, work: () => T): T =>
    guard(() => {
      sqlite.exec(begin);
      try {
        const result = work();
        sqlite.exec('COMMIT');
        return result;
      } catch (error) {
        // SQLite itself rolls back on some errors, a full disk among them.
        if (sqlite.isTransaction) sqlite.exec('ROLLBACK');
        throw error;
      }
    });
  return {
    path,
    notice,
    run: (sql, ...values) => guard(() => ({ changes: Number(statement(sql).run(...values).changes) })),
    get: (sql, ...values) => guard(() => statement(sql).get(...values) as SqlRow | undefined),
    all: (sql, ...values) => guard(() => statement(sql).all(...values) as SqlRow[]),
    allValues: (sql, ...values) =>
      guard(() => valuesStatement(sql).all(...values) as unknown as (readonly SqlValue[])[]),
    write: (work) => inTransaction('BEGIN IMMEDIATE', work),
    read: (work) => inTransaction('BEGIN', work),
    vacuum: () => guard(() => sqlite.exec(`${RELEASES_ROOM}; VACUUM`)),
    emptyLog: () => guard(() => sqlite.exec('PRAGMA wal_checkpoint(TRUNCATE)')),
    close: () => {
      if (sqlite.isOpen) sqlite.close();
    },
  };
}
