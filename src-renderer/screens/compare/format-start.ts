import { formatDayAndClock } from '../../components/format.ts';

interface Started {
  readonly startedAt: string;
  /** A run of the list has the one, a side of a comparison the other. */
  readonly scanId?: string;
  readonly id?: string;
}

/** When a run started; to the second where another of the runs shown with it would read the same. */
export function formatStart(run: Started, now: Date, among: readonly (Started | null)[]): string {
  const read = (one: Started): string => formatDayAndClock(new Date(one.startedAt), now);
  const seconds = among.some((other) => other && idOf(other) !== idOf(run) && read(other) === read(run));
  return formatDayAndClock(new Date(run.startedAt), now, { seconds });
}

function idOf({ scanId, id }: Started): string | undefined {
  return scanId ?? id;
}
