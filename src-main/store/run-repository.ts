/** Runs in the history: begun, added to as results arrive, ended, listed, deleted and restored. */
import type { FinalStatus, ScanWarning } from '../../src-shared/scan/scan-report.ts';
import type { Database } from './database.ts';
import { compactRun } from './compact-runs.ts';
import { saveFinishedHost, saveHostHead, saveVerdicts } from './host-rows.ts';
import { currentProcess, decodeIdentity, encodeIdentity, isAlive } from './process-identity.ts';
import { listRuns, type RunQuery } from './run-list.ts';
import { runsToForget } from './runs-to-forget.ts';
import { splitOptions } from './run-questions.ts';
import type { NewRun, RunChanges, RunRecord, RunTotals } from './run-record.ts';
import { RUN_ROWS, runFromRow, searchTextOf } from './run-rows.ts';
import { keepQuestion } from './shared-content.ts';
import { joinSeries, removeEmptySeries } from './series-rows.ts';
import { StoreError } from './store-error.ts';

export interface RunEnd {
  readonly status: FinalStatus;
  readonly finishedAt: string;
  readonly error: string | null;
}

export interface RunRepository {
  /** Keeps a new run as running, owned by this process, in the series of its scope. */
  begin(run: NewRun): void;
  /** Takes an ended run up again: running, owned by this process. False where it is not there or not ended. */
  takeUp(id: string): boolean;
  /** Durable when it returns; nothing of it is kept where it throws. With `end`, the run ends in the same transaction. */
  commit(id: string, changes: RunChanges, end?: RunEnd): void;
  /** A whole run at once, ended already: one transaction. A deleted one of its id is gone for good then. */
  keep(run: NewRun, changes: RunChanges, end: RunEnd): void;
  find(id: string): RunRecord | undefined;
  warnings(id: string): ScanWarning[];
  /** Newest first, without deleted ones. */
  list(query: RunQuery): { total: number; runs: RunRecord[] };
  /** Hides runs until they are restored or purged. Running ones stay; returns their ids. */
  softDelete(ids: readonly string[]): string[];
  restore(ids: readonly string[]): void;
  /**
   * Removes for good what this process deleted, and what processes deleted that are gone. Returns how many. Where nothing
   * can be written (a full disk, a busy file) it waits for the next time.
   */
  purge(): number;
  /**
   * Removes ended runs that began before a moment (ISO 8601, UTC); returns their ids. Baselines, runs with a tag or a note,
   * and the newest `keepNewest` of each series stay. Waits as {@link purge} does.
   */
  forgetBefore(startedAt: string, keepNewest?: number): string[];
  /** Runs whose process is gone become interrupted. Returns how many; waits for the next time as {@link purge} does. */
  markInterrupted(): number;
}

/** Of hosts, put into their compact form in the transaction that ends a run. */
const CHUNKS_AT_END = 2;
/** How long another machine's deletion can be undone there, as we cannot see whether it still runs. */
const UNDO_LIMIT_MS = 24 * 3_600_000;

