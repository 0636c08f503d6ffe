import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PortGrouper } from '../../src-shared/scan/port-groups.ts';
import { LayerDraft, type Layer } from '../../src-shared/scan/port-layer.ts';

const PORTS = 40;
/** At either end, where words and the range of ports end. */
const OFFSETS = [0, 65_536 - PORTS];

/** One value a port; 0: none. Often the layer before with a few ports changed, as outcomes are. */
const layers = fc
  .array(
    fc.record({
      fresh: fc.array(fc.nat(3), { minLength: PORTS, maxLength: PORTS }),
      isFresh: fc.integer({ min: 0, max: 3 }).map((one) => one === 0),
      changes: fc.array(fc.tuple(fc.nat(PORTS - 1), fc.nat(3)), { maxLength: 3 }),
      kind: fc.nat(2),
    }),
    { minLength: 1, maxLength: 7 },
  )
  .map((list) => {
    const last = new Map<number, number[]>();
    return list.map(({ fresh, isFresh, changes, kind }) => {
      const before = last.get(kind);
      const values = isFresh || !before ? fresh : [...before];
      if (values !== fresh) for (const [port, value] of changes) values[port] = value;
      last.set(kind, values);
      return { kind, values };
    });
  });

function layerOf(values: readonly number[], offset: number, draft: LayerDraft): Layer {
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
  const draft = new LayerDraft();
  fc.assert(
    fc.property(layers, fc.constantFrom(...OFFSETS), (list, offset) => {
      const expected = new Map<string, number[]>();
      for (let port = 0; port < PORTS; port++) {
        const values = list.map((layer) => layer.values[port]!);
        if (values.every((value) => value === 0)) continue;
        const key = values.join();
        expected.set(key, [...(expected.get(key) ?? []), offset + port]);
      }
      const groups = grouper.group(
        list.map(({ values }) => layerOf(values, offset, draft)),
        list.map(({ kind }) => kind),
      );
      expect(groups).toHaveLength(expected.size);
      for (const { values, ports, first, last, count } of groups) {
        const alike = expected.get(values.join())!;
        expect([first, last, count]).toEqual([alike[0], alike.at(-1), alike.length]);
        expect(ports).toEqual(alike.length > 5 ? null : alike);
      }
    }),
    { numRuns: 500 },
  );
});

it('puts what is added in any order in order; where stretches overlap, the later one counts', () => {
  const stretch = fc.tuple(fc.nat(60), fc.nat(6), fc.integer({ min: 1, max: 4 }));
  const draft = new LayerDraft();
  fc.assert(
    fc.property(fc.array(stretch, { maxLength: 40 }), (stretches) => {
      const values = new Array<number>(80).fill(0);
      for (const [first, more, value] of stretches) {
        values.fill(value, first, first + more + 1);
        draft.add(first, first + more, value);
      }
      const layer = draft.finish();
      const read = new Array<number>(80).fill(0);
      for (let i = 0; i < layer.length; i += 3) {
        expect(layer[i]!).toBeGreaterThan(i === 0 ? -1 : layer[i - 2]!);
        read.fill(layer[i + 2]!, layer[i], layer[i + 1]! + 1);
      }
      expect(read).toEqual(values);
    }),
  );
});
