import { describe, expect, it } from 'vitest';
import { changeLines } from '../../../src-renderer/screens/compare/change-lines.ts';
import { reasonShifts } from '../../../src-renderer/screens/compare/reason-shifts.ts';
import { CLOSED, OPEN, PROHIBITED, sampleChange, sampleDiff, SILENT } from '../sample-runs.ts';

const host = { address: '10.66.4.12', hostName: null, before: null, after: null, openPorts: [80] };

/** Lines as text: headings with their count, changes by port or address. */
function drawn(diff: Parameters<typeof changeLines>[0]): string[] {
  return changeLines(diff).map((line) => {
    if (line.line === 'kind') return `${line.title} (${line.count})`;
    return line.line === 'port' ? String(line.change.port) : line.change.address;
  });
}

describe('changeLines', () => {
  it('groups by kind, the loud kinds first, and names only what there is', () => {
    const diff = sampleDiff({
      ports: [
        sampleChange({ kind: 'not-comparable', port: 61_000, lastPort: 65_535, count: 4_536, after: null }),
        sampleChange({ kind: 'closed', port: 3_128, before: OPEN, after: CLOSED }),
        sampleChange({ kind: 'opened', port: 5_985 }),
        sampleChange({
          kind: 'filtered',
          port: 49_152,
          lastPort: 49_367,
          count: 216,
          before: CLOSED,
          after: SILENT,
        }),
      ],
      hosts: [
        { ...host, kind: 'gone', before: 'up' },
        { ...host, kind: 'not-scanned-after', address: '10.66.5.1' },
      ],
    });
    expect(drawn(diff)).toEqual([
      'Opened (1)',
      '5985',
      'Closed (1)',
      '3128',
      'Went silent (216)',
      '49152',
      'Hosts gone (1)',
      '10.66.4.12',
      'Not comparable (4,536 ports, 1 host)',
      '10.66.5.1',
      '61000',
    ]);
  });

  it('calls a port silent only where nothing answers for it', () => {
    const rejected = sampleChange({ kind: 'filtered', port: 25, before: OPEN, after: PROHIBITED });
    expect(drawn(sampleDiff({ ports: [rejected] }))[0]).toBe('Now filtered (1)');
  });

  it('gives every line its own key, also where a host has several changes', () => {
    const lines = changeLines(
      sampleDiff({
        ports: [1, 2, 3].map((port) => sampleChange({ kind: 'opened', port })),
        hosts: [{ ...host, kind: 'appeared', after: 'up' }],
      }),
    );
    const keys = lines.map((line) => (line.line === 'kind' ? line.title : line.key));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('has no line where nothing changed', () => {
    expect(changeLines(sampleDiff())).toEqual([]);
  });
});

describe('reasonShifts', () => {
  it('counts what both runs asked, and never what only one asked', () => {
    const shifts = reasonShifts(
      sampleDiff({
        ports: [
          sampleChange({ kind: 'opened', port: 1, before: SILENT, after: OPEN }),
          sampleChange({
            kind: 'filtered',
            port: 2,
            lastPort: 217,
            count: 216,
            before: CLOSED,
            after: SILENT,
          }),
          sampleChange({ kind: 'not-comparable', port: 300, count: 50, before: SILENT, after: null }),
        ],
      }),
    );
    expect(shifts).toEqual([
      { reason: 'syn-ack', gained: 1, lost: 0 },
      { reason: 'reset', gained: 0, lost: 216 },
      { reason: 'no-response', gained: 216, lost: 1 },
      { reason: 'port-unreach', gained: 0, lost: 0 },
    ]);
  });
});
