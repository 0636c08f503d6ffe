/** Runs of a series in words: when, how often. Pure; local time. */
import { usualGap } from '../../charts/series/run-scale.ts';

const dayAndMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const withYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const exactClock = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** When each run of a series began, in words as short as tell it from the others. */
export interface RunWords {
  /** "14 Nov"; "14 Nov, 02:00" where others began on the same day. */
  short(run: number): string;
  /** "14 Nov, 02:00". */
  long(run: number): string;
}

/** `times`: when each run began, ascending, in ms. */
export function runWords(times: readonly number[]): RunWords {
  const dates = times.map((time) => new Date(time));
  const [first] = dates;
  const last = dates.at(-1);
  const day = first?.getFullYear() === last?.getFullYear() ? dayAndMonth : withYear;
  const days = dates.map((date) => day.format(date));
  const minutes = dates.map((date, run) => `${days[run]}, ${clock.format(date)}`);
  const long = (run: number): string => {
    const word = minutes[run] ?? '';
    const isShared = word === minutes[run - 1] || word === minutes[run + 1];
    return isShared ? `${days[run]}, ${exactClock.format(dates[run])}` : word;
  };
  return {
    long,
    short: (run) => {
      const isShared = days[run] === days[run - 1] || days[run] === days[run + 1];
      return isShared ? long(run) : (days[run] ?? '');
    },
  };
}

const HOUR_MS = 3_600_000;
const RHYTHMS: readonly (readonly [hours: number, word: string])[] = [
  [1, 'hourly '],
  [24, 'daily '],
  [7 * 24, 'weekly '],
];
/** So far from a rhythm, as a share of it, and it is none. */
const TOLERANCE = 0.15;
const FEW = 4;

/** "nightly ", "weekly ": a word before "runs" where they follow a rhythm; '' where they do not. */
export function rhythmWord(times: readonly number[]): string {
  if (times.length < FEW) return '';
  const hours = usualGap(times) / HOUR_MS;
  const [, word = ''] = RHYTHMS.find(([beat]) => Math.abs(hours - beat) <= beat * TOLERANCE) ?? [];
  const atNight = times.every((time) => new Date(time).getHours() < 6);
  return word === 'daily ' && atNight ? 'nightly ' : word;
}
