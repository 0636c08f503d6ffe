/** The line of runs under the pictures: a slider that steps through them, with a dot where something changed. */
import { type KeyboardEvent, memo, useMemo, useRef } from 'react';
import { changePeaks } from './change-peaks.ts';
import { countRuns, runAt, shownRuns, slotOf, type RunScale, type RunView, type Slot } from './run-scale.ts';
import './run-scrubber.css';

export interface RunScrubberProps {
  scale: RunScale;
  view: RunView;
  width: number;
  run: number;
  /** How many changes each run saw. */
  counts: readonly number[];
  /** The run that later ones are compared with; null: none. */
  baseline: number | null;
  /** Under the handle: "14 Nov". */
  label: string;
  /** The chosen run in words, for a screen reader. */
  valueText: string;
  onRun: (run: number) => void;
  /** A key that is none of the slider's own: true where it was understood. */
  onKey: (event: KeyboardEvent) => boolean;
}

const HEIGHT = 26;
/** Runs that lie closer have no ticks. */
const TICK_PX = 4;
/** Dots that lie closer become one; the least and the greatest of them. */
const DOT_PX = 6;
const LEAST_DOT = 1.2;
const MOST_DOT = 3;
const PAGE = 10;
/** Of a label's letter, about: it must not leave the plot. */
const LETTER_PX = 6.4;

export function RunScrubber(props: RunScrubberProps) {
  const { scale, view, width, run, counts, baseline, label, valueText, onRun, onKey } = props;
  const dragging = useRef(false);
  const last = countRuns(scale) - 1;
  const slot = slotOf(scale, view, width, run);
  const x = slot.x + slot.width / 2;
  const half = (label.length * LETTER_PX) / 2;
  const isShown = x >= -1 && x <= width + 1;
  const toRun = (clientX: number, element: Element) => {
    const share = (clientX - element.getBoundingClientRect().left) / width;
    onRun(runAt(scale, view, Math.max(0, Math.min(1, share))));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (onKey(event)) {
      event.preventDefault();
      return;
    }
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const next = runAfterKey(event.key, run, last);
    if (next === null) return;
    event.preventDefault();
    onRun(next);
  };
  return (
    <div
      className="run-scrubber"
      role="slider"
      tabIndex={0}
      aria-label="Run"
      aria-valuemin={1}
      aria-valuemax={last + 1}
      aria-valuenow={run + 1}
      aria-valuetext={valueText}
      style={{ width }}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        dragging.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
        toRun(event.clientX, event.currentTarget);
      }}
      onPointerMove={(event) => {
        if (dragging.current) toRun(event.clientX, event.currentTarget);
      }}
      onPointerUp={() => (dragging.current = false)}
      onPointerCancel={() => (dragging.current = false)}
    >
      <Ticks scale={scale} view={view} width={width} counts={counts} baseline={baseline} />
      {isShown ? (
        <>
          <i className="run-scrubber-thumb" style={{ transform: `translateX(${x}px)` }} />
          <span
            className="run-scrubber-label"
            aria-hidden
            style={{ transform: `translateX(${Math.max(half, Math.min(width - half, x))}px)` }}
          >
            {label}
          </span>
        </>
      ) : null}
    </div>
  );
}

function runAfterKey(key: string, run: number, last: number): number | null {
  const to = (wanted: number): number => Math.max(0, Math.min(last, wanted));
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return to(run - 1);
    case 'ArrowRight':
    case 'ArrowUp':
      return to(run + 1);
    case 'PageDown':
      return to(run - PAGE);
    case 'PageUp':
      return to(run + PAGE);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}

type TicksProps = Pick<RunScrubberProps, 'scale' | 'view' | 'width' | 'counts' | 'baseline'>;

/** Drawn once for a view: the handle moves over it. */
const Ticks = memo(function Ticks({ scale, view, width, counts, baseline }: TicksProps) {
  const { ticks, dots } = useMemo(() => {
    const { first, last } = shownRuns(scale, view);
    let path = '';
    let tickAt = Number.NEGATIVE_INFINITY;
    for (let run = first; run <= last; run++) {
      const slot = slotOf(scale, view, width, run);
      if (slot.x - tickAt >= TICK_PX && slot.x >= 0) {
        tickAt = slot.x;
        path += `M${Math.round(slot.x) + 0.5} ${HEIGHT - 9}v5`;
      }
    }
    return { ticks: path, dots: changePeaks(counts, scale, view, width, DOT_PX) };
  }, [scale, view, width, counts]);
  // Among many, only those with many changes are loud.
  const isDense = dots.length * DOT_PX * 1.6 > width;
  return (
    <svg className="run-scrubber-ticks" width={width} height={HEIGHT} aria-hidden focusable="false">
      <path className="run-scrubber-line" d={`M0 ${HEIGHT - 3.5}H${width}${ticks}`} />
      {dots.map(({ x, share }) => (
        <circle
          key={x}
          cx={x}
          cy={HEIGHT - 13}
          r={isDense ? LEAST_DOT + (MOST_DOT - LEAST_DOT) * share ** 2 : MOST_DOT}
        />
      ))}
      {baseline === null ? null : (
        <path className="run-scrubber-baseline" d={flagAt(slotOf(scale, view, width, baseline), width)} />
      )}
    </svg>
  );
});

/** A flag on the line, in the middle of a run; '' where that is not shown. */
function flagAt({ x, width: px }: Slot, width: number): string {
  const middle = Math.round(x + px / 2) + 0.5;
  return middle < 0 || middle > width ? '' : `M${middle} ${HEIGHT - 3}v-17l7 3-7 3`;
}
