import { describe, expect, it } from 'vitest';
import { nextRuns, previewSchedule, readSchedule } from '../../../../src-main/app/watch/read-schedule.ts';

const patternOf = (text: string): string => readSchedule(text).pattern;

describe('plain words', () => {
  it.each([
    ['every minute', '* * * * *', 'every minute'],
    ['every 15 minutes', '*/15 * * * *', 'every 15 minutes'],
    ['Every  30 MIN', '*/30 * * * *', 'every 30 minutes'],
    ['hourly', '0 * * * *', 'every hour'],
    ['every 6 hours', '0 */6 * * *', 'every 6 hours'],
    ['daily at 02:00', '0 2 * * *', 'every day at 02:00'],
    ['every day at 9 pm', '0 21 * * *', 'every day at 21:00'],
    ['every day at 12:30 am', '30 0 * * *', 'every day at 00:30'],
    ['nightly', '0 2 * * *', 'every day at 02:00'],
    ['weekdays at 8:30', '30 8 * * 1,2,3,4,5', 'every weekday at 08:30'],
    ['mondays and thursdays at 07:15', '15 7 * * 1,4', 'every Monday and Thursday at 07:15'],
    ['mon, wed and fri at noon', '0 12 * * 1,3,5', 'every Monday, Wednesday and Friday at 12:00'],
    ['on sunday midnight', '0 0 * * 0', 'every Sunday at 00:00'],
    ['monthly on the 15th at 4:00', '0 4 15 * *', 'every month on day 15 at 04:00'],
    ['every month', '0 2 1 * *', 'every month on day 1 at 02:00'],
  ])('%s', (text, pattern, words) => {
    expect(readSchedule(text)).toEqual({ pattern, words });
  });

  it('what they are said back as is read as the same', () => {
    for (const text of ['every 15 minutes', 'hourly', 'nightly', 'weekdays at 8:30', 'mon and fri at noon']) {
      const { pattern, words } = readSchedule(text);
      expect(patternOf(words ?? '')).toBe(pattern);
    }
  });
});

describe('cron patterns', () => {
  it.each(['0 2 * * *', '*/10 * * * * *', '@daily', '0 0 L * *', '30 8 * * MON-FRI'])('%s', (text) => {
    expect(readSchedule(text)).toEqual({ pattern: text, words: null });
  });
});

describe('what is no schedule is told of in one sentence', () => {
  it.each([
    ['', 'empty'],
    ['now and then', 'no schedule'],
    ['every 7 minutes', 'does not divide an hour evenly'],
    ['every 5 hours', 'does not divide a day evenly'],
    ['daily at 25:00', 'no time of day'],
    ['daily at 13 pm', 'no time of day'],
    ['monthly on the 31st', 'Not every month'],
    ['monthly on the 40th', 'no day 40'],
    ['0 2 31 2 *', 'never comes due'],
    ['* * * * * *', 'more often than every 5 seconds'],
    ['99 * * * *', 'cannot be read: Invalid value for minute: 99'],
    ['2026-01-01T00:00:00', 'no schedule'],
    ['0 0 1 1 * 2020 2021', 'no schedule'],
    ['x'.repeat(5_000), 'no schedule'],
  ])('%s', (text, part) => {
    expect(() => patternOf(text)).toThrow(part);
    const { problem, next } = previewSchedule(text, 0);
    expect(problem).toContain(part);
    expect(problem?.length).toBeLessThan(400);
    expect(next).toEqual([]);
  });
});

it('comes due at the local time of day, and each time later', () => {
  const from = new Date(2026, 2, 3, 4, 5, 6).getTime();
  const dates = nextRuns(patternOf('weekdays at 8:30'), from, 6).map((ms) => new Date(ms));
  expect(dates.map((date) => [date.getDay(), date.getHours(), date.getMinutes()])).toEqual(
    [2, 3, 4, 5, 1, 2].map((day) => [day, 8, 30]),
  );
});
