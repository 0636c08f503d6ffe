import { expect, test } from 'vitest';
import { fitTags } from '../../../src-renderer/screens/history/fit-tags.ts';

const TAGS = [
  { tag: 'nightly', runs: 36 },
  { tag: 'audit', runs: 7 },
  { tag: 'q'.repeat(64), runs: 1 },
  { tag: 'db', runs: 1 },
];
const fitting = (room: number): string[] => fitTags(TAGS, room).map(({ tag }) => tag[0] ?? '');

test('as many of the most used tags stand beside each other as have room, three at most', () => {
  expect(fitting(-40)).toEqual([]);
  expect(fitting(80)).toEqual([]);
  expect(fitting(100)).toEqual(['n']);
  // A short one further back does not overtake.
  expect(fitting(200)).toEqual(['n', 'a']);
  expect(fitting(2_000)).toEqual(['n', 'a', 'q']);
});
