import { createRuns } from './001-runs.ts';
import { addSeries } from './002-series.ts';
import { compactHosts } from './003-compact-hosts.ts';
import { addWatches } from './004-watches.ts';
import { addWatchRunners } from './005-watch-runners.ts';
import type { Migration } from './migration.ts';

/** Every step, oldest first. */
export const everyMigration: readonly Migration[] = [
  createRuns,
  addSeries,
  compactHosts,
  addWatches,
  addWatchRunners,
];
