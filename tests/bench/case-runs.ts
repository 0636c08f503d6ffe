/** What the runs of one case came to. */
import type { Role } from './contenders/contender.ts';
import type { Judgement } from './lab-truth.ts';

export interface CaseRun {
  readonly contender: string;
  readonly role: Role;
  /** Runs of one pair came right after each other. */
  readonly pair: number;
  readonly wallMs: number;
  readonly cpuMs: number | null;
  readonly peakBytes: number | null;
  /** Ended at the limit: its wall time is a lower bound. */
  readonly isStopped: boolean;
  /** null where it gives no verdicts, or was stopped. */
  readonly judgement: Judgement | null;
}

/** The middle value; the mean of the two middle ones of an even number. undefined for none. */
export function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}

export class CaseRuns {
  readonly all: readonly CaseRun[];

  constructor(all: readonly CaseRun[]) {
    this.all = all;
  }

  /** Portolan's, in order. */
  get ours(): readonly CaseRun[] {
    return this.all.filter(({ role }) => role === 'ours');
  }

  /** Everybody's names, Portolan's first, then in the order of the case. */
  get names(): readonly string[] {
    const others = this.all.filter(({ role }) => role !== 'ours').map(({ contender }) => contender);
    return [...new Set([...this.ours.map(({ contender }) => contender), ...others])];
  }

  of(contender: string): readonly CaseRun[] {
    return this.all.filter((run) => run.contender === contender);
  }

  /** Median wall time; `isBound`: at least that, because runs were stopped. */
  wall(contender: string): { readonly ms: number; readonly isBound: boolean } | undefined {
    const runs = this.of(contender);
    const ms = median(runs.map(({ wallMs }) => wallMs));
    return ms === undefined ? undefined : { ms, isBound: runs.some(({ isStopped }) => isStopped) };
  }

  /**
   * How many times a contender's wall time Portolan's is: the median over the pairs in which both ran. `isBound`: at most
   * that.
   */
  ratioTo(contender: string): { readonly ratio: number; readonly isBound: boolean } | undefined {
    const pairs = this.of(contender).flatMap((theirs) => {
      const mine = this.ours.find(({ pair }) => pair === theirs.pair);
      return mine ? [{ ratio: mine.wallMs / theirs.wallMs, isBound: theirs.isStopped }] : [];
    });
    const ratio = median(pairs.map((pair) => pair.ratio));
    return ratio === undefined ? undefined : { ratio, isBound: pairs.some(({ isBound }) => isBound) };
  }

  /** All judged runs of a contender together; undefined where none was. */
  verdicts(contender: string): Judgement | undefined {
    const judged = this.of(contender).flatMap(({ judgement }) => judgement ?? []);
    if (judged.length === 0) return undefined;
    const sum = (
      key: 'checked' | 'wrong' | 'falseOpen' | 'listeners' | 'listenersFound' | 'ghosts',
    ): number => judged.reduce((total, each) => total + each[key], 0);
    return {
      checked: sum('checked'),
      wrong: sum('wrong'),
      falseOpen: sum('falseOpen'),
      listeners: sum('listeners'),
      listenersFound: sum('listenersFound'),
      ghosts: sum('ghosts'),
      examples: judged.flatMap(({ examples }) => examples).slice(0, 5),
    };
  }
}
