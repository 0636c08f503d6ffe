/**
 * What a running scan says. Each event carries the scan's id and a sequence number that rises by one per scan,
 * so a listener can subscribe first, read a snapshot, and drop what the snapshot already covers.
 *
 * Uninteresting ports travel as counts (`tally`), open ports as rows; everything else is paged by command.
 */
import { z } from 'zod';
import { hostReasonSchema, hostStatusSchema, portStateSchema, reasonSchema } from './port-state.ts';
import {
  finalStatusSchema,
  portReportSchema,
  reportOptionsSchema,
  scannerSchema,
  scanStatsSchema,
  warningSchema,
} from './scan-report.ts';

const count = z.number().int().nonnegative();
const head = { scanId: z.string().max(64), seq: count };

/** How far the scan is. `remainingMs` is null until it can be told. */
export const progressSchema = z.strictObject({
  phase: z.enum(['resolving', 'discovering', 'scanning']),
  elapsedMs: z.number().nonnegative(),
  /** Ports that have their verdict, and ports that will (hosts found absent leave the total). */
  portsDone: count,
  portsTotal: count,
  hostsDone: count,
  hostsTotal: count,
  probesSent: count,
  retries: count,
  inFlight: count,
  remainingMs: z.number().nonnegative().nullable(),
  /** Median round-trip of the ports settled since the report before; absent: none was measured. */
  rttMs: z.number().nonnegative().optional(),
  /** How often the scan has slowed itself down so far (halved what it has in flight); absent: never. */
  slowdowns: count.optional(),
});
export type ScanProgress = z.infer<typeof progressSchema>;

export const tallySchema = z.strictObject({ state: portStateSchema, reason: reasonSchema, count });
export type Tally = z.infer<typeof tallySchema>;

export const startedEventSchema = z.strictObject({
  type: z.literal('started'),
  ...head,
  startedAt: z.iso.datetime(),
  scanner: scannerSchema,
  options: reportOptionsSchema,
  /** Addresses to ask, ports of each, and their product. */
  hostsTotal: count,
  portsPerHost: count,
  probesTotal: count,
});

/** New verdicts: open ports in full, all verdicts (the open ones too) in the tally. */
export const portsEventSchema = z.strictObject({
  type: z.literal('ports'),
  ...head,
  hosts: z.array(
    z.strictObject({
      address: z.string().max(64),
      open: z.array(portReportSchema),
      tally: z.array(tallySchema),
    }),
  ),
});

/**
 * What is known of a host: sent when it is found up, down or undecidable, and again when it is finished.
 * Bounded in size whatever the host answered; its ports are asked for by page.
 */
export const hostSummarySchema = z.strictObject({
  address: z.string().max(64),
  family: z.union([z.literal(4), z.literal(6)]),
  names: z.array(z.string().max(255)),
  status: hostStatusSchema,
  reason: hostReasonSchema,
  srttMs: z.number().nonnegative().nullable(),
  /** Every verdict of the host will have come once this is true. */
  finished: z.boolean(),
});
export type HostSummary = z.infer<typeof hostSummarySchema>;

export const hostEventSchema = z.strictObject({ type: z.literal('host'), ...head, host: hostSummarySchema });

export const warningEventSchema = z.strictObject({
  type: z.literal('warning'),
  ...head,
  warning: warningSchema,
});

/** Printed only after the transaction is durable: `ports` verdicts of this scan survive a kill. */
export const committedEventSchema = z.strictObject({ type: z.literal('committed'), ...head, ports: count });

export const progressEventSchema = z.strictObject({
  type: z.literal('progress'),
  ...head,
  progress: progressSchema,
});

export const pausedEventSchema = z.strictObject({
  type: z.literal('paused'),
  ...head,
  paused: z.boolean(),
});

export const finishedEventSchema = z.strictObject({
  type: z.literal('finished'),
  ...head,
  status: finalStatusSchema,
  finishedAt: z.iso.datetime(),
  stats: scanStatsSchema,
  /** One sentence, where the status is `failed`. */
  error: z.string().max(4_096).optional(),
});

export const scanEventSchema = z.discriminatedUnion('type', [
  startedEventSchema,
  portsEventSchema,
  hostEventSchema,
  warningEventSchema,
  committedEventSchema,
  progressEventSchema,
  pausedEventSchema,
  finishedEventSchema,
]);
export type ScanEvent = z.infer<typeof scanEventSchema>;
export type ScanEventOf<T extends ScanEvent['type']> = Extract<ScanEvent, { type: T }>;
