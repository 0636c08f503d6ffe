import { describe, expect, it } from 'vitest';
import {
  formatCount,
  formatDay,
  formatDayAndClock,
  formatNear,
  formatDuration,
  formatPlural,
  formatRecent,
  formatRoundTrip,
  formatShortCount,
  formatTimeLeft,
} from '../../../src-renderer/components/format.ts';

describe('numbers', () => {
  it('groups whole numbers and shortens large ones', () => {
    expect(formatCount(219_436)).toBe('219,436');
    expect([950, 1_234, 104_986, 4_300_000].map(formatShortCount)).toEqual(['950', '1.2k', '105k', '4M']);
    expect([formatPlural(1, 'port'), formatPlural(3, 'port'), formatPlural(0, 'entry', 'entries')]).toEqual([
      '1 port',
      '3 ports',
      '0 entries',
    ]);
  });

  it('writes durations in the two units that matter', () => {
    const written = [0, 84, 600, 8_700, 9_960, 31_000, 59_700, 134_000, 120_000, 11_100_000, 172_800_000];
    expect(written.map(formatDuration)).toEqual([
      '0 ms',
      '84 ms',
      '0.6 s',
      '8.7 s',
      '10 s',
      '31 s',
      '1 min',
      '2 min 14 s',
      '2 min',
      '3 h 5 min',
      '2 d',
    ]);
  });

  it('writes the time left no finer than an estimate is', () => {
    expect([0, 999, 1_000, 8_200, 61_000, 134_200, 721_000, 11_100_000].map(formatTimeLeft)).toEqual([
      'under 1 s',
      'under 1 s',
      '1 s',
      '9 s',
      '1 min 1 s',
      '2 min 15 s',
      '13 min',
      '3 h 5 min',
    ]);
  });

  it('writes round-trips by size, and a dash for what was not measured', () => {
    expect([0.312, 12.41, 204.4, null].map(formatRoundTrip)).toEqual(['0.31 ms', '12.4 ms', '204 ms', '—']);
  });
});

describe('days', () => {
  const now = new Date(2026, 10, 22, 10, 41);

  it('names days as a person would, by the calendar and not by hours', () => {
    expect(formatDay(new Date(2026, 10, 22, 0, 0), now)).toBe('Today');
    expect(formatDay(new Date(2026, 10, 21, 23, 59, 59), now)).toBe('Yesterday');
    expect(formatDay(new Date(2026, 10, 20, 11, 47), now)).toBe('Friday 20 November');
    expect(formatDay(new Date(2025, 10, 20, 11, 47), now)).toBe('Thursday 20 November 2025');
  });

  it('counts days over a change of the clocks', () => {
    const afterChange = new Date(2026, 2, 30, 0, 30);
    expect(formatDay(new Date(2026, 2, 29, 0, 30), afterChange)).toBe('Yesterday');
  });

  it('places a run in a few characters', () => {
    expect(formatRecent(new Date(2026, 10, 22, 9, 12), now)).toBe('09:12');
    expect(formatRecent(new Date(2026, 10, 20, 9, 12), now)).toBe('Fri');
    expect(formatRecent(new Date(2026, 10, 13, 9, 12), now)).toBe('13 Nov');
    expect(formatRecent(new Date(2025, 10, 13, 9, 12), now)).toBe('13 Nov 2025');
    expect(formatDayAndClock(new Date(2026, 10, 13, 2, 0, 7), now, { seconds: true })).toBe(
      'Fri 13 Nov, 02:00:07',
    );
    expect(formatDayAndClock(new Date(2026, 10, 13, 2, 0), now)).toBe('Fri 13 Nov, 02:00');
    const near = (days: number) => formatNear(new Date(2026, 10, now.getDate() + days, 2, 0), now);
    expect([-1, 0, 1].map(near)).toEqual(['yesterday, 02:00', 'today, 02:00', 'tomorrow, 02:00']);
    expect(near(2)).toBe(formatDayAndClock(new Date(2026, 10, now.getDate() + 2, 2, 0), now));
  });
});
