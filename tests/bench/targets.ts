/** What Portolan is to reach in a case, and whether it did. */
import type { CaseRuns } from './case-runs.ts';

export interface Target {
  /** "at most 0.9 of nmap's wall time". */
  readonly what: string;
  judge(runs: CaseRuns): TargetResult;
}

export interface TargetResult {
  /** What was reached, in figures. */
  readonly got: string;
  /** null: it cannot be said, because a peer is missing or was stopped too early. */
  readonly isMet: boolean | null;
}

const OURS = 'Portolan';
const MEGABYTE = 1_000_000;
const NOT_MEASURED: TargetResult = { got: 'not measured', isMet: null };

/** Wall time in relation to another contender's. */
export function atMostTimes(limit: number, contender: string, what: string): Target {
  return {
    what,
    judge: (runs) => {
      const found = runs.ratioTo(contender);
      if (!found) return NOT_MEASURED;
      const { ratio, isBound } = found;
      const got = `${isBound ? 'at most ' : ''}${ratio.toFixed(2)}`;
      return { got, isMet: ratio <= limit ? true : isBound ? null : false };
    },
  };
}

/** The other way round, as people say it where the difference is large. */
export function timesFaster(times: number, contender: string): Target {
  return {
    what: `at least ${times} times faster than ${contender}`,
    judge: (runs) => {
      const found = runs.ratioTo(contender);
      if (!found) return NOT_MEASURED;
      const faster = 1 / found.ratio;
      const got = `${found.isBound ? 'at least ' : ''}${faster.toFixed(1)} times`;
      return { got, isMet: faster >= times ? true : found.isBound ? null : false };
    },
  };
}

/** Probes in a second, as a share of another contender's that sends as many. */
export function shareOfRate(share: number, contender: string): Target {
  return {
    what: `at least ${percent(share)} of the rate of the ${contender}`,
    judge: (runs) => {
      const found = runs.ratioTo(contender);
      if (!found) return NOT_MEASURED;
      return { got: percent(1 / found.ratio), isMet: 1 / found.ratio >= share };
    },
  };
}

export const everyVerdictRight: Target = {
  what: 'every verdict right',
  judge: (runs) => {
    const verdicts = runs.verdicts(OURS);
    if (!verdicts) return NOT_MEASURED;
    return { got: `${verdicts.wrong} wrong`, isMet: verdicts.wrong === 0 };
  },
};

export function shareRight(share: number): Target {
  return {
    what: `at least ${percent(share)} of the verdicts right`,
    judge: (runs) => {
      const verdicts = runs.verdicts(OURS);
      if (!verdicts) return NOT_MEASURED;
      const right = 1 - verdicts.wrong / verdicts.checked;
      return { got: percent(right), isMet: right >= share };
    },
  };
}

export function listenersFound(share: number): Target {
  return {
    what: `at least ${percent(share)} of the listeners found`,
    judge: (runs) => {
      const verdicts = runs.verdicts(OURS);
      if (!verdicts) return NOT_MEASURED;
      const found = verdicts.listenersFound / verdicts.listeners;
      return { got: `${verdicts.listenersFound} of ${verdicts.listeners}`, isMet: found >= share };
    },
  };
}

/** In no pair fewer than the other one. */
export function neverFewerListeners(contender: string): Target {
  return {
    what: `never fewer listeners than ${contender}`,
    judge: (runs) => {
      const differences = runs.of(contender).flatMap(({ pair, judgement }) => {
        const mine = runs.ours.find((run) => run.pair === pair)?.judgement;
        return mine && judgement ? [mine.listenersFound - judgement.listenersFound] : [];
      });
      if (differences.length === 0) return NOT_MEASURED;
      const fewer = differences.filter((difference) => difference < 0).length;
      return { got: `fewer in ${fewer} of ${differences.length} pairs`, isMet: fewer === 0 };
    },
  };
}

/** Hosts that are not there are never told as up. */
export const noGhosts: Target = {
  what: 'no host up that does not exist',
  judge: (runs) => {
    const verdicts = runs.verdicts(OURS);
    return verdicts ? { got: `${verdicts.ghosts}`, isMet: verdicts.ghosts === 0 } : NOT_MEASURED;
  },
};

/** Of all processes together, in every run. */
export function peakBelow(megabytes: number): Target {
  return {
    what: `peak memory of all processes below ${megabytes} MB`,
    judge: (runs) => {
      const peaks = runs.ours.flatMap(({ peakBytes }) => peakBytes ?? []);
      if (peaks.length === 0) return NOT_MEASURED;
      const peak = Math.max(...peaks) / MEGABYTE;
      return { got: `${Math.round(peak)} MB`, isMet: peak < megabytes };
    },
  };
}

function percent(share: number): string {
  // Never rounded up to a whole that was not reached.
  return `${Math.floor(share * 10_000) / 100} %`;
}
