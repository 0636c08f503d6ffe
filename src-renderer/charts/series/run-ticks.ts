/** Dates along the axis of a series, as many as have room. Pure; local time. */
import { shownRuns, xOf, type RunScale, type RunView } from './run-scale.ts';

export interface RunTick {
  /** On the axis. */
  readonly value: number;
  readonly label: string;
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const dayAndMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const dayMonthYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** From one label's beginning to the next. */
const LEAST_PX = 76;
/** Weeks and fortnights of nightly runs among the round numbers. */
const RUN_STEPS = [1, 2, 3, 5, 7, 10, 14, 20, 28, 50, 70, 100, 150, 200, 250, 500];
const CLOCK_STEPS = [1, 5, 15, 30, 60, 180, 360, 720].map((minutes) => minutes * MINUTE_MS);
const DAY_STEPS = [1, 2, 7, 14];
/** 1 January 1970 was a Thursday. */
const MONDAY = 3;
const MONTH_STEPS = [1, 2, 3, 6, 12, 24];

/** `times`: when each run began, ascending, in ms. */
export function runTicks(
  scale: RunScale,
  view: RunView,
  times: readonly number[],
  width: number,
): readonly RunTick[] {
  const places = scale.axis === 'runs' ? ofRuns(scale, view, width) : ofTime(view, width);
  const dated = places
    .filter((value) => value >= view.from - 1e-9 && value < view.to)
    .map((value) => ({ value, time: new Date(scale.axis === 'runs' ? (times[value] ?? 0) : value) }));
  return dated.map(({ value, time }, index) => ({ value, label: labelOf(time, dated[index - 1]?.time) }));
}

/** "14 Nov"; "14 Nov 2025" where the year is another than before; the time of day on the same day. */
function labelOf(time: Date, before: Date | undefined): string {
  if (before === undefined) return dayAndMonth.format(time);
  if (before.getFullYear() !== time.getFullYear()) return dayMonthYear.format(time);
  return before.toDateString() === time.toDateString() ? clock.format(time) : dayAndMonth.format(time);
}

function ofRuns(scale: RunScale, view: RunView, width: number): number[] {
  const px = xOf(view, width, view.from + 1);
  const least = LEAST_PX / Math.max(px, 1e-9);
  const step = RUN_STEPS.find((runs) => runs >= least) ?? 1_000;
  const { first, last } = shownRuns(scale, view);
  const ticks: number[] = [];
  for (let run = Math.ceil(first / step) * step; run <= last; run += step) ticks.push(run);
  return ticks;
}

function ofTime({ from, to }: RunView, width: number): number[] {
  const least = ((to - from) * LEAST_PX) / Math.max(width, 1);
  const clockStep = CLOCK_STEPS.find((step) => step >= least);
  if (clockStep !== undefined) return fromMidnight(from, to, clockStep);
  const start = new Date(from);
  const [year, month] = [start.getFullYear(), start.getMonth()];
  const dates: number[] = [];
  // On the same days wherever the view begins: labels must not change under a hand that moves it.
  const days = DAY_STEPS.find((step) => step * DAY_MS >= least);
  if (days !== undefined) {
    const first = start.getDate() - (dayNumber(start) % days);
    for (let day = first; ; day += days) {
      const time = new Date(year, month, day).getTime();
      if (time >= to) return dates;
      dates.push(time);
    }
  }
  const months = MONTH_STEPS.find((step) => step * 30 * DAY_MS >= least) ?? 60;
  for (let count = year * 12 + month - ((year * 12 + month) % months); ; count += months) {
    const time = new Date(Math.floor(count / 12), count % 12, 1).getTime();
    if (time >= to) return dates;
    dates.push(time);
  }
}

/** Days since a Monday: weeks begin with it. */
function dayNumber(time: Date): number {
  return Math.round(Date.UTC(time.getFullYear(), time.getMonth(), time.getDate()) / DAY_MS) + MONDAY;
}

function fromMidnight(from: number, to: number, step: number): number[] {
  const start = new Date(from);
  const midnight = new Date(start.getFullYear(), start.getMonth(), start.getDate()).getTime();
  const ticks: number[] = [];
  for (let time = midnight + Math.ceil((from - midnight) / step) * step; time < to; time += step) {
    ticks.push(time);
  }
  return ticks;
}
