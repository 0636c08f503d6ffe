/** The lines of the table "Runs": the runs by day. */
import type { RunSummary } from '../../../src-shared/contract/scan-snapshot.ts';
import { formatDay } from '../../components/format.ts';

export type RunLine =
  | { readonly line: 'day'; readonly title: string }
  | { readonly line: 'run'; readonly run: RunSummary; readonly startedAt: Date };

/** Runs (newest first) with a heading before the first of each local day. */
export function groupRuns(runs: readonly RunSummary[], now: Date): RunLine[] {
  const lines: RunLine[] = [];
  let day: string | null = null;
  for (const run of runs) {
    const startedAt = new Date(run.startedAt);
    const title = formatDay(startedAt, now);
    if (title !== day) lines.push({ line: 'day', title });
    day = title;
    lines.push({ line: 'run', run, startedAt });
  }
  return lines;
}
