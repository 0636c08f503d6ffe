import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IN_MEMORY, openDatabase, type Database } from '../../../src-main/store/database.ts';
import { createRuns } from '../../../src-main/store/migrations/001-runs.ts';
import { everyMigration } from '../../../src-main/store/migrations/every-migration.ts';
import type { StoreTrouble } from '../../../src-main/store/store-error.ts';
import { createTempFolder, type TempFolder } from '../../helpers/temp-folder.ts';

let folder: TempFolder;
let file: string;
const opened: Database[] = [];

beforeEach(async () => {
  folder = await createTempFolder();
  file = path.join(folder.path, 'data', 'history.db');
});
afterEach(async () => {
  for (const database of opened.splice(0)) database.close();
  await folder.dispose();
});

function open(...parameters: Parameters<typeof openDatabase>): Database {
  const database = openDatabase(...parameters);
  opened.push(database);
  return database;
}

function troubleOf(work: () => unknown): StoreTrouble | undefined {
  try {
    work();
  } catch (error) {
    return error instanceof Error && 'trouble' in error ? (error.trouble as StoreTrouble) : undefined;
  }
  return undefined;
}

describe('opening the history', () => {
  it('makes the folder and the file, in the mode that survives a power cut', () => {
    const database = open(file);
    expect(database.notice).toBeNull();
    expect(database.get('PRAGMA journal_mode')).toEqual({ journal_mode: 'wal' });
    expect(database.get('PRAGMA synchronous')).toEqual({ synchronous: 2 });
    expect(database.get('PRAGMA busy_timeout')).toEqual({ timeout: 5_000 });
    expect(database.get('PRAGMA trusted_schema')).toEqual({ trusted_schema: 0 });
    expect(database.get('PRAGMA cell_size_check')).toEqual({ cell_size_check: 1 });
    expect(database.get('PRAGMA foreign_keys')).toEqual({ foreign_keys: 1 });
    expect(database.get('PRAGMA user_version')).toEqual({ user_version: everyMigration.length });
  });

  it('keeps what was written across a reopening, and nothing of a transaction that threw', () => {
    const database = open(file);
    database.write(() => database.run("INSERT INTO settings VALUES ('a', '1')"));
    expect(() =>
      database.write(() => {
        database.run("INSERT INTO settings VALUES ('b', '2')");
        throw new Error('no');
      }),
    ).toThrow('no');
    database.close();
    expect(open(file).all('SELECT name FROM settings')).toEqual([{ name: 'a' }]);
  });

  it('has consecutive migrations from 1 on', () => {
    expect(everyMigration.map(({ version }) => version)).toEqual(everyMigration.map((_, index) => index + 1));
  });

  it('works in memory without touching the disk', () => {
    const database = open(IN_MEMORY);
    database.write(() => database.run("INSERT INTO settings VALUES ('a', '1')"));
    expect(database.all('SELECT name FROM settings')).toHaveLength(1);
    expect(existsSync(path.dirname(file))).toBe(false);
  });
});

