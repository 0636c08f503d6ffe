import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PortGrouper } from '../../src-shared/scan/port-groups.ts';
import { BaseLayer } from '../../src-shared/scan/port-layer.ts';
import { StretchDraft, type Stretches } from '../../src-shared/scan/stretches.ts';

const PORTS = 40;
/** At either end, where words and the range of ports end. */
const OFFSETS = [0, 65_536 - PORTS];

/** One value a port; 0: none. */
const valuesUpTo = (most: number) => fc.array(fc.nat(most), { minLength: PORTS, maxLength: PORTS });

/** What lies over a base is often what lay over it in the layer before, with a few ports changed, as outcomes are. */
const layers = fc
  .array(
    fc.record({
      fresh: valuesUpTo(3),
      isFresh: fc.integer({ min: 0, max: 3 }).map((one) => one === 0),
      changes: fc.array(fc.tuple(fc.nat(PORTS - 1), fc.nat(3)), { maxLength: 3 }),
      kind: fc.nat(2),
      base: fc.constantFrom(0, 0, 0, 1, null),
    }),
    { minLength: 1, maxLength: 7 },
  )
  .map((list) => {
    const last = new Map<number, number[]>();
    return list.map(({ fresh, isFresh, changes, kind, base }) => {
      const before = last.get(kind);
      const over = isFresh || !before ? fresh : [...before];
      if (over !== fresh) for (const [port, value] of changes) over[port] = value;
      last.set(kind, over);
      return { kind, over, base };
    });
  });

function stretchesOf(values: readonly number[], offset: number): Stretches {
  const draft = new StretchDraft();
  for (let first = 0; first < values.length;) {
    let end = first + 1;
    while (values[end] === values[first]) end++;
    if (values[first] !== 0) draft.add(offset + first, offset + end - 1, values[first]!);
    first = end;
  }
  return draft.finish();
}

it('groups ports by what they have in every layer, whatever the layers', () => {
  const grouper = new PortGrouper(5);
  fc.assert(
    fc.property(
      layers,
      fc.tuple(valuesUpTo(1), valuesUpTo(2)),
      fc.constantFrom(...OFFSETS),
      (list, below, offset) => {
        const bases = below.map((values) => new BaseLayer(stretchesOf(values, offset)));
        const expected = new Map<string, number[]>();
        for (let port = 0; port < PORTS; port++) {
          const values = list.map(
            ({ over, base }) => over[port]! || (base === null ? 0 : below[base]![port]!),
          );
          if (values.every((value) => value === 0)) continue;
          const key = values.join();
          expected.set(key, [...(expected.get(key) ?? []), offset + port]);
        }
        const groups = grouper.group(
          list.map(({ over, base }) => ({
            base: base === null ? null : bases[base]!,
            over: stretchesOf(over, offset),
          })),
          list.map(({ kind }) => kind),
        );
        expect(groups).toHaveLength(expected.size);
        for (const { values, ports, first, last, count } of groups) {
          const alike = expected.get(values.join())!;
          expect([first, last, count]).toEqual([alike[0], alike.at(-1), alike.length]);
          expect(ports).toEqual(alike.length > 5 ? null : alike);
        }
      },
    ),
    { numRuns: 500 },
  );
});

it('puts what is added in any order in order; where stretches overlap, the later one counts', () => {
  const stretch = fc.tuple(fc.nat(60), fc.nat(6), fc.integer({ min: 1, max: 4 }));
  const draft = new StretchDraft();
  fc.assert(
    fc.property(fc.array(stretch, { maxLength: 40 }), (stretches) => {
      const values = new Array<number>(80).fill(0);
      for (const [first, more, value] of stretches) {
        values.fill(value, first, first + more + 1);
        draft.add(first, first + more, value);
      }
      const sorted = draft.finish();
      const read = new Array<number>(80).fill(0);
      for (let i = 0; i < sorted.length; i += 3) {
        expect(sorted[i]!).toBeGreaterThan(i === 0 ? -1 : sorted[i - 2]!);
        read.fill(sorted[i + 2]!, sorted[i], sorted[i + 1]! + 1);
      }
      expect(read).toEqual(values);
    }),
  );
});
