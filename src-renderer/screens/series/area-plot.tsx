import { useDeferredValue, useMemo, useRef, useState } from 'react';
import type { RunTimeline } from '../../../src-shared/scan/run-timeline.ts';
import { ChangeTicks } from '../../charts/series/change-ticks.tsx';
import { RunFrame } from '../../charts/series/run-frame.tsx';
import { runAt, slotOf, type RunScale, type RunView } from '../../charts/series/run-scale.ts';
import { AREA_TOP, SeriesArea } from '../../charts/series/series-area.tsx';
import { useRunDrag, useRunWheel } from '../../charts/series/use-run-gestures.ts';
import { formatCount, formatPlural } from '../../components/format.ts';
import { StateLabel } from '../../components/state-label.tsx';
import { useAppState } from '../../state/use-app-state.tsx';
import type { RunWords } from './run-words.ts';
import type { RunViewing } from './use-run-view.ts';
import './area-plot.css';

interface AreaPlotProps {
  readonly timeline: RunTimeline;
  readonly viewing: RunViewing;
  readonly left: number;
  readonly width: number;
  readonly height: number;
  readonly counts: readonly number[];
  readonly words: RunWords;
  readonly onRun: (run: number) => void;
}

const STATES = ['open', 'filtered', 'closed', 'unknown'] as const;
/** Half of the tip's width: it stays inside the plot. */
const TIP_HALF = 84;

/** The stacked area with what a pointer does to it: a click chooses a run, a drag looks closer, the wheel zooms. */
export function AreaPlot({ timeline, viewing, left, width, height, counts, words, onRun }: AreaPlotProps) {
  const { scale, view, change, showBetween, showAll } = viewing;
  const box = useRef<HTMLDivElement>(null);
  const [hovered, setHovered] = useState<number | null>(null);
  const [brush, setBrush] = useState<readonly [number, number] | null>(null);
  const name = useMemo(() => describeArea(timeline, words), [timeline, words]);
  // The area costs more than all else: it may come a frame later than the strips under the hand.
  const calm = useDeferredValue(view);
  useRunWheel(box, { scale, left: 0, width, plain: true, onView: change });
  const valueAt = (x: number): number => view.from + (x / width) * (view.to - view.from);
  const drag = useRunDrag({
    onDrag(from, to, isLast) {
      setHovered(null);
      setBrush(isLast ? null : [from, Math.max(0, Math.min(width, to))]);
      if (isLast) showBetween(valueAt(from), valueAt(to));
    },
    onClick: (x) => onRun(runAt(scale, view, x / width)),
  });
  return (
    <div className="area-plot" style={{ height }}>
      <SeriesArea {...{ area: timeline.area, scale, left, width, height, name }} view={calm} />
      <div
        ref={box}
        className="area-plot-over"
        style={{ left, width, top: 0 }}
        onPointerDown={drag.onPointerDown}
        onPointerMove={(event) => {
          drag.onPointerMove(event);
          if (drag.isDragging()) return;
          const { left: x } = event.currentTarget.getBoundingClientRect();
          setHovered(runAt(scale, view, (event.clientX - x) / width));
        }}
        onPointerLeave={() => setHovered(null)}
        onPointerUp={drag.onPointerUp}
        onPointerCancel={() => {
          drag.onPointerCancel();
          setBrush(null);
        }}
        onDoubleClick={showAll}
      >
        <ChangeTicks counts={counts} scale={scale} view={view} width={width} />
        {hovered === null ? null : <Band {...{ scale, view, width, run: hovered }} />}
        {brush ? (
          <i
            className="area-plot-brush"
            style={{ left: Math.min(...brush), width: Math.abs(brush[1] - brush[0]), top: AREA_TOP }}
          />
        ) : null}
        <div className="area-plot-frame" style={{ top: AREA_TOP }}>
          <ChosenFrame scale={scale} view={view} width={width} />
        </div>
      </div>
      {hovered === null ? null : (
        <AreaTip
          {...{ timeline, run: hovered, words, scale, view, left, width }}
          changes={counts[hovered] ?? 0}
        />
      )}
    </div>
  );
}

/** The frame around the run that the store has as chosen: nothing else is drawn anew when it moves. */
export function ChosenFrame(plot: { scale: RunScale; view: RunView; width: number }) {
  const at = useAppState(({ series }) => series.at);
  return <RunFrame {...plot} run={at} />;
}

function Band({ scale, view, width, run }: { scale: RunScale; view: RunView; width: number; run: number }) {
  const slot = slotOf(scale, view, width, run);
  return (
    <i className="area-plot-band" style={{ left: slot.x, width: Math.max(1, slot.width), top: AREA_TOP }} />
  );
}

interface AreaTipProps {
  timeline: RunTimeline;
  run: number;
  words: RunWords;
  changes: number;
  scale: RunScale;
  view: RunView;
  left: number;
  width: number;
}

function AreaTip({ timeline, run, words, changes, scale, view, left, width }: AreaTipProps) {
  const slot = slotOf(scale, view, width, run);
  const middle = left + slot.x + slot.width / 2;
  // Beside the run, so that it does not hide what it tells of.
  const isRight = middle + 2 * TIP_HALF + 20 < left + width;
  const x = isRight ? left + slot.x + slot.width + 10 : left + slot.x - 10;
  const { area } = timeline;
  const notAsked = area.notAsked[run] ?? 0;
  return (
    <div className="area-tip" data-side={isRight ? 'right' : 'left'} style={{ left: x }}>
      <b>{words.long(run)}</b>
      <p>
        run {run + 1} of {timeline.runs.length}
        {changes > 0 ? `, ${formatPlural(changes, 'change')}` : ''}
      </p>
      <dl>
        {STATES.map((state) => (
          <div key={state}>
            <dt>
              <StateLabel state={state} />
            </dt>
            <dd>{formatCount(area[state][run] ?? 0)}</dd>
          </div>
        ))}
        {notAsked > 0 ? (
          <div>
            <dt>
              <StateLabel state="not-scanned" />
            </dt>
            <dd>{formatCount(notAsked)}</dd>
          </div>
        ) : null}
      </dl>
    </div>
  );
}

function describeArea({ area, runs }: RunTimeline, words: RunWords): string {
  const last = runs.length - 1;
  const most = area.open.indexOf(Math.max(...area.open));
  const least = area.open.indexOf(Math.min(...area.open));
  const now = STATES.map((state) => `${formatCount(area[state][last] ?? 0)} ${state}`).join(', ');
  return (
    `Ports by state over ${formatPlural(runs.length, 'run')}. In the latest: ${now}. ` +
    `Most open: ${formatCount(area.open[most] ?? 0)}, ${words.short(most)}; ` +
    `fewest: ${formatCount(area.open[least] ?? 0)}, ${words.short(least)}.`
  );
}
