import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  followPort,
  isInView,
  MAX_PORT,
  panBy,
  placeOfPort,
  portAfterKey,
  portAtPlace,
  spanOf,
  WHOLE_MAP,
  zoomBy,
  ZOOMS,
  type MapView,
} from '../../../src-renderer/charts/port-map-view.ts';

const port = fc.nat(MAX_PORT);
const share = fc.double({ min: 0, max: 0.999, noNaN: true });
/** Any view that zooming and moving can lead to. */
const view: fc.Arbitrary<MapView> = fc
  .array(fc.tuple(fc.constantFrom(1 as const, -1 as const), share, share), { maxLength: 8 })
  .map((steps) =>
    steps.reduce((now, [step, x, y]) => panBy(zoomBy(now, step, x, y), x - 0.5, y - 0.5), WHOLE_MAP),
  );

describe('a view of the map', () => {
  test('never leaves the map, and shows whole cells', () => {
    fc.assert(
      fc.property(view, (now) => {
        expect(ZOOMS).toContain(now.zoom);
        for (const first of [now.col, now.row]) {
          expect(Number.isInteger(first)).toBe(true);
          expect(first).toBeGreaterThanOrEqual(0);
          expect(first + spanOf(now)).toBeLessThanOrEqual(256);
        }
      }),
    );
  });

  test('a port stands where it is found again', () => {
    fc.assert(
      fc.property(view, port, (now, at) => {
        const { x, y } = placeOfPort(now, at);
        expect(portAtPlace(now, x, y)).toBe(isInView(now, at) ? at : null);
      }),
    );
  });

  test('zooming in keeps what is under the pointer near it', () => {
    fc.assert(
      fc.property(view, share, share, (now, x, y) => {
        const under = portAtPlace(now, x, y)!;
        expect(isInView(zoomBy(now, 1, x, y), under)).toBe(true);
      }),
    );
  });

  test('following a port brings it into view, and leaves a view that has it well inside', () => {
    fc.assert(
      fc.property(view, port, (now, at) => {
        const followed = followPort(now, at);
        expect(isInView(followed, at)).toBe(true);
        expect(followPort(followed, at)).toEqual(followed);
      }),
    );
  });
});

describe('the keys', () => {
  test.each([
    ['ArrowRight', 21_587, false, 21_588],
    ['ArrowLeft', 0, false, 0],
    ['ArrowUp', 21_587, false, 21_331],
    ['ArrowUp', 22, false, 22],
    ['ArrowDown', MAX_PORT, false, MAX_PORT],
    ['PageDown', 22, false, 22 + 4_096],
    ['PageDown', 65_000, false, 65_512],
    ['PageUp', 300, false, 44],
    ['Home', 300, false, 256],
    ['End', 300, false, 511],
    ['Home', 300, true, 0],
    ['End', 300, true, MAX_PORT],
  ] as const)('%s from %d (whole: %s) leads to %d', (key, from, isWhole, to) => {
    expect(portAfterKey(key, from, isWhole)).toBe(to);
  });

  test('others are left to the page', () => {
    expect(portAfterKey('Tab', 1, false)).toBeNull();
    expect(portAfterKey('a', 1, false)).toBeNull();
  });
});
