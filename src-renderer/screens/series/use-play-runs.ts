import { useReducedMotion } from '@mantine/hooks';
import { useEffect } from 'react';

/** All runs take about this long, and none goes by faster or slower than these. */
const WHOLE_MS = 24_000;
const QUICKEST_MS = 60;
const SLOWEST_MS = 650;

export interface PlayOptions {
  readonly playing: boolean;
  readonly run: number;
  readonly runs: number;
  readonly onRun: (run: number) => void;
  /** The last run was reached, or the person prefers no motion and one run was shown. */
  readonly onEnd: () => void;
}

/**
 * Walks through the runs by the clock, from the first where it begins at the last. Who prefers no motion is led one run
 * on instead. Answers whether that is so.
 */
export function usePlayRuns({ playing, run, runs, onRun, onEnd }: PlayOptions): boolean {
  const byHand = useReducedMotion();
  const stepMs = byHand ? 0 : Math.max(QUICKEST_MS, Math.min(SLOWEST_MS, WHOLE_MS / runs));
  useEffect(() => {
    if (!playing) return undefined;
    const timer = setTimeout(() => {
      onRun(run >= runs - 1 ? 0 : run + 1);
      if (byHand || run + 1 === runs - 1) onEnd();
    }, stepMs);
    return () => clearTimeout(timer);
  }, [playing, run, runs, stepMs, byHand, onRun, onEnd]);
  return byHand;
}
