/**
 * The versioned report of a scan, `portolan-scan/1`: the JSON export, the unit that is imported, compared and converted.
 * The published JSON Schema is assets/portolan-scan-1.schema.json; a test holds the two together.
 */
import { z } from 'zod';
import { hostReasonSchema, hostStatusSchema, portStateSchema, reasonSchema } from './port-state.ts';
import { timingNameSchema } from './timing-template.ts';

export const REPORT_SCHEMA = 'portolan-scan/1';

const count = z.number().int().nonnegative();
const portNumber = z.number().int().min(0).max(65_535);
const confidence = z.number().min(0).max(1).nullable();

export const portReportSchema = z.strictObject({
  port: portNumber,
  protocol: z.literal('tcp'),
  state: portStateSchema,
  reason: reasonSchema,
  /** Registered service name (IANA), null where the port has none. */
  service: z.string().max(255).nullable(),
  /** SYN to answer of the try that was answered; null: nothing came, or not measured. */
  rttMs: z.number().nonnegative().nullable(),
  attempts: count,
  /** 0-1: how sure the verdict is against packet loss; null: nothing can be known there. */
  confidence,
  banner: z.string().max(8_192).optional(),
});
export type PortReport = z.infer<typeof portReportSchema>;

export const extraPortsSchema = z.strictObject({
  state: portStateSchema,
  reason: reasonSchema,
  count: z.number().int().positive(),
  /** Ascending, disjoint ranges: "1-21,23-79". */
  ports: z.string().max(400_000),
  /** The most tries any of them needed. */
  attempts: count.optional(),
  /** The least confidence among them. */
  confidence: confidence.optional(),
});
export type ExtraPorts = z.infer<typeof extraPortsSchema>;

export const hostReportSchema = z.strictObject({
  address: z.string().max(64),
  family: z.union([z.literal(4), z.literal(6)]),
  names: z.array(z.string().max(255)),
  status: hostStatusSchema,
  reason: hostReasonSchema,
  srttMs: z.number().nonnegative().nullable(),
  ports: z.array(portReportSchema),
  extraports: z.array(extraPortsSchema),
});
export type HostReport = z.infer<typeof hostReportSchema>;

export const warningSchema = z.strictObject({
  code: z.string().max(64),
  /** One sentence for a person. */
  message: z.string().max(4_096),
  address: z.string().max(64).optional(),
});
export type ScanWarning = z.infer<typeof warningSchema>;

/** Code of the warning that a host limits its ICMP errors: which of its filtered ports say so is chance. */
export const ICMP_LIMITED = 'icmp-limited';
/** Code of the warning that a host stopped answering while it was asked: what its silence means cannot be told. */
export const HOST_WENT_QUIET = 'host-went-quiet';

export const portCountsSchema = z.strictObject({ open: count, closed: count, filtered: count });
export type PortCounts = z.infer<typeof portCountsSchema>;

export const hostCountsSchema = z.strictObject({ total: count, up: count, down: count, unknown: count });
export type HostCounts = z.infer<typeof hostCountsSchema>;

/**
 * `completed`: every probe has its verdict; `stopped`: a person ended it; `interrupted`: the program died under it;
 * `failed`: it could not go on. Only these four are final.
 */
export const finalStatusSchema = z.enum(['completed', 'stopped', 'interrupted', 'failed']);
export type FinalStatus = z.infer<typeof finalStatusSchema>;

export const scannerSchema = z.strictObject({
  name: z.string().max(64),
  version: z.string().max(64),
  dialer: z.string().max(32),
  platform: z.string().max(64),
});
export type Scanner = z.infer<typeof scannerSchema>;

/** The options as they took effect: `ports` is always explicit ranges, so a report needs no ranking to be read. */
export const reportOptionsSchema = z.looseObject({
  targets: z.array(z.string()),
  exclude: z.array(z.string()),
  ports: z.string(),
  /** The ports as typed, where that says more than the ranges: "top:100". */
  portsAsked: z.string().optional(),
  timing: timingNameSchema,
  discovery: z.boolean(),
  seed: z.number().int(),
});
export type ReportOptions = z.infer<typeof reportOptionsSchema>;

export const scanStatsSchema = z.strictObject({
  probesSent: count,
  retries: count,
  elapsedMs: z.number().nonnegative(),
  /** Share of tries lost, estimated from ports that answered only later; null: not measured. */
  lossRate: z.number().min(0).max(1).nullable(),
  hosts: hostCountsSchema,
  ports: portCountsSchema,
});
export type ScanStats = z.infer<typeof scanStatsSchema>;

export const scanReportSchema = z.strictObject({
  schema: z.literal(REPORT_SCHEMA),
  scanner: scannerSchema,
  id: z.string().max(64),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  status: finalStatusSchema,
  options: reportOptionsSchema,
  stats: scanStatsSchema,
  warnings: z.array(warningSchema),
  hosts: z.array(hostReportSchema),
});
export type ScanReport = z.infer<typeof scanReportSchema>;
