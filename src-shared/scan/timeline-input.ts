/**
 * What a timeline is built from: many runs with their hosts, kept so that equal things are the same object. Outcomes
 * seldom change from run to run, so each distinct pair of them is judged once, however many runs there are.
 */
import type { HostReason, HostStatus, Reason } from './port-state.ts';
import type { FinalStatus, PortCounts, ScanWarning } from './scan-report.ts';

/** First and last port. */
export type PortRange = readonly [first: number, last: number];

/**
 * What a host said in a run, without measures. The same content must be the same object (`===`) throughout an input: it
 * is judged once an object, so a reader that makes a new one for each run is right, only slow.
 */
export interface HostOutcome {
  readonly names: readonly string[];
  readonly status: HostStatus;
  readonly reason: HostReason;
  /** Ascending by port. */
  readonly ports: readonly OutcomePort[];
  /** Ranges as a report holds them: "1-21,23-79". */
  readonly extraports: readonly { readonly reason: Reason; readonly ports: string }[];
  /**
   * Where one of `extraports` (its index) is what remains of a list of ports without all others of the outcome: the text
   * of that list. Only to be quick: such a run's ports need not be read.
   */
  readonly rest?: { readonly run: number; readonly of: string };
}

export interface OutcomePort {
  readonly port: number;
  readonly reason: Reason;
  readonly service: string | null;
}

export interface TimelineInputRun {
  readonly scanId: string;
  readonly startedAt: string;
  readonly status: FinalStatus;
  readonly elapsedMs: number;
  readonly counts: PortCounts;
  readonly hostsUp: number;
  /** As in the report; null: not measured. */
  readonly lossRate: number | null;
  readonly tags: readonly string[];
  readonly note: string;
  /** `scanner.dialer` of the report: whether the run saw what came back or only an errno. */
  readonly dialer: string;
  readonly options: {
    readonly targets: readonly string[];
    readonly exclude: readonly string[];
    /** Explicit ranges. */
    readonly ports: string;
  };
  readonly warnings: readonly Pick<ScanWarning, 'code' | 'address'>[];
}

export interface TimelineInputHost {
  readonly address: string;
  /** One a run, in the order of `runs`; null: the run's report has no such host. */
  readonly outcomes: readonly (HostOutcome | null)[];
  /**
   * By run: ports whose silence in it is not to be relied on (doubtful-silence.ts), ascending and disjoint; ports that
   * were not silent may lie in the ranges. Null, as a rule: in no run.
   */
  readonly doubts: ReadonlyMap<number, readonly PortRange[]> | null;
}

export interface TimelineInput {
  /** Oldest first. */
  readonly runs: readonly TimelineInputRun[];
  /** Every host of any run, once, in any order; gone through once as a rule, so it may be read while it is built from. */
  readonly hosts: Iterable<TimelineInputHost>;
}
