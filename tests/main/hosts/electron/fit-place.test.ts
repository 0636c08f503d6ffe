import { expect, test } from 'vitest';
import { fitPlace } from '../../../../src-main/hosts/electron/fit-place.ts';

const laptop = { x: 0, y: 25, width: 1_440, height: 875 };
const monitor = { x: 1_440, y: 0, width: 2_560, height: 1_440 };

test('a window comes back onto the screen that it was on', () => {
  const kept = { x: 2_000, y: 100, width: 1_600, height: 1_000, maximized: false };
  expect(fitPlace(kept, [laptop, monitor])).toEqual({ x: 2_000, y: 100, width: 1_600, height: 1_000 });
});

test.each([
  ['its monitor was unplugged', { x: 2_000, y: 100 }],
  ['it hangs out to the left but for a sliver', { x: -1_550, y: 100 }],
  ['its title bar is above the screen', { x: 100, y: -40 }],
  ['it lies below', { x: 100, y: 895 }],
])('where %s, it opens in the middle and no larger than the screen', (_why, at) => {
  const kept = { ...at, width: 1_600, height: 1_000, maximized: false };
  expect(fitPlace(kept, [laptop])).toEqual({ width: 1_440, height: 875 });
});
