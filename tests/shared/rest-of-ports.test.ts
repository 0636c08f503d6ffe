import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPortRanges, readPortRanges } from '../../src-shared/scan/port-ranges.ts';
import { isRestOfPorts, readPortList, restOfPorts } from '../../src-shared/scan/rest-of-ports.ts';

const rest = (list: string, without: string): string =>
  restOfPorts(readPortList(list), readPortRanges(without));

const isRest = (list: string, without: string, text: string): boolean =>
  isRestOfPorts(readPortList(list), readPortRanges(without), text);

const ports = (limit: number) =>
  fc.uniqueArray(fc.integer({ min: 0, max: limit })).map((list) => list.toSorted((a, b) => a - b));

describe('the rest of a list of ports', () => {
  it.each([
    ['1-100', '22', '1-21,23-100'],
    ['1-100', '1,100', '2-99'],
    ['1-100', '', '1-100'],
    ['1-100', '1-100', ''],
    ['22,80,443', '80', '22,443'],
    ['22,80,443', '22', '80,443'],
    ['22,80,443', '443', '22,80'],
    ['1-10,20-30,40-50', '5-45', '1-4,46-50'],
    ['1-10,20-30', '15', '1-10,20-30'],
    ['1-10,20-30', '5,7,12-14,25', '1-4,6,8-10,20-24,26-30'],
    ['', '5', ''],
  ])('%s without %s is %s', (list, without, expected) => {
    expect(rest(list, without)).toBe(expected);
    expect(isRest(list, without, expected)).toBe(true);
    for (const other of [
      `${expected},65535`,
      `1${expected}`,
      expected.slice(0, -1),
      expected.replace(',', ''),
      '9',
    ])
      if (other !== expected) expect(isRest(list, without, other)).toBe(false);
  });

  it.each([20, 200, 65_535])('is what is left of the set (ports up to %i)', (limit) => {
    fc.assert(
      fc.property(ports(limit), ports(limit), (list, without) => {
        const gone = new Set(without);
        const left = list.filter((port) => !gone.has(port));
        const text = formatPortRanges(left);
        expect(rest(formatPortRanges(list), formatPortRanges(without))).toBe(text);
        expect(isRest(formatPortRanges(list), formatPortRanges(without), text)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
