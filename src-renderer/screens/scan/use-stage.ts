import { useEffect, useState } from 'react';

/** Long enough for the browser to draw and to answer a key in between. */
const STAGE_MS = 40;

/**
 * Counts 0, 1, 2 … `last` after the first drawing: what is costly to draw for the first time comes one piece at a time,
 * so that no single task holds the page up.
 */
export function useStage(last: number): number {
  const [stage, setStage] = useState(0);
  useEffect(() => {
    if (stage >= last) return undefined;
    const timer = setTimeout(() => setStage(stage + 1), STAGE_MS);
    return () => clearTimeout(timer);
  }, [stage, last]);
  return stage;
}
