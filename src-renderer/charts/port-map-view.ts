/** Which part of the 256 x 256 ports is looked at, and how large. Pure. */

export const SIDE = 256;
export const MAX_PORT = SIDE * SIDE - 1;
export const ZOOMS = [1, 2, 4, 8, 16] as const;
/** Steps of the Page keys: an eighth of a full map. */
const PAGE_ROWS = 16;

export interface MapView {
  readonly zoom: number;
  /** The first column and row that are shown, whole cells. */
  readonly col: number;
  readonly row: number;
}

export const WHOLE_MAP: MapView = { zoom: 1, col: 0, row: 0 };

/** Cells shown along each side. */
export function spanOf({ zoom }: MapView): number {
  return SIDE / zoom;
}

function clampView({ zoom, col, row }: MapView): MapView {
  const last = SIDE - SIDE / zoom;
  const clamp = (value: number): number => Math.min(last, Math.max(0, Math.round(value)));
  return { zoom, col: clamp(col), row: clamp(row) };
}

/** The port at a place in the map, `x` and `y` from 0 to 1; null outside. */
export function portAtPlace(view: MapView, x: number, y: number): number | null {
  if (!(x >= 0 && x < 1 && y >= 0 && y < 1)) return null;
  const span = spanOf(view);
  return (view.row + Math.floor(y * span)) * SIDE + view.col + Math.floor(x * span);
}

/** The middle of a port's cell, from 0 to 1 where it is in view. */
export function placeOfPort(view: MapView, port: number): { x: number; y: number } {
  const span = spanOf(view);
  return { x: ((port % SIDE) + 0.5 - view.col) / span, y: ((port >> 8) + 0.5 - view.row) / span };
}

export function isInView(view: MapView, port: number): boolean {
  const { x, y } = placeOfPort(view, port);
  return x > 0 && x < 1 && y > 0 && y < 1;
}

/** One zoom step in (+1) or out (-1), the cell at a place (0 to 1) staying where it is. */
export function zoomBy(view: MapView, step: 1 | -1, x = 0.5, y = 0.5): MapView {
  const index = ZOOMS.findIndex((zoom) => zoom === view.zoom) + step;
  const zoom = ZOOMS[Math.min(ZOOMS.length - 1, Math.max(0, index))] ?? 1;
  const before = spanOf(view);
  const after = SIDE / zoom;
  return clampView({ zoom, col: view.col + x * (before - after), row: view.row + y * (before - after) });
}

/** Moved by a share of what is shown: dragging. */
export function panBy(view: MapView, x: number, y: number): MapView {
  const span = spanOf(view);
  return clampView({ ...view, col: view.col + x * span, row: view.row + y * span });
}

/** Moved just so far that a port is in view, with a little around it. */
export function followPort(view: MapView, port: number): MapView {
  if (view.zoom === 1) return view;
  const span = spanOf(view);
  const margin = Math.min(2, span / 4);
  const into = (first: number, cell: number): number =>
    Math.min(cell - margin, Math.max(cell + 1 + margin - span, first));
  return clampView({ ...view, col: into(view.col, port % SIDE), row: into(view.row, port >> 8) });
}

/** Where a key leads from a port; null: the key is none of the map's. */
export function portAfterKey(key: string, port: number, isWhole: boolean): number | null {
  const rowStart = port - (port % SIDE);
  const to = (target: number): number => Math.min(MAX_PORT, Math.max(0, target));
  switch (key) {
    case 'ArrowLeft':
      return to(port - 1);
    case 'ArrowRight':
      return to(port + 1);
    case 'ArrowUp':
      return port < SIDE ? port : port - SIDE;
    case 'ArrowDown':
      return port > MAX_PORT - SIDE ? port : port + SIDE;
    case 'PageUp':
      return port < SIDE * PAGE_ROWS ? port % SIDE : port - SIDE * PAGE_ROWS;
    case 'PageDown':
      return port > MAX_PORT - SIDE * PAGE_ROWS
        ? MAX_PORT - SIDE + 1 + (port % SIDE)
        : port + SIDE * PAGE_ROWS;
    case 'Home':
      return isWhole ? 0 : rowStart;
    case 'End':
      return isWhole ? MAX_PORT : rowStart + SIDE - 1;
    default:
      return null;
  }
}
