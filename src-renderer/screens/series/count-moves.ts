/** How the counts of a run moved against the run before. Pure. */
import { formatCount } from '../../components/format.ts';
import type { RunTimeline } from '../../../src-shared/scan/run-timeline.ts';
import { changesIn, type RunChange } from './run-changes.ts';

type Counted = 'open' | 'closed' | 'filtered';

const KINDS = { open: 'opened', closed: 'closed', filtered: 'filtered' } as const;
const LETTERS = { open: 'o', closed: 'c', filtered: 'f' } as const;

/**
 * "−4,323"; "+3 −3" where as many ports opened as were lost; '' where nothing moved or nothing is to be said. Ports of a
 * host that is in one of both runs only are no less closed, but unknown: then the changes of ports that are told count.
 */
export function countMove(timeline: RunTimeline, at: number, state: Counted): string {
  const run = timeline.runs[at];
  const before = timeline.runs[at - 1];
  if (run?.status !== 'completed' || before?.status !== 'completed') return '';
  const { changes } = changesIn(timeline, at);
  const ports = changes.filter(({ port }) => port !== null);
  if (!hasSameHosts(timeline, at)) {
    const told = run.changes.opened + run.changes.closed + run.changes.filtered;
    const turns = ports.filter(({ change }) => change.kind !== 'service');
    // Of changes beyond those that are listed it is not known what was before.
    if (sum(turns) !== told) return '';
    return moveWord(run.changes[KINDS[state]], sum(turns.filter((one) => one.before === LETTERS[state])));
  }
  const difference = run.counts[state] - before.counts[state];
  if (state !== 'open') return moveWord(Math.max(0, difference), Math.max(0, -difference));
  const gained = sum(ports.filter(({ after, change }) => after === 'o' && change.kind === 'opened'));
  const lost = gained - difference;
  if (gained > 0 && lost > 0) return moveWord(gained, lost);
  return moveWord(Math.max(0, difference), Math.max(0, -difference));
}

/** Whether both runs know the same hosts to be there. */
function hasSameHosts({ hosts, moreHosts, runs }: RunTimeline, at: number): boolean {
  if (moreHosts > 0 && runs[at]?.hostsUp !== runs[at - 1]?.hostsUp) return false;
  return hosts.every(({ strip }) => (strip[at] === 'u') === (strip[at - 1] === 'u'));
}

function sum(changes: readonly RunChange[]): number {
  return changes.reduce((all, { port }) => all + (port?.group?.count ?? 1), 0);
}

function moveWord(gained: number, lost: number): string {
  const parts = [gained > 0 ? `+${formatCount(gained)}` : '', lost > 0 ? `−${formatCount(lost)}` : ''];
  return parts.filter(Boolean).join(' ');
}
