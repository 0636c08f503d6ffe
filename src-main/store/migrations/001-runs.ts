import type { Migration } from './migration.ts';

/**
 * Runs, their hosts, the ports worth a line, and what a running scan has learned of hosts it is not done with.
 * `position` is the index of the host in the run's address list; `reason` is the wire code of port-state.ts.
 */
export const createRuns: Migration = {
  version: 1,
  sql: `
    CREATE TABLE runs (
      key INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      started_at TEXT NOT NULL,
      finished_at TEXT,
      status TEXT NOT NULL CHECK (status IN ('running', 'completed', 'stopped', 'interrupted', 'failed')),
      scanner TEXT NOT NULL,
      options TEXT NOT NULL,
      plan TEXT NOT NULL,
      search TEXT NOT NULL,
      hosts_total INTEGER NOT NULL,
      ports_per_host INTEGER NOT NULL,
      elapsed_ms REAL NOT NULL DEFAULT 0,
      probes_sent INTEGER NOT NULL DEFAULT 0,
      retries INTEGER NOT NULL DEFAULT 0,
      loss_rate REAL,
      open INTEGER NOT NULL DEFAULT 0,
      closed INTEGER NOT NULL DEFAULT 0,
      filtered INTEGER NOT NULL DEFAULT 0,
      hosts_up INTEGER NOT NULL DEFAULT 0,
      hosts_down INTEGER NOT NULL DEFAULT 0,
      error TEXT,
      owner TEXT,
      heartbeat_ms INTEGER NOT NULL,
      deleted_by TEXT,
      deleted_ms INTEGER
    ) STRICT;
    CREATE INDEX runs_by_start ON runs (started_at DESC, key DESC);

    CREATE TABLE warnings (
      key INTEGER PRIMARY KEY,
      run INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
      code TEXT NOT NULL,
      message TEXT NOT NULL,
      address TEXT
    ) STRICT;
    CREATE INDEX warnings_of_run ON warnings (run);

    CREATE TABLE hosts (
      run INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      address TEXT NOT NULL,
      names TEXT NOT NULL,
      status TEXT NOT NULL,
      reason TEXT NOT NULL,
      srtt_ms REAL,
      finished INTEGER NOT NULL,
      port_rows INTEGER NOT NULL DEFAULT 0,
      extraports TEXT NOT NULL DEFAULT '[]',
      PRIMARY KEY (run, position)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE ports (
      run INTEGER NOT NULL,
      position INTEGER NOT NULL,
      port INTEGER NOT NULL,
      reason INTEGER NOT NULL,
      service TEXT,
      rtt_ms REAL,
      attempts INTEGER NOT NULL,
      confidence REAL,
      banner TEXT,
      PRIMARY KEY (run, position, port),
      FOREIGN KEY (run, position) REFERENCES hosts (run, position) ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE verdicts_in_flight (
      run INTEGER NOT NULL,
      position INTEGER NOT NULL,
      piece INTEGER NOT NULL,
      verdicts BLOB NOT NULL,
      PRIMARY KEY (run, position, piece),
      FOREIGN KEY (run, position) REFERENCES hosts (run, position) ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE settings (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};
