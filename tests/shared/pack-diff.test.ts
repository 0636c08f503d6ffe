import fc from 'fast-check';
import { expect, it } from 'vitest';
import { packDiff, packedDiffSchema, unpackDiff } from '../../src-shared/scan/pack-diff.ts';
import { PORT_CHANGE_KINDS, type PortChange, type Verdict } from '../../src-shared/scan/scan-diff.ts';
import { CLOSED, OPEN, sampleChange, sampleDiff, SILENT } from '../renderer/sample-runs.ts';

const UNSURE: Verdict = { state: 'filtered', reason: 'no-response', service: null, confidence: null };

const change = fc
  .record({
    kind: fc.constantFrom(...PORT_CHANGE_KINDS),
    address: fc.constantFrom('10.0.0.1', '10.0.0.2', '::1'),
    hostName: fc.constantFrom('a', null),
    port: fc.integer({ min: 0, max: 65_000 }),
    length: fc.integer({ min: 0, max: 500 }),
    left: fc.integer({ min: 0, max: 20 }),
    before: fc.constantFrom<Verdict>(OPEN, CLOSED, SILENT, null),
    after: fc.constantFrom<Verdict>(OPEN, CLOSED, UNSURE, null),
  })
  .map(({ length, left, port, ...rest }): PortChange => ({
    ...rest,
    port,
    lastPort: port + length,
    count: Math.max(1, length + 1 - left),
  }));

it('gives back what was packed, whatever order changes stand in', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 60 }), (ports) => {
      const diff = sampleDiff({ ports });
      const sent: unknown = JSON.parse(JSON.stringify(packDiff(diff)));
      expect(unpackDiff(packedDiffSchema.parse(sent))).toEqual(diff);
    }),
  );
});

it('makes two hundred thousand changes of seven hosts a short message', () => {
  const ports = Array.from({ length: 7 * 30_000 }, (_, index) =>
    sampleChange({
      kind: 'filtered',
      address: `10.0.0.${Math.floor(index / 30_000)}`,
      port: 1 + 2 * (index % 30_000),
      before: CLOSED,
      after: SILENT,
    }),
  ).slice(0, 200_000);
  const packed = packDiff(sampleDiff({ ports }));
  expect(packed.ports).toHaveLength(7);
  expect(JSON.stringify(packed).length).toBeLessThan(1_400_000);
  expect(unpackDiff(packed).ports).toEqual(ports);
});

it('reads no ports out of what is none', () => {
  const packed = packDiff(sampleDiff({ ports: [sampleChange({ kind: 'opened', port: 1 })] }));
  const [host] = packed.ports;
  for (const text of ['', 'x', '1-', '1:2', '1-5:', '-1', '1,,2']) {
    const wrong = {
      ...packed,
      ports: host ? [{ ...host, said: host.said.map((said) => ({ ...said, ports: text })) }] : [],
    };
    expect(() => unpackDiff(wrong), text).toThrow(RangeError);
  }
});
