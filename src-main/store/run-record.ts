/** What the store takes and gives: runs, their totals, their hosts. */
import type {
  ExtraPorts,
  FinalStatus,
  HostCounts,
  HostReport,
  PortCounts,
  PortReport,
  ReportOptions,
  Scanner,
  ScanWarning,
} from '../../src-shared/scan/scan-report.ts';

export interface NewRun {
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly scanner: Scanner;
  readonly options: ReportOptions;
  /** Whatever the scan needs to be taken up again, as JSON; opaque to the store. */
  readonly plan: string;
  readonly hostsTotal: number;
  readonly portsPerHost: number;
}

export interface RunTotals {
  readonly elapsedMs: number;
  readonly probesSent: number;
  readonly retries: number;
  readonly lossRate: number | null;
  readonly ports: PortCounts;
  readonly hosts: Pick<HostCounts, 'up' | 'down'>;
}

export interface RunRecord extends NewRun {
  readonly status: 'running' | FinalStatus;
  readonly finishedAt: string | null;
  readonly error: string | null;
  readonly totals: RunTotals;
}

/** A host without its ports. */
export interface HostHead extends Omit<HostReport, 'ports' | 'extraports' | 'family'> {
  /** Index in the run's address list. */
  readonly position: number;
}

/** A host that is done: nothing more will come of it in this run. */
export interface FinishedHost extends HostHead {
  readonly ports: readonly PortReport[];
  readonly extraports: readonly ExtraPorts[];
}

/** New verdicts of a host in flight, encoded by verdict-codec.ts. */
export interface VerdictPiece {
  readonly position: number;
  readonly verdicts: Uint8Array;
  /** Those of its ports whose greeting was read, as rows: a greeting has no place among the columns. */
  readonly greeted?: readonly PortReport[];
}

/** Everything that became known since the last commit. Applied as one transaction. */
export interface RunChanges {
  /** Hosts in flight that are new or changed; each before its first verdicts. */
  readonly heads: readonly HostHead[];
  readonly verdicts: readonly VerdictPiece[];
  /** Replaces what was kept of these hosts in flight. */
  readonly finished: readonly FinishedHost[];
  readonly warnings: readonly ScanWarning[];
  readonly totals: RunTotals;
}

/**
 * A kept host. Of one that was never finished, `inFlight` holds the pieces of its verdicts and the report only those ports
 * whose greeting was read.
 */
export interface KeptHost {
  readonly position: number;
  readonly report: HostReport;
  readonly finished: boolean;
  readonly inFlight: readonly Uint8Array[];
}
