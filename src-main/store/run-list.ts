/** History's list: filtered, searched and paged. */
import type { FinalStatus } from '../../src-shared/scan/scan-report.ts';
import type { Database, SqlValue } from './database.ts';
import type { RunRecord } from './run-record.ts';
import { RUN_ROWS, runFromRow } from './run-rows.ts';
import { foldText } from './search-text.ts';

export interface RunQuery {
  /** Searched in targets, ports, timing, date, tags and notes, and in the names of hosts and series. */
  readonly text: string;
  readonly status?: 'running' | FinalStatus | undefined;
  readonly tag?: string | undefined;
  /** The id of a series. */
  readonly series?: string | undefined;
  readonly offset: number;
  readonly limit: number;
}

/** Newest first, without deleted ones; `total` counts all that match. */
export function listRuns(database: Database, query: RunQuery): { total: number; runs: RunRecord[] } {
  const conditions = ['r.deleted_by IS NULL'];
  const values: SqlValue[] = [];
  const only = (condition: string, ...bound: SqlValue[]): void => {
    conditions.push(condition);
    values.push(...bound);
  };
  if (query.status !== undefined) only('r.status = ?', query.status);
  if (query.tag !== undefined) only('r.key IN (SELECT run FROM tags WHERE tag = ?)', query.tag);
  if (query.series !== undefined) only('r.series = (SELECT key FROM series WHERE id = ?)', query.series);
  const text = foldText(query.text.trim());
  if (text !== '') only(`(${FOUND_IN.join(' OR ')})`, ...FOUND_IN.map(() => text));
  const where = conditions.join(' AND ');
  return database.read(() => {
    const total = Number(database.get(`SELECT count(*) AS n FROM runs r WHERE ${where}`, ...values)?.['n']);
    const rows = database.all(
      `SELECT ${RUN_ROWS} WHERE ${where} ORDER BY r.started_at DESC, r.key DESC LIMIT ? OFFSET ?`,
      ...values,
      query.limit,
      query.offset,
    );
    return { total, runs: rows.map(runFromRow) };
  });
}

const FOUND_IN: readonly string[] = [
  'instr(r.search, ?) > 0',
  "(r.note <> '' AND text_holds(r.note, ?))",
  'r.key IN (SELECT run FROM tags WHERE text_holds(tag, ?))',
  'r.series IN (SELECT key FROM series WHERE name IS NOT NULL AND text_holds(name, ?))',
  `r.key IN (SELECT run FROM host_chunks WHERE roster IN
     (SELECT key FROM rosters WHERE names <> '' AND names_hold(names, ?)))`,
  "EXISTS (SELECT 1 FROM hosts WHERE run = r.key AND names <> '[]' AND names_hold(names, ?))",
];
