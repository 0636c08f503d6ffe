import { ChevronLeft, ChevronRight } from 'lucide-react';
import { ActionIcon } from '@mantine/core';
import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import type { PortChange } from '../../src-shared/scan/scan-diff.ts';
import type { Pen } from '../pictures/pen.ts';
import { nextChange } from './change-marks.ts';
import { recordPorts, type PortPainting } from './draw-ports.ts';
import { MapChanges } from './map-changes.tsx';
import { paintPorts } from './paint-ports.ts';
import { MapCrosshair, MapFrame } from './port-map-drawing.tsx';
import { followPort, isInView, MAX_PORT, SIDE, spanOf, WHOLE_MAP, type MapView } from './port-map-view.ts';
import { useMapGestures, useMapWheel } from './use-map-gestures.ts';
import { usePainter } from './use-painter.ts';
import { ZoomButtons } from './zoom-buttons.tsx';
import './port-map.css';
import './port-map-pair.css';

/** Room around each map: its neatline, and half a ring. */
export const PAIR_MARGIN = 10;

export interface MapSide {
  /** One code a port, of port-codes.ts. */
  readonly codes: Uint8Array;
  readonly caption: ReactNode;
  /** Said over a map that holds nothing. */
  readonly note: string | null;
}

export interface PortMapPairProps {
  readonly before: MapSide;
  readonly after: MapSide;
  /** Of the host, ascending by port: what is lit. */
  readonly changes: readonly PortChange[];
  /** Px of a cell on the whole map. */
  readonly cell: number;
  /** Accessible name, and the id of the text that says the same in words. */
  readonly name: string;
  readonly describedBy: string;
  readonly cursor: number | null;
  readonly hovered: number | null;
  /** A port in both runs in words, as a screen reader says it. */
  readonly describe: (port: number) => string;
  readonly onCursor: (port: number) => void;
  readonly onHover: (port: number | null) => void;
  readonly onOpen: (port: number) => void;
  /** Under the maps: the port that is pointed at. */
  readonly readout: ReactNode;
}

/**
 * All ports of a host in two runs, side by side, what changed lit in both. They are one thing: what is zoomed, moved or
 * pointed at in one is in the other, and to assistive technology they are one slider, its value a port.
 */
export function PortMapPair(props: PortMapPairProps) {
  const { before, after, changes, cell, name, describedBy, cursor, hovered, describe } = props;
  const { onCursor, onHover, onOpen, readout } = props;
  const [view, setView] = useState<MapView>(WHOLE_MAP);
  const size = SIDE * cell;
  const place = { size, left: PAIR_MARGIN, top: PAIR_MARGIN };
  const gestures = useMapGestures({ ...place, view, setView, cursor, onCursor, onHover, onOpen });
  // A change chosen elsewhere is looked for here, too.
  const [followed, setFollowed] = useState(cursor);
  if (cursor !== followed) {
    setFollowed(cursor);
    if (cursor !== null && !isInView(view, cursor)) setView(followPort(view, cursor));
  }
  const goToChange = (step: 1 | -1) => {
    const port = nextChange(changes, cursor, step);
    if (port === null) return;
    gestures.goTo(port);
    onOpen(port);
  };
  const shown = hovered ?? cursor;
  const map = (side: MapSide) => (
    <OneMap
      side={side}
      changes={changes}
      view={view}
      cell={cell}
      shown={shown}
      gestures={gestures}
      setView={setView}
    />
  );
  return (
    <div className="map-pair">
      <div
        className="map-pair-maps port-map"
        role="slider"
        tabIndex={0}
        aria-label={name}
        aria-describedby={describedBy}
        aria-valuemin={0}
        aria-valuemax={MAX_PORT}
        aria-valuenow={cursor ?? 0}
        aria-valuetext={cursor === null ? 'no port chosen' : `${cursor}: ${describe(cursor)}`}
        data-zoomed={view.zoom > 1 || undefined}
        onKeyDown={gestures.onKeyDown}
        onFocus={() => {
          if (cursor === null && !gestures.isDragging()) onCursor(nextChange(changes, null, 1) ?? 0);
        }}
      >
        {map(before)}
        {map(after)}
      </div>
      <div className="map-pair-foot">
        <div className="map-pair-readout" data-picture="none">
          {readout}
        </div>
        <div className="map-pair-tools" data-picture="none">
          <ActionIcon
            size={22}
            aria-label="Previous change on the map"
            title="Previous change"
            disabled={changes.length === 0}
            onClick={() => goToChange(-1)}
          >
            <ChevronLeft size={14} aria-hidden />
          </ActionIcon>
          <ActionIcon
            size={22}
            aria-label="Next change on the map"
            title="Next change"
            disabled={changes.length === 0}
            onClick={() => goToChange(1)}
          >
            <ChevronRight size={14} aria-hidden />
          </ActionIcon>
          <ZoomButtons
            zoom={view.zoom}
            onIn={() => gestures.zoomAround(1)}
            onOut={() => gestures.zoomAround(-1)}
            onWhole={() => setView(WHOLE_MAP)}
          />
        </div>
      </div>
    </div>
  );
}

interface OneMapProps {
  readonly side: MapSide;
  readonly changes: readonly PortChange[];
  readonly view: MapView;
  readonly cell: number;
  readonly shown: number | null;
  readonly gestures: ReturnType<typeof useMapGestures>;
  readonly setView: (change: (view: MapView) => MapView) => void;
}

function OneMap({ side, changes, view, cell, shown, gestures, setView }: OneMapProps) {
  const { codes, caption, note } = side;
  const canvas = useRef<HTMLCanvasElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const size = SIDE * cell;
  const painting = useMemo<PortPainting>(() => {
    const { col, row, zoom } = view;
    return { codes, columns: SIDE, col, row, across: spanOf(view), down: spanOf(view), cell: cell * zoom };
  }, [codes, view, cell]);
  usePainter(
    canvas,
    useCallback((target: HTMLCanvasElement) => paintPorts(target, painting), [painting]),
    useCallback((pen: Pen, target: HTMLCanvasElement) => recordPorts(pen, target, painting), [painting]),
  );
  useMapWheel(box, view.zoom === 1, setView, { size, left: PAIR_MARGIN, top: PAIR_MARGIN });
  const across = size + 2 * PAIR_MARGIN;
  return (
    <figure className="map-pair-one" style={{ width: across }}>
      <div ref={box} style={{ width: across, height: across }} {...gestures.pointer}>
        <canvas ref={canvas} style={{ left: PAIR_MARGIN, top: PAIR_MARGIN, width: size, height: size }} />
        <svg aria-hidden focusable="false">
          <g transform={`translate(${PAIR_MARGIN} ${PAIR_MARGIN})`}>
            <MapFrame view={view} size={size} ruler={false} />
            <g data-picture="none">
              {shown === null ? null : <MapCrosshair view={view} size={size} port={shown} />}
            </g>
            <MapChanges changes={changes} codes={codes} view={view} size={size} />
          </g>
        </svg>
        {note === null ? null : <p className="map-pair-note">{note}</p>}
      </div>
      <figcaption>{caption}</figcaption>
    </figure>
  );
}
