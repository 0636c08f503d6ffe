/** What lies under and over a strip's drawing: lines that are pointed at, and the tip. */
import type { ReactNode } from 'react';
import { slotOf, type RunScale, type RunView } from './run-scale.ts';

/** A line and a run of it; below 0: the label of the line. */
export interface StripPlace {
  readonly row: number;
  readonly run: number;
}

interface LineProps {
  row: number | null;
  className: string;
  top: number;
  height: number;
  rowHeight: number;
}

/** Under the drawing: a line that is pointed at. */
export function Line({ row, className, top, height, rowHeight }: LineProps) {
  if (row === null) return null;
  const y = row * rowHeight - top;
  if (y <= -rowHeight || y >= height) return null;
  return (
    <div className={className} aria-hidden style={{ transform: `translateY(${y}px)`, height: rowHeight }} />
  );
}

interface TipProps {
  place: StripPlace;
  scale: RunScale;
  view: RunView;
  left: number;
  width: number;
  top: number;
  rowHeight: number;
  children: ReactNode;
}

/** Half of the widest. */
const TIP_HALF = 150;

/** Over its line, in the middle of its run, inside the plot. */
export function StripTip({ place, scale, view, left, width, top, rowHeight, children }: TipProps) {
  const slot = slotOf(scale, view, width, place.run);
  const middle = left + slot.x + slot.width / 2;
  const x = Math.max(TIP_HALF + 8, Math.min(left + width - TIP_HALF, middle));
  return (
    <div className="strip-tip" style={{ left: x, top: place.row * rowHeight - top }}>
      {children}
    </div>
  );
}