describe('a damaged history', () => {
  const damages: readonly (readonly [string, (bytes: Buffer) => Buffer])[] = [
    [
      'garbage from the first byte on',
      () => Buffer.from('this is not a database, whatever it is called'.repeat(200)),
    ],
    [
      'a hole in the middle',
      (bytes) => Buffer.concat([bytes.subarray(0, 4_096), Buffer.alloc(8_192, 0xa5), bytes.subarray(12_288)]),
    ],
    ['a file cut short', (bytes) => bytes.subarray(0, Math.floor(bytes.length / 2))],
  ];
  it.each(damages)('with %s is set aside whole, and a new one begun', (_name, damage) => {
    const before = open(file);
    before.write(() => {
      for (let i = 0; i < 2_000; i++)
        before.run('INSERT INTO settings VALUES (?, ?)', `name ${i}`, 'x'.repeat(50));
    });
    before.close();
    const damaged = damage(readFileSync(file));
    writeFileSync(file, damaged);

    const after = open(file, { now: () => Date.UTC(2026, 0, 2, 3, 4, 5) });
    expect(after.notice).toContain('set aside');
    expect(after.all('SELECT * FROM settings')).toEqual([]);
    const kept = path.join(path.dirname(file), 'history.db.damaged-2026-01-02T03-04-05-000Z');
    expect(after.notice).toContain(kept);
    expect(readFileSync(kept).equals(damaged)).toBe(true);
  });

  it('takes its log with it, and never overwrites one set aside before', () => {
    const now = (): number => Date.UTC(2026, 0, 2);
    for (const round of [1, 2]) {
      writeFileSync(path.join(folder.path, 'h.db'), `no database ${round}`.repeat(100));
      writeFileSync(path.join(folder.path, 'h.db-wal'), `log ${round}`);
      open(path.join(folder.path, 'h.db'), { now }).close();
      opened.length = 0;
    }
    const kept = readdirSync(folder.path)
      .filter((name) => name.includes('damaged'))
      .sort();
    expect(kept).toEqual([
      'h.db.damaged-2026-01-02T00-00-00-000Z',
      'h.db.damaged-2026-01-02T00-00-00-000Z-2',
      'h.db.damaged-2026-01-02T00-00-00-000Z-2-wal',
      'h.db.damaged-2026-01-02T00-00-00-000Z-wal',
    ]);
    expect(readFileSync(path.join(folder.path, kept[3] ?? ''), 'utf8')).toBe('log 1');
  });
});

describe('a history that is not ours to change', () => {
  it('of a newer version is refused and left as it is', () => {
    const database = open(file);
    database.run('PRAGMA user_version = 99');
    database.close();
    const before = readFileSync(file);
    expect(troubleOf(() => open(file))).toBe('newer');
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('of another program is refused and left as it is', () => {
    const foreign = path.join(folder.path, 'mail.db');
    const other = new DatabaseSync(foreign);
    other.exec('CREATE TABLE mail (text)');
    other.close();
    const before = readFileSync(foreign);
    expect(troubleOf(() => open(foreign))).toBe('foreign');
    expect(readFileSync(foreign).equals(before)).toBe(true);
  });

  it('in a place where no folder can be is refused with a sentence', () => {
    writeFileSync(path.join(folder.path, 'plain'), '');
    expect(troubleOf(() => open(path.join(folder.path, 'plain', 'history.db')))).toBe('denied');
  });
});

describe('migrating', () => {
  const addNotes = { version: 2, sql: 'ALTER TABLE runs ADD COLUMN note TEXT' };

  it('makes a copy of the old file first and keeps what is in it', () => {
    const before = open(file, { migrations: [createRuns] });
    before.write(() => before.run("INSERT INTO settings VALUES ('theme', '\"dark\"')"));
    before.close();
    const after = open(file, { migrations: [createRuns, addNotes], now: () => Date.UTC(2026, 0, 2) });
    expect(after.get('PRAGMA user_version')).toEqual({ user_version: 2 });
    expect(after.all('SELECT note FROM runs')).toEqual([]);
    expect(after.all('SELECT name FROM settings')).toEqual([{ name: 'theme' }]);
    const copy = open(`${file}.v1-2026-01-02T00-00-00-000Z`, { migrations: [createRuns] });
    expect(copy.all('SELECT name FROM settings')).toEqual([{ name: 'theme' }]);
  });

  it('changes nothing where a step fails', () => {
    open(file, { migrations: [createRuns] }).close();
    const broken = {
      version: 2,
      sql: 'ALTER TABLE runs ADD COLUMN note TEXT; ALTER TABLE nowhere ADD COLUMN x',
    };
    expect(() => open(file, { migrations: [createRuns, broken] })).toThrow('could not be used');
    const database = open(file, { migrations: [createRuns] });
    expect(database.get('PRAGMA user_version')).toEqual({ user_version: 1 });
    expect(() => database.all('SELECT note FROM runs')).toThrow();
  });
});
