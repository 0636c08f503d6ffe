/** One bar of a strip. */
import type { Ink, Inks, StripPen } from './strip-pen.ts';
import type { Stretch } from './strip-stretches.ts';

export interface Bar {
  readonly x: number;
  readonly y: number;
  /** Its width. */
  readonly px: number;
  readonly height: number;
  /** The width of a run. */
  readonly slotPx: number;
  readonly mostOpen: number;
  /** Its mark is drawn. */
  readonly marked: boolean;
}

/** Narrower bars have no room for a mark. */
export const LEAST_MARKED_PX = 13;
const RADIUS = 3;
const TRIANGLE_PX = 16;
const LINE_PX = 3;
/** Of the dashes of a host or port that was not asked. */
const DASH_PX = 8;
/** Part of a host's bar that its level has where it has the most open ports. */
const LEVEL_PART = 0.4;

export function drawStretch(pen: StripPen, stretch: Stretch, bar: Bar, ink: Inks): void {
  const { x, y, px, height } = bar;
  switch (stretch.state) {
    case 'open':
      pen.box(x, y, px, height, RADIUS, { fill: ink('open-fill') });
      break;
    case 'closed':
      outline(pen, bar, { stroke: ink('closed-fill'), width: 1.2, alpha: 0.75 });
      break;
    case 'filtered':
      pen.box(x, y, px, height, RADIUS, { fill: ink('map-filtered') });
      if (px >= LINE_PX) outline(pen, bar, { stroke: ink('map-grain') });
      if (px >= TRIANGLE_PX) triangle(pen, x + 10, y + height / 2, { fill: ink('filtered-fg'), alpha: 0.85 });
      break;
    case 'doubtful':
      outline(pen, bar, { stroke: ink('filtered-fill'), width: 1.2, dash: [3, 2] });
      if (px >= TRIANGLE_PX)
        triangle(pen, x + 10, y + height / 2, { stroke: ink('filtered-fg'), width: 1.1 });
      break;
    case 'unknown':
    case 'gone':
    case 'gone-perhaps':
      outline(pen, bar, { stroke: ink('unknown-fill'), width: 1.3, dash: [3, 2] });
      break;
    case 'not-asked':
      dashes(pen, bar, { stroke: ink('control'), width: 1.3 });
      break;
    case 'up':
      host(pen, stretch, bar, ink);
      break;
  }
  if (bar.marked) mark(pen, stretch, bar, ink);
}

/** A line inside the bar's edge; where the bar has no room for two lines, a fainter bar. */
function outline(pen: StripPen, { x, y, px, height }: Bar, style: Ink): void {
  if (px < LINE_PX) pen.box(x, y, px, height, 0, { fill: style.stroke ?? '', alpha: 0.5 });
  else pen.box(x + 0.7, y + 0.7, px - 1.4, height - 1.4, RADIUS - 0.5, style);
}

function triangle(pen: StripPen, x: number, middle: number, style: Ink): void {
  const [top, foot] = [middle - 3.6, middle + 3.2];
  pen.line([x, top, x + 3.8, foot, x - 3.8, foot, x, top], style);
}

/** A dash a run, or as many as have room. */
function dashes(pen: StripPen, { x, y, px, height, slotPx }: Bar, style: Ink): void {
  const count = Math.max(1, Math.round(px / Math.max(slotPx, 2 * DASH_PX)));
  const each = px / count;
  const half = Math.min(DASH_PX, each * 0.6) / 2;
  for (let at = 0; at < count; at++) {
    const middle = x + (at + 0.5) * each;
    pen.line([middle - half, y + height / 2, middle + half, y + height / 2], style);
  }
}

/** A host that is there: how many of its ports are open, as a number and as a level. */
function host(pen: StripPen, { open }: Stretch, bar: Bar, ink: Inks): void {
  const { x, y, px, height, mostOpen, marked } = bar;
  const hasOpen = open !== null && open > 0;
  pen.box(x, y, px, height, RADIUS, { fill: ink(hasOpen ? 'open-soft' : 'closed-soft') });
  if (hasOpen) {
    const level = Math.max(2, (open / Math.max(1, mostOpen)) * height * LEVEL_PART);
    pen.box(x, y + height - level, px, level, Math.min(RADIUS, level / 2), { fill: ink('open-fill') });
  }
  const label = open === null ? '' : String(open);
  const at = marked ? 16 : 5;
  if (px < at + label.length * 6.2 + 3) return;
  const fill = ink(hasOpen ? 'open-fg' : 'closed-fg');
  pen.text(label, x + at, y + 9.5, { fill, face: 'mono', size: 10, weight: 600 });
}

/** First seen: an arrow head; back again: a plus. Cut out of a port's bar, in a host's ink on its pale one. */
function mark(pen: StripPen, stretch: Stretch, { x, y, height }: Bar, ink: Inks): void {
  const isHost = stretch.state === 'up';
  const colour = ink(isHost ? 'open-fg' : 'surface');
  const middle = isHost ? y + 6 : y + height / 2;
  const half = isHost ? 3.2 : 4;
  if (stretch.mark === 'first-seen') {
    pen.line([x + 5, middle - half, x + 5 + 1.75 * half, middle, x + 5, middle + half], { fill: colour });
    return;
  }
  pen.line([x + 8 - half, middle, x + 8 + half, middle], { stroke: colour, width: 1.9 });
  pen.line([x + 8, middle - half, x + 8, middle + half], { stroke: colour, width: 1.9 });
}
