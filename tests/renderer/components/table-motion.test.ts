import { describe, expect, it } from 'vitest';
import { indexOfKey, rowAfterKey } from '../../../src-renderer/components/table-motion.ts';

/** Lines of a grouped table: `h` is a heading that cannot be chosen. */
function table(lines: string, pageSize = 3) {
  return { count: lines.length, pageSize, isChoosable: (index: number) => lines[index] !== 'h' };
}

describe('rowAfterKey', () => {
  it('moves by one, a page, and to both ends', () => {
    const rows = table('rrrrrrrrrr');
    expect(rowAfterKey('ArrowDown', 4, rows)).toBe(5);
    expect(rowAfterKey('ArrowUp', 4, rows)).toBe(3);
    expect(rowAfterKey('PageDown', 4, rows)).toBe(7);
    expect(rowAfterKey('PageUp', 4, rows)).toBe(1);
    expect(rowAfterKey('Home', 4, rows)).toBe(0);
    expect(rowAfterKey('End', 4, rows)).toBe(9);
  });

  it('steps over headings in the direction of travel', () => {
    const rows = table('hrrhhrrh');
    expect(rowAfterKey('ArrowDown', 2, rows)).toBe(5);
    expect(rowAfterKey('ArrowUp', 5, rows)).toBe(2);
    expect(rowAfterKey('Home', 6, rows)).toBe(1);
    expect(rowAfterKey('End', 1, rows)).toBe(6);
  });

  it('stays where there is nothing further that can be chosen', () => {
    const rows = table('hrrh');
    expect(rowAfterKey('ArrowUp', 1, rows)).toBe(1);
    expect(rowAfterKey('ArrowDown', 2, rows)).toBe(2);
    expect(rowAfterKey('PageDown', 2, rows)).toBe(2);
    expect(rowAfterKey('ArrowDown', 0, table('hh'))).toBe(0);
  });

  it('lands on the last row that can be chosen where a page ends in a heading', () => {
    expect(rowAfterKey('PageDown', 0, table('rrrrh', 10))).toBe(3);
    expect(rowAfterKey('PageUp', 4, table('hhrrr', 10))).toBe(2);
  });

  it('leaves other keys and empty tables alone', () => {
    expect(rowAfterKey('a', 0, table('rr'))).toBeNull();
    expect(rowAfterKey('ArrowDown', 0, table(''))).toBeNull();
  });
});

describe('indexOfKey', () => {
  const rows = (keys: readonly (string | undefined)[]) => ({
    count: keys.length,
    keyAt: (index: number) => keys[index],
  });

  it('finds a row that moved down because others arrived above', () => {
    expect(indexOfKey('b', 1, rows(['x', 'y', 'a', 'b']))).toBe(3);
  });

  it('finds a row that moved up because others left', () => {
    expect(indexOfKey('b', 3, rows(['a', 'b']))).toBe(1);
  });

  it('passes over rows that are not loaded, and gives up where the key is gone', () => {
    expect(indexOfKey('b', 0, rows([undefined, undefined, 'b']))).toBe(2);
    expect(indexOfKey('b', 1, rows(['a', undefined, 'c']))).toBeNull();
  });
});
