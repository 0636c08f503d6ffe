import { describe, expect, it } from 'vitest';
import { nextChange, placeMarks } from '../../../src-renderer/charts/change-marks.ts';
import { SIDE, WHOLE_MAP } from '../../../src-renderer/charts/port-map-view.ts';
import { CLOSED, sampleChange, SILENT } from '../sample-runs.ts';

const opened = (port: number) => sampleChange({ kind: 'opened', port });
const silent = (port: number, lastPort: number) =>
  sampleChange({
    kind: 'filtered',
    port,
    lastPort,
    count: lastPort - port + 1,
    before: CLOSED,
    after: SILENT,
  });
const unasked = sampleChange({ kind: 'not-comparable', port: 61_000, lastPort: 65_535, after: null });
/** The corners of the boxes in a path, in px. */
const cornersOf = (path: string): number[] => (path.match(/-?[\d.]+/g) ?? []).map(Number);

describe('placeMarks on the whole map', () => {
  it('rings a single port in the middle of its cell, and outlines a stretch', () => {
    const { rings, outlines } = placeMarks([opened(9_100), silent(49_152, 49_367)], WHOLE_MAP, SIDE);
    expect(rings).toEqual([{ port: 9_100, x: 140.5, y: 35.5, tone: 'loud' }]);
    expect(outlines.loud).toBe('M-2.5 189.5H218.5V195.5H-2.5Z');
  });

  it('goes around a stretch over several rows as around a selected text', () => {
    const { outlines } = placeMarks([silent(250, 520)], WHOLE_MAP, SIDE);
    // From column 250 of row 0, all of row 1, to column 8 of row 2.
    expect(outlines.loud).toBe('M247.5 -2.5H258.5V4.5H11.5V5.5H-2.5V-1.5H247.5Z');
  });

  it('is one mark for ports that lie too close to be told apart, of one tone only', () => {
    const odd = Array.from({ length: 30_000 }, (_, index) => opened(1 + 2 * index));
    const { rings, outlines } = placeMarks(odd, WHOLE_MAP, SIDE);
    expect(rings).toEqual([]);
    expect(outlines.loud.match(/M/g)).toHaveLength(1);
    const reason = sampleChange({ kind: 'reason-only', port: 9_101 });
    expect(placeMarks([opened(9_100), reason], WHOLE_MAP, SIDE).rings.map(({ tone }) => tone)).toEqual([
      'loud',
      'quiet',
    ]);
  });

  it('lights nothing that only one run asked', () => {
    expect(placeMarks([unasked], WHOLE_MAP, SIDE)).toEqual({
      rings: [],
      outlines: { loud: '', quiet: '', doubtful: '' },
    });
  });

  it('draws boxes where rings would be a texture', () => {
    const scattered = Array.from({ length: 400 }, (_, index) => opened(40 + index * 150));
    const { rings, outlines } = placeMarks(scattered, WHOLE_MAP, SIDE);
    expect(rings).toEqual([]);
    expect(outlines.loud.match(/M/g)).toHaveLength(400);
  });
});

describe('placeMarks on a part of the map', () => {
  const view = { zoom: 16, col: 100, row: 30 };

  it('outlines cells that are large enough, and leaves out what is not in view', () => {
    const inView = 31 * SIDE + 102;
    const { rings, outlines } = placeMarks([opened(5), opened(inView), opened(60_000)], view, SIDE);
    expect(rings).toEqual([]);
    expect(outlines.loud).toBe('M32 16H48V32H32Z');
  });

  it('never leaves the part that is shown, wherever a stretch begins and ends', () => {
    for (let first = 29 * SIDE; first < 48 * SIDE; first += 37) {
      for (const length of [1, 20, 200, 300, 3_000]) {
        const { outlines } = placeMarks([silent(first, first + length)], view, SIDE);
        for (const corner of cornersOf(outlines.loud)) {
          expect(corner).toBeGreaterThanOrEqual(0);
          expect(corner).toBeLessThanOrEqual(SIDE);
        }
      }
    }
  });
});

describe('nextChange', () => {
  const changes = [opened(22), silent(100, 200), opened(9_100), unasked];

  it('goes from change to change, around both ends, past what is not lit', () => {
    expect(nextChange(changes, null, 1)).toBe(22);
    expect(nextChange(changes, 22, 1)).toBe(100);
    expect(nextChange(changes, 150, 1)).toBe(9_100);
    expect(nextChange(changes, 9_100, 1)).toBe(22);
    expect(nextChange(changes, 22, -1)).toBe(9_100);
    expect(nextChange([unasked], 5, 1)).toBeNull();
  });
});
