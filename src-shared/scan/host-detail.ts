/** Everything that is known of one host of a run, compact enough to be asked for while the scan runs. */
import { z } from 'zod';
import { ALL_PORTS } from './port-codes.ts';
import { reasonSchema } from './port-state.ts';
import { hostSummarySchema } from './scan-event.ts';
import { portCountsSchema, portReportSchema, warningSchema } from './scan-report.ts';

const count = z.number().int().nonnegative();

/** More rows than anyone reads; every port's verdict is in `ports` anyway. */
export const MAX_DETAIL_ROWS = 400;
/** A banner as a line of a list; the port's own row has it whole. */
export const MAX_DETAIL_BANNER = 160;
const MAX_DETAIL_WARNINGS = 50;

export const hostDetailSchema = z.strictObject({
  host: hostSummarySchema.extend({ counts: portCountsSchema }),
  /** The verdict of every port: text of port-codes.ts. */
  ports: z.string().max(ALL_PORTS),
  /** Open ports first where there are too many; ascending. */
  rows: z.array(portReportSchema).max(MAX_DETAIL_ROWS),
  /** What can be said of the ports of a reason without a row of their own. */
  reasons: z.array(
    z.strictObject({
      reason: reasonSchema,
      /** The most tries any of them needed. */
      attempts: count,
      /** The least confidence among them. */
      confidence: z.number().min(0).max(1).nullable(),
    }),
  ),
  /** Half of the round-trips that are known port by port lie this close to their median; null: fewer than two are. */
  rttSpread: z.strictObject({ measured: count, deviationMs: z.number().nonnegative() }).nullable(),
  /** Of this host only. */
  warnings: z.array(warningSchema).max(MAX_DETAIL_WARNINGS),
  /** The scan's last event that this answer covers. */
  seq: z.number().int(),
});
export type HostDetail = z.infer<typeof hostDetailSchema>;

/** The warnings of a run that concern one host. */
export function warningsOfHost<W extends { readonly address?: string | undefined }>(
  warnings: readonly W[],
  address: string,
): W[] {
  return warnings.filter((warning) => warning.address === address).slice(0, MAX_DETAIL_WARNINGS);
}
