/** Finds a run by its id, wherever it is: under way here, just ended, or in history. */
import { PortolanError } from '../../src-shared/contract/wire.ts';
import { isFinal } from '../../src-shared/scan/fold-scan.ts';
import type { ScanWarning } from '../../src-shared/scan/scan-report.ts';
import type { ReportSource } from '../reports/report-source.ts';
import type { Database } from '../store/database.ts';
import { readHosts } from '../store/read-hosts.ts';
import type { RunRecord } from '../store/run-record.ts';
import type { RunRepository } from '../store/run-repository.ts';
import type { LiveRun } from './live-run.ts';
import { reportOf, type RunData } from './run-data.ts';
import { loadStoredRun } from './stored-run.ts';

/** Runs kept in memory after they were looked at: two that are compared, and one more. */
const MAX_LOADED = 3;

export interface RunLibrary {
  /** Throws PortolanError `not-found`. */
  record(scanId: string): RunRecord;
  /** Throws PortolanError `not-found`. */
  open(scanId: string): RunData;
  /** All of them; the view holds the first few. */
  warnings(scanId: string): readonly ScanWarning[];
  /** A report of the run as it is now. Throws PortolanError `not-found`. */
  report(scanId: string): ReportSource;
  /** Forgets what is in memory of runs that were deleted or taken up again. */
  forget(scanIds: readonly string[]): void;
}

export interface RunLibraryOptions {
  readonly database: Database;
  readonly repository: RunRepository;
  readonly live: ReadonlyMap<string, LiveRun>;
  serviceName(port: number): string | null;
}

export function createRunLibrary({ database, repository, live, serviceName }: RunLibraryOptions): RunLibrary {
  const loaded = new Map<string, RunData>();
  const record = (scanId: string): RunRecord => {
    const found = repository.find(scanId);
    if (!found) throw noSuchRun(scanId);
    return found;
  };
  const load = (scanId: string): RunData =>
    database.read(() =>
      loadStoredRun({
        record: record(scanId),
        warnings: repository.warnings(scanId),
        hosts: readHosts(database, scanId),
        serviceName,
      }),
    );
  const open = (scanId: string): RunData => {
    const underWay = live.get(scanId);
    if (underWay) return underWay;
    const known = loaded.get(scanId);
    loaded.delete(scanId);
    const run = known ?? load(scanId);
    // A run that another process is still at changes under us: it is read again each time.
    if (isFinal(run.view.status)) loaded.set(scanId, run);
    const oldest = loaded.keys().next();
    if (loaded.size > MAX_LOADED && !oldest.done) loaded.delete(oldest.value);
    return run;
  };
  const warnings = (scanId: string): readonly ScanWarning[] =>
    live.get(scanId)?.warnings ?? repository.warnings(scanId);
  return {
    record,
    open,
    warnings,
    report: (scanId) => {
      return reportOf(open(scanId), warnings(scanId));
    },
    forget: (scanIds) => {
      for (const scanId of scanIds) loaded.delete(scanId);
    },
  };
}

export function noSuchRun(scanId: string): PortolanError {
  return new PortolanError(
    'not-found',
    `There is no run ${scanId.slice(0, 64)} in the history (any more): choose another one from the list of runs.`,
  );
}
