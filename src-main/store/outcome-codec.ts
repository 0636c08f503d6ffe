/**
 * What a host said, as a text that is equal for equal outcomes: status and reason, listed ports, and the runs of those not
 * listed. Without address, names and measures, so that hosts and runs that say the same share one.
 *
 * `[status, reason, [[port, reason code, service, banner?]...], [[reason code, count, ranges, state?]...]]`
 */
import { z } from 'zod';
import {
  codeOfReason,
  hostReasonSchema,
  hostStatusSchema,
  portStateSchema,
  reasonOfCode,
  stateOfReason,
} from '../../src-shared/scan/port-state.ts';
import type { ExtraPorts, HostReport, PortReport } from '../../src-shared/scan/scan-report.ts';

/** A listed port without its measures. */
export type OutcomePort = Pick<PortReport, 'port' | 'protocol' | 'state' | 'reason' | 'service' | 'banner'>;
export type OutcomeRun = Pick<ExtraPorts, 'state' | 'reason' | 'count' | 'ports'>;

export interface Outcome extends Pick<HostReport, 'status' | 'reason'> {
  readonly ports: readonly OutcomePort[];
  readonly extraports: readonly OutcomeRun[];
}

export function encodeOutcome({ status, reason, ports, extraports }: Outcome): string {
  return JSON.stringify([
    status,
    reason,
    ports.map(({ port, reason, service, banner }) =>
      banner === undefined
        ? [port, codeOfReason(reason), service]
        : [port, codeOfReason(reason), service, banner],
    ),
    extraports.map(({ state, reason, count, ports: ranges }) => {
      const run = [codeOfReason(reason), count, ranges];
      return state === stateOfReason(reason) ? run : [...run, state];
    }),
  ]);
}

const outcomeSchema = z.tuple([
  hostStatusSchema,
  hostReasonSchema,
  z.array(
    z.union([
      z.tuple([z.number(), z.number(), z.string().nullable()]),
      z.tuple([z.number(), z.number(), z.string().nullable(), z.string()]),
    ]),
  ),
  z.array(
    z.union([
      z.tuple([z.number(), z.number(), z.string()]),
      z.tuple([z.number(), z.number(), z.string(), portStateSchema]),
    ]),
  ),
]);

/** Throws for a text that no version wrote. */
export function decodeOutcome(text: string): Outcome {
  const [status, reason, ports, extraports] = outcomeSchema.parse(JSON.parse(text));
  return {
    status,
    reason,
    ports: ports.map(([port, code, service, banner]): OutcomePort => {
      const reason = reasonOfCode(code);
      const row = { port, protocol: 'tcp', state: stateOfReason(reason), reason, service } as const;
      return banner === undefined ? row : { ...row, banner };
    }),
    extraports: extraports.map(([code, count, ranges, state]): OutcomeRun => {
      const reason = reasonOfCode(code);
      return { state: state ?? stateOfReason(reason), reason, count, ports: ranges };
    }),
  };
}
