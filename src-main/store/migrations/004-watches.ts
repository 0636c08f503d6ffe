import type { Migration } from './migration.ts';

/** Scans that run by themselves, and which process does it: one at a time for a history file. */
export const addWatches: Migration = {
  version: 4,
  sql: `
    CREATE TABLE watches (
      key INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      schedule TEXT NOT NULL,
      options TEXT NOT NULL,
      confirm_public INTEGER NOT NULL,
      enabled INTEGER NOT NULL,
      checked_ms INTEGER NOT NULL,
      last_run TEXT,
      last_ms INTEGER,
      last_outcome TEXT,
      last_headline TEXT,
      told TEXT NOT NULL DEFAULT '',
      skipped INTEGER NOT NULL DEFAULT 0
    ) STRICT;

    CREATE TABLE watcher (
      key INTEGER PRIMARY KEY CHECK (key = 1),
      owner TEXT NOT NULL,
      heartbeat_ms INTEGER NOT NULL
    ) STRICT;
  `,
};
