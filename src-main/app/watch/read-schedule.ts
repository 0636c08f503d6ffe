/**
 * When a watch runs, as a person types it: "every 15 minutes", "weekdays at 8:30", "mondays and thursdays at 07:15", or a
 * cron pattern as croner reads it (github.com/hexagon/croner). Times are those of this machine's clock.
 */
import { Cron } from 'croner';
import { PortolanError } from '../../../src-shared/contract/wire.ts';

export interface Schedule {
  /** As croner takes it. */
  readonly pattern: string;
  /** "every day at 02:00"; null for a pattern, which says it best itself. */
  readonly words: string | null;
}

/** Two runs of a watch lie at least so far apart: a scan is not a heartbeat. */
const LEAST_APART_MS = 5_000;
/** So many moments show how far apart they lie: a minute of seconds, and the first of the next. */
const LOOKED_AT = 62;
const PREVIEWED = 3;
const EXAMPLE =
  '"every 15 minutes", "daily at 02:00", "weekdays at 8:30" or a cron pattern such as "0 2 * * *"';
const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
const EVEN_STEPS: Readonly<Record<'minute' | 'hour', readonly number[]>> = {
  minute: [1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30],
  hour: [1, 2, 3, 4, 6, 8, 12],
};
/** A night's work starts when nobody looks. */
const NIGHT: TimeOfDay = { hour: 2, minute: 0 };

interface TimeOfDay {
  readonly hour: number;
  readonly minute: number;
}

/** Throws PortolanError `invalid-input` (field `schedule`) for what is no schedule, or one that never comes due. */
export function readSchedule(text: string): Schedule {
  const plain = text.trim().toLowerCase().replaceAll(/\s+/g, ' ');
  if (plain === '') throw wrong('The schedule is empty.');
  const schedule = readWords(plain) ?? readPattern(text.trim());
  // What leaves out the seconds is due once a minute at most.
  const isFine = schedule.pattern.startsWith('@') || schedule.pattern.split(' ').length > 5;
  const moments = nextRuns(schedule.pattern, Date.UTC(2026, 0, 1), isFine ? LOOKED_AT : 1);
  if (moments.length === 0) throw wrong(`The schedule "${text.trim().slice(0, 80)}" never comes due.`);
  if (moments.some((moment, index) => index > 0 && moment - moments[index - 1]! < LEAST_APART_MS)) {
    throw wrong(`The schedule "${text.trim().slice(0, 80)}" is due more often than every 5 seconds.`);
  }
  return schedule;
}

/** The next moments after `fromMs` (ms since 1970), ascending; fewer where it ends. */
export function nextRuns(pattern: string, fromMs: number, count: number): number[] {
  return new Cron(pattern, { paused: true }).nextRuns(count, new Date(fromMs)).map((date) => date.getTime());
}

/** What a person sees while typing; never throws for what is typed. */
export function previewSchedule(
  text: string,
  fromMs: number,
): { words: string | null; next: string[]; problem: string | null } {
  try {
    const { pattern, words } = readSchedule(text);
    const next = nextRuns(pattern, fromMs, PREVIEWED).map((ms) => new Date(ms).toISOString());
    return { words, next, problem: null };
  } catch (error) {
    if (!(error instanceof PortolanError)) throw error;
    return { words: null, next: [], problem: error.message };
  }
}

function readWords(plain: string): Schedule | null {
  return readInterval(plain) ?? readDays(plain) ?? readMonthly(plain);
}

function readInterval(plain: string): Schedule | null {
  const match = /^(?:hourly|every (?:(?<count>\d{1,4}) )?(?<unit>minute|hour|min|h)s?)$/.exec(plain);
  if (!match) return null;
  const unit = match.groups?.['unit']?.startsWith('m') === true ? 'minute' : 'hour';
  const count = Number(match.groups?.['count'] ?? 1);
  if (!EVEN_STEPS[unit].includes(count)) {
    throw wrong(
      `Every ${count} ${unit}s does not divide ${unit === 'minute' ? 'an hour' : 'a day'} evenly: ` +
        `take one of ${EVEN_STEPS[unit].join(', ')}.`,
    );
  }
  const step = count === 1 ? '*' : `*/${count}`;
  return {
    pattern: unit === 'minute' ? `${step} * * * *` : `0 ${step} * * *`,
    words: count === 1 ? `every ${unit}` : `every ${count} ${unit}s`,
  };
}

