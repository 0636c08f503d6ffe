/** What is not as agreed, or cannot be judged: the shape. The judgement is in check-expectations.ts. */
import { z } from 'zod';
import { portStateSchema, reasonSchema } from '../port-state.ts';
import { placeSchema } from './expectations.ts';

const count = z.number().int().nonnegative();
const port = z.number().int().min(0).max(65_535);

/**
 * `unexpected-open`: open, and no rule lets it be. `missing-open`: must be open, and is not. `missing-host`: must answer,
 * and does not. `unexpected-host`: may not answer, and does. `doubtful`: must be open, and a silence that may be lost
 * packets. `not-judged`: the run did not ask, or got no verdict. The last two are no violation, and no agreement.
 */
export const FINDING_KINDS = [
  'unexpected-open',
  'missing-open',
  'unexpected-host',
  'missing-host',
  'doubtful',
  'not-judged',
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

const UNSURE: ReadonlySet<FindingKind> = new Set(['doubtful', 'not-judged']);

/** Whether a finding of this kind shows that something is not as agreed. */
export function isViolation(kind: FindingKind): boolean {
  return !UNSURE.has(kind);
}

/** Neighbouring ports with the same to say of them are one finding: `count` ports from `port` to `lastPort`. */
export const findingSchema = z.strictObject({
  kind: z.enum(FINDING_KINDS),
  /** Or the name of the rule that no host of the run carries. */
  address: z.string().max(255),
  hostName: z.string().max(255).nullable(),
  /** Null: the finding is of the host as a whole. */
  port: port.nullable(),
  lastPort: port.nullable(),
  /** Ports, or 1 for a host. */
  count,
  /** What was found; null: no verdict. */
  state: portStateSchema.nullable(),
  reason: reasonSchema.nullable(),
  service: z.string().max(255).nullable(),
  confidence: z.number().min(0).max(1).nullable(),
  /** The rule's name, where it has one. */
  rule: z.string().max(255).nullable(),
  /** Where the file says so; null: no rule speaks of the host. */
  place: placeSchema.nullable(),
  /** One sentence, without the host. */
  message: z.string().max(1_024),
});
export type Finding = z.infer<typeof findingSchema>;

/** More findings than a person reads; the counts stay whole. */
export const MAX_FINDINGS = 10_000;

export const CHECK_VERDICTS = ['agreed', 'not-agreed', 'unsure'] as const;

export const checkResultSchema = z.strictObject({
  /** `agreed` only where everything that is demanded was seen, in a run that went to its end. */
  verdict: z.enum(CHECK_VERDICTS),
  /** "2 ports open that should not be, 1 missing". */
  headline: z.string().max(1_024),
  /** By host, in the order of addresses. */
  findings: z.array(findingSchema).max(MAX_FINDINGS),
  /** Ports (hosts, for findings of hosts) of each kind. */
  counts: z.record(z.enum(FINDING_KINDS), count),
  /** Hosts that answered and were judged, and their ports with a verdict. */
  hosts: count,
  ports: count,
});
export type CheckResult = z.infer<typeof checkResultSchema>;
