import { useCallback, useMemo, useRef, useState } from 'react';
import type { Pen } from '../pictures/pen.ts';
import { recordPorts, type PortPainting } from './draw-ports.ts';
import { MapCrosshair, MapFrame, MapNames } from './port-map-drawing.tsx';
import { placeNames, type Harbour } from './port-map-names.ts';
import { MAX_PORT, SIDE, spanOf, WHOLE_MAP, type MapView } from './port-map-view.ts';
import { paintPorts } from './paint-ports.ts';
import { useMapGestures, useMapWheel } from './use-map-gestures.ts';
import { usePainter } from './use-painter.ts';
import { ZoomButtons } from './zoom-buttons.tsx';
import './port-map.css';

/** Room around the map: the ruler, the names over the coast, the neatline. */
export const MAP_MARGIN = { left: 52, top: 104, right: 36, bottom: 12 } as const;
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
  const size = SIDE * cell;
  const place = { size, left: MAP_MARGIN.left, top: MAP_MARGIN.top };

  const painting = useMemo<PortPainting>(() => {
    const { col, row, zoom } = view;
    return { codes, columns: SIDE, col, row, across: spanOf(view), down: spanOf(view), cell: cell * zoom };
  }, [codes, view, cell]);
  usePainter(
    canvas,
    useCallback((target: HTMLCanvasElement) => paintPorts(target, painting), [painting]),
    useCallback((pen: Pen, target: HTMLCanvasElement) => recordPorts(pen, target, painting), [painting]),
  );
  useMapWheel(box, view.zoom === 1, setView, place);
  const gestures = useMapGestures({ ...place, view, setView, cursor, onCursor, onHover, onOpen });
  const { zoomAround } = gestures;
  const names = useMemo(() => placeNames(harbours, view, size), [harbours, view, size]);
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
        onKeyDown={gestures.onKeyDown}
        onFocus={() => {
          // A click chooses its port itself.
          if (cursor === null && !gestures.isDragging()) onCursor(harbours[0]?.port ?? 0);
        }}
        {...gestures.pointer}
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
          {spanOf(view)} of 256 columns from port {view.row * SIDE + view.col} on
        </p>
      ) : null}
    </div>
  );
}
