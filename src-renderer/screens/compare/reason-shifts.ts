/** What each reason gained and lost between two runs, counted over the ports that both asked. */
import type { ReasonShift } from '../../charts/gained-and-lost.tsx';
import { REASONS, type Reason } from '../../../src-shared/scan/port-state.ts';
import type { ScanDiff } from '../../../src-shared/scan/scan-diff.ts';

/**
 * Every reason that either run met, in the order of the list of reasons. Ports asked in only one run are neither gained
 * nor lost: a port that was not asked says nothing.
 */
export function reasonShifts(diff: ScanDiff): ReasonShift[] {
  const gained = new Map<Reason, number>();
  const lost = new Map<Reason, number>();
  for (const { before, after, count } of diff.ports) {
    if (before === null || after === null || before.reason === after.reason) continue;
    gained.set(after.reason, (gained.get(after.reason) ?? 0) + count);
    lost.set(before.reason, (lost.get(before.reason) ?? 0) + count);
  }
  return REASONS.filter((reason) => met(diff, reason)).map((reason) => ({
    reason,
    gained: gained.get(reason) ?? 0,
    lost: lost.get(reason) ?? 0,
  }));
}

function met(diff: ScanDiff, reason: Reason): boolean {
  return (diff.before.reasons[reason] ?? 0) + (diff.after.reasons[reason] ?? 0) > 0;
}
