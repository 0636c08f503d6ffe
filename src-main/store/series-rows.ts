/** Series as rows: which one a run joins, and which a scope's later runs follow. */
import type { ReportOptions } from '../../src-shared/scan/scan-report.ts';
import type { Database, SqlValue } from './database.ts';
import { createSeriesId, hashOfScope } from './series-scope.ts';

/** Puts a new run into the series of its scope, begun where there is none. */
export function joinSeries(database: Database, run: number, options: ReportOptions): void {
  const scope = hashOfScope(options);
  const found = database.get('SELECT series FROM scopes WHERE hash = ?', scope)?.['series'];
  const series = typeof found === 'number' ? found : addSeries(database);
  if (found === undefined) database.run('INSERT INTO scopes (hash, series) VALUES (?, ?)', scope, series);
  database.run('UPDATE runs SET scope = ?, series = ? WHERE key = ?', scope, series, run);
}

/** Its key. */
export function addSeries(database: Database): number {
  const id = createSeriesId();
  database.run('INSERT INTO series (id) VALUES (?)', id);
  return Number(database.get('SELECT key FROM series WHERE id = ?', id)?.['key']);
}

export function moveRun(database: Database, run: number, series: number): void {
  const before = database.get('SELECT scope, series FROM runs WHERE key = ?', run);
  database.run('UPDATE runs SET series = ? WHERE key = ?', series, run);
  followLastRun(database, before?.['scope'] ?? null, before?.['series'] ?? null, series);
}

/** A scope whose last run left a series goes with it, and so do the runs that come later. */
function followLastRun(database: Database, scope: SqlValue, from: SqlValue, to: number): void {
  database.run(
    `UPDATE scopes SET series = ?1 WHERE hash = ?2 AND series = ?3
       AND NOT EXISTS (SELECT 1 FROM runs WHERE series = ?3 AND scope = ?2 AND deleted_by IS NULL)`,
    to,
    scope,
    from,
  );
}

/** After runs went for good. A series that was named stays: later runs of its scope join it again. */
export function removeEmptySeries(database: Database): void {
  database.run(
    'DELETE FROM series WHERE name IS NULL AND NOT EXISTS (SELECT 1 FROM runs WHERE series = series.key)',
  );
}
