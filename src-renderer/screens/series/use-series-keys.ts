import { type KeyboardEvent, useCallback } from 'react';
import { useAppStore } from '../../state/use-app-state.tsx';
import type { RunViewing } from './use-run-view.ts';

const ZOOM_STEP = 1.6;

/**
 * The keys that scrubber and strips have in common: Shift and an arrow go to the next change, the space bar plays,
 * +, - and 0 zoom. `changed`: whether something changed in each run. Answers whether the key was one of them.
 */
export function useSeriesKeys(viewing: RunViewing, play: () => void) {
  const store = useAppStore();
  const { zoom, showAll } = viewing;
  return useCallback(
    (event: KeyboardEvent, changed: (run: number) => boolean): boolean => {
      if (event.altKey || event.ctrlKey || event.metaKey) return false;
      const { series, goToRun } = store.getState();
      const { at, timeline } = series;
      const last = (timeline?.runs.length ?? 1) - 1;
      const step = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
      if (step !== 0 && event.shiftKey) {
        let run = at + step;
        while (run > 0 && run < last && !changed(run)) run += step;
        if (changed(run)) goToRun(run);
        return true;
      }
      if (step !== 0) goToRun(at + step);
      else if (event.key === 'Home') goToRun(0);
      else if (event.key === 'End') goToRun(last);
      else if (event.key === ' ') play();
      else if (event.key === '+' || event.key === '=') zoom(ZOOM_STEP, at);
      else if (event.key === '-') zoom(1 / ZOOM_STEP, at);
      else if (event.key === '0') showAll();
      else return false;
      return true;
    },
    [store, zoom, showAll, play],
  );
}
