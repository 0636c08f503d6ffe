import type { DatabaseSync } from 'node:sqlite';
import { splitOptions } from '../run-questions.ts';
import { hashOfText } from '../text-hash.ts';
import type { Migration } from './migration.ts';

/**
 * What runs share is kept once. `questions`: targets, excludes and ports, which `runs.options` hold no more. Finished hosts of ended runs, some hundred a row: what they said once for all runs that heard the same (`outcomes`),
 * who they are once (`rosters`), and what was measured of them. `outcomes` of a chunk: the keys of what its hosts said, as
 * whole numbers of bytes.ts; `measures`: measure-codec.ts; `doubts`: the indexes of hosts whose silence may be loss.
 * Keys of chunks are never used twice: whoever looks through them can go on from the last.
 */
export const compactHosts: Migration = {
  version: 3,
  sql: `
    CREATE TABLE questions (
      key INTEGER PRIMARY KEY,
      hash BLOB NOT NULL UNIQUE,
      body TEXT NOT NULL
    ) STRICT;
    ALTER TABLE runs ADD COLUMN question INTEGER REFERENCES questions (key);
    CREATE INDEX runs_of_question ON runs (question);

    CREATE TABLE port_lists (
      key INTEGER PRIMARY KEY,
      ranges TEXT NOT NULL UNIQUE
    ) STRICT;

    CREATE TABLE outcomes (
      key INTEGER PRIMARY KEY,
      hash BLOB NOT NULL UNIQUE,
      asked INTEGER REFERENCES port_lists (key),
      body TEXT NOT NULL
    ) STRICT;
    CREATE INDEX outcomes_of_port_list ON outcomes (asked);

    CREATE TABLE rosters (
      key INTEGER PRIMARY KEY,
      hash BLOB NOT NULL UNIQUE,
      names TEXT NOT NULL,
      body TEXT NOT NULL
    ) STRICT;

    CREATE TABLE host_chunks (
      key INTEGER PRIMARY KEY AUTOINCREMENT,
      run INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
      first INTEGER NOT NULL,
      roster INTEGER NOT NULL REFERENCES rosters (key),
      outcomes BLOB NOT NULL,
      doubts BLOB,
      measures BLOB NOT NULL
    ) STRICT;
    CREATE INDEX chunks_of_run ON host_chunks (run, first);
    CREATE INDEX chunks_of_roster ON host_chunks (roster);
    CREATE INDEX finished_hosts ON hosts (run, position) WHERE finished = 1;
  `,
  fill: takeQuestionsOut,
};

/** One run's options are in memory at a time. */
function takeQuestionsOut(sqlite: DatabaseSync): void {
  const read = sqlite.prepare('SELECT options FROM runs WHERE key = ?');
  const known = sqlite.prepare('SELECT key FROM questions WHERE hash = ?');
  const add = sqlite.prepare('INSERT INTO questions (hash, body) VALUES (?, ?)');
  const change = sqlite.prepare('UPDATE runs SET options = ?, question = ? WHERE key = ?');
  for (const { key = 0 } of sqlite.prepare('SELECT key FROM runs').all()) {
    const options: unknown = JSON.parse(String(read.get(key)?.['options']));
    const { question, rest } = splitOptions(typeof options === 'object' && options !== null ? options : {});
    const hash = hashOfText(question);
    const found = known.get(hash)?.['key'] ?? Number(add.run(hash, question).lastInsertRowid);
    change.run(rest, found, key);
  }
}
