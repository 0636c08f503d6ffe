/** A kept watch as it is shown, and when it is due. */
import { watchOutcomeSchema, type RunWatch } from '../../../src-shared/contract/run-watch.ts';
import { scanOptionsSchema } from '../../../src-shared/scan/scan-options.ts';
import type { WatchRecord } from '../../store/watch-repository.ts';
import { nextRuns, readSchedule, type Schedule } from './read-schedule.ts';

/** The cron pattern of its schedule; null where this version cannot read it. */
export function patternOf(record: WatchRecord): string | null {
  return scheduleOf(record)?.pattern ?? null;
}

/** A clock is set back by more than this: what was looked up in its future is looked up again. */
export const CLOCK_SET_BACK_MS = 60_000;

/** When it is due next, ms since 1970, perhaps in the past; null: never, or paused. */
export function dueAfter(record: WatchRecord): number | null {
  const pattern = record.enabled ? patternOf(record) : null;
  return pattern === null ? null : (nextRuns(pattern, record.checkedMs, 1)[0] ?? null);
}

/**
 * `runningHere`: this process has its run under way; `isWatched`: someone starts it when it is due. Nothing for a watch
 * that only a later version can read.
 */
export function viewOfWatch(record: WatchRecord, runningHere: boolean, isWatched: boolean): RunWatch[] {
  const kept = scanOptionsSchema.safeParse(JSON.parse(record.options));
  if (!kept.success) return [];
  const dueMs = isWatched ? dueAfter(record) : null;
  const { last } = record;
  const runningIn = runningHere ? null : record.elsewhere;
  return [
    {
      id: record.id,
      name: record.name,
      schedule: record.schedule,
      words: scheduleOf(record)?.words ?? null,
      options: kept.data,
      enabled: record.enabled,
      nextAt: dueMs === null ? null : new Date(dueMs).toISOString(),
      running: runningHere || runningIn !== null,
      runningIn,
      last: last && {
        scanId: last.scanId,
        at: new Date(last.atMs).toISOString(),
        outcome: watchOutcomeSchema.catch('failed').parse(last.outcome),
        headline: last.headline,
      },
      skipped: record.skipped,
    },
  ];
}

function scheduleOf({ schedule }: WatchRecord): Schedule | null {
  try {
    return readSchedule(schedule);
  } catch {
    // A later version may know more words.
    return null;
  }
}
