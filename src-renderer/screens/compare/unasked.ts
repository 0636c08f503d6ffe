/** Why one run of a comparison says nothing of a port. Pure. */
import { isInRanges, readPortRanges } from '../../../src-shared/scan/port-ranges.ts';
import type { DiffSide, PortChange, ScanDiff } from '../../../src-shared/scan/scan-diff.ts';

/** `scope`: it did not ask. The others: it would have, and did not come to it. */
export type Unasked = 'scope' | 'host-timeout' | 'stopped' | 'ended';

/** Beside "not scanned" in a cell. */
export const UNASKED_WORDS: Readonly<Record<Unasked, string>> = {
  scope: 'not asked',
  'host-timeout': 'host timeout',
  stopped: 'run stopped',
  ended: 'run broke off',
};

/** Judges every change of a comparison that only one run has a verdict of (`not-comparable`). */
export function judgeUnasked(diff: ScanDiff): (change: PortChange) => Unasked {
  const before = sideJudge(diff.before);
  const after = sideJudge(diff.after);
  return (change) => (change.before === null ? before : after)(change.port);
}

function sideJudge({ ports, status }: DiffSide): (port: number) => Unasked {
  const ranges = readPortRanges(ports);
  const cut: Unasked = status === 'completed' ? 'host-timeout' : status === 'stopped' ? 'stopped' : 'ended';
  return (port) => (isInRanges(ranges, port) ? cut : 'scope');
}
