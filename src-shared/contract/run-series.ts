/** Series of runs as they cross the wire: runs of the same scope, together by themselves or by hand. */
import { z } from 'zod';
import { finalStatusSchema, portCountsSchema } from '../scan/scan-report.ts';
import { noteSchema, tagSchema, MAX_TAGS } from '../scan/run-marks.ts';

const count = z.number().int().nonnegative();
const scanId = z.string().min(1).max(64);
export const seriesIdSchema = z.string().min(1).max(64);

/** A run's place among those of its series. */
export const runPlaceSchema = z.strictObject({
  id: seriesIdSchema,
  name: z.string().max(120).nullable(),
  /** 1: the oldest. */
  index: z.number().int().positive(),
  runs: z.number().int().positive(),
});
export type RunPlace = z.infer<typeof runPlaceSchema>;

export const seriesNameSchema = z
  .string()
  .trim()
  .regex(/^[^\p{Cc}]{1,120}$/u, 'A name is 1 to 120 characters on one line: "Office, weekly"');

export const seriesSummarySchema = z.strictObject({
  id: seriesIdSchema,
  name: z.string().max(120).nullable(),
  /** Of the latest run, as typed: the first few, and how many more there are. */
  targets: z.array(z.string()).max(5),
  moreTargets: count,
  ports: z.string().max(4_096),
  runs: count,
  latest: z.strictObject({
    scanId,
    startedAt: z.string(),
    status: z.union([z.enum(['running', 'paused']), finalStatusSchema]),
    counts: portCountsSchema,
  }),
  /** The run that the latest is compared with; null: the one before it. */
  baseline: scanId.nullable(),
  /** Whether the latest ended run differs from the baseline, or from the one before it. */
  changed: z.boolean(),
});
export type SeriesSummary = z.infer<typeof seriesSummarySchema>;

export const runMarksChangeSchema = z.strictObject({
  scanIds: z.array(scanId).min(1).max(1_000),
  note: noteSchema.optional(),
  addTags: z.array(tagSchema).max(MAX_TAGS).optional(),
  removeTags: z.array(tagSchema).max(MAX_TAGS).optional(),
});
export type RunMarksChange = z.infer<typeof runMarksChangeSchema>;

export const seriesChangeSchema = z.strictObject({
  seriesId: seriesIdSchema,
  name: seriesNameSchema.nullable().optional(),
  baseline: scanId.nullable().optional(),
});
export type SeriesChange = z.infer<typeof seriesChangeSchema>;

export const seriesMoveSchema = z.strictObject({
  scanIds: z.array(scanId).min(1).max(1_000),
  /** Null: out, into a new series of their own. */
  seriesId: seriesIdSchema.nullable(),
});
