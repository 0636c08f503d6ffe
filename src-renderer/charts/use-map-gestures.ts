/** How a port map is moved about in: pointer, wheel and keys, the same for one map and for two side by side. */
import {
  type Dispatch,
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
  type SetStateAction,
  useEffect,
  useRef,
} from 'react';
import {
  followPort,
  panBy,
  portAfterKey,
  portAtPlace,
  WHOLE_MAP,
  zoomBy,
  type MapView,
} from './port-map-view.ts';

/** A pointer that moves less than this, in px, has clicked. */
const CLICK_PX = 4;

export interface MapPlace {
  /** Px of the map's side. */
  readonly size: number;
  /** Px from the element's edge to the map. */
  readonly left: number;
  readonly top: number;
}

interface GestureOptions extends MapPlace {
  readonly view: MapView;
  readonly setView: Dispatch<SetStateAction<MapView>>;
  /** The port that the keyboard is on; null: none yet. */
  readonly cursor: number | null;
  readonly onCursor: (port: number) => void;
  readonly onHover: (port: number | null) => void;
  /** Enter or a click. */
  readonly onOpen: (port: number) => void;
}

/** Handlers for the element that holds a map (`pointer`) and for the one that has the focus (`onKeyDown`). */
export function useMapGestures(options: GestureOptions) {
  const { view, setView, size, left, top, cursor, onCursor, onHover, onOpen } = options;
  /** Where the pointer is, while it is what points. */
  const pointer = useRef<{ x: number; y: number } | null>(null);
  const drag = useRef<{ x: number; y: number; view: MapView; moved: boolean } | null>(null);

  // Zoomed under a resting pointer, another port lies there.
  useEffect(() => {
    if (pointer.current) onHover(portAtPlace(view, pointer.current.x, pointer.current.y));
  }, [view, onHover]);

  const placeOf = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: (event.clientX - box.left - left) / size, y: (event.clientY - box.top - top) / size };
  };
  const portOf = (event: PointerEvent): number | null => {
    const { x, y } = placeOf(event);
    return portAtPlace(view, x, y);
  };
  const zoomAround = (step: 1 | -1, port = cursor) =>
    setView((now) => {
      const zoomed = zoomBy(now, step);
      return port === null ? zoomed : followPort(zoomed, port);
    });
  const goTo = (port: number) => {
    onHover(null);
    onCursor(port);
    setView((now) => followPort(now, port));
  };

  return {
    zoomAround,
    /** Moves the keyboard's port, and the map with it. */
    goTo,
    isDragging: () => drag.current !== null,
    pointer: {
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        const from = drag.current;
        if (from && view.zoom > 1) {
          const { x, y } = placeOf(event);
          if (from.moved || Math.hypot(x - from.x, y - from.y) * size >= CLICK_PX) {
            from.moved = true;
            pointer.current = null;
            setView(panBy(from.view, from.x - x, from.y - y));
            onHover(null);
            return;
          }
        }
        pointer.current = placeOf(event);
        onHover(portOf(event));
      },
      onPointerLeave: () => {
        pointer.current = null;
        onHover(null);
      },
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        if (event.button !== 0 || portOf(event) === null) return;
        drag.current = { ...placeOf(event), view, moved: false };
        event.currentTarget.setPointerCapture(event.pointerId);
      },
      onPointerUp: (event: PointerEvent<HTMLElement>) => {
        const wasDrag = drag.current?.moved ?? true;
        drag.current = null;
        const port = portOf(event);
        if (wasDrag || port === null) return;
        onCursor(port);
        onOpen(port);
      },
      onPointerCancel: () => {
        drag.current = null;
      },
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.altKey || event.metaKey) return;
      pointer.current = null;
      const next = portAfterKey(event.key, cursor ?? 0, event.ctrlKey);
      if (next !== null) goTo(next);
      else if (event.key === 'Enter' && cursor !== null) onOpen(cursor);
      else if (event.key === '+' || event.key === '=') zoomAround(1);
      else if (event.key === '-') zoomAround(-1);
      else if (event.key === '0') setView(WHOLE_MAP);
      else return;
      event.preventDefault();
    },
  };
}

/**
 * The wheel zooms around the pointer. On the whole map it can only zoom in, and where the page around the map has been
 * scrolled, it scrolls that back first.
 */
export function useMapWheel(
  box: RefObject<HTMLElement | null>,
  isWhole: boolean,
  setView: (change: (view: MapView) => MapView) => void,
  { size, left, top }: MapPlace,
): void {
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const onWheel = (event: WheelEvent): void => {
      const edge = element.getBoundingClientRect();
      const x = (event.clientX - edge.left - left) / size;
      const y = (event.clientY - edge.top - top) / size;
      const isInside = x >= 0 && x < 1 && y >= 0 && y < 1;
      if (!isInside || (isWhole && !event.ctrlKey && (event.deltaY > 0 || isScrolled(element)))) return;
      event.preventDefault();
      setView((view) => zoomBy(view, event.deltaY < 0 ? 1 : -1, x, y));
    };
    // React listens passively: the page would scroll as well.
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [box, isWhole, setView, size, left, top]);
}

/** Whether something around an element has been scrolled down. */
function isScrolled(element: Element): boolean {
  for (let around = element.parentElement; around; around = around.parentElement) {
    if (around.scrollTop > 0) return true;
  }
  return false;
}
