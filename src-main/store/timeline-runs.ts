/** Heads of many runs for a timeline, without what they do not need: a thousand in some milliseconds. */
import { reportOptionsSchema, scannerSchema } from '../../src-shared/scan/scan-report.ts';
import type { TimelineInputRun } from '../../src-shared/scan/timeline-input.ts';
import type { Database, SqlRow } from './database.ts';
import { joinOptions } from './run-questions.ts';
import { finalStatusOf } from './run-rows.ts';

export interface TimelineRun extends TimelineInputRun {
  /** In the database. */
  readonly key: number;
}

/** Ended runs that are not deleted, oldest first; the others are left out. */
export function readTimelineRuns(database: Database, ids: readonly string[]): TimelineRun[] {
  const wanted = JSON.stringify(ids);
  const rows = database.all(
    `SELECT r.key, r.id, r.started_at, r.status, r.elapsed_ms, r.open, r.closed, r.filtered, r.hosts_up, r.loss_rate, r.note,
       r.scanner, r.question FROM runs r
     WHERE r.id IN (SELECT value FROM json_each(?)) AND r.deleted_by IS NULL AND r.status <> 'running'
     ORDER BY r.started_at, r.key`,
    wanted,
  );
  const keys = JSON.stringify(rows.map((row) => row['key']));
  const tags = grouped(database, 'SELECT run, tag FROM tags', keys, (row) => String(row['tag']));
  const warnings = grouped(database, 'SELECT run, code, address FROM warnings', keys, (row) => ({
    code: String(row['code']),
    ...(row['address'] === null ? {} : { address: String(row['address']) }),
  }));
  const options = new Map<number, TimelineInputRun['options']>();
  const dialers = new Map<string, string>();
  return rows.map((row) => {
    const key = Number(row['key']);
    return {
      key,
      scanId: String(row['id']),
      startedAt: String(row['started_at']),
      status: finalStatusOf(row['status']),
      elapsedMs: Number(row['elapsed_ms']),
      counts: { open: Number(row['open']), closed: Number(row['closed']), filtered: Number(row['filtered']) },
      hostsUp: Number(row['hosts_up']),
      lossRate: row['loss_rate'] === null ? null : Number(row['loss_rate']),
      tags: tags.get(key) ?? [],
      note: String(row['note']),
      dialer: once(dialers, String(row['scanner']), (text) => scannerSchema.parse(JSON.parse(text)).dialer),
      options: once(options, Number(row['question']), (question) => readQuestion(database, question)),
      warnings: warnings.get(key) ?? [],
    };
  });
}

const questionSchema = reportOptionsSchema.pick({ targets: true, exclude: true, ports: true });

function readQuestion(database: Database, key: number): TimelineInputRun['options'] {
  const row = database.get('SELECT body FROM questions WHERE key = ?', key);
  const { targets, exclude, ports } = questionSchema.parse(joinOptions(String(row?.['body']), '{}'));
  return { targets, exclude, ports };
}

function grouped<T>(
  database: Database,
  select: string,
  keys: string,
  make: (row: SqlRow) => T,
): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const row of database.all(`${select} WHERE run IN (SELECT value FROM json_each(?))`, keys)) {
    const run = Number(row['run']);
    const group = groups.get(run);
    if (group) group.push(make(row));
    else groups.set(run, [make(row)]);
  }
  return groups;
}

/** The same object for the same key. */
function once<K, V>(known: Map<K, V>, key: K, make: (key: K) => V): V {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make(key);
  known.set(key, made);
  return made;
}
