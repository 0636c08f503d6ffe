import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countRuns,
  followRun,
  isWhole,
  keepView,
  moveView,
  panView,
  runAt,
  runScale,
  shownRuns,
  slotOf,
  viewBetween,
  wholeView,
  zoomView,
  type RunAxis,
} from '../../../../src-renderer/charts/series/run-scale.ts';

const HOUR = 3_600_000;
const gaps = fc.array(fc.integer({ min: 0, max: 400 * HOUR }), { minLength: 1, maxLength: 300 });
const timesOf = (between: readonly number[]) => {
  const times = [Date.UTC(2026, 9, 18)];
  for (const gap of between) times.push((times.at(-1) ?? 0) + gap);
  return times;
};
const axes = fc.constantFrom<RunAxis>('runs', 'time');

describe('the scale of runs', () => {
  it('gives every run a slot, in order, and the last one as much as is usual', () => {
    const scale = runScale([0, 24 * HOUR, 48 * HOUR, 49 * HOUR], 'time');
    expect(scale.edges).toEqual([0, 24 * HOUR, 48 * HOUR, 49 * HOUR, 73 * HOUR]);
    expect(runScale([5, 5, 5], 'time').edges).toEqual([5, 6, 7, 8]);
    expect(runScale([7], 'runs').edges).toEqual([0, 1]);
  });

  it('finds the run under every place of its slot, whatever is shown', () => {
    fc.assert(
      fc.property(gaps, axes, fc.double({ min: 0, max: 1, noNaN: true }), (between, axis, share) => {
        const scale = runScale(timesOf(between), axis);
        const view = wholeView(scale);
        const run = runAt(scale, view, share);
        const { x, width } = slotOf(scale, view, 1, run);
        expect(share).toBeGreaterThanOrEqual(x - 1e-9);
        expect(share).toBeLessThanOrEqual(x + width + 1e-9);
      }),
    );
  });

  it('never shows anything beyond the runs, however it is zoomed and moved', () => {
    const moves = fc.array(
      fc.tuple(fc.double({ min: 0.2, max: 8, noNaN: true }), fc.double({ min: -2, max: 3, noNaN: true })),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(gaps, axes, moves, (between, axis, steps) => {
        const scale = runScale(timesOf(between), axis);
        const whole = wholeView(scale);
        let view = whole;
        for (const [factor, share] of steps) {
          view = panView(scale, zoomView(scale, view, factor, Math.max(0, Math.min(1, share))), share);
          expect(view.from).toBeGreaterThanOrEqual(whole.from);
          expect(view.to).toBeLessThanOrEqual(whole.to * (1 + 1e-12) + 1e-9);
          expect(view.to).toBeGreaterThan(view.from);
        }
      }),
    );
  });

  it('brings a followed run into view, and leaves alone what is in it', () => {
    fc.assert(
      fc.property(gaps, fc.nat(), fc.double({ min: 1, max: 40, noNaN: true }), (between, pick, factor) => {
        const scale = runScale(timesOf(between), 'runs');
        const run = pick % countRuns(scale);
        const view = followRun(scale, zoomView(scale, wholeView(scale), factor, 0), run);
        const { x, width } = slotOf(scale, view, 1, run);
        expect(x).toBeGreaterThanOrEqual(-1e-9);
        expect(x + width).toBeLessThanOrEqual(1 + 1e-9);
        expect(followRun(scale, view, run)).toEqual(view);
      }),
    );
  });

  it('zooms in as far as five runs, and out to all of them', () => {
    const scale = runScale(timesOf(Array.from({ length: 99 }, () => 24 * HOUR)), 'runs');
    const near = zoomView(scale, wholeView(scale), 1_000, 0.5);
    expect(near).toEqual({ from: 47.5, to: 52.5 });
    expect(shownRuns(scale, near)).toEqual({ first: 47, last: 52 });
    expect(isWhole(scale, zoomView(scale, near, 0.001))).toBe(true);
    expect(shownRuns(scale, wholeView(scale))).toEqual({ first: 0, last: 99 });
  });

  it('keeps the place under the pointer where it is', () => {
    const scale = runScale(timesOf(Array.from({ length: 99 }, () => 24 * HOUR)), 'runs');
    expect(runAt(scale, zoomView(scale, wholeView(scale), 4, 0.31), 0.31)).toBe(31);
  });

  it('shows the same runs on the other axis, and what lies between two places', () => {
    const times = timesOf([HOUR, HOUR, 300 * HOUR, HOUR, HOUR, HOUR, HOUR, HOUR]);
    const runs = runScale(times, 'runs');
    const time = runScale(times, 'time');
    expect(moveView(wholeView(runs), runs, time)).toEqual(wholeView(time));
    const some = viewBetween(runs, 8, 3);
    expect(some).toEqual({ from: 3, to: 8 });
    expect(shownRuns(time, moveView(some, runs, time))).toEqual({ first: 3, last: 7 });
  });
});

describe('a look while runs come and go', () => {
  const at = (times: readonly number[], axis: RunAxis = 'runs') => ({ times, scale: runScale(times, axis) });
  const nights = Array.from({ length: 30 }, (_, night) => night * 24 * HOUR);

  it('stays on the runs that are in sight, as near as it was', () => {
    const before = at(nights);
    const view = { from: 3.4, to: 9.9 };
    expect(keepView(view, before, at([...nights, 30 * 24 * HOUR]))).toEqual(view);
    // The oldest two are beyond what a timeline holds.
    const moved = keepView(view, before, at(nights.slice(2)));
    expect(moved.from).toBeCloseTo(1.4);
    expect(moved.to).toBeCloseTo(7.9);
    // Of those in sight, the first was deleted: the next takes its place.
    expect(keepView(view, before, at(nights.toSpliced(3, 1))).from).toBeCloseTo(3.4);
  });

  it('keeps its time on an axis of time, and shows all where it showed all', () => {
    const before = at(nights, 'time');
    const later = at([...nights, 40 * 24 * HOUR], 'time');
    const view = { from: 100 * HOUR, to: 200 * HOUR };
    expect(keepView(view, before, later)).toEqual(view);
    expect(keepView(wholeView(before.scale), before, later)).toEqual(wholeView(later.scale));
  });

  it('never shows anything beyond the runs', () => {
    fc.assert(
      fc.property(
        gaps,
        axes,
        fc.nat({ max: 40 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (between, axis, gone, share) => {
          const times = timesOf(between);
          const before = at(times, axis);
          const after = at(times.length > gone ? times.slice(gone) : times.slice(-1), axis);
          const kept = keepView(zoomView(before.scale, wholeView(before.scale), 7, share), before, after);
          const whole = wholeView(after.scale);
          expect(kept.from).toBeGreaterThanOrEqual(whole.from - 1e-6);
          expect(kept.to).toBeLessThanOrEqual(whole.to + 1e-6);
          expect(kept.to).toBeGreaterThan(kept.from);
        },
      ),
    );
  });
});
