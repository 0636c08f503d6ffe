/** Ports or hosts down, runs across: a line each, drawn on a canvas; only what is in view is drawn. */
import {
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useElementSize } from '../../components/use-element-size.ts';
import { usePainter } from '../use-painter.ts';
import { drawStrips, type StripPainting } from './draw-strips.ts';
import { isWhole, panView, runAt, type RunScale, type RunView } from './run-scale.ts';
import type { RunTick } from './run-ticks.ts';
import type { Pen } from '../../pictures/pen.ts';
import { Line, StripTip, type StripPlace } from './strip-marks.tsx';
import { stripPen } from './strip-pen.ts';
import type { StripKind, StripRow } from './strip-row.ts';
import { type ChangeView, useRunDrag, useRunWheel } from './use-run-gestures.ts';
import '../../components/visually-hidden.css';
import './strip-chart.css';

export interface StripChartProps {
  /** Accessible name: "Ports over time". */
  name: string;
  kind: StripKind;
  rows: readonly StripRow[];
  /** Px of a line. */
  rowHeight: number;
  scale: RunScale;
  view: RunView;
  ticks: readonly RunTick[];
  /** The label column, and the plot beside it, in px. */
  left: number;
  width: number;
  mostOpen: number;
  /** The line the keyboard is on. */
  cursor: number;
  /** The line whose story is told beside; null: none. */
  picked: number | null;
  /** What a line was in a run: under the pointer, or where the keyboard is. */
  renderTip: (row: number, run: number) => ReactNode;
  /** The keyboard's cell, as a screen reader says it: a row header and a cell. */
  cell: ReactNode;
  onCursor: (row: number) => void;
  onPick: (row: number, run: number | null) => void;
  onView: ChangeView;
  /** A key that is none of the lines' own: true where it was understood. */
  onKey: (event: KeyboardEvent) => boolean;
  /** Lies over the plot: the frame of the chosen run. */
  children: ReactNode;
}

