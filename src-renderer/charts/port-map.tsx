import {
  type KeyboardEvent,
  type PointerEvent,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { formatCount } from '../components/format.ts';
import { MapCrosshair, MapFrame, MapNames } from './port-map-drawing.tsx';
import { placeNames, type Harbour } from './port-map-names.ts';
import {
  followPort,
  MAX_PORT,
  panBy,
  portAfterKey,
  portAtPlace,
  SIDE,
  spanOf,
  WHOLE_MAP,
  zoomBy,
  type MapView,
} from './port-map-view.ts';
import { paintPorts } from './paint-ports.ts';
import { usePainter } from './use-painter.ts';
import { ZoomButtons } from './zoom-buttons.tsx';
import './port-map.css';

/** Room around the map: the ruler, the names over the coast, the neatline. */
export const MAP_MARGIN = { left: 52, top: 104, right: 36, bottom: 12 } as const;
/** A pointer that moves less than this, in px, has clicked. */
const CLICK_PX = 4;

export interface PortMapProps {
  /** One code a port, of port-codes.ts; a new array whenever one changed. */
  readonly codes: Uint8Array;
  readonly harbours: readonly Harbour[];
  /** Px of a cell on the whole map. */
  readonly cell: number;
  /** Accessible name. */
  readonly name: string;
  /** The port that the keyboard is on; null: none yet. */
  readonly cursor: number | null;
  /** The port under the pointer. */
  readonly hovered: number | null;
  /** A port in words, as a screen reader says it. */
  readonly describe: (port: number) => string;
  readonly onCursor: (port: number) => void;
  readonly onHover: (port: number | null) => void;
  /** Enter or a click. */
  readonly onOpen: (port: number) => void;
}

/**
 * All 65,536 ports of a host as a chart, 256 in a row. A slider to assistive technology: its value is a port, the arrows
 * move to its neighbours and its text tells the verdict. Zooms by wheel, + and -, moves by dragging.
 */
export function PortMap(props: PortMapProps) {
  const { codes, harbours, cell, name, cursor, hovered, describe, onCursor, onHover, onOpen } = props;
  const [view, setView] = useState<MapView>(WHOLE_MAP);
  const canvas = useRef<HTMLCanvasElement>(null);
  const box = useRef<HTMLDivElement>(null);
  /** Where the pointer is, while it is what points. */
  const pointer = useRef<{ x: number; y: number } | null>(null);
  const drag = useRef<{ x: number; y: number; view: MapView; moved: boolean } | null>(null);
  const size = SIDE * cell;

  const draw = useCallback(
    (target: HTMLCanvasElement) => {
      const span = spanOf(view);
      const { col, row, zoom } = view;
      paintPorts(target, { codes, columns: SIDE, col, row, across: span, down: span, cell: cell * zoom });
    },
    [codes, view, cell],
  );
  usePainter(canvas, draw);
  useWheel(box, setView, size);
  // Zoomed under a resting pointer, another port lies there.
  useEffect(() => {
    if (pointer.current) onHover(portAtPlace(view, pointer.current.x, pointer.current.y));
  }, [view, onHover]);
  const names = useMemo(() => placeNames(harbours, view, size), [harbours, view, size]);

  const placeOf = (event: PointerEvent) => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    return {
      x: (event.clientX - left - MAP_MARGIN.left) / size,
      y: (event.clientY - top - MAP_MARGIN.top) / size,
    };
  };
  const portOf = (event: PointerEvent): number | null => {
    const { x, y } = placeOf(event);
    return portAtPlace(view, x, y);
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
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
  };
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0 || portOf(event) === null) return;
    drag.current = { ...placeOf(event), view, moved: false };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerUp = (event: PointerEvent<HTMLDivElement>) => {
    const wasDrag = drag.current?.moved ?? true;
    drag.current = null;
    const port = portOf(event);
    if (wasDrag || port === null) return;
    onCursor(port);
    onOpen(port);
  };
  const zoomAround = (step: 1 | -1, port = cursor) =>
    setView((now) => {
      const zoomed = zoomBy(now, step);
      return port === null ? zoomed : followPort(zoomed, port);
    });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.metaKey) return;
    pointer.current = null;
    const next = portAfterKey(event.key, cursor ?? 0, event.ctrlKey);
    if (next !== null) {
      onHover(null);
      onCursor(next);
      setView((now) => followPort(now, next));
    } else if (event.key === 'Enter' && cursor !== null) onOpen(cursor);
    else if (event.key === '+' || event.key === '=') zoomAround(1);
    else if (event.key === '-') zoomAround(-1);
    else if (event.key === '0') setView(WHOLE_MAP);
    else return;
    event.preventDefault();
  };
  const shown = hovered ?? cursor;
  return (
    <div className="port-map-box">
      <div
        ref={box}
        className="port-map"
        role="slider"
        tabIndex={0}
        aria-label={name}
        aria-valuemin={0}
        aria-valuemax={MAX_PORT}
        aria-valuenow={cursor ?? 0}
        aria-valuetext={cursor === null ? 'no port chosen' : `${cursor}: ${describe(cursor)}`}
        data-zoomed={view.zoom > 1 || undefined}
        style={{
          width: size + MAP_MARGIN.left + MAP_MARGIN.right,
          height: size + MAP_MARGIN.top + MAP_MARGIN.bottom,
        }}
        onKeyDown={onKeyDown}
        onFocus={() => {
          // A click chooses its port itself.
          if (cursor === null && drag.current === null) onCursor(harbours[0]?.port ?? 0);
        }}
        onPointerMove={onPointerMove}
        onPointerLeave={() => {
          pointer.current = null;
          onHover(null);
        }}
        onPointerDown={onPointerDown}
        onPointerUp={onPointerUp}
        onPointerCancel={() => (drag.current = null)}
      >
        <canvas
          ref={canvas}
          style={{ left: MAP_MARGIN.left, top: MAP_MARGIN.top, width: size, height: size }}
        />
        <svg aria-hidden focusable="false">
          <g transform={`translate(${MAP_MARGIN.left} ${MAP_MARGIN.top})`}>
            <MapFrame view={view} size={size} />
            <MapNames names={names} cell={cell * view.zoom} />
            {shown === null ? null : <MapCrosshair view={view} size={size} port={shown} />}
          </g>
        </svg>
      </div>
      <ZoomButtons
        top={MAP_MARGIN.top - 6}
        zoom={view.zoom}
        onIn={() => zoomAround(1)}
        onOut={() => zoomAround(-1)}
        onWhole={() => setView(WHOLE_MAP)}
      />
      {view.zoom > 1 ? (
        <p className="port-map-part" style={{ left: MAP_MARGIN.left }}>
          {spanOf(view)} of 256 columns from port {formatCount(view.row * SIDE + view.col)} on
        </p>
      ) : null}
    </div>
  );
}

/**
 * The wheel zooms around the pointer. On the whole map it can only zoom in, and where the page around the map has been
 * scrolled, it scrolls that back first.
 */
function useWheel(
  box: React.RefObject<HTMLDivElement | null>,
  setView: (change: (view: MapView) => MapView) => void,
  size: number,
): void {
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const onWheel = (event: WheelEvent): void => {
      const { left, top } = element.getBoundingClientRect();
      const x = (event.clientX - left - MAP_MARGIN.left) / size;
      const y = (event.clientY - top - MAP_MARGIN.top) / size;
      const isInside = x >= 0 && x < 1 && y >= 0 && y < 1;
      const isWhole = element.dataset['zoomed'] === undefined;
      if (!isInside || (isWhole && !event.ctrlKey && (event.deltaY > 0 || isScrolled(element)))) return;
      event.preventDefault();
      setView((view) => zoomBy(view, event.deltaY < 0 ? 1 : -1, x, y));
    };
    // React listens passively: the page would scroll as well.
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [box, setView, size]);
}

/** Whether something around an element has been scrolled down. */
function isScrolled(element: Element): boolean {
  for (let around = element.parentElement; around; around = around.parentElement) {
    if (around.scrollTop > 0) return true;
  }
  return false;
}
