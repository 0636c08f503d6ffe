import { describe, expect, it } from 'vitest';
import {
  panView,
  runScale,
  viewBetween,
  wholeView,
} from '../../../../src-renderer/charts/series/run-scale.ts';
import { runTicks } from '../../../../src-renderer/charts/series/run-ticks.ts';

const DAY = 86_400_000;
const nightly = (count: number) =>
  Array.from({ length: count }, (_, index) => new Date(2026, 9, 18 + index, 2).getTime());
const labels = (ticks: readonly { label: string }[]) => ticks.map(({ label }) => label);

describe('the dates of an axis', () => {
  it('are weeks of nightly runs where those have room', () => {
    const times = nightly(36);
    const scale = runScale(times, 'runs');
    const ticks = runTicks(scale, wholeView(scale), times, 500);
    expect(labels(ticks)).toEqual(['18 Oct', '25 Oct', '1 Nov', '8 Nov', '15 Nov', '22 Nov']);
    expect(ticks.map(({ value }) => value)).toEqual([0, 7, 14, 21, 28, 35]);
  });

  it('tell the time of day of runs of one day, and the year where it changes', () => {
    const hourly = Array.from({ length: 4 }, (_, hour) => new Date(2026, 9, 18, 8 + hour).getTime());
    const scale = runScale(hourly, 'runs');
    expect(labels(runTicks(scale, wholeView(scale), hourly, 400))).toEqual([
      '18 Oct',
      '09:00',
      '10:00',
      '11:00',
    ]);
    const yearly = [new Date(2025, 11, 30).getTime(), new Date(2026, 0, 2).getTime()];
    const two = runScale(yearly, 'runs');
    expect(labels(runTicks(two, wholeView(two), yearly, 400))).toEqual(['30 Dec', '2 Jan 2026']);
  });

  it('are round days by time, and never closer than a label is wide', () => {
    const times = nightly(36);
    const scale = runScale(times, 'time');
    const ticks = runTicks(scale, wholeView(scale), times, 800);
    expect(labels(ticks)).toEqual(['19 Oct', '26 Oct', '2 Nov', '9 Nov', '16 Nov', '23 Nov']);
    const near = viewBetween(scale, times[3] ?? 0, times[5] ?? 0);
    const hours = runTicks(scale, near, times, 800);
    for (const [index, { value }] of hours.entries()) {
      const before = hours[index - 1]?.value ?? Number.NEGATIVE_INFINITY;
      expect(((value - before) / (near.to - near.from)) * 800).toBeGreaterThanOrEqual(70);
    }
    expect(hours.length).toBeGreaterThan(4);
    const long = runScale([times[0] ?? 0, (times[0] ?? 0) + 900 * DAY], 'time');
    expect(runTicks(long, wholeView(long), long.edges.slice(0, 2), 600).length).toBeGreaterThan(3);
  });

  it('stay on their days while the view is moved', () => {
    const times = nightly(400);
    const scale = runScale(times, 'time');
    for (const [first, last] of [
      [3, 40],
      [3, 9],
      [10, 390],
    ] as const) {
      const view = viewBetween(scale, times[first] ?? 0, times[last] ?? 0);
      const moved = panView(scale, view, 0.11);
      const before = runTicks(scale, view, times, 700).map(({ value }) => value);
      const after = runTicks(scale, moved, times, 700).map(({ value }) => value);
      const shared = after.filter((value) => value < view.to);
      expect(shared.length).toBeGreaterThan(0);
      expect(shared).toEqual(before.filter((value) => value >= moved.from));
    }
  });
});
