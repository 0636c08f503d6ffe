import { slotOf, type RunScale, type RunView } from './run-scale.ts';
import './run-frame.css';

export interface RunFrameProps {
  scale: RunScale;
  view: RunView;
  /** Of the plot it lies over, in px. */
  width: number;
  run: number;
}

/** Narrower slots are framed with a little of their neighbours. */
const LEAST_PX = 7;

/** The chosen run, framed. Moves without anything under it being drawn anew. */
export function RunFrame({ scale, view, width, run }: RunFrameProps) {
  const slot = slotOf(scale, view, width, run);
  const px = Math.max(LEAST_PX, slot.width);
  const middle = slot.x + (slot.width - px) / 2;
  const isSeen = slot.x < width && slot.x + slot.width > 0;
  // A frame that is wider than its run must not hang over the plot's edge.
  const x = isSeen && px > slot.width ? Math.max(0, Math.min(width - px, middle)) : middle;
  return <div className="run-frame" aria-hidden style={{ transform: `translateX(${x}px)`, width: px }} />;
}
