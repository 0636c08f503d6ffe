import { useCallback, useMemo, useState } from 'react';
import {
  followRun,
  isWhole,
  keepView,
  moveView,
  runScale,
  viewBetween,
  wholeView,
  zoomView,
  type RunAxis,
  type RunScale,
  type RunView,
} from '../../charts/series/run-scale.ts';
import type { ChangeView } from '../../charts/series/use-run-gestures.ts';

export interface RunViewing {
  readonly scale: RunScale;
  readonly view: RunView;
  /** All runs are shown. */
  readonly whole: boolean;
  readonly change: ChangeView;
  /** Nearer or farther around a run, or around the middle where that is not shown. */
  zoom(factor: number, run: number): void;
  showAll(): void;
  /** Two places on the axis become the edges. */
  showBetween(a: number, b: number): void;
  /** Moves just so far that a run is seen. */
  follow(run: number): void;
}

interface KeptView {
  readonly times: readonly number[];
  readonly scale: RunScale;
  readonly view: RunView;
}

/** Another axis shows the same runs; where runs came or went, those in sight stay. */
function carryOver(kept: KeptView, times: readonly number[], scale: RunScale): KeptView {
  const view =
    kept.scale.axis === scale.axis
      ? keepView(kept.view, kept, { times, scale })
      : moveView(kept.view, kept.scale, scale);
  return { times, scale, view };
}

/** Which part of the runs all pictures of a series show. `times`: the same array while no run came or went. */
export function useRunView(times: readonly number[], axis: RunAxis): RunViewing {
  const scale = useMemo(() => runScale(times, axis), [times, axis]);
  const [kept, setKept] = useState<KeptView>(() => ({ times, scale, view: wholeView(scale) }));
  const now = kept.scale === scale ? kept : carryOver(kept, times, scale);
  if (now !== kept) setKept(now);
  const change = useCallback<ChangeView>(
    (how) =>
      setKept((old) => {
        const view = how(old.view);
        return view === old.view ? old : { ...old, view };
      }),
    [],
  );
  const { view } = now;
  return {
    scale,
    view,
    whole: isWhole(scale, view),
    change,
    follow: useCallback(
      (run: number) =>
        setKept((old) => {
          const followed = followRun(old.scale, old.view, run);
          return followed === old.view ? old : { ...old, view: followed };
        }),
      [],
    ),
    zoom: (factor, run) => {
      const middle = ((scale.edges[run] ?? 0) + (scale.edges[run + 1] ?? 0)) / 2;
      const share = (middle - view.from) / (view.to - view.from);
      const isSeen = share >= 0 && share <= 1;
      change((old) => {
        const nearer = zoomView(scale, old, factor, isSeen ? share : 0.5);
        return isSeen ? followRun(scale, nearer, run) : nearer;
      });
    },
    showAll: () => change(() => wholeView(scale)),
    showBetween: (a, b) => change(() => viewBetween(scale, a, b)),
  };
}
