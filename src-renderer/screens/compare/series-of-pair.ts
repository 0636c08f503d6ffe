import type { AppState } from '../../state/store.ts';

/** The series that both compared runs belong to, where it is known and has more to show than them; otherwise null. */
export function seriesOfPair({ compare, series }: AppState): string | null {
  const { before, after } = compare.pair;
  if (before === null || after === null) return null;
  const isShown = (scanId: string) => series.timeline?.runs.some((run) => run.scanId === scanId) ?? false;
  if (isShown(before) && isShown(after)) return series.seriesId;
  const placeOf = (scanId: string) => compare.runs?.find((run) => run.scanId === scanId)?.series;
  const place = placeOf(after);
  return place !== undefined && place.runs > 1 && placeOf(before)?.id === place.id ? place.id : null;
}
