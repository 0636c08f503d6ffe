/** Where the parts of a handshake ladder stand. Pure: steps -> coordinates in px. */
import type { LaneId, StoryLane, StoryStep } from '../../src-shared/scan/verdict-story.ts';
import { formatRoundTrip } from './format.ts';

/** Room for the times at the left. */
const GUTTER = 66;
const TOP = 50;
const HEADING_HEIGHT = 20;
const GAP_HEIGHT = 28;
const MESSAGE_HEIGHT = 42;
/** About as wide as a letter of 11.5 px italic sans. */
const GAP_LETTER = 5.6;

type Message = Extract<StoryStep, { kind: 'message' }>;
/** `step` is what is placed; `y` its top, which no two share. */
export type PlacedStep = { readonly step: StoryStep; readonly y: number } & Placement;
type Placement =
  | { readonly kind: 'heading'; readonly label: string }
  | { readonly kind: 'gap'; readonly label: string; readonly x: number; readonly height: number }
  | (Pick<Message, 'kind' | 'label' | 'note' | 'tone' | 'inferred' | 'lost' | 'isLater'> & {
      readonly x1: number;
      readonly y1: number;
      readonly x2: number;
      readonly y2: number;
      /** Of the arrow's head, in degrees. */
      readonly angle: number;
      readonly textX: number;
      readonly textY: number;
      readonly textAnchor: 'start' | 'middle';
      readonly sent: string | null;
      readonly arrived: string | null;
    });

/** Below this there is room for arrows and their labels, but for few words. */
const NARROW = 360;

/** The x of each lane: the scanner left, the target right, a filter nearer to the target. */
export function lanePositions(lanes: readonly StoryLane[], width: number): (id: LaneId) => number {
  const isNarrow = width < NARROW;
  const left = GUTTER + (isNarrow ? 14 : 34);
  const right = width - (isNarrow ? 36 : 48);
  const positions: Record<LaneId, number> = {
    scanner: left,
    // Narrow, the names over the two lanes at the right need the room between them.
    filter: Math.round(left + (right - left) * (isNarrow ? 0.55 : 0.6)),
    target: right,
  };
  return (id) => (lanes.some((lane) => lane.id === id) ? positions[id] : positions.target);
}

export interface LadderLayout {
  readonly placed: readonly PlacedStep[];
  readonly height: number;
  /** The stretches of left-out time, [top, bottom]. */
  readonly breaks: readonly (readonly [number, number])[];
}

export function layOutSteps(steps: readonly StoryStep[], xOf: (id: LaneId) => number): LadderLayout {
  const placed: PlacedStep[] = [];
  const breaks: [number, number][] = [];
  let y = TOP;
  for (const step of steps) {
    if (step.kind === 'heading') {
      placed.push({ kind: 'heading', step, label: step.label, y });
      y += HEADING_HEIGHT;
    } else if (step.kind === 'gap') {
      placed.push({
        kind: 'gap',
        step,
        label: gapWords(step.label, xOf),
        x: xOf('scanner'),
        y,
        height: GAP_HEIGHT,
      });
      breaks.push([y, y + GAP_HEIGHT]);
      y += GAP_HEIGHT;
    } else {
      placed.push(placeMessage(step, y, xOf));
      y += MESSAGE_HEIGHT;
    }
  }
  return { placed, height: y + 10, breaks };
}

function placeMessage(step: Message, y: number, xOf: (id: LaneId) => number): PlacedStep {
  const from = xOf(step.from);
  const to = xOf(step.to);
  const direction = Math.sign(to - from);
  const x1 = from + direction;
  // What was lost ends on the way.
  const x2 = step.lost ? from + (to - from) * 0.62 : to - direction;
  const y1 = y + 16;
  const y2 = y1 + (step.lost ? 9 : 14);
  const left = Math.min(from, to);
  const reach = Math.abs((step.lost ? x2 : to) - from);
  const whole = textWidth(step) < reach - 16;
  // Words that would run over the next lane are left to the list beside the drawing.
  const isShort = !whole && textWidth(step) > reach - 8;
  const note = isShort ? null : step.note;
  const fits = whole || isShort;
  return {
    kind: 'message',
    step,
    label: step.label,
    note,
    tone: step.tone,
    inferred: step.inferred,
    lost: step.lost,
    isLater: step.isLater,
    y,
    x1,
    y1,
    x2,
    y2,
    angle: (Math.atan2(y2 - y1, x2 - x1) * 180) / Math.PI,
    textX: fits ? (from + (step.lost ? x2 : to)) / 2 : left + 10,
    textY: y1 - 3,
    textAnchor: fits ? 'middle' : 'start',
    sent: sentWord(step),
    arrived: arrivedWord(step),
  };
}

/** Words beside the scanner's line, shortened where they would run over the next one. */
function gapWords(label: string, xOf: (id: LaneId) => number): string {
  const room = xOf('filter') - xOf('scanner') - 24;
  return label.length * GAP_LETTER > room ? label.replace(/ in time$|, no answer$/, '') : label;
}

/** Only the first SYN has a known place in time: "0.000"; of the others it is known that they came later. */
function sentWord({ sentMs, isLater }: Message): string | null {
  if (sentMs === null) return null;
  return isLater ? 'later' : sentMs.toFixed(3);
}

/** "0.41 ms"; "+0.41 ms" after the SYN of a later try. */
function arrivedWord({ arrivedMs, isLater }: Message): string | null {
  if (arrivedMs === null) return null;
  return `${isLater ? '+' : ''}${formatRoundTrip(arrivedMs)}`;
}

/** About as wide as it will be drawn: the label in 12 px mono, the note in 11.5 px sans. */
function textWidth({ label, note }: Message): number {
  return label.length * 7.3 + (note === null ? 0 : 6 + note.length * 5.9);
}
