import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeNames, type Harbour } from '../../../src-renderer/charts/port-map-names.ts';
import { WHOLE_MAP, zoomBy } from '../../../src-renderer/charts/port-map-view.ts';

const SIZE = 512;
const harbours = fc
  .uniqueArray(fc.oneof(fc.nat(1_023), fc.nat(65_535)), { maxLength: 160 })
  .chain((ports) =>
    fc.tuple(
      ...ports.map((port) => fc.record({ port: fc.constant(port), name: fc.string({ maxLength: 20 }) })),
    ),
  )
  .map((list): Harbour[] => list);

test('names on the coast stand apart, in the order of their marks, and within the margin', () => {
  fc.assert(
    fc.property(harbours, (list) => {
      const coast = placeNames(list, WHOLE_MAP, SIZE).filter(({ side }) => side === 'coast');
      for (const [index, { labelX, name, port }] of coast.entries()) {
        expect(port).toBeLessThan(1_024);
        expect(labelX).toBeGreaterThanOrEqual((coast[index - 1]?.labelX ?? -17) + 17 - 1e-9);
        expect(labelX).toBeLessThanOrEqual(SIZE - 40 + 1e-9);
        expect(name.length).toBeLessThanOrEqual(13);
      }
    }),
  );
});

test('every open port in view keeps its mark, with or without a name', () => {
  fc.assert(
    fc.property(harbours, (list) => {
      const ports = placeNames(list, WHOLE_MAP, SIZE).map(({ port }) => port);
      expect(ports.sort((a, b) => a - b)).toEqual(list.map(({ port }) => port).sort((a, b) => a - b));
    }),
  );
});

test('a name beside its mark goes to the other side at the edge, and out where another one is', () => {
  const at = (port: number) => ({ port, name: 'postgresql' });
  const sides = (list: Harbour[]) => placeNames(list, WHOLE_MAP, SIZE).map(({ side }) => side);
  expect(sides([at(5_432)])).toEqual(['right']);
  expect(sides([at(20 * 256 + 250)])).toEqual(['left']);
  expect(sides([at(5_432), at(5_433), at(5_434)])).toEqual(['right', 'left', null]);
});

test('zoomed, names of the coast stand beside their marks, and what is out of view is gone', () => {
  const near = zoomBy(zoomBy(WHOLE_MAP, 1, 0, 0), 1, 0, 0);
  const placed = placeNames(
    [
      { port: 22, name: 'ssh' },
      { port: 443, name: 'https' },
    ],
    near,
    SIZE,
  );
  expect(placed).toMatchObject([{ port: 22, side: 'right' }]);
});

test('hundreds of open ports are a texture, not names', () => {
  const many = Array.from({ length: 400 }, (_, port) => ({ port: port + 2_000, name: '' }));
  expect(placeNames(many, WHOLE_MAP, SIZE)).toEqual([]);
});
