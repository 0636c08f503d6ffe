/** What a person added to runs: tags and notes; and where each run stands in its series. */
import type { Database } from './database.ts';
import { nullableText } from './run-rows.ts';

export interface RunMarks {
  readonly series: {
    readonly id: string;
    readonly name: string | null;
    /** 1: the oldest that is not deleted. */
    readonly index: number;
    readonly runs: number;
  };
  readonly tags: readonly string[];
  /** '': none. */
  readonly note: string;
}

export interface MarkChanges {
  readonly note?: string | undefined;
  readonly addTags?: readonly string[] | undefined;
  readonly removeTags?: readonly string[] | undefined;
}

/** Of runs that are not deleted; by run id, those that are not there left out. */
export function readMarks(database: Database, ids: readonly string[]): Map<string, RunMarks> {
  const wanted = JSON.stringify(ids);
  const tags = new Map<string, string[]>();
  for (const row of database.all(
    `SELECT r.id, t.tag FROM runs r JOIN tags t ON t.run = r.key
     WHERE r.id IN (SELECT value FROM json_each(?)) ORDER BY t.tag`,
    wanted,
  )) {
    const id = String(row['id']);
    tags.set(id, [...(tags.get(id) ?? []), String(row['tag'])]);
  }
  const marks = new Map<string, RunMarks>();
  for (const row of database.all(PLACES, wanted)) {
    const id = String(row['id']);
    marks.set(id, {
      series: {
        id: String(row['series_id']),
        name: nullableText(row['name']),
        index: Number(row['place']),
        runs: Number(row['runs']),
      },
      tags: tags.get(id) ?? [],
      note: String(row['note']),
    });
  }
  return marks;
}

const PLACES = `
  WITH wanted AS (SELECT key, series FROM runs WHERE id IN (SELECT value FROM json_each(?)) AND deleted_by IS NULL),
  placed AS (
    SELECT key, id, note, series,
      row_number() OVER (PARTITION BY series ORDER BY started_at, key) AS place,
      count(*) OVER (PARTITION BY series) AS runs
    FROM runs WHERE deleted_by IS NULL AND series IN (SELECT series FROM wanted)
  )
  SELECT p.id, p.note, p.place, p.runs, s.id AS series_id, s.name
  FROM placed p JOIN series s ON s.key = p.series WHERE p.key IN (SELECT key FROM wanted)`;

/** Changes all of these runs; one after the other, as part of a transaction of the caller's. */
export function saveMarks(database: Database, ids: readonly string[], changes: MarkChanges): void {
  const { note, addTags = [], removeTags = [] } = changes;
  for (const id of ids) {
    const key = database.get('SELECT key FROM runs WHERE id = ? AND deleted_by IS NULL', id)?.['key'];
    if (typeof key !== 'number') continue;
    if (note !== undefined) database.run('UPDATE runs SET note = ? WHERE key = ?', note, key);
    for (const tag of removeTags) database.run('DELETE FROM tags WHERE run = ? AND tag = ?', key, tag);
    for (const tag of addTags) database.run('INSERT OR IGNORE INTO tags (run, tag) VALUES (?, ?)', key, tag);
  }
}

/** Tags of runs that are not deleted, the most used first. */
export function countTags(database: Database, limit: number): { tag: string; runs: number }[] {
  return database
    .all(
      `SELECT t.tag, count(*) AS runs FROM tags t JOIN runs r ON r.key = t.run AND r.deleted_by IS NULL
       GROUP BY t.tag ORDER BY runs DESC, t.tag LIMIT ?`,
      limit,
    )
    .map((row) => ({ tag: String(row['tag']), runs: Number(row['runs']) }));
}
