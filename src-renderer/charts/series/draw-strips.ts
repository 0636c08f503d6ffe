/** Draws the lines of a strip that are in view: state as ink and shape, equal neighbours as one bar. */
import { drawStretch, LEAST_MARKED_PX, type Bar } from './draw-stretch.ts';
import { shownRuns, xOf, type RunScale, type RunView } from './run-scale.ts';
import type { RunTick } from './run-ticks.ts';
import type { Inks, StripPen } from './strip-pen.ts';
import { barOf, LONG_LABEL, type StripKind, type StripRow } from './strip-row.ts';
import { firstFrom, type Stretch } from './strip-stretches.ts';

export interface StripPainting {
  readonly kind: StripKind;
  readonly rows: readonly StripRow[];
  /** Px of a line. */
  readonly rowHeight: number;
  readonly scale: RunScale;
  readonly view: RunView;
  readonly ticks: readonly RunTick[];
  /** The label column and the plot beside it, in px. */
  readonly left: number;
  readonly width: number;
  /** How far the lines are scrolled up, and how much of them is seen. */
  readonly top: number;
  readonly height: number;
  /** The most open ports any host had: what a full bar stands for. */
  readonly mostOpen: number;
}

/** What is open is never thinner than this. */
const OPEN_PX = 2;
/** Thinner than this, over one that is drawn already, cannot be told apart. */
const SEEN_PX = 0.75;
/** Of a label's letters, which are all as wide. */
const NUMBER_PX = 7.3;
/** Of labels longer than {@link LONG_LABEL}, so that the host's name has room. */
const SMALL_SIZE = 10;
const LABEL_START = 20;
const LABEL_END = 14;

export function drawStrips(pen: StripPen, painting: StripPainting, ink: Inks): void {
  const { rows, rowHeight, left, width, top, height, ticks, view } = painting;
  const first = Math.max(0, Math.floor(top / rowHeight));
  const last = Math.min(rows.length - 1, Math.floor((top + height - 1) / rowHeight));
  const end = Math.min(height, rows.length * rowHeight - top);
  for (const { value } of ticks) {
    const x = Math.round(left + xOf(view, width, value)) + 0.5;
    pen.line([x, 0, x, end], { stroke: ink('line') });
  }
  for (let index = first; index <= last; index++) {
    const row = rows[index];
    if (!row) continue;
    const y = index * rowHeight - top;
    drawRow(pen, painting, row, y, ink);
    drawLabel(pen, painting, row, y, index === first || rows[index - 1]?.group !== row.group, ink);
  }
}

function drawLabel(
  pen: StripPen,
  { rowHeight, left }: StripPainting,
  row: StripRow,
  rowY: number,
  isFirstOfGroup: boolean,
  ink: Inks,
): void {
  const y = rowY + rowHeight / 2 + 4;
  const size = row.label.length > LONG_LABEL ? SMALL_SIZE : 12;
  const numberX = left - LABEL_END - (row.label.length * NUMBER_PX * size) / 12;
  if (isFirstOfGroup) {
    const most = (row.label === '' ? left : numberX) - LABEL_START - (row.flapping ? 26 : 12);
    pen.text(row.group, LABEL_START, y, { fill: ink('text-2'), face: 'sans', size: 12, weight: 450, most });
  }
  if (row.label !== '') {
    const number = { fill: ink('text'), face: 'mono', size, weight: 600, align: 'right' } as const;
    pen.text(row.label, left - LABEL_END, y, number);
  }
  if (!row.flapping) return;
  // To and fro: a little wave before the number, in the ink of change.
  const x = numberX - 17;
  const points = [x, y - 2, x + 2.5, y - 6, x + 5, y - 2, x + 7.5, y - 6, x + 10, y - 2];
  pen.line(points, { stroke: ink('change'), width: 1.3 });
}

function drawRow(pen: StripPen, painting: StripPainting, row: StripRow, rowY: number, ink: Inks): void {
  const { scale, view, left, width, mostOpen } = painting;
  const place = barOf(painting.kind, painting.rowHeight);
  const shown = shownRuns(scale, view);
  const slotPx = width / Math.max(1, shown.last - shown.first + 1);
  const y = rowY + place.y;
  const waiting: [Stretch, Bar][] = [];
  let drawnTo = Number.NEGATIVE_INFINITY;
  for (let at = firstFrom(row.stretches, shown.first); at < row.stretches.length; at++) {
    const stretch = row.stretches[at];
    if (!stretch || stretch.from > shown.last) break;
    const from = Math.max(left, left + xOf(view, width, scale.edges[stretch.from] ?? 0));
    const to = Math.min(left + width, left + xOf(view, width, scale.edges[stretch.to + 1] ?? 0));
    const isOpen = stretch.state === 'open';
    const gap = gapOf(to - from);
    const px = Math.max(isOpen ? OPEN_PX : 0.5, to - from - 2 * gap);
    const bar: Bar = {
      x: from + gap,
      y,
      px,
      height: place.height,
      slotPx,
      mostOpen,
      // The mark of a beginning out of sight would stand at a wrong place.
      marked: stretch.mark !== null && stretch.from >= shown.first && px >= LEAST_MARKED_PX,
    };
    if (isOpen) waiting.push([stretch, bar]);
    else if (to - drawnTo >= SEEN_PX) {
      drawnTo = to;
      drawStretch(pen, stretch, bar, ink);
    }
  }
  // Open ones last, so that nothing hides them.
  for (const [stretch, bar] of waiting) drawStretch(pen, stretch, bar, ink);
}

/** Air on either side of a bar. */
function gapOf(px: number): number {
  return px >= 8 ? 1.5 : px >= 3 ? 0.5 : 0;
}
