/** A run's hosts and verdicts in memory, whether it is under way or comes from history: what tables and reports read. */
import { isFinal, type HostView, type ScanView } from '../../src-shared/scan/fold-scan.ts';
import {
  REPORT_SCHEMA,
  type HostReport,
  type ScanStats,
  type ScanWarning,
} from '../../src-shared/scan/scan-report.ts';
import { STILL_RUNNING, type ReportSource } from '../reports/report-source.ts';
import { listedPorts, type HostColumns } from './host-columns.ts';

export interface RunHost {
  /** Index in the run's address list: the order of every listing. */
  readonly position: number;
  readonly head: HostView;
  readonly columns: HostColumns;
}

export interface RunData {
  readonly scanId: string;
  readonly view: ScanView;
  /** Rises whenever a verdict or a host's head changed; constant once the run is final. */
  readonly version: number;
  /** Hosts that have said something or were decided, by position. */
  hosts(): readonly RunHost[];
  /** One of them; undefined: the run knows nothing of that address (yet). */
  host(address: string): RunHost | undefined;
  stats(): ScanStats;
}

const STILL_RUNNING_WARNING: ScanWarning = {
  code: STILL_RUNNING,
  message: 'The scan was still running when this report was written: it holds what was known by then.',
};

/**
 * A report of the run as it is now; its hosts are made while it is written, from what is known at this moment.
 * A scan that is still running is reported as `stopped`, as the format knows final states only; `finishedAt: null` and
 * the warning `still-running` tell it from one that a person stopped.
 */
export function reportOf(run: RunData, warnings: readonly ScanWarning[]): ReportSource {
  const { view } = run;
  const { scanner, options, startedAt, finishedAt, status } = view;
  if (!scanner || !options || !startedAt) throw new Error(`Run ${run.scanId} has no beginning`);
  const final = isFinal(status);
  const hosts = run.hosts();
  return {
    schema: REPORT_SCHEMA,
    scanner,
    id: run.scanId,
    startedAt,
    finishedAt,
    status: final ? status : 'stopped',
    options,
    stats: run.stats(),
    warnings: final ? [...warnings] : [...warnings, STILL_RUNNING_WARNING],
    hosts: {
      *[Symbol.iterator]() {
        for (const host of hosts) yield hostReportOf(host);
      },
    },
  };
}

/** The host at a position, in a list by position; undefined where it is not in it. */
export function hostAt(hosts: readonly RunHost[], position: number): RunHost | undefined {
  let low = 0;
  let high = hosts.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = hosts[middle];
    if (!found || found.position === position) return found;
    if (found.position < position) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
}

export function hostReportOf({ head, columns }: RunHost): HostReport {
  const { address, family, names, status, reason, srttMs } = head;
  return {
    address,
    family,
    names,
    status,
    reason,
    srttMs,
    ports: listedPorts(columns),
    extraports: [...columns.runs],
  };
}
