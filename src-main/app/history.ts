/** The list of runs, deleting and undoing. */
import { isFinal } from '../../src-shared/scan/fold-scan.ts';
import type { RunSummary } from '../../src-shared/contract/scan-snapshot.ts';
import { PortolanError } from '../../src-shared/contract/wire.ts';
import type { Database } from '../store/database.ts';
import { readMarks, type RunMarks } from '../store/mark-rows.ts';
import type { RunQuery } from '../store/run-list.ts';
import type { RunRecord } from '../store/run-record.ts';
import type { RunRepository } from '../store/run-repository.ts';
import { importedFrom } from './import-report.ts';
import type { LiveRun } from './live-run.ts';
import { noSuchRun, type RunLibrary } from './run-library.ts';

const MAX_TARGETS_LISTED = 20;
const MAX_PORTS_LENGTH = 4_096;

export interface History {
  list(query: RunQuery): { total: number; runs: RunSummary[] };
  /** Throws PortolanError `not-found`. */
  summary(scanId: string): RunSummary;
  /** Throws PortolanError `wrong-state` where a run is still under way; the others are deleted. */
  delete(scanIds: readonly string[]): void;
  restore(scanIds: readonly string[]): void;
}

export interface HistoryOptions {
  readonly database: Database;
  readonly repository: RunRepository;
  readonly library: RunLibrary;
  readonly live: Map<string, LiveRun>;
}

export function createHistory({ database, repository, library, live }: HistoryOptions): History {
  const summarise = (records: readonly RunRecord[]): RunSummary[] => {
    const marks = readMarks(
      database,
      records.map(({ id }) => id),
    );
    return records.flatMap((record) => {
      const found = marks.get(record.id);
      // Another process may have removed it since.
      return found ? [summaryOf(record, found, live.get(record.id))] : [];
    });
  };
  return {
    list: (query) => {
      repository.markInterrupted();
      const { total, runs } = repository.list(query);
      return { total, runs: summarise(runs) };
    },
    summary: (scanId) => {
      const [found] = summarise([library.record(scanId)]);
      if (!found) throw noSuchRun(scanId);
      return found;
    },
    delete: (scanIds) => {
      const running = repository.softDelete(scanIds);
      library.forget(scanIds);
      for (const scanId of scanIds) if (!running.includes(scanId)) live.delete(scanId);
      const [first] = running;
      if (first === undefined) return;
      const others = running.length > 1 ? ` and ${running.length - 1} more` : '';
      throw new PortolanError(
        'wrong-state',
        `The scan ${first}${others} is still running: stop it, then delete it.`,
      );
    },
    restore: (scanIds) => repository.restore(scanIds),
  };
}

/** A scan that runs here is ahead of what was last kept of it. */
function summaryOf(record: RunRecord, marks: RunMarks, run: LiveRun | undefined): RunSummary {
  const { targets, portsAsked, ports, timing } = record.options;
  const stats = run?.stats();
  const status = run?.view.status;
  const imported = importedFrom(record);
  return {
    scanId: record.id,
    startedAt: record.startedAt,
    finishedAt: record.finishedAt,
    status: status && !isFinal(status) ? status : record.status,
    targets: targets.slice(0, MAX_TARGETS_LISTED),
    moreTargets: Math.max(0, targets.length - MAX_TARGETS_LISTED),
    ports: (portsAsked ?? ports).slice(0, MAX_PORTS_LENGTH),
    timing,
    elapsedMs: stats?.elapsedMs ?? record.totals.elapsedMs,
    counts: stats?.ports ?? record.totals.ports,
    hostsUp: stats?.hosts.up ?? record.totals.hosts.up,
    hostsTotal: record.hostsTotal,
    ...(imported === undefined ? {} : { importedFrom: imported }),
    series: marks.series,
    tags: [...marks.tags],
    note: marks.note,
  };
}
