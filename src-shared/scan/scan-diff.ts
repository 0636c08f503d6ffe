/** What changed between two scans: the shape. The judgement is in diff-scans.ts. */
import { z } from 'zod';
import { hostStatusSchema, portStateSchema, reasonSchema } from './port-state.ts';
import { portCountsSchema } from './scan-report.ts';

const count = z.number().int().nonnegative();

/**
 * `opened`, `closed`, `filtered`: the state changed to that. `reason-only`: another reason that is not merely vaguer,
 * with no change of state proven. `service`: the service differs. `doubtful`: one side is silence that may be lost
 * packets (doubtful-silence.ts), so nothing is asserted. `not-comparable`: asked in only one of the two.
 */
export const PORT_CHANGE_KINDS = [
  'opened',
  'closed',
  'filtered',
  'reason-only',
  'service',
  'doubtful',
  'not-comparable',
] as const;
export const portChangeKindSchema = z.enum(PORT_CHANGE_KINDS);
export type PortChangeKind = (typeof PORT_CHANGE_KINDS)[number];

/** A side of a change; null where the port was not asked (never "closed"). */
export const verdictSchema = z
  .strictObject({
    state: portStateSchema,
    reason: reasonSchema,
    service: z.string().max(255).nullable(),
    confidence: z.number().min(0).max(1).nullable(),
  })
  .nullable();
export type Verdict = z.infer<typeof verdictSchema>;

/**
 * Neighbours among the ports that were asked, with the same change, are one entry: `count` ports from `port` to
 * `lastPort`. Ports that neither run asked may lie between; the least confidence stands for all.
 */
/** Kinds that assert a difference in what both runs asked; the others are said apart. */
export const ASSERTED_KINDS: ReadonlySet<PortChangeKind> = new Set([
  'opened',
  'closed',
  'filtered',
  'service',
]);

export const portChangeSchema = z.strictObject({
  kind: portChangeKindSchema,
  address: z.string().max(64),
  hostName: z.string().max(255).nullable(),
  port: z.number().int(),
  lastPort: z.number().int(),
  count: count,
  before: verdictSchema,
  after: verdictSchema,
});
export type PortChange = z.infer<typeof portChangeSchema>;

/**
 * `may-be-new`, `may-be-gone`: one run heard nothing of the host, which may be lost packets (doubtful-absence.ts), so
 * nothing is asserted.
 */
export const HOST_CHANGE_KINDS = [
  'appeared',
  'gone',
  'may-be-new',
  'may-be-gone',
  'not-scanned-before',
  'not-scanned-after',
] as const;
export const hostChangeSchema = z.strictObject({
  kind: z.enum(HOST_CHANGE_KINDS),
  address: z.string().max(64),
  hostName: z.string().max(255).nullable(),
  before: hostStatusSchema.nullable(),
  after: hostStatusSchema.nullable(),
  /** The host's open ports in the run that has it. */
  openPorts: z.array(z.number().int()).max(100),
});
export type HostChange = z.infer<typeof hostChangeSchema>;

const sideSchema = z.strictObject({
  id: z.string().max(64),
  startedAt: z.string(),
  status: z.string(),
  targets: z.array(z.string()),
  ports: z.string().max(400_000),
  counts: portCountsSchema,
  hostsUp: count,
  reasons: z.partialRecord(reasonSchema, count),
});
export type DiffSide = z.infer<typeof sideSchema>;

export const scanDiffSchema = z.strictObject({
  before: sideSchema,
  after: sideSchema,
  hosts: z.array(hostChangeSchema).max(100_000),
  ports: z.array(portChangeSchema).max(200_000),
  /** Ports (not entries) of each kind. */
  counts: z.record(portChangeKindSchema, count),
  /** True when state, host or service changed in what both runs asked: what `diff` exits 1 for. */
  different: z.boolean(),
  /** False where the runs asked nothing in common, so that nothing is said of them: what `diff` exits 2 for. */
  comparable: z.boolean(),
  /** "3 ports opened, 1 closed, 1 host gone"; "Nothing changed". */
  headline: z.string(),
});
export type ScanDiff = z.infer<typeof scanDiffSchema>;
