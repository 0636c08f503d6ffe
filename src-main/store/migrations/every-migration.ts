import { createRuns } from './001-runs.ts';
import type { Migration } from './migration.ts';

/** Every step, oldest first. */
export const everyMigration: readonly Migration[] = [createRuns];
