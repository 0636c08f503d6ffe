import { formatDayAndClock } from '../../components/format.ts';

interface Started {
  readonly startedAt: string;
}

/** When a run started; to the second where another of the runs shown with it started in the same minute. */
export function formatStart(run: Started, now: Date, among: readonly Started[]): string {
  const minute = minuteOf(run);
  const seconds = among.some((other) => other.startedAt !== run.startedAt && minuteOf(other) === minute);
  return formatDayAndClock(new Date(run.startedAt), now, { seconds });
}

/** "2026-11-22T09:12" of an ISO 8601 time. */
function minuteOf({ startedAt }: Started): string {
  return startedAt.slice(0, 16);
}
