/** Watches as they cross the wire: a saved scan, when it runs by itself, and what its last look brought. */
import { z } from 'zod';
import { hostChangeSchema, portChangeSchema } from '../scan/scan-diff.ts';
import { scanOptionsSchema } from '../scan/scan-options.ts';

const count = z.number().int().nonnegative();
const scanId = z.string().min(1).max(64);
export const watchIdSchema = z.string().min(1).max(64);

export const watchNameSchema = z
  .string()
  .trim()
  .regex(/^[^\p{Cc}]{1,120}$/u, 'A name is 1 to 120 characters on one line: "Office, nightly"');

/** "daily at 02:00", "every 15 minutes", or a cron pattern. */
export const scheduleTextSchema = z.string().max(200);

export const watchDraftSchema = z.strictObject({
  /** Absent: a new watch. */
  watchId: watchIdSchema.optional(),
  name: watchNameSchema,
  schedule: scheduleTextSchema,
  options: scanOptionsSchema,
  enabled: z.boolean().default(true),
  /** A person may scan the public addresses among its targets. */
  confirmPublic: z.boolean().default(false),
});
export type WatchDraft = z.output<typeof watchDraftSchema>;

/**
 * `same`: nothing changed. `changed`: a second look saw it too, and people were told. `unconfirmed`: the second look saw
 * nothing of it. `known`: the same as was told before. `first`: there was nothing to compare with. `failed`: see `problem`.
 */
export const WATCH_OUTCOMES = ['first', 'same', 'changed', 'known', 'unconfirmed', 'failed'] as const;
export const watchOutcomeSchema = z.enum(WATCH_OUTCOMES);
export type WatchOutcome = z.infer<typeof watchOutcomeSchema>;

export const watchSchema = z.strictObject({
  id: watchIdSchema,
  name: z.string(),
  schedule: z.string(),
  /** "every day at 02:00"; null: the schedule is a cron pattern. */
  words: z.string().nullable(),
  options: scanOptionsSchema,
  enabled: z.boolean(),
  /** ISO 8601, UTC; null: paused, or nobody watches. */
  nextAt: z.string().nullable(),
  /** A scan of it, or its second look, is under way. */
  running: z.boolean(),
  /** Another process has it under way (its number, where known); null: this one has, or none. */
  runningIn: z.strictObject({ pid: count.nullable() }).nullable(),
  last: z
    .strictObject({
      scanId: scanId.nullable(),
      at: z.string(),
      outcome: watchOutcomeSchema,
      /** One sentence. */
      headline: z.string().max(1_024),
    })
    .nullable(),
  /** Times it was due while its run before was still under way. */
  skipped: count,
});
export type RunWatch = z.infer<typeof watchSchema>;

export const watchListSchema = z.strictObject({
  watches: z.array(watchSchema).max(1_000),
  /** Who runs them: this process, another one (its number, where known), or nobody. */
  watcher: z.enum(['here', 'elsewhere', 'nobody']),
  watcherPid: count.nullable(),
});
export type WatchList = z.infer<typeof watchListSchema>;

export const schedulePreviewSchema = z.strictObject({
  words: z.string().nullable(),
  /** The next few moments, ISO 8601, UTC. */
  next: z.array(z.string()).max(5),
  /** One sentence where it cannot be read. */
  problem: z.string().max(1_024).nullable(),
});

/**
 * What a watch has to tell. `changed`: a change that a second look saw too. `failed`: its scan could not be made, told once
 * for as long as that lasts; `recovered`: it can again. The last two have no changes.
 */
export const watchNewsSchema = z.strictObject({
  kind: z.enum(['changed', 'failed', 'recovered']),
  watchId: watchIdSchema,
  name: z.string(),
  /** ISO 8601, UTC. */
  at: z.string(),
  /** The run that saw it (null: none came about), and the one it is told against (null: no change is told). */
  scanId: scanId.nullable(),
  before: scanId.nullable(),
  headline: z.string().max(1_024),
  /** The first few of each, and how many there are. */
  hosts: z.array(hostChangeSchema).max(50),
  ports: z.array(portChangeSchema).max(50),
  hostChanges: count,
  portChanges: count,
});
export type WatchNews = z.infer<typeof watchNewsSchema>;
