/** Which runs go by their age alone: what a person marked, or what is compared with, stays. */
import type { Database } from './database.ts';

/** Ids of ended runs that began before `startedAt` and are none of the newest `keepNewest` of their series. */
export function runsToForget(database: Database, startedAt: string, keepNewest: number): string[] {
  return database
    .all(
      `SELECT id FROM (
         SELECT r.*, row_number() OVER (PARTITION BY series ORDER BY started_at DESC, key DESC) AS age
         FROM runs r WHERE deleted_by IS NULL
       ) r
       WHERE started_at < ? AND age > ? AND status <> 'running' AND note = ''
         AND NOT EXISTS (SELECT 1 FROM tags WHERE run = r.key)
         AND NOT EXISTS (SELECT 1 FROM series WHERE key = r.series AND baseline = r.key)
         AND NOT EXISTS (
           SELECT 1 FROM watches
           WHERE r.id = CASE WHEN json_valid(told) THEN json_extract(told, '$.reference') END
         )`,
      startedAt,
      keepNewest,
    )
    .map((row) => String(row['id']));
}
