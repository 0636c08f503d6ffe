/** Numbers, durations and times as the window writes them. Pure: "now" is a parameter. */

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const shortWhole = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 0 });

/** "219,436". */
export function formatCount(value: number): string {
  return whole.format(value);
}

/** "950", "1.2k", "105k", "4M": for chips and axes, where the exact number stands elsewhere. */
export function formatShortCount(value: number): string {
  if (value < 1_000) return whole.format(value);
  return (value < 10_000 ? short : shortWhole).format(value).replace('K', 'k');
}

/** "1 port", "3 ports". */
export function formatPlural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** "84 ms", "0.6 s", "8.7 s", "31 s", "2 min 14 s", "3 h 5 min". */
export function formatDuration(durationMs: number): string {
  if (durationMs < 100) return `${Math.round(durationMs)} ms`;
  const seconds = durationMs / 1_000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const rounded = Math.round(seconds);
  if (rounded < 60) return `${rounded} s`;
  if (rounded < 3_600) return joinUnits(Math.floor(rounded / 60), 'min', rounded % 60, 's');
  const minutes = Math.round(rounded / 60);
  if (minutes < 1_440) return joinUnits(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
  const hours = Math.round(minutes / 60);
  return joinUnits(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

/** "under 1 s", "8 s", "2 min 14 s", "12 min", "3 h 5 min": an estimate, so nothing finer than it can be. */
export function formatTimeLeft(leftMs: number): string {
  if (leftMs < 1_000) return 'under 1 s';
  const seconds = Math.ceil(leftMs / 1_000);
  if (seconds < 10) return `${seconds} s`;
  return formatDuration((seconds < 600 ? seconds : Math.ceil(seconds / 60) * 60) * 1_000);
}

function joinUnits(big: number, bigUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${big} ${bigUnit}` : `${big} ${bigUnit} ${small} ${smallUnit}`;
}

/** Round-trips: "0.31 ms", "12.4 ms", "204 ms"; a dash where nothing was measured. */
export function formatRoundTrip(rttMs: number | null): string {
  if (rttMs === null) return '—';
  if (rttMs < 10) return `${rttMs.toFixed(2)} ms`;
  return rttMs < 100 ? `${rttMs.toFixed(1)} ms` : `${formatCount(rttMs)} ms`;
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const exactClock = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const weekdayLong = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });
const weekdayShort = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short' });
const dayAndMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

/** "09:12", local time. */
export function formatClock(time: Date): string {
  return clock.format(time);
}

/** "Today", "Yesterday", "Friday 20 November", "Friday 20 November 2025" (another year). */
export function formatDay(time: Date, now: Date): string {
  const days = daysBetween(time, now);
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  const text = weekdayLong.format(time).replace(',', '');
  return time.getFullYear() === now.getFullYear() ? text : `${text} ${time.getFullYear()}`;
}

/** "Fri 13 Nov, 02:00"; with the year where it is another one, with seconds where minutes do not tell runs apart. */
export function formatDayAndClock(time: Date, now: Date, { seconds = false } = {}): string {
  const year = time.getFullYear() === now.getFullYear() ? '' : ` ${time.getFullYear()}`;
  return `${weekdayShort.format(time).replace(',', '')}${year}, ${(seconds ? exactClock : clock).format(time)}`;
}

/** A moment as people say it: "today, 14:15", "tomorrow, 02:00", "yesterday, 02:00", else as {@link formatDayAndClock}. */
export function formatNear(time: Date, now: Date): string {
  const word = { '-1': 'tomorrow', '0': 'today', '1': 'yesterday' }[String(daysBetween(time, now))];
  return word === undefined ? formatDayAndClock(time, now) : `${word}, ${clock.format(time)}`;
}

/** The shortest that places a run: "10:41" today, "Fri" within a week, "13 Nov" before. */
export function formatRecent(time: Date, now: Date): string {
  const days = daysBetween(time, now);
  if (days === 0) return clock.format(time);
  if (days > 0 && days < 7) return (weekdayShort.format(time).split(/[ ,]/)[0] ?? '').slice(0, 3);
  const year = time.getFullYear() === now.getFullYear() ? '' : ` ${time.getFullYear()}`;
  return dayAndMonth.format(time) + year;
}

/** Whole calendar days from one local date to another: daylight saving cannot shift it. */
function daysBetween(from: Date, to: Date): number {
  const day = (time: Date) => Date.UTC(time.getFullYear(), time.getMonth(), time.getDate());
  return (day(to) - day(from)) / 86_400_000;
}
