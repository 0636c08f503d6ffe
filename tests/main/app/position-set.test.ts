import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PositionSet } from '../../../src-main/app/position-set.ts';

describe('a set of positions', () => {
  it('holds what was added and nothing else, up to the last place of the largest list', () => {
    const position = fc.oneof(
      fc.integer({ min: 0, max: 100_000 }),
      fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      fc.constantFrom(0, 31, 32, 32_767, 32_768, 2 ** 31, 2 ** 32 - 1),
    );
    fc.assert(
      fc.property(fc.array(position), fc.array(position), (added, asked) => {
        const set = new PositionSet();
        for (const each of added) set.add(each);
        const expected = new Set(added);
        for (const each of [...added, ...asked, ...added.map((place) => place + 1)]) {
          expect(set.has(each)).toBe(expected.has(each));
        }
      }),
    );
  });

  it('has nothing at the index of what is in no list', () => {
    const set = new PositionSet();
    set.add(0);
    expect(set.has(-1)).toBe(false);
  });
});
