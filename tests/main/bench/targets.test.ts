/** When a target counts as reached, and how many pairs it takes. */
import { describe, expect, test } from 'vitest';
import { CaseRuns, median, type CaseRun } from '../../bench/case-runs.ts';
import type { Contender, Role } from '../../bench/contenders/contender.ts';
import { planPairs } from '../../bench/pairs.ts';
import {
  atMostTimes,
  listenersFound,
  neverFewerListeners,
  peakBelow,
  shareOfRate,
  shareRight,
  timesFaster,
} from '../../bench/targets.ts';

const roleOf = (contender: string): Role => (contender === 'Portolan' ? 'ours' : 'peer');
const run = (contender: string, pair: number, wallMs: number, more: Partial<CaseRun> = {}): CaseRun => ({
  contender,
  role: roleOf(contender),
  pair,
  wallMs,
  cpuMs: 1,
  peakBytes: 100e6,
  isStopped: false,
  judgement: null,
  ...more,
});
const judged = (wrong: number, found: number): Partial<CaseRun> => ({
  judgement: {
    checked: 1_000,
    wrong,
    falseOpen: 0,
    listeners: 10,
    listenersFound: found,
    ghosts: 0,
    examples: [],
  },
});

describe('times', () => {
  const pairs = new CaseRuns([
    run('Portolan', 0, 100),
    run('nmap', 0, 200),
    run('nmap', 1, 500),
    run('Portolan', 1, 100),
    run('Portolan', 2, 300),
    run('nmap', 2, 300),
    // A pair of its own: no part in ratios.
    run('Portolan', 3, 9_000),
  ]);

  test('are compared pair by pair, by the median', () => {
    expect(pairs.ratioTo('nmap')).toEqual({ ratio: 0.5, isBound: false });
    expect(pairs.ratioTo('pnscan')).toBeUndefined();
    expect(atMostTimes(0.5, 'nmap', '').judge(pairs)).toEqual({ got: '0.50', isMet: true });
    expect(atMostTimes(0.4, 'nmap', '').judge(pairs).isMet).toBe(false);
    expect(timesFaster(2, 'nmap').judge(pairs)).toEqual({ got: '2.0 times', isMet: true });
    expect(timesFaster(3, 'nmap').judge(pairs).isMet).toBe(false);
    expect(shareOfRate(0.5, 'nmap').judge(pairs).isMet).toBe(true);
  });

  test('of a peer that was stopped decide only what they can', () => {
    const bound = new CaseRuns([run('Portolan', 0, 100), run('nmap', 0, 1_000, { isStopped: true })]);
    expect(timesFaster(10, 'nmap').judge(bound)).toEqual({ got: 'at least 10.0 times', isMet: true });
    expect(timesFaster(11, 'nmap').judge(bound).isMet).toBeNull();
    expect(atMostTimes(0.05, 'nmap', '').judge(bound).isMet).toBeNull();
  });

  test('of nobody decide nothing', () => {
    expect(timesFaster(10, 'nmap').judge(new CaseRuns([run('Portolan', 0, 100)])).isMet).toBeNull();
  });
});

test('verdicts are counted over all runs', () => {
  const runs = new CaseRuns([
    run('Portolan', 0, 1, judged(0, 10)),
    run('nmap', 0, 1, judged(9, 10)),
    run('nmap', 1, 1, judged(9, 9)),
    run('Portolan', 1, 1, judged(10, 8)),
  ]);
  expect(shareRight(0.995).judge(runs)).toEqual({ got: '99.5 %', isMet: true });
  expect(shareRight(0.996).judge(runs).isMet).toBe(false);
  expect(listenersFound(0.9).judge(runs)).toEqual({ got: '18 of 20', isMet: true });
  expect(listenersFound(0.91).judge(runs).isMet).toBe(false);
  expect(neverFewerListeners('nmap').judge(runs)).toEqual({ got: 'fewer in 1 of 2 pairs', isMet: false });
});

test('memory is the most of all runs', () => {
  const runs = new CaseRuns([run('Portolan', 0, 1), run('Portolan', 1, 1, { peakBytes: 301e6 })]);
  expect(peakBelow(300).judge(runs)).toEqual({ got: '301 MB', isMet: false });
  expect(peakBelow(302).judge(runs).isMet).toBe(true);
});

test('the middle value', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(median([])).toBeUndefined();
});

describe('pairs', () => {
  const contender = (name: string, role: Role): Contender => ({
    name,
    role,
    command: () => ({ command: name, args: [] }),
    read: null,
  });
  const ours = contender('Portolan', 'ours');
  const nmap = contender('nmap', 'peer');
  const pnscan = contender('pnscan', 'peer');

  test.each([
    [9_999, 5],
    [10_000, 3],
    [60_000, 1],
    [200_000, 1],
  ])('a peer that takes %i ms: %i', (ms, pairs) => {
    const plan = planPairs(
      {},
      new Map([
        [ours, 70_000],
        [nmap, ms],
      ] as const),
      'full',
    );
    expect(plan.get(nmap)).toBe(pairs);
    expect(plan.get(ours)).toBe(pairs);
  });

  test('Portolan runs in every pair of every peer, and as often as the case wants', () => {
    const firstMs = new Map([
      [ours, 1],
      [nmap, 20_000],
      [pnscan, 100],
    ] as const);
    expect([...planPairs({}, firstMs, 'full').values()].toSorted()).toEqual([3, 5, 5]);
    const more = planPairs({ rounds: { full: 20, quick: 3 } }, firstMs, 'full');
    expect([more.get(ours), more.get(nmap), more.get(pnscan)]).toEqual([20, 3, 5]);
    const least = planPairs({ leastPairs: { full: 4, quick: 1 } }, firstMs, 'full');
    expect([least.get(ours), least.get(nmap)]).toEqual([5, 4]);
  });

  test('alone, Portolan goes by its own time', () => {
    expect(planPairs({}, new Map([[ours, 61_000]]), 'full').get(ours)).toBe(1);
    expect(planPairs({}, new Map([[ours, 1_000]]), 'full').get(ours)).toBe(5);
  });
});
