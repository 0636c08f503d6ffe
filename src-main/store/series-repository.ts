/** Series of runs: listed, named, given a baseline, joined and split. */
import type { Database, SqlRow, SqlValue } from './database.ts';
import { nullableText } from './run-rows.ts';
import { addSeries, moveRun } from './series-rows.ts';

export interface SeriesRecord {
  readonly id: string;
  readonly name: string | null;
  /** Of runs that are not deleted. */
  readonly runs: number;
  readonly latest: string;
  /** The run to compare with from now on; null while there is none, or it is deleted or in another series. */
  readonly baseline: string | null;
}

export interface SeriesChanges {
  readonly name?: string | null | undefined;
  readonly baseline?: string | null | undefined;
}

export interface SeriesRepository {
  /** Those with two runs or more, a name or a baseline; the one that ran last first. */
  list(limit: number): SeriesRecord[];
  find(id: string): SeriesRecord | undefined;
  /** Runs that are not deleted, oldest first. */
  runsOf(id: string): string[];
  /** Ended runs of a series, the latest first. */
  lastEnded(id: string, limit: number): string[];
  /** False where there is no such series. A baseline that is not among its runs is not set: {@link runsOf} tells. */
  update(id: string, changes: SeriesChanges): boolean;
  /** Moves runs; null: into a new series, or none where they are all of theirs. Undefined: the series is not there. */
  move(scanIds: readonly string[], id: string | null): string | undefined;
}

const VISIBLE = 'deleted_by IS NULL';
const RECORDS = `SELECT s.id, s.name, b.id AS baseline, count(*) AS runs,
    (SELECT id FROM runs WHERE series = s.key AND ${VISIBLE} ORDER BY started_at DESC, key DESC LIMIT 1) AS latest,
    max(r.started_at) AS last_start
  FROM series s JOIN runs r ON r.series = s.key AND r.${VISIBLE}
  LEFT JOIN runs b ON b.key = s.baseline AND b.series = s.key AND b.${VISIBLE}`;

export function createSeriesRepository(database: Database): SeriesRepository {
  const keyOf = (id: string): number | undefined => {
    const key = database.get('SELECT key FROM series WHERE id = ?', id)?.['key'];
    return typeof key === 'number' ? key : undefined;
  };
  const runsWhere = (more: string, ...values: SqlValue[]): string[] =>
    database
      .all(
        `SELECT id FROM runs WHERE series = (SELECT key FROM series WHERE id = ?) AND ${VISIBLE} ${more}`,
        ...values,
      )
      .map((row) => String(row['id']));
  return {
    list: (limit) =>
      database
        .all(
          `${RECORDS} GROUP BY s.key HAVING count(*) > 1 OR s.name IS NOT NULL OR b.key IS NOT NULL
           ORDER BY last_start DESC LIMIT ?`,
          limit,
        )
        .map(recordFromRow),
    find: (id) => {
      const row = database.get(`${RECORDS} WHERE s.id = ? GROUP BY s.key`, id);
      return row === undefined ? undefined : recordFromRow(row);
    },
    runsOf: (id) => runsWhere('ORDER BY started_at, key', id),
    lastEnded: (id, limit) =>
      runsWhere("AND status <> 'running' ORDER BY started_at DESC, key DESC LIMIT ?", id, limit),
    update: (id, { name, baseline }) =>
      database.write(() => {
        const key = keyOf(id);
        if (key === undefined) return false;
        if (name !== undefined) database.run('UPDATE series SET name = ? WHERE key = ?', name, key);
        if (baseline !== undefined)
          database.run(
            'UPDATE series SET baseline = (SELECT key FROM runs WHERE id = ?1 AND series = ?2) WHERE key = ?2',
            baseline,
            key,
          );
        return true;
      }),
    move: (scanIds, id) =>
      database.write(() => {
        const runs = scanIds.flatMap((scanId) =>
          database.all(`SELECT key, series FROM runs WHERE id = ? AND ${VISIBLE}`, scanId),
        );
        const target = id === null ? wholeSeries(database, runs) : keyOf(id);
        if (id !== null && target === undefined) return undefined;
        const key = target ?? addSeries(database);
        for (const run of runs) moveRun(database, Number(run['key']), key);
        return String(database.get('SELECT id FROM series WHERE key = ?', key)?.['id']);
      }),
  };
}

/** The key of the series that these runs are all of. */
function wholeSeries(database: Database, runs: readonly SqlRow[]): number | undefined {
  const [first] = runs;
  const series = first?.['series'];
  if (typeof series !== 'number' || runs.some((run) => run['series'] !== series)) return undefined;
  const all = database.get(`SELECT count(*) AS n FROM runs WHERE series = ? AND ${VISIBLE}`, series);
  return Number(all?.['n']) === new Set(runs.map((run) => run['key'])).size ? series : undefined;
}

function recordFromRow(row: SqlRow): SeriesRecord {
  return {
    id: String(row['id']),
    name: nullableText(row['name']),
    runs: Number(row['runs']),
    latest: String(row['latest']),
    baseline: nullableText(row['baseline']),
  };
}
