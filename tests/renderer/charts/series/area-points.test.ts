import { expect, it } from 'vitest';
import { areaPoints } from '../../../../src-renderer/charts/series/area-points.ts';
import { runScale, wholeView } from '../../../../src-renderer/charts/series/run-scale.ts';
import { sampleTimeline } from '../../sample-timeline.ts';

it('every run is as wide as it is, and a layer that has nothing in it has no point there', () => {
  const { area } = sampleTimeline({
    ports: [
      { address: '10.0.0.1', port: 22, strip: 'ooo' },
      { address: '10.0.0.1', port: 80, strip: 'ofo' },
    ],
  });
  const scale = runScale([0, 1, 2], 'runs');
  const points = areaPoints(area, scale, wholeView(scale));
  expect(points.map(({ x }) => x)).toEqual([0, 1, 1, 2, 2, 3]);
  expect(points.map(({ open }) => open)).toEqual([2, 2, 1, 1, 2, 2]);
  expect(points.map(({ filtered }) => filtered)).toEqual([null, null, 1, 1, null, null]);
  expect(points.every(({ closed, unknown }) => closed === null && unknown === null)).toBe(true);
});
