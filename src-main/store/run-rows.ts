/** A run as a row of the table, and back. */
import { reportOptionsSchema, scannerSchema, type FinalStatus } from '../../src-shared/scan/scan-report.ts';
import type { SqlRow } from './database.ts';
import { joinOptions } from './run-questions.ts';
import type { NewRun, RunRecord } from './run-record.ts';
import { foldText } from './search-text.ts';

/** Bounds what a search has to read of a run with a hundred thousand targets. */
const SEARCH_TEXT_LIMIT = 65_536;

/** What History's search looks into, folded. */
export function searchTextOf(run: NewRun): string {
  const { targets, portsAsked, ports, timing } = run.options;
  const parts = [run.id, run.startedAt, timing, portsAsked ?? ports.slice(0, 4_096), targets.join(' ')];
  return foldText(parts.join(' ').slice(0, SEARCH_TEXT_LIMIT));
}

/** Columns and tables that {@link runFromRow} reads. */
export const RUN_ROWS = 'r.*, q.body AS question_body FROM runs r JOIN questions q ON q.key = r.question';

export function runFromRow(row: SqlRow): RunRecord {
  return {
    id: String(row['id']),
    startedAt: String(row['started_at']),
    finishedAt: nullableText(row['finished_at']),
    status: statusFrom(row['status']),
    error: nullableText(row['error']),
    scanner: scannerSchema.parse(JSON.parse(String(row['scanner']))),
    options: reportOptionsSchema.parse(joinOptions(String(row['question_body']), String(row['options']))),
    plan: String(row['plan']),
    hostsTotal: Number(row['hosts_total']),
    portsPerHost: Number(row['ports_per_host']),
    totals: {
      elapsedMs: Number(row['elapsed_ms']),
      probesSent: Number(row['probes_sent']),
      retries: Number(row['retries']),
      lossRate: nullableNumber(row['loss_rate']),
      ports: { open: Number(row['open']), closed: Number(row['closed']), filtered: Number(row['filtered']) },
      hosts: { up: Number(row['hosts_up']), down: Number(row['hosts_down']) },
    },
  };
}

const STATUSES: readonly ('running' | FinalStatus)[] = [
  'running',
  'completed',
  'stopped',
  'interrupted',
  'failed',
];

function statusFrom(value: unknown): 'running' | FinalStatus {
  // The table's own check allows no other word.
  return STATUSES.find((status) => status === value) ?? 'interrupted';
}

/** Of a run that does not run. */
export function finalStatusOf(value: unknown): FinalStatus {
  const status = statusFrom(value);
  return status === 'running' ? 'interrupted' : status;
}

export function nullableText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

export function nullableNumber(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
