/**
 * What a host said, as a text that is equal for equal outcomes: status and reason, listed ports, and the runs of those not
 * listed. Without address, names and measures, so that hosts and runs that say the same share one.
 *
 * `[status, reason, [[port, reason code, service, banner?]...], [[reason code, count, ranges, state?]...]]`
 */
import {
  codeOfReason,
  hostReasonSchema,
  hostStatusSchema,
  type PortState,
  reasonOfCode,
  stateOfReason,
} from '../../src-shared/scan/port-state.ts';
import { readPortRanges } from '../../src-shared/scan/port-ranges.ts';
import { SpecError } from '../../src-shared/scan/spec-problem.ts';
import { restOfPorts, type PortList } from '../../src-shared/scan/rest-of-ports.ts';
import type { ExtraPorts, HostReport, PortReport } from '../../src-shared/scan/scan-report.ts';
import type { PortRange } from '../../src-shared/scan/timeline-input.ts';

/** A listed port without its measures. */
export type OutcomePort = Pick<PortReport, 'port' | 'protocol' | 'state' | 'reason' | 'service' | 'banner'>;
export type OutcomeRun = Pick<ExtraPorts, 'state' | 'reason' | 'count' | 'ports'>;

export interface Outcome extends Pick<HostReport, 'status' | 'reason'> {
  readonly ports: readonly OutcomePort[];
  readonly extraports: readonly OutcomeRun[];
  /** Where one of the runs is what remains of a list without all other ports: which, and the list's text. */
  readonly rest?: { readonly run: number; readonly of: string };
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

/**
 * The same with the longest run's ports left out, where they are the rest of what was asked: what other ports said does
 * not say. Undefined where no run is.
 */
export function encodeShort(outcome: Outcome, asked: PortList): string | undefined {
  const { extraports } = outcome;
  const longest = extraports.toSorted((a, b) => b.ports.length - a.ports.length)[0];
  if (!longest || !isRest(longest, outcome, asked)) return undefined;
  const runs = extraports.map((run) => (run === longest ? { ...run, ports: REST } : run));
  return encodeOutcome({ ...outcome, extraports: runs });
}

/** Throws for a text that no version wrote. `asked`: where it is the short form. */
export function decodeOutcome(text: string, asked: PortList | null): Outcome {
  // Only ever written above; there may be thousands, so what is in it is looked at where it means something.
  const [said, why, listed, runs] = JSON.parse(text) as EncodedOutcome;
  const status = hostStatusSchema.parse(said);
  const reason = hostReasonSchema.parse(why);
  const ports = listed.map(([port, code, service, banner]): OutcomePort => {
    const reason = reasonOfCode(code);
    const row = { port, protocol: 'tcp', state: stateOfReason(reason), reason, service } as const;
    return banner === undefined ? row : { ...row, banner };
  });
  const extraports = runs.map(([code, count, ranges, state]): OutcomeRun => {
    const reason = reasonOfCode(code);
    return { state: state ?? stateOfReason(reason), reason, count, ports: ranges };
  });
  const at = asked ? extraports.findIndex((run) => run.ports === REST) : -1;
  const run = extraports[at];
  if (!asked || !run) return { status, reason, ports, extraports };
  const others = extraports.toSpliced(at, 1);
  extraports[at] = lazily(run, () => restOf(ports, others, asked));
  return { status, reason, ports, extraports, rest: { run: at, of: asked.text } };
}

/** Its ports are written out when they are looked at: a timeline of thousands of outcomes does not. */
function lazily({ state, reason, count }: OutcomeRun, write: () => string): OutcomeRun {
  let written: string | undefined;
  return {
    state,
    reason,
    count,
    get ports() {
      return (written ??= write());
    },
  };
}

function isRest(run: OutcomeRun, { ports, extraports }: Outcome, asked: PortList): boolean {
  const others = extraports.filter((other) => other !== run);
  try {
    return restOf(ports, others, asked) === run.ports;
  } catch (error) {
    // A stranger's report may hold anything.
    if (error instanceof SpecError) return false;
    throw error;
  }
}

type EncodedOutcome = readonly [
  status: string,
  reason: string,
  ports: readonly (readonly [port: number, code: number, service: string | null, banner?: string])[],
  runs: readonly (readonly [code: number, count: number, ranges: string, state?: PortState])[],
];

/** No ranges of ports. */
const REST = '*';

/** What was asked without these. Throws SpecError where the runs are no ranges. */
function restOf(
  ports: readonly Pick<OutcomePort, 'port'>[],
  runs: readonly OutcomeRun[],
  asked: PortList,
): string {
  const taken = ports.map(({ port }): PortRange => [port, port]);
  for (const run of runs) taken.push(...readPortRanges(run.ports));
  if (runs.length > 0) taken.sort((a, b) => a[0] - b[0]);
  return restOfPorts(asked, taken);
}
