/** All runs as a chart's scale bar, inked where the pictures look: drag it along, or by its ends. */
import { type PointerEvent, useRef } from 'react';
import { useElementSize } from '../../components/use-element-size.ts';
import { changePeaks } from './change-peaks.ts';
import { panView, viewBetween, wholeView, xOf, type RunScale, type RunView } from './run-scale.ts';
import type { ChangeView } from './use-run-gestures.ts';
import './run-overview.css';

export interface RunOverviewProps {
  scale: RunScale;
  view: RunView;
  /** How many changes each run saw. */
  counts: readonly number[];
  /** The chosen run. */
  at: number;
  onView: ChangeView;
}

const HEIGHT = 16;
const DOT_PX = 3;
const CHECKS = 24;
/** An end is taken hold of within this, in px. */
const END_PX = 7;
const LEAST_PX = 4;

export function RunOverview({ scale, view, counts, at, onView }: RunOverviewProps) {
  const box = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(box);
  const hold = useRef<{ x: number; view: RunView; part: 'from' | 'to' | 'all' } | null>(null);
  const whole = wholeView(scale);
  const x = (value: number): number => xOf(whole, width, value);
  const from = x(view.from);
  const px = Math.max(LEAST_PX, x(view.to) - from);
  const placeOf = (event: PointerEvent): number =>
    event.clientX - event.currentTarget.getBoundingClientRect().left;
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    const at = placeOf(event);
    event.currentTarget.setPointerCapture(event.pointerId);
    const part = Math.abs(at - from) < END_PX ? 'from' : Math.abs(at - from - px) < END_PX ? 'to' : 'all';
    const isOutside = part === 'all' && (at < from || at > from + px);
    const span = view.to - view.from;
    const share = ((whole.to - whole.from) * (at / width) + whole.from - span / 2 - view.from) / span;
    const start = isOutside ? panView(scale, view, share) : view;
    if (isOutside) onView(() => start);
    hold.current = { x: at, view: start, part };
  };
  const onPointerMove = (event: PointerEvent) => {
    const held = hold.current;
    if (!held) return;
    const moved = ((placeOf(event) - held.x) / width) * (whole.to - whole.from);
    const { view: start, part } = held;
    if (part === 'all') onView(() => panView(scale, start, moved / (start.to - start.from)));
    else if (part === 'from') onView(() => viewBetween(scale, start.from + moved, start.to));
    else onView(() => viewBetween(scale, start.from, start.to + moved));
  };
  const dots = changePeaks(counts, scale, whole, width, DOT_PX).map(
    ({ x, share }) => `M${Math.round(x) + 0.5} 4v-${(1 + 3 * share).toFixed(1)}`,
  );
  return (
    <div
      ref={box}
      className="run-overview"
      aria-hidden
      title="The runs that are shown, of all: drag to move"
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => (hold.current = null)}
      onPointerCancel={() => (hold.current = null)}
    >
      <svg width={width} height={HEIGHT} focusable="false">
        <path className="run-overview-dots" d={dots.join('')} />
        <rect className="run-overview-frame" x={0.5} y={5.5} width={Math.max(0, width - 1)} height={7} />
        <g>
          {Array.from({ length: CHECKS }, (_, index) => (
            <rect
              key={index}
              className="run-overview-ink"
              x={from + (index * px) / CHECKS}
              y={index % 2 === 0 ? 5.5 : 9}
              width={px / CHECKS}
              height={3.5}
            />
          ))}
        </g>
        <path className="run-overview-ends" d={`M${from} 3v12M${from + px} 3v12`} />
        <path
          className="run-overview-now"
          d={`M${x(((scale.edges[at] ?? 0) + (scale.edges[at + 1] ?? 0)) / 2)} 4v10`}
        />
      </svg>
    </div>
  );
}
