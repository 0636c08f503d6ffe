import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeOnRibbon, ribbonParts } from '../../../src-renderer/charts/ribbon-parts.ts';
import { codesOf, portSpans } from '../../shared/sample-ports.ts';

test('the parts cover the ribbon, one after the other', () => {
  fc.assert(
    fc.property(portSpans, (spans) => {
      const parts = ribbonParts(codesOf(spans));
      expect(parts[0]?.from).toBe(0);
      expect(parts.at(-1)?.to).toBe(1);
      for (const [index, { from, state }] of parts.entries()) {
        if (index === 0) continue;
        expect(from).toBe(parts[index - 1]?.to);
        expect(state).not.toBe(parts[index - 1]?.state);
      }
    }),
    { numRuns: 40 },
  );
});

test('a boundary stands where its port does on the log scale', () => {
  const parts = ribbonParts(
    codesOf([
      [1, 1_023, 'reset'],
      [1_024, 65_535, 'no-response'],
      [22, 22, 'syn-ack'],
    ]),
  );
  expect(parts.map(({ state }) => state)).toEqual(['closed', 'open', 'closed', 'filtered']);
  expect(parts.at(-1)?.from).toBeCloseTo(placeOnRibbon(1_024), 2);
  expect(placeOnRibbon(0)).toBe(0);
  expect(placeOnRibbon(65_536)).toBe(1);
});
