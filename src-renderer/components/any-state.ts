import type { PortCounts } from '../../src-shared/scan/scan-report.ts';
import type { PortState } from '../../src-shared/scan/port-state.ts';

/** Everything a port or a host can be shown as: the three verdicts, nothing known, and never asked. */
export type AnyState = PortState | 'unknown' | 'not-scanned';

/** The order of states in every bar, ring and legend: the loud exception first. */
export const STATE_ORDER = ['open', 'filtered', 'closed'] as const satisfies readonly PortState[];

/** The word for a state, as it stands in tables and text alternatives. */
export function stateWord(state: AnyState): string {
  return state === 'not-scanned' ? 'not scanned' : state;
}

/** Counts as the parts of a {@link StackBar}, in the order of the charts. */
export function stateParts(counts: PortCounts): [AnyState, number][] {
  return STATE_ORDER.map((state) => [state, counts[state]]);
}

/** "3 open, 12 filtered, 985 closed": the text alternative of every drawing of counts. Absent states are left out. */
export function describeParts(parts: readonly (readonly [AnyState, number])[]): string {
  const words = parts
    .filter(([, count]) => count > 0)
    .map(([state, count]) => `${count.toLocaleString('en')} ${stateWord(state)}`);
  return words.length > 0 ? words.join(', ') : 'no ports yet';
}
