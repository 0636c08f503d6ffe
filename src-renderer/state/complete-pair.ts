/** Which two runs are compared where a person named one, or none. Pure. */
import type { RunSummary } from '../../src-shared/contract/scan-snapshot.ts';

export interface RunPair {
  readonly before: string | null;
  readonly after: string | null;
}

/**
 * Fills what is missing. Of nothing: the latest run that has an earlier one of the same targets, and that one; where no
 * two runs have the same targets, the latest two. Of one run: the nearest of the same targets on the other side of it in
 * time, or else the nearest. Runs still under way are not chosen unasked.
 */
export function completePair(pair: RunPair, runs: readonly RunSummary[]): RunPair {
  if (pair.before !== null && pair.after !== null) return pair;
  const finished = runs.filter((run) => run.status !== 'running' && run.status !== 'paused');
  const known = (id: string | null) => runs.find((run) => run.scanId === id);
  if (pair.before !== null) {
    const before = known(pair.before);
    if (!before) return pair;
    const later = finished.filter((run) => run.startedAt > before.startedAt).toReversed();
    return { ...pair, after: (sameTargets(later, before) ?? later[0])?.scanId ?? null };
  }
  const asked = known(pair.after);
  if (pair.after !== null && !asked) return pair;
  const candidates = asked ? [asked] : finished;
  for (const after of candidates) {
    const before = sameTargets(earlierThan(after, finished), after);
    if (before) return { before: before.scanId, after: after.scanId };
  }
  const [after] = candidates;
  if (!after) return pair;
  return { before: earlierThan(after, finished)[0]?.scanId ?? null, after: after.scanId };
}

/** The runs before one, latest first. */
function earlierThan(run: RunSummary, runs: readonly RunSummary[]): RunSummary[] {
  return runs.filter((other) => other.scanId !== run.scanId && other.startedAt <= run.startedAt);
}

function sameTargets(runs: readonly RunSummary[], as: RunSummary): RunSummary | undefined {
  const wanted = targetsKey(as);
  return runs.find((run) => targetsKey(run) === wanted);
}

function targetsKey(run: RunSummary): string {
  return JSON.stringify([run.targets.map((target) => target.toLowerCase()).sort(), run.moreTargets]);
}
