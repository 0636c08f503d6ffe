import fc from 'fast-check';
import { expect, it } from 'vitest';
import { changePeaks } from '../../../../src-renderer/charts/series/change-peaks.ts';
import { runScale, wholeView } from '../../../../src-renderer/charts/series/run-scale.ts';
import { thinRuns } from '../../../../src-renderer/charts/series/thin-area.ts';

it('a thinned series keeps its ends, its peaks and its order, and no more than asked for', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(1_000), { minLength: 1, maxLength: 1_000 }),
      fc.integer({ min: 10, max: 300 }),
      (values, most) => {
        const runs = thinRuns(values, 0, values.length - 1, most);
        expect(runs.length).toBeLessThanOrEqual(Math.max(most, 10));
        expect(runs[0]).toBe(0);
        expect(runs.at(-1)).toBe(values.length - 1);
        expect(runs).toEqual([...new Set(runs)].sort((a, b) => a - b));
        const kept = runs.map((run) => values[run] ?? 0);
        expect(Math.max(...kept)).toBe(Math.max(...values));
        expect(Math.min(...kept)).toBe(Math.min(...values));
      },
    ),
  );
});

it('a short series is not thinned', () => {
  expect(thinRuns([5, 6, 7, 8], 1, 3, 10)).toEqual([1, 2, 3]);
});

it('peaks of changes are as far apart as asked, and the busiest run is among them', () => {
  const counts = Array.from({ length: 1_000 }, (_, run) => (run === 321 ? 40 : run % 3));
  const scale = runScale(
    Array.from({ length: 1_000 }, (_, run) => run),
    'runs',
  );
  const peaks = changePeaks(counts, scale, wholeView(scale), 800, 6);
  for (const [index, { x }] of peaks.entries()) {
    if (index > 0) expect(x - (peaks[index - 1]?.x ?? 0)).toBeGreaterThanOrEqual(6);
  }
  expect(peaks.filter(({ share }) => share === 1)).toHaveLength(1);
  expect(changePeaks([0, 0, 3], runScale([0, 1, 2], 'runs'), { from: 0, to: 3 }, 300, 6)).toEqual([
    { x: 250, share: 1 },
  ]);
});
