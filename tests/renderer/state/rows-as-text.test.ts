import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PortRow } from '../../../src-shared/scan/scan-row.ts';
import { planRescan } from '../../../src-renderer/state/plan-rescan.ts';
import { rowsAsCsv, rowsAsText } from '../../../src-renderer/state/rows-as-text.ts';

function rowOf(port: number, banner?: string, address = '10.0.0.1'): PortRow {
  const row: PortRow = {
    address,
    hostName: null,
    port,
    protocol: 'tcp',
    state: 'open',
    reason: 'syn-ack',
    service: 'http',
    rttMs: 0.5,
    attempts: 1,
    confidence: 1,
  };
  return banner === undefined ? row : { ...row, banner };
}

describe('rows on the clipboard', () => {
  it('keep one line a row and one cell a value, whatever a banner holds, and start no formula', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 5 }), (banners) => {
        const rows = banners.map((banner, port) => rowOf(port, banner));
        const lines = rowsAsText(rows).split('\n');
        expect(lines.map((line) => line.split('\t').length)).toEqual(Array(rows.length + 1).fill(9));
        const cells = parse(rowsAsCsv(rows)) as string[][];
        expect(cells).toHaveLength(rows.length + 1);
        for (const [, ...values] of cells)
          for (const value of values) expect(value).not.toMatch(/^\s*[=+@-]/);
      }),
    );
  });
});

describe('scanning a selection again', () => {
  it('asks exactly for rows that are every port of every host', () => {
    const rows = ['10.0.0.1', '10.0.0.2'].flatMap((address) =>
      [22, 23, 80].map((port) => rowOf(port, undefined, address)),
    );
    expect(planRescan(rows)).toEqual({ targets: '10.0.0.1, 10.0.0.2', ports: '22-23,80', note: null });
  });

  it('covers any selection, and says by how much it is wider', () => {
    const picks = fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 9 })), {
      minLength: 1,
    });
    fc.assert(
      fc.property(picks, (places) => {
        const rows = places.map(([host, port]) => rowOf(port, undefined, `10.0.0.${host}`));
        const { targets, note } = planRescan(rows);
        const hosts = targets.split(', ');
        const asked = hosts.length * new Set(places.map(([, port]) => port)).size;
        const selected = new Set(places.map(String)).size;
        expect(new Set(hosts)).toEqual(new Set(rows.map(({ address }) => address)));
        expect(note === null).toBe(asked === selected);
        if (note !== null) expect(note).toContain(`make ${asked} probes for the ${selected} selected`);
      }),
    );
  });
});