export function createRunRepository(database: Database, now: () => number): RunRepository {
  const me = encodeIdentity(currentProcess());
  /** For what may wait: nobody who only wants to read is stopped by it. */
  const whenWritable = (change: () => number): number => {
    try {
      return database.write(change);
    } catch (error) {
      if (error instanceof StoreError) return 0;
      throw error;
    }
  };
  const keyOf = (id: string): number | undefined => {
    const row = database.get('SELECT key FROM runs WHERE id = ? AND deleted_by IS NULL', id);
    return row === undefined ? undefined : Number(row['key']);
  };
  const isOwnerAlive = (owner: string, lastSignMs: number, limitMs?: number): boolean => {
    // Not every system tells when a process started, and one that slept gave no sign of life.
    if (owner === me) return true;
    const identity = decodeIdentity(owner);
    return identity !== undefined && isAlive(identity, now() - lastSignMs, limitMs);
  };
  const begin = (run: NewRun): void => {
    const { question, rest } = splitOptions(run.options);
    database.run(
      `INSERT INTO runs (id, started_at, status, scanner, options, question, plan, search, hosts_total,
         ports_per_host, owner, heartbeat_ms) VALUES (?, ?, 'running', ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      run.id,
      run.startedAt,
      JSON.stringify(run.scanner),
      rest,
      keepQuestion(database, question),
      run.plan,
      searchTextOf(run),
      run.hostsTotal,
      run.portsPerHost,
      me,
      now(),
    );
    const { key } = database.get('SELECT key FROM runs WHERE id = ?', run.id) ?? {};
    joinSeries(database, Number(key), run.options);
  };
  const apply = (id: string, changes: RunChanges, end?: RunEnd): void => {
    const key = database.get('SELECT key FROM runs WHERE id = ?', id)?.['key'];
    if (typeof key !== 'number') return;
    for (const head of changes.heads) saveHostHead(database, key, head);
    for (const piece of changes.verdicts) saveVerdicts(database, key, piece);
    for (const host of changes.finished) saveFinishedHost(database, key, host);
    for (const warning of changes.warnings) {
      database.run(
        'INSERT INTO warnings (run, code, message, address) VALUES (?, ?, ?, ?)',
        key,
        warning.code,
        warning.message,
        warning.address ?? null,
      );
    }
    saveTotals(database, key, changes.totals);
    database.run(
      'UPDATE runs SET status = ?, finished_at = ?, error = ?, owner = ?, heartbeat_ms = ? WHERE key = ?',
      end?.status ?? 'running',
      end?.finishedAt ?? null,
      end?.error ?? null,
      end ? null : me,
      now(),
      key,
    );
    if (end) compactBeginning(database, key);
  };
  return {
    begin: (run) => database.write(() => begin(run)),
    keep: (run, changes, end) =>
      database.write(() => {
        database.run('DELETE FROM runs WHERE id = ? AND deleted_by IS NOT NULL', run.id);
        begin(run);
        apply(run.id, changes, end);
      }),
    commit: (id, changes, end) => database.write(() => apply(id, changes, end)),
    takeUp: (id) =>
      database.write(
        () =>
          database.run(
            `UPDATE runs SET status = 'running', finished_at = NULL, error = NULL, owner = ?, heartbeat_ms = ?
             WHERE id = ? AND status <> 'running' AND deleted_by IS NULL`,
            me,
            now(),
            id,
          ).changes === 1,
      ),
    find: (id) => {
      const row = database.get(`SELECT ${RUN_ROWS} WHERE r.id = ? AND r.deleted_by IS NULL`, id);
      return row === undefined ? undefined : runFromRow(row);
    },
    warnings: (id) =>
      database
        .all('SELECT w.* FROM warnings w JOIN runs r ON r.key = w.run WHERE r.id = ? ORDER BY w.key', id)
        .map((row) => {
          const warning = { code: String(row['code']), message: String(row['message']) };
          return row['address'] === null ? warning : { ...warning, address: String(row['address']) };
        }),
    list: (query) => listRuns(database, query),
    softDelete: (ids) =>
      database.write(() => {
        const running: string[] = [];
        for (const id of ids) {
          const { changes } = database.run(
            "UPDATE runs SET deleted_by = ?, deleted_ms = ? WHERE id = ? AND deleted_by IS NULL AND status <> 'running'",
            me,
            now(),
            id,
          );
          if (changes === 0 && keyOf(id) !== undefined) running.push(id);
        }
        return running;
      }),
    restore: (ids) => {
      database.write(() => {
        for (const id of ids)
          database.run('UPDATE runs SET deleted_by = NULL, deleted_ms = NULL WHERE id = ?', id);
      });
    },
    purge: () => {
      const deleted = database.all(
        'SELECT deleted_by, max(deleted_ms) AS last_ms FROM runs WHERE deleted_by IS NOT NULL GROUP BY deleted_by',
      );
      const gone = deleted
        .filter(
          (row) =>
            row['deleted_by'] === me ||
            !isOwnerAlive(String(row['deleted_by']), Number(row['last_ms']), UNDO_LIMIT_MS),
        )
        .map((row) => String(row['deleted_by']));
      if (gone.length === 0) return 0;
      return whenWritable(() => {
        let removed = 0;
        for (const who of gone) removed += database.run('DELETE FROM runs WHERE deleted_by = ?', who).changes;
        removeEmptySeries(database);
        return removed;
      });
    },
    forgetBefore: (startedAt, keepNewest = 0) => {
      if (runsToForget(database, startedAt, keepNewest).length === 0) return [];
      let gone: string[] = [];
      whenWritable(() => {
        // Another process may have given one a tag, or taken one up.
        gone = runsToForget(database, startedAt, keepNewest);
        for (const id of gone) database.run('DELETE FROM runs WHERE id = ?', id);
        removeEmptySeries(database);
        return gone.length;
      });
      return gone;
    },
    markInterrupted: () => {
      const running = database.all("SELECT key, owner, heartbeat_ms FROM runs WHERE status = 'running'");
      const dead = running.filter((row) => !isOwnerAlive(String(row['owner']), Number(row['heartbeat_ms'])));
      if (dead.length === 0) return 0;
      return whenWritable(() =>
        dead.reduce(
          (sum, row) =>
            sum +
            database.run(
              "UPDATE runs SET status = 'interrupted', owner = NULL WHERE key = ? AND status = 'running' AND owner = ?",
              Number(row['key']),
              String(row['owner']),
            ).changes,
          0,
        ),
      );
    },
  };
}

/** Most runs are small: they need no second transaction for it. Of a large one the rest follows later. */
function compactBeginning(database: Database, key: number): void {
  let chunks = 0;
  compactRun(database, key, () => ++chunks === CHUNKS_AT_END);
}

function saveTotals(database: Database, key: number, totals: RunTotals): void {
  database.run(
    `UPDATE runs SET elapsed_ms = ?, probes_sent = ?, retries = ?, loss_rate = ?, open = ?, closed = ?, filtered = ?,
       hosts_up = ?, hosts_down = ? WHERE key = ?`,
    totals.elapsedMs,
    totals.probesSent,
    totals.retries,
    totals.lossRate,
    totals.ports.open,
    totals.ports.closed,
    totals.ports.filtered,
    totals.hosts.up,
    totals.hosts.down,
    key,
  );
}
