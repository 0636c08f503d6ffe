import type { Migration } from './migration.ts';

/** Which process has a watch's run under way, from its start to the end of the second look. */
export const addWatchRunners: Migration = {
  version: 5,
  sql: `
    ALTER TABLE watches ADD COLUMN runner TEXT;
    ALTER TABLE watches ADD COLUMN runner_ms INTEGER NOT NULL DEFAULT 0;
  `,
};