export function StripChart(props: StripChartProps) {
  const { name, kind, rows, rowHeight, scale, view, ticks, left, width, mostOpen, cursor, picked } = props;
  const { renderTip, onCursor, onPick, onView, onKey, cell, children } = props;
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const cellId = useId();
  const { height } = useElementSize(box);
  const [top, setTop] = useState(0);
  const [hovered, setHovered] = useState<StripPlace | null>(null);

  const painting = useMemo<StripPainting>(
    () => ({ kind, rows, rowHeight, scale, view, ticks, left, width, top, height, mostOpen }),
    [kind, rows, rowHeight, scale, view, ticks, left, width, top, height, mostOpen],
  );
  usePainter(
    canvas,
    useCallback((target: HTMLCanvasElement) => paint(target, painting), [painting]),
    useCallback((pen: Pen, target: HTMLCanvasElement) => drawOn(target, pen, painting), [painting]),
  );
  useRunWheel(box, { scale, left, width, onView });
  // A shorter list must not stay scrolled beyond its end.
  useEffect(() => setTop(box.current?.scrollTop ?? 0), [rows.length, height]);

  const placeAt = (x: number, y: number): StripPlace | null => {
    const row = Math.floor((y + top) / rowHeight);
    if (row < 0 || row >= rows.length || x > left + width) return null;
    return { row, run: x < left ? -1 : runAt(scale, view, (x - left) / width) };
  };
  const panned = useRef(view);
  const drag = useRunDrag({
    onDrag: (from, to) => onView(() => panView(scale, panned.current, (from - to) / width)),
    onClick: (x, y) => {
      const place = placeAt(x, y);
      if (!place) return;
      onCursor(place.row);
      onPick(place.row, place.run < 0 ? null : place.run);
    },
  });
  const show = (row: number) => {
    onCursor(row);
    const from = box.current?.scrollTop ?? 0;
    const y = row * rowHeight;
    if (y < from) box.current?.scrollTo({ top: y });
    else if (y + rowHeight > from + height) box.current?.scrollTo({ top: y + rowHeight - height });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    setHovered(null);
    const page = Math.max(1, Math.floor(height / rowHeight) - 1);
    const next = rowAfterKey(event, cursor, rows.length - 1, page);
    if (next !== null) show(next);
    else if (event.key === 'Enter') onPick(cursor, null);
    else if (!onKey(event)) return;
    event.preventDefault();
  };
  const at = hovered ?? null;
  return (
    <div className="strip-chart" style={{ height: rows.length * rowHeight }}>
      <Line row={picked} className="strip-chart-picked" top={top} height={height} rowHeight={rowHeight} />
      <Line row={cursor} className="strip-chart-cursor" top={top} height={height} rowHeight={rowHeight} />
      <Line
        row={at?.row ?? null}
        className="strip-chart-hover"
        top={top}
        height={height}
        rowHeight={rowHeight}
      />
      <div
        ref={box}
        className="strip-chart-scroll"
        role="grid"
        tabIndex={0}
        aria-label={name}
        aria-rowcount={rows.length}
        aria-activedescendant={rows.length > 0 ? cellId : undefined}
        data-zoomed={isWhole(scale, view) ? undefined : true}
        onKeyDown={onKeyDown}
        onScroll={(event) => setTop(event.currentTarget.scrollTop)}
        onPointerDown={(event) => {
          panned.current = view;
          drag.onPointerDown(event);
        }}
        onPointerMove={(event) => {
          drag.onPointerMove(event);
          const { left: x, top: y } = event.currentTarget.getBoundingClientRect();
          const place = drag.isDragging() ? null : placeAt(event.clientX - x, event.clientY - y);
          setHovered((old) => (old?.row === place?.row && old?.run === place?.run ? old : place));
        }}
        onPointerLeave={() => setHovered(null)}
        onPointerUp={drag.onPointerUp}
        onPointerCancel={drag.onPointerCancel}
      >
        <canvas ref={canvas} aria-hidden style={{ width: left + width, height }} />
        <div className="strip-chart-room" style={{ height: rows.length * rowHeight }} />
        <div className="visually-hidden" role="row" aria-rowindex={cursor + 1} id={cellId}>
          {cell}
        </div>
      </div>
      <div className="strip-chart-over" style={{ left, width }}>
        {children}
      </div>
      {at && at.run >= 0 ? (
        <StripTip place={at} {...{ scale, view, left, width, top, rowHeight }}>
          {renderTip(at.row, at.run)}
        </StripTip>
      ) : null}
    </div>
  );
}

function rowAfterKey(event: KeyboardEvent, row: number, last: number, page: number): number | null {
  const to = (wanted: number): number => Math.max(0, Math.min(last, wanted));
  if (event.altKey || event.metaKey || event.shiftKey) return null;
  switch (event.key) {
    case 'ArrowDown':
      return to(row + 1);
    case 'ArrowUp':
      return to(row - 1);
    case 'PageDown':
      return to(row + page);
    case 'PageUp':
      return to(row - page);
    case 'Home':
      return event.ctrlKey ? 0 : null;
    case 'End':
      return event.ctrlKey ? last : null;
    default:
      return null;
  }
}

function paint(canvas: HTMLCanvasElement, painting: StripPainting): void {
  const scale = window.devicePixelRatio || 1;
  canvas.width = Math.round((painting.left + painting.width) * scale);
  canvas.height = Math.round(painting.height * scale);
  const context = canvas.getContext('2d');
  if (!context) return;
  context.setTransform(scale, 0, 0, scale, 0, 0);
  drawOn(canvas, context, painting);
}

/** The drawing in px of the page, in the colours and letters that the canvas has there. */
function drawOn(canvas: HTMLCanvasElement, context: Pen, painting: StripPainting): void {
  const style = getComputedStyle(canvas);
  const known = new Map<string, string>();
  const ink = (token: string): string => {
    const colour = known.get(token) ?? style.getPropertyValue(`--${token}`).trim();
    known.set(token, colour);
    return colour;
  };
  const faces = { sans: style.getPropertyValue('--sans'), mono: style.getPropertyValue('--mono') };
  drawStrips(stripPen(context, faces), painting, ink);
}
