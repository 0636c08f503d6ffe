/** Watches kept in the history file, the lease of the one process that runs them, and who has one of them under way. */
import type { Database, SqlRow } from './database.ts';
import { currentProcess, decodeIdentity, encodeIdentity, isAlive } from './process-identity.ts';
import { nullableNumber, nullableText } from './run-rows.ts';

export interface WatchRecord {
  readonly id: string;
  readonly name: string;
  /** As typed. */
  readonly schedule: string;
  /** JSON; opaque to the store. */
  readonly options: string;
  readonly confirmPublic: boolean;
  readonly enabled: boolean;
  /** Up to here (ms since 1970) every moment that was due has had its run, or was missed. */
  readonly checkedMs: number;
  readonly last: WatchResult | null;
  /** What was told last, so that it is not told at every run; opaque to the store. */
  readonly told: string;
  readonly skipped: number;
  /** Another living process that has its run under way, by the run itself or its second look; null: none has, or this one. */
  readonly elsewhere: OtherProcess | null;
}

export interface OtherProcess {
  /** As its own system counts; null where it is not told. */
  readonly pid: number | null;
}

export interface WatchResult {
  /** Null: no run came of it. */
  readonly scanId: string | null;
  readonly atMs: number;
  readonly outcome: string;
  readonly headline: string;
}

export type WatchDetails = Pick<WatchRecord, 'name' | 'schedule' | 'options' | 'confirmPublic' | 'enabled'>;

export interface WatchRepository {
  /** In the order they were made. */
  list(): WatchRecord[];
  find(id: string): WatchRecord | undefined;
  add(id: string, details: WatchDetails, checkedMs: number): void;
  /** What was due before `checkedMs` under the old schedule is forgotten. False where it is not there. */
  change(id: string, details: WatchDetails, checkedMs: number): boolean;
  delete(id: string): boolean;
  /** Takes what is due up to `checkedMs` on: true for exactly one of all who try from the same `fromMs`. */
  claim(id: string, fromMs: number, checkedMs: number): boolean;
  countSkipped(id: string): void;
  /** Takes the watch's run for this process, which nobody else may have under way meanwhile; who has it, where one does. */
  take(id: string): true | OtherProcess;
  /** A sign of life, at least every HEARTBEAT_LIMIT_MS, while the run is under way. */
  stay(id: string): void;
  /** Gives a taken run back without a result. */
  leave(id: string): void;
  /** The result of a taken run, which is thereby given back. `told` is kept unless the scan was changed meanwhile. */
  finish(record: Pick<WatchRecord, 'id' | 'options'>, result: WatchResult, told: string): void;
  /** Becomes or stays the process that runs the watches; otherwise the process number of the one that does. */
  hold(): true | OtherProcess;
  /** Who holds it now, without trying: null: nobody. */
  holder(): 'me' | OtherProcess | null;
  release(): void;
}

