import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  stretchAt,
  stretchesOfHost,
  stretchesOfPort,
} from '../../../../src-renderer/charts/series/strip-stretches.ts';
import { sampleTimeline } from '../../sample-timeline.ts';

const portOf = (strip: string) => {
  const [port] = sampleTimeline({ ports: [{ address: '10.0.0.1', port: 80, strip }] }).ports;
  if (!port) throw new Error('no port');
  return port;
};
const brief = (strip: string) =>
  stretchesOfPort(portOf(strip)).map(({ state, from, to, mark }) => [state, from, to, mark]);

describe('the stretches of a port', () => {
  it('join runs that saw the same, and say where it opened first and again', () => {
    expect(brief('ccooco')).toEqual([
      ['closed', 0, 1, null],
      ['open', 2, 3, 'first-seen'],
      ['closed', 4, 4, null],
      ['open', 5, 5, 'reopened'],
    ]);
  });

  it('keep doubtful silence, what is unknown and what was not asked apart, without marks', () => {
    expect(brief('oo?f--uo')).toEqual([
      ['open', 0, 1, null],
      ['doubtful', 2, 2, null],
      ['filtered', 3, 3, null],
      ['not-asked', 4, 5, null],
      ['unknown', 6, 6, null],
      ['open', 7, 7, 'reopened'],
    ]);
    expect(brief('o?o')).toEqual([
      ['open', 0, 0, null],
      ['doubtful', 1, 1, null],
      ['open', 2, 2, null],
    ]);
  });

  it('cover every run once, neighbours differ, and each run is found in its own', () => {
    const strips = fc
      .array(fc.constantFrom('o', 'c', 'f', 'u', '-', '?'), { minLength: 1, maxLength: 80 })
      .map((states) => states.join(''));
    fc.assert(
      fc.property(strips, (strip) => {
        const all = stretchesOfPort(portOf(strip));
        let next = 0;
        for (const [index, { state, from, to }] of all.entries()) {
          expect(from).toBe(next);
          expect(state).not.toBe(all[index - 1]?.state);
          for (let run = from; run <= to; run++) expect(stretchAt(all, run)).toBe(all[index]);
          next = to + 1;
        }
        expect(next).toBe(strip.length);
      }),
    );
  });
});

it('of a host also differ by the number of its open ports', () => {
  const [host] = sampleTimeline({
    ports: [],
    hosts: [{ address: '10.0.0.1', strip: 'uud-uu', open: [2, 2, null, null, 2, 3] }],
  }).hosts;
  if (!host) throw new Error('no host');
  expect(
    stretchesOfHost(host).map(({ state, from, to, open, mark }) => [state, from, to, open, mark]),
  ).toEqual([
    ['up', 0, 1, 2, null],
    ['gone', 2, 2, null, null],
    ['not-asked', 3, 3, null, null],
    ['up', 4, 4, 2, 'reopened'],
    ['up', 5, 5, 3, null],
  ]);
});
