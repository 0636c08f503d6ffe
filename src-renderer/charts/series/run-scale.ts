/**
 * Where the runs of a series lie on the axis that all its pictures share, and which part of it is looked at. Pure.
 * A run's slot reaches from its beginning to that of the next run: what it saw is all that is known until then.
 */

/** `runs`: every run as wide as any other; `time`: as wide as the time until the next one. */
export type RunAxis = 'runs' | 'time';

export interface RunScale {
  readonly axis: RunAxis;
  /** Ascending, one more than there are runs: slot i reaches from `edges[i]` to `edges[i + 1]`. */
  readonly edges: readonly number[];
}

/** The part that is shown, in the units of the edges. */
export interface RunView {
  readonly from: number;
  readonly to: number;
}

/** A slot's place in px. */
export interface Slot {
  readonly x: number;
  readonly width: number;
}

const HOUR_MS = 3_600_000;
/** The closest look shows this many slots, or all there are. */
const LEAST_RUNS = 5;
/** By time, the closest look is this share of the whole: runs may lie minutes apart in a year. */
const LEAST_TIME = 1 / 2_000;

/** `times`: when each run began, ascending, in ms since 1970. */
export function runScale(times: readonly number[], axis: RunAxis): RunScale {
  if (axis === 'runs') return { axis, edges: Array.from({ length: times.length + 1 }, (_, index) => index) };
  const edges: number[] = [];
  // Two runs of the same instant still have a slot each.
  for (const time of times) edges.push(Math.max(time, (edges.at(-1) ?? Number.NEGATIVE_INFINITY) + 1));
  edges.push((edges.at(-1) ?? 0) + usualGap(times));
  return { axis, edges };
}

/** The middle one of the times between runs, in ms; an hour where there is one run. */
export function usualGap(times: readonly number[]): number {
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? time));
  return Math.max(1, gaps.sort((a, b) => a - b)[gaps.length >> 1] ?? HOUR_MS);
}

export function countRuns({ edges }: RunScale): number {
  return edges.length - 1;
}

export function wholeView({ edges }: RunScale): RunView {
  return { from: edges[0] ?? 0, to: edges.at(-1) ?? 1 };
}

export function isWhole(scale: RunScale, view: RunView): boolean {
  const whole = wholeView(scale);
  return view.from <= whole.from && view.to >= whole.to;
}

/** A place on the axis in px of a plot `width` px wide. */
export function xOf(view: RunView, width: number, value: number): number {
  return ((value - view.from) / (view.to - view.from)) * width;
}

export function slotOf({ edges }: RunScale, view: RunView, width: number, run: number): Slot {
  const x = xOf(view, width, edges[run] ?? 0);
  return { x, width: xOf(view, width, edges[run + 1] ?? 0) - x };
}

/** The run whose slot holds a value; the first or last where it lies beyond. */
export function runOf({ edges }: RunScale, value: number): number {
  let low = 0;
  let high = edges.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((edges[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}

/** The run at a share (0 to 1) of what is shown. */
export function runAt(scale: RunScale, view: RunView, share: number): number {
  return runOf(scale, view.from + share * (view.to - view.from));
}

/** The first and last run of which something is shown. */
export function shownRuns(scale: RunScale, view: RunView): { first: number; last: number } {
  const first = runOf(scale, view.from);
  const last = runOf(scale, view.to);
  // A slot that only begins where the view ends is not in it.
  return { first, last: last > first && (scale.edges[last] ?? 0) >= view.to ? last - 1 : last };
}

/** Nearer (`factor` above 1) or farther, what lies at a share of the view staying where it is. */
export function zoomView(scale: RunScale, view: RunView, factor: number, share = 0.5): RunView {
  const whole = wholeView(scale);
  const most = whole.to - whole.from;
  const least = Math.min(most, scale.axis === 'runs' ? LEAST_RUNS : most * LEAST_TIME);
  const before = view.to - view.from;
  const span = Math.min(most, Math.max(least, before / factor));
  return within(scale, view.from + share * (before - span), span);
}

/** Moved by a share of what is shown. */
export function panView(scale: RunScale, view: RunView, share: number): RunView {
  const span = view.to - view.from;
  return within(scale, view.from + share * span, span);
}

/** Two places on the axis become the edges of the view, as near as a look can be. */
export function viewBetween(scale: RunScale, a: number, b: number): RunView {
  const asked = { from: Math.min(a, b), to: Math.max(a, b) };
  // Through the zoom, which knows how near is near enough.
  return zoomView(scale, { from: asked.from, to: Math.max(asked.to, asked.from + 1e-9) }, 1);
}

/** Moved just so far that a run is in view, with a little around it; the same view where it is. */
export function followRun(scale: RunScale, view: RunView, run: number): RunView {
  const from = scale.edges[run] ?? 0;
  const to = scale.edges[run + 1] ?? from;
  const span = view.to - view.from;
  const room = Math.min((to - from) * 1.5, span / 8);
  if (from < view.from) return within(scale, from - room, span);
  if (to > view.to) return within(scale, Math.min(from, to + room - span), span);
  return view;
}

/** The same runs on another axis. */
export function moveView(view: RunView, before: RunScale, after: RunScale): RunView {
  if (isWhole(before, view)) return wholeView(after);
  const { first, last } = shownRuns(before, view);
  return viewBetween(after, after.edges[first] ?? 0, after.edges[last + 1] ?? 1);
}

/**
 * The same look on the same axis when runs came or went: the run that was first in sight stays where it was. `before` and
 * `after`: when the runs of each scale began.
 */
export function keepView(
  view: RunView,
  before: { readonly scale: RunScale; readonly times: readonly number[] },
  after: { readonly scale: RunScale; readonly times: readonly number[] },
): RunView {
  if (isWhole(before.scale, view)) return wholeView(after.scale);
  const whole = wholeView(after.scale);
  const span = Math.min(view.to - view.from, whole.to - whole.from);
  if (after.scale.axis === 'time') return within(after.scale, view.from, span);
  const first = runOf(before.scale, view.from);
  const began = before.times[first] ?? 0;
  const place = after.times.findIndex((time) => time >= began);
  const shift = (place < 0 ? after.times.length : place) - first;
  return within(after.scale, view.from + shift, span);
}

function within(scale: RunScale, from: number, span: number): RunView {
  const whole = wholeView(scale);
  const start = Math.max(whole.from, Math.min(whole.to - span, from));
  return { from: start, to: start + span };
}
