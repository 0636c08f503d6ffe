/** A scan's view and a run's summary as they cross the wire. */
import { z } from 'zod';
import type { HostView, ScanView } from '../scan/fold-scan.ts';
import { emptyScanView } from '../scan/fold-scan.ts';
import { reasonSchema } from '../scan/port-state.ts';
import { MAX_NOTE_LENGTH, MAX_TAGS } from '../scan/run-marks.ts';
import { hostSummarySchema, progressSchema } from '../scan/scan-event.ts';
import {
  finalStatusSchema,
  portCountsSchema,
  reportOptionsSchema,
  scannerSchema,
  scanStatsSchema,
  warningSchema,
} from '../scan/scan-report.ts';
import { runPlaceSchema } from './run-series.ts';

const count = z.number().int().nonnegative();
export const scanStatusSchema = z.union([z.enum(['running', 'paused']), finalStatusSchema]);

/** {@link ScanView} with its hosts as a list: JSON has no maps. */
export const scanSnapshotSchema = z.strictObject({
  scanId: z.string(),
  seq: z.number().int(),
  status: scanStatusSchema,
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  scanner: scannerSchema.nullable(),
  options: reportOptionsSchema.nullable(),
  hostsTotal: count,
  portsPerHost: count,
  progress: progressSchema,
  ports: portCountsSchema,
  reasons: z.partialRecord(reasonSchema, count),
  /** The first {@link MAX_SNAPSHOT_HOSTS}; a larger network is paged by `scan.rows`. */
  hosts: z.array(hostSummarySchema.extend({ counts: portCountsSchema })),
  warnings: z.array(warningSchema),
  rates: z.array(
    z.strictObject({
      elapsedMs: z.number(),
      rate: z.number(),
      rttMs: z.number().optional(),
      slowed: z.literal(true).optional(),
    }),
  ),
  committedPorts: count,
  stats: scanStatsSchema.nullable(),
  error: z.string().nullable(),
  /** The file that the run was imported from; absent: it was scanned here. */
  importedFrom: z.string().max(255).optional(),
});
export type ScanSnapshot = z.infer<typeof scanSnapshotSchema>;

/** Keeps a snapshot under the message limit. */
export const MAX_SNAPSHOT_HOSTS = 3_000;

export function toSnapshot(view: ScanView): ScanSnapshot {
  const hosts: HostView[] = [];
  for (const host of view.hosts.values()) {
    if (hosts.length === MAX_SNAPSHOT_HOSTS) break;
    hosts.push(host);
  }
  return {
    ...view,
    hosts,
    warnings: [...view.warnings],
    rates: [...view.rates],
    reasons: { ...view.reasons },
  };
}

export function fromSnapshot(snapshot: ScanSnapshot): ScanView {
  return {
    ...emptyScanView(snapshot.scanId),
    ...snapshot,
    hosts: new Map(snapshot.hosts.map((host) => [host.address, host])),
  };
}

/** A line of History. */
export const runSummarySchema = z.strictObject({
  scanId: z.string(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  status: scanStatusSchema,
  /** As typed. */
  targets: z.array(z.string()).max(20),
  /** Targets beyond those listed. */
  moreTargets: count,
  /** As typed where that is known ("top:100"), otherwise ranges. */
  ports: z.string().max(4_096),
  timing: z.string(),
  elapsedMs: z.number().nonnegative(),
  counts: portCountsSchema,
  hostsUp: count,
  hostsTotal: count,
  /** The file that the run was imported from; absent: it was scanned here. */
  importedFrom: z.string().max(255).optional(),
  series: runPlaceSchema,
  tags: z.array(z.string()).max(MAX_TAGS),
  /** '': none. */
  note: z.string().max(MAX_NOTE_LENGTH),
});
export type RunSummary = z.infer<typeof runSummarySchema>;
