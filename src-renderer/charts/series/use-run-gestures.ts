/** Zoom and pan of a plot of runs by wheel, pinch and drag. */
import { type PointerEvent, type RefObject, useEffect, useRef } from 'react';
import { panView, zoomView, type RunScale, type RunView } from './run-scale.ts';

export type ChangeView = (change: (view: RunView) => RunView) => void;

/** A wheel's notch, about. */
const NOTCH = 100;
const NOTCH_FACTOR = 1.3;
/** A pointer that moves less than this, in px, has clicked. */
const CLICK_PX = 4;

interface WheelOptions {
  readonly scale: RunScale;
  /** Where the plot begins in the element, and its width, in px. */
  readonly left: number;
  readonly width: number;
  /** The plain wheel zooms, too: there is nothing to scroll. */
  readonly plain?: boolean;
  readonly onView: ChangeView;
}

/** Ctrl and the wheel (a pinch) zoom around the pointer; sideways, or with Shift, it pans. */
export function useRunWheel(box: RefObject<HTMLElement | null>, options: WheelOptions): void {
  const newest = useRef(options);
  useEffect(() => {
    newest.current = options;
  });
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const onWheel = (event: WheelEvent): void => {
      const { scale, left, width, plain = false, onView } = newest.current;
      const sideways = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
      const isZoom = event.ctrlKey || event.metaKey || (plain && !event.shiftKey && event.deltaX === 0);
      if (isZoom) {
        const share = (event.clientX - element.getBoundingClientRect().left - left) / width;
        const factor = NOTCH_FACTOR ** (-Math.max(-NOTCH, Math.min(NOTCH, event.deltaY)) / NOTCH);
        onView((view) => zoomView(scale, view, factor, Math.max(0, Math.min(1, share))));
      } else if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY)) {
        onView((view) => panView(scale, view, sideways / width));
      } else return;
      event.preventDefault();
    };
    // React listens passively: the page would zoom as well.
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [box]);
}

interface Drag {
  readonly x: number;
  readonly y: number;
  readonly id: number;
  moved: boolean;
}

export interface DragHandlers {
  /** Px from where it began, in all; `isLast`: the button was let go. */
  onDrag(from: number, to: number, isLast: boolean): void;
  onClick(x: number, y: number): void;
}

/** Tells a drag along the axis from a click; places are px from the element's left and top. */
export function useRunDrag({ onDrag, onClick }: DragHandlers) {
  const drag = useRef<Drag | null>(null);
  const placeOf = (event: PointerEvent) => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  return {
    /** Whether a drag is under way: nothing is hovered then. */
    isDragging: () => drag.current?.moved === true,
    onPointerDown(event: PointerEvent) {
      if (event.button !== 0) return;
      drag.current = { ...placeOf(event), id: event.pointerId, moved: false };
    },
    onPointerMove(event: PointerEvent) {
      const from = drag.current;
      if (!from) return;
      const { x } = placeOf(event);
      if (!from.moved) {
        if (Math.abs(x - from.x) < CLICK_PX) return;
        from.moved = true;
        event.currentTarget.setPointerCapture(from.id);
      }
      onDrag(from.x, x, false);
    },
    onPointerUp(event: PointerEvent) {
      const from = drag.current;
      drag.current = null;
      if (!from) return;
      const { x, y } = placeOf(event);
      if (from.moved) onDrag(from.x, x, true);
      else onClick(x, y);
    },
    onPointerCancel() {
      drag.current = null;
    },
  };
}
