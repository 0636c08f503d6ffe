import { useReducedMotion } from '@mantine/hooks';
import { useEffect, useState } from 'react';

/** Long enough to read a line, short enough not to wait. */
const STEP_MS = 750;

export interface Playback {
  /** How many steps are drawn; null: all of them, at rest. */
  readonly shown: number | null;
  /** The person prefers no motion: each `advance` shows one more step. */
  readonly byHand: boolean;
  /** Plays from the start; by hand, goes one step on. */
  advance(): void;
}

/** Walks through `steps` steps, by the clock or by hand. */
export function usePlayback(steps: number): Playback {
  const byHand = useReducedMotion();
  const [shown, setShown] = useState<number | null>(null);
  useEffect(() => {
    if (shown === null || byHand) return undefined;
    const timer = setTimeout(() => setShown(shown >= steps ? null : shown + 1), STEP_MS);
    return () => clearTimeout(timer);
  }, [shown, steps, byHand]);
  const advance = (): void => {
    if (!byHand || shown === null) setShown(1);
    else setShown(shown + 1 >= steps ? null : shown + 1);
  };
  return { shown, byHand, advance };
}
