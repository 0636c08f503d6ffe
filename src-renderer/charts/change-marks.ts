/** Where a map lights up what changed: rings around few ports, outlines around stretches. Pure: px from the map's corner. */
import type { PortChange, PortChangeKind } from '../../src-shared/scan/scan-diff.ts';
import { isInView, placeOfPort, SIDE, spanOf, type MapView } from './port-map-view.ts';

/** `loud`: the state or the service changed. `quiet`: only the reason. `doubtful`: perhaps nothing did. */
export type ChangeTone = 'loud' | 'quiet' | 'doubtful';
const QUIETER: Readonly<Record<string, ChangeTone | null>> = {
  'reason-only': 'quiet',
  doubtful: 'doubtful',
  // Nothing is said about those: they are seen as not scanned.
  'not-comparable': null,
};

/** How a change is lit; null: not at all. */
export function toneOf(kind: PortChangeKind): ChangeTone | null {
  const quieter = QUIETER[kind];
  return quieter === undefined ? 'loud' : quieter;
}

export interface Ring {
  readonly port: number;
  readonly x: number;
  readonly y: number;
  readonly tone: ChangeTone;
}

export interface ChangeMarks {
  readonly rings: readonly Ring[];
  /** Paths of the outlines, by tone. */
  readonly outlines: Readonly<Record<ChangeTone, string>>;
}

/** Changes that lie closer to each other than this, in px, are one stretch. */
const JOIN_PX = 6;
/** What is no wider than this, in px, gets a ring. */
const RING_PX = 5;
/** Cells of this many px are large enough for outlines of their own. */
const CELL_SEEN = 10;
/** More rings than these would be a texture: small boxes instead. */
const MAX_RINGS = 160;

interface Stretch {
  readonly first: number;
  last: number;
  readonly tone: ChangeTone;
}

/** `changes`: of one host, ascending by port. `size`: the map's side in px. */
export function placeMarks(changes: readonly PortChange[], view: MapView, size: number): ChangeMarks {
  const cell = size / spanOf(view);
  const stretches = joinStretches(changes, Math.floor(JOIN_PX / cell));
  const isSmall = ({ first, last }: Stretch): boolean =>
    cell < CELL_SEEN && (last - first + 1) * cell <= RING_PX && first >> 8 === last >> 8;
  const small = stretches.filter((stretch) => isSmall(stretch) && isInView(view, stretch.first));
  const asRings = small.length <= MAX_RINGS;
  const outlines: Record<ChangeTone, string> = { loud: '', quiet: '', doubtful: '' };
  for (const stretch of stretches) {
    if (isSmall(stretch) && asRings) continue;
    outlines[stretch.tone] += outlineOf(stretch, view, cell);
  }
  const rings = (asRings ? small : []).map(({ first, last, tone }) => {
    const { x, y } = placeOfPort(view, first);
    return { port: first, x: x * size + ((last - first) * cell) / 2, y: y * size, tone };
  });
  return { rings, outlines };
}

/** Neighbours of one tone, and those with only `gap` ports between them. */
function joinStretches(changes: readonly PortChange[], gap: number): Stretch[] {
  const stretches: Stretch[] = [];
  const latest: Partial<Record<ChangeTone, Stretch>> = {};
  for (const { kind, port, lastPort } of changes) {
    const tone = toneOf(kind);
    if (tone === null) continue;
    const before = latest[tone];
    if (before && port - before.last - 1 <= gap) before.last = Math.max(before.last, lastPort);
    else stretches.push((latest[tone] = { first: port, last: lastPort, tone }));
  }
  return stretches;
}

/** Around a stretch that may go over several rows, as around a selected text; "" where none of it is in view. */
function outlineOf({ first, last }: Stretch, { col, row, zoom }: MapView, cell: number): string {
  const span = SIDE / zoom;
  let top = Math.max(0, (first >> 8) - row);
  let bottom = Math.min(span - 1, (last >> 8) - row);
  const startsIn = (first >> 8) - row >= 0;
  const endsIn = (last >> 8) - row < span;
  let left = startsIn ? Math.max(0, (first % SIDE) - col) : 0;
  let right = endsIn ? Math.min(span, (last % SIDE) + 1 - col) : span;
  // The first or the last row may lie beside what is in view.
  if (left >= span) {
    top += 1;
    left = 0;
  }
  if (right <= 0) {
    bottom -= 1;
    right = span;
  }
  if (top > bottom) return '';
  const pad = cell < CELL_SEEN ? 2.5 : 0;
  const at = (cells: number, side: -1 | 1): string =>
    String(Math.round((cells * cell + side * pad) * 100) / 100);
  if (top === bottom) {
    if (left >= right) return '';
    return `M${at(left, -1)} ${at(top, -1)}H${at(right, 1)}V${at(bottom + 1, 1)}H${at(left, -1)}Z`;
  }
  return (
    `M${at(left, -1)} ${at(top, -1)}H${at(span, 1)}V${at(bottom, 1)}H${at(right, 1)}V${at(bottom + 1, 1)}` +
    `H${at(0, -1)}V${at(top + 1, -1)}H${at(left, -1)}Z`
  );
}

/** The nearest changed port after (+1) or before (-1) one, around the end; null: nothing is lit. `from` null: the first. */
export function nextChange(changes: readonly PortChange[], from: number | null, step: 1 | -1): number | null {
  const ports = changes.filter(({ kind }) => toneOf(kind) !== null).map(({ port }) => port);
  if (from === null) return ports[0] ?? null;
  const next = step === 1 ? ports.find((port) => port > from) : ports.findLast((port) => port < from);
  return next ?? ports.at(step === 1 ? 0 : -1) ?? null;
}
