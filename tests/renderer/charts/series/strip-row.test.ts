import { expect, test } from 'vitest';
import { barOf, ROW_HEIGHT, rowHeightFor } from '../../../../src-renderer/charts/series/strip-row.ts';

test('few lines share the height up to a measure, many keep their own and scroll', () => {
  expect(rowHeightFor('ports', 100, 400)).toBe(ROW_HEIGHT.ports);
  expect(rowHeightFor('ports', 10, 305)).toBe(30);
  expect(rowHeightFor('ports', 1, 900)).toBeLessThan(45);
  expect(rowHeightFor('hosts', 0, -20)).toBe(ROW_HEIGHT.hosts);
});

test('a bar lies in the middle of its line, whatever its height', () => {
  for (const kind of ['ports', 'hosts'] as const) {
    for (let height = ROW_HEIGHT[kind]; height <= 52; height += 1) {
      const bar = barOf(kind, height);
      const under = height - bar.y - bar.height;
      expect(Math.abs(under - bar.y)).toBeLessThanOrEqual(1);
      expect(bar.y).toBeGreaterThan(3);
    }
  }
});