export function createWatchRepository(database: Database, now: () => number): WatchRepository {
  const me = encodeIdentity(currentProcess());
  const holder = (): ReturnType<WatchRepository['holder']> => {
    const row = database.get('SELECT owner, heartbeat_ms FROM watcher');
    if (!row) return null;
    const owner = String(row['owner']);
    return owner === me ? 'me' : livingOther(owner, Number(row['heartbeat_ms']));
  };
  const livingOther = (owner: string | null, signOfLifeMs: number): OtherProcess | null => {
    const identity = owner === null || owner === me ? undefined : decodeIdentity(owner);
    return identity && isAlive(identity, now() - signOfLifeMs) ? { pid: identity.pid } : null;
  };
  const elsewhere = (row: SqlRow) => livingOther(nullableText(row['runner']), Number(row['runner_ms']));
  const fromRow = (row: SqlRow): WatchRecord => watchFromRow(row, elsewhere(row));
  return {
    list: () => database.all('SELECT * FROM watches ORDER BY key').map(fromRow),
    find: (id) => {
      const row = database.get('SELECT * FROM watches WHERE id = ?', id);
      return row === undefined ? undefined : fromRow(row);
    },
    add: (id, { name, schedule, options, confirmPublic, enabled }, checkedMs) => {
      database.write(() =>
        database.run(
          `INSERT INTO watches (id, name, schedule, options, confirm_public, enabled, checked_ms)
           VALUES (?, ?, ?, ?, ?, ?, ?)`,
          id,
          name,
          schedule,
          options,
          Number(confirmPublic),
          Number(enabled),
          checkedMs,
        ),
      );
    },
    change: (id, { name, schedule, options, confirmPublic, enabled }, checkedMs) =>
      database.write(
        () =>
          database.run(
            // Another scan is another network: what is known of this one says nothing of it.
            `UPDATE watches SET name = ?1, schedule = ?2, confirm_public = ?4, enabled = ?5, checked_ms = ?6,
               told = CASE WHEN options = ?3 THEN told ELSE '' END, options = ?3
             WHERE id = ?7`,
            name,
            schedule,
            options,
            Number(confirmPublic),
            Number(enabled),
            checkedMs,
            id,
          ).changes === 1,
      ),
    delete: (id) => database.write(() => database.run('DELETE FROM watches WHERE id = ?', id).changes === 1),
    claim: (id, fromMs, checkedMs) =>
      database.write(
        () =>
          database.run(
            'UPDATE watches SET checked_ms = ? WHERE id = ? AND checked_ms = ? AND enabled = 1',
            checkedMs,
            id,
            fromMs,
          ).changes === 1,
      ),
    countSkipped: (id) => {
      database.write(() => database.run('UPDATE watches SET skipped = skipped + 1 WHERE id = ?', id));
    },
    take: (id) =>
      database.write(() => {
        const row = database.get('SELECT runner, runner_ms FROM watches WHERE id = ?', id);
        const other = row ? elsewhere(row) : null;
        if (other !== null) return other;
        database.run('UPDATE watches SET runner = ?, runner_ms = ? WHERE id = ?', me, now(), id);
        return true;
      }),
    stay: (id) => {
      database.write(() =>
        database.run('UPDATE watches SET runner_ms = ? WHERE id = ? AND runner = ?', now(), id, me),
      );
    },
    leave: (id) => {
      database.write(() =>
        database.run('UPDATE watches SET runner = NULL WHERE id = ? AND runner = ?', id, me),
      );
    },
    finish: ({ id, options }, { scanId, atMs, outcome, headline }, told) => {
      database.write(() =>
        database.run(
          `UPDATE watches SET last_run = ?, last_ms = ?, last_outcome = ?, last_headline = ?,
             told = CASE WHEN options = ? THEN ? ELSE told END, runner = NULL
           WHERE id = ?`,
          scanId,
          atMs,
          outcome,
          headline,
          options,
          told,
          id,
        ),
      );
    },
    hold: () =>
      database.write(() => {
        const current = holder();
        if (current !== null && current !== 'me') return current;
        database.run(
          `INSERT INTO watcher (key, owner, heartbeat_ms) VALUES (1, ?, ?)
           ON CONFLICT (key) DO UPDATE SET owner = excluded.owner, heartbeat_ms = excluded.heartbeat_ms`,
          me,
          now(),
        );
        return true;
      }),
    holder,
    release: () => {
      database.write(() => database.run('DELETE FROM watcher WHERE owner = ?', me));
    },
  };
}

function watchFromRow(row: SqlRow, elsewhere: OtherProcess | null): WatchRecord {
  const atMs = nullableNumber(row['last_ms']);
  return {
    id: String(row['id']),
    name: String(row['name']),
    schedule: String(row['schedule']),
    options: String(row['options']),
    confirmPublic: row['confirm_public'] === 1,
    enabled: row['enabled'] === 1,
    checkedMs: Number(row['checked_ms']),
    last:
      atMs === null
        ? null
        : {
            scanId: nullableText(row['last_run']),
            atMs,
            outcome: String(row['last_outcome']),
            headline: String(row['last_headline']),
          },
    told: String(row['told']),
    skipped: Number(row['skipped']),
    elsewhere,
  };
}
