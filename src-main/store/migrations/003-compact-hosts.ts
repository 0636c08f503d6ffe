import type { Migration } from './migration.ts';

/**
 * Finished hosts of ended runs, some hundred a row: what they said once for all runs that heard the same (`outcomes`),
 * who they are once (`rosters`), and what was measured of them. `outcomes` of a chunk: the keys of what its hosts said, as
 * whole numbers of bytes.ts; `measures`: measure-codec.ts; `doubts`: the indexes of hosts whose silence may be loss.
 * Keys of chunks are never used twice: whoever looks through them can go on from the last.
 */
export const compactHosts: Migration = {
  version: 3,
  sql: `
    CREATE TABLE outcomes (
      key INTEGER PRIMARY KEY,
      hash BLOB NOT NULL UNIQUE,
      body TEXT NOT NULL
    ) STRICT;

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
};
