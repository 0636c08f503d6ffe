/** A stretch of a strip in words: what, in which runs, since when. Pure. */
import { formatCount, formatPlural } from '../../components/format.ts';
import type { Stretch, StripState } from '../../charts/series/strip-stretches.ts';
import type { RunWords } from './run-words.ts';

const WORDS: Readonly<Record<StripState, string>> = {
  open: 'open',
  closed: 'closed',
  filtered: 'filtered',
  doubtful: 'filtered, perhaps',
  unknown: 'unknown',
  'not-asked': 'not asked',
  up: 'up',
  gone: 'gone',
  'gone-perhaps': 'gone, perhaps',
};

/** "open", "not asked". */
export function stripStateWord(state: StripState): string {
  return WORDS[state];
}

/** "runs 3 to 17, since 14 Nov"; "run 3, 14 Nov"; `runs`: how many the series has. */
export function whenWord({ from, to }: Stretch, runs: number, words: RunWords): string {
  if (runs > 1 && from === 0 && to === runs - 1) return `all ${formatCount(runs)} runs`;
  if (from === to && to < runs - 1) return `run ${from + 1}, ${words.short(from)}`;
  if (from === to) return `run ${from + 1}, since ${words.short(from)}`;
  const span = `runs ${from + 1} to ${to + 1}`;
  if (to === runs - 1) return `${span}, since ${words.short(from)}`;
  return `${span}, ${words.short(from)} to ${words.short(to)}`;
}

/** What a stretch's word leaves out; '': nothing. */
export function noteOf(stretch: Stretch, before: readonly Stretch[]): string {
  if (stretch.mark === 'first-seen') return stretch.state === 'up' ? 'first seen' : 'first seen open';
  if (stretch.mark === 'reopened')
    return `${stretch.state === 'up' ? 'back' : 'open again'} ${afterWord(stretch, before)}`;
  switch (stretch.state) {
    case 'doubtful':
    case 'gone-perhaps':
      return 'This silence may be lost packets: it counts as no change.';
    case 'unknown':
      return 'Its host did not answer.';
    case 'not-asked':
      return 'Not asked, or not to the end: nothing is said of it.';
    case 'gone':
      return 'Asked, and nothing answered.';
    default:
      return '';
  }
}

/** "after 12 runs": since it was last open, or up. */
function afterWord({ state, from }: Stretch, before: readonly Stretch[]): string {
  const last = before.findLast((other) => other.to < from && other.state === state);
  return last ? `after ${formatPlural(from - last.to - 1, 'run')}` : '';
}
