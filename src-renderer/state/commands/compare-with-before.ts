/** The run before another one of the same targets: what a person compares most. */
import type { RunSummary } from '../../../src-shared/contract/scan-snapshot.ts';
import type { AppStore } from '../store.ts';

/** What makes two runs comparable at a glance: the same targets, as typed. */
export function targetsKey({ targets, moreTargets }: RunSummary): string {
  return `${targets.join(', ')} +${moreTargets}`;
}

/** The newest run of the same targets that is older than `scanId`'s; undefined where none is among `runs` (newest first). */
export function runBefore(runs: readonly RunSummary[], scanId: string): RunSummary | undefined {
  const at = runs.findIndex((run) => run.scanId === scanId);
  const run = runs[at];
  return run && runs.slice(at + 1).find((other) => targetsKey(other) === targetsKey(run));
}

/** Goes to Compare with a run and the one before it. */
export function compareWithBefore(store: AppStore, scanId: string): void {
  const before = runBefore(store.getState().recent, scanId);
  if (before) store.getState().navigate({ screen: 'compare', before: before.scanId, after: scanId });
}
