import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { createSeriesId, hashOfScope } from '../series-scope.ts';
import type { Migration } from './migration.ts';

/**
 * Series of runs, tags and notes. `scopes` says which series a new run of a scope joins; `runs.scope` is the hash of what
 * a run asked (series-scope.ts). A baseline counts only while its run is in the series and not deleted.
 */
export const addSeries: Migration = {
  version: 2,
  sql: `
    CREATE TABLE series (
      key INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      name TEXT,
      baseline INTEGER REFERENCES runs (key) ON DELETE SET NULL
    ) STRICT;
    CREATE INDEX series_of_baseline ON series (baseline) WHERE baseline IS NOT NULL;

    CREATE TABLE scopes (
      hash BLOB PRIMARY KEY,
      series INTEGER NOT NULL REFERENCES series (key) ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX scopes_of_series ON scopes (series);

    ALTER TABLE runs ADD COLUMN scope BLOB;
    ALTER TABLE runs ADD COLUMN series INTEGER REFERENCES series (key);
    ALTER TABLE runs ADD COLUMN note TEXT NOT NULL DEFAULT '';
    CREATE INDEX runs_of_series ON runs (series, started_at, key);

    CREATE TABLE tags (
      run INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
      tag TEXT NOT NULL COLLATE NOCASE,
      PRIMARY KEY (run, tag)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX runs_of_tag ON tags (tag, run);
  `,
  fill: putRunsIntoSeries,
};

const scopeSchema = z.object({
  targets: z.array(z.string()).catch([]),
  exclude: z.array(z.string()).catch([]),
  ports: z.string().catch(''),
});

/** One run's options are in memory at a time: they may name a hundred thousand targets. */
function putRunsIntoSeries(sqlite: DatabaseSync): void {
  const read = sqlite.prepare('SELECT options FROM runs WHERE key = ?');
  const known = sqlite.prepare('SELECT series FROM scopes WHERE hash = ?');
  const addSeries = sqlite.prepare('INSERT INTO series (id) VALUES (?)');
  const addScope = sqlite.prepare('INSERT INTO scopes (hash, series) VALUES (?, ?)');
  const join = sqlite.prepare('UPDATE runs SET scope = ?, series = ? WHERE key = ?');
  for (const { key = 0 } of sqlite.prepare('SELECT key FROM runs ORDER BY started_at, key').all()) {
    const scope = scopeSchema.parse(JSON.parse(String(read.get(key)?.['options'])));
    const hash = hashOfScope(scope);
    let series = known.get(hash)?.['series'];
    if (series === undefined) {
      series = Number(addSeries.run(createSeriesId()).lastInsertRowid);
      addScope.run(hash, series);
    }
    join.run(hash, series, key);
  }
}