function readDays(plain: string): Schedule | null {
  const match = /^(?:every |on )?(?<days>[a-z, ]+?)(?: (?:at )?(?<time>\d.*|noon|midnight))?$/.exec(plain);
  const days = daysOf(match?.groups?.['days'] ?? '');
  if (!match || !days) return null;
  const time = match.groups?.['time'] === undefined ? NIGHT : readTime(match.groups['time']);
  return {
    pattern: `${time.minute} ${time.hour} * * ${days.length === 7 ? '*' : days.join(',')}`,
    words: `${wordsOfDays(days)} at ${clockOf(time)}`,
  };
}

/** Numbers of weekdays, Sunday 0; null where a word is none. */
function daysOf(text: string): number[] | null {
  const whole: Readonly<Record<string, readonly number[]>> = {
    daily: [0, 1, 2, 3, 4, 5, 6],
    day: [0, 1, 2, 3, 4, 5, 6],
    night: [0, 1, 2, 3, 4, 5, 6],
    nightly: [0, 1, 2, 3, 4, 5, 6],
    weekday: [1, 2, 3, 4, 5],
    weekdays: [1, 2, 3, 4, 5],
    weekend: [0, 6],
    weekends: [0, 6],
    weekly: [1],
  };
  const found = new Set<number>();
  for (const word of text.split(/,? and |, ?| /).filter((each) => each !== '')) {
    const single = DAYS.findIndex((day) => day === word || `${day}s` === word || day.slice(0, 3) === word);
    const days = whole[word] ?? (single === -1 ? null : [single]);
    if (!days) return null;
    for (const day of days) found.add(day);
  }
  return found.size === 0 ? null : [...found].sort((a, b) => a - b);
}

function wordsOfDays(days: readonly number[]): string {
  if (days.length === 7) return 'every day';
  if (days.join() === '1,2,3,4,5') return 'every weekday';
  const names = days.map((day) => {
    const name = DAYS[day] ?? '';
    return name.charAt(0).toUpperCase() + name.slice(1);
  });
  const last = names.pop() ?? '';
  return `every ${names.length === 0 ? last : `${names.join(', ')} and ${last}`}`;
}

function readMonthly(plain: string): Schedule | null {
  const match =
    /^(?:monthly|every month)(?: on the (?<day>\d{1,2})(?:st|nd|rd|th)?)?(?: (?:at )?(?<time>\d.*|noon|midnight))?$/.exec(
      plain,
    );
  if (!match) return null;
  const day = Number(match.groups?.['day'] ?? 1);
  if (day < 1 || day > 31) throw wrong(`A month has no day ${day}.`);
  if (day > 28)
    throw wrong(
      `Not every month has a day ${day}: take 28 or earlier, or a cron pattern with "L" for the last day.`,
    );
  const time = match.groups?.['time'] === undefined ? NIGHT : readTime(match.groups['time']);
  return {
    pattern: `${time.minute} ${time.hour} ${day} * *`,
    words: `every month on day ${day} at ${clockOf(time)}`,
  };
}

/** "8:30", "02:00", "9", "9 am", "11:15pm", "noon". */
function readTime(text: string): TimeOfDay {
  if (text === 'noon') return { hour: 12, minute: 0 };
  if (text === 'midnight') return { hour: 0, minute: 0 };
  const match = /^(?<hour>\d{1,2})(?::(?<minute>\d{2}))? ?(?<half>am|pm)?$/.exec(text);
  const half = match?.groups?.['half'];
  const hour = Number(match?.groups?.['hour'] ?? Number.NaN);
  const minute = Number(match?.groups?.['minute'] ?? 0);
  const fits = half === undefined ? hour <= 23 : hour >= 1 && hour <= 12;
  if (!match || !fits || minute > 59)
    throw wrong(`"${text.slice(0, 40)}" is no time of day, as 02:00 or 9:30 pm are.`);
  if (half === undefined) return { hour, minute };
  return { hour: (hour % 12) + (half === 'pm' ? 12 : 0), minute };
}

function clockOf({ hour, minute }: TimeOfDay): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

function readPattern(text: string): Schedule {
  const shown = text.slice(0, 80);
  // Dates would be taken too: a watch that runs once is no watch.
  if (!/^@[a-z]+$/i.test(text) && !/^\S+( +\S+){4,5}$/.test(text)) {
    throw wrong(`"${shown}" is no schedule.`);
  }
  try {
    // Only to see whether it can be read.
    nextRuns(text, 0, 1);
  } catch (error) {
    const why =
      error instanceof Error ? error.message.replace(/^\w+: /, '').replace(/\.$/, '') : String(error);
    throw wrong(`The cron pattern "${shown}" cannot be read: ${why}.`);
  }
  return { pattern: text, words: null };
}

function wrong(message: string): PortolanError {
  return new PortolanError('invalid-input', `${message} Write ${EXAMPLE}.`, {
    fields: [{ field: 'schedule', message, example: 'daily at 02:00' }],
  });
}
