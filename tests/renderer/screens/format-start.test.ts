import { expect, it } from 'vitest';
import { formatStart } from '../../../src-renderer/screens/compare/format-start.ts';

const now = new Date(2026, 10, 22, 12);
const at = (second: number): string => new Date(2026, 0, 1, 0, 0, second).toISOString();

it('a run is told to the second where another one would read the same, and only there', () => {
  const first = { id: 'a', startedAt: at(4) };
  const second = { id: 'b', startedAt: at(31) };
  expect(formatStart(first, now, [null])).toBe('Thu 1 Jan, 00:00');
  expect(formatStart(first, now, [first, second])).toBe('Thu 1 Jan, 00:00:04');
  expect(formatStart(second, now, [first])).toBe('Thu 1 Jan, 00:00:31');
  // The same run, of the list and of the comparison.
  expect(formatStart(first, now, [{ scanId: 'a', startedAt: at(4) }])).toBe('Thu 1 Jan, 00:00');
  expect(formatStart(first, now, [{ scanId: 'c', startedAt: at(4) }])).toBe('Thu 1 Jan, 00:00:04');
});
