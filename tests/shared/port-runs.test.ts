import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeOfVerdict, NO_VERDICT, NOT_ASKED } from '../../src-shared/scan/port-codes.ts';
import { findPortRuns } from '../../src-shared/scan/port-runs.ts';
import { codesOf, portSpans } from './sample-ports.ts';

const CLOSED = codeOfVerdict('reset');
const SILENT = codeOfVerdict('no-response');
const OPEN = codeOfVerdict('syn-ack');

describe('runs of ports', () => {
  it('account for every port that was asked, once', () => {
    fc.assert(
      fc.property(portSpans, (spans) => {
        const codes = codesOf(spans);
        const { runs, scattered } = findPortRuns(codes);
        const all = [...runs, ...scattered].reduce((sum, { count }) => sum + count, 0);
        expect(all).toBe(codes.filter((code) => code !== NOT_ASKED).length);
      }),
      { numRuns: 60 },
    );
  });

  it('are few, apart, in order, and count what they hold', () => {
    fc.assert(
      fc.property(portSpans, (spans) => {
        const codes = codesOf(spans);
        const { runs } = findPortRuns(codes, { most: 10 });
        expect(runs.length).toBeLessThanOrEqual(10);
        for (const [index, { from, to, code, count }] of runs.entries()) {
          expect(from).toBeLessThanOrEqual(to);
          expect(from).toBeGreaterThan(runs[index - 1]?.to ?? -1);
          expect(code).not.toBe(runs[index - 1]?.code);
          expect(count).toBe(codes.slice(from, to + 1).filter((each) => each === code).length);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('are not parted by open ports, lone answers or ports nobody asked', () => {
    const codes = codesOf([
      [1, 1_023, 'reset'],
      [1_024, 65_535, 'no-response'],
      [22, 22, 'syn-ack'],
      [3_128, 3_128, 'syn-ack'],
      [9_100, 9_100, 'reset'],
      [500, 600, 'not-asked'],
    ]);
    expect(findPortRuns(codes)).toEqual({
      runs: [
        { from: 1, to: 1_023, code: CLOSED, count: 1_023 - 1 - 101 },
        { from: 1_024, to: 65_535, code: SILENT, count: 64_512 - 2 },
      ],
      scattered: [
        { code: OPEN, count: 2, first: [22, 3_128] },
        { code: CLOSED, count: 1, first: [9_100] },
      ],
    });
  });

  it('are not parted by ports that wait for their verdict, while a scan runs', () => {
    const codes = codesOf([[1, 60_000, 'reset']]);
    for (let port = 1; port <= 60_000; port += 3) codes[port] = NO_VERDICT;
    expect(findPortRuns(codes)).toEqual({
      runs: [{ from: 2, to: 60_000, code: CLOSED, count: 40_000 }],
      scattered: [{ code: NO_VERDICT, count: 20_000, first: [1, 4, 7, 10] }],
    });
  });

  it('list each port of a small scan', () => {
    const codes = codesOf([
      [22, 22, 'syn-ack'],
      [80, 80, 'reset'],
      [443, 443, 'no-response'],
    ]);
    expect(findPortRuns(codes).runs).toEqual([
      { from: 80, to: 80, code: CLOSED, count: 1 },
      { from: 443, to: 443, code: SILENT, count: 1 },
    ]);
  });

  it('show a host that accepts everything', () => {
    const { runs } = findPortRuns(codesOf([[1, 65_535, 'syn-ack']]));
    expect(runs).toEqual([{ from: 1, to: 65_535, code: OPEN, count: 65_535 }]);
  });
});
