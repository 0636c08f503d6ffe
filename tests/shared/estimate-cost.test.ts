import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateCost } from '../../src-shared/scan/estimate-cost.ts';
import { TIMING_NAMES, TIMING_TEMPLATES } from '../../src-shared/scan/timing-template.ts';

const T = TIMING_TEMPLATES;

describe('what a scan will cost', () => {
  it('is nothing for nothing', () => {
    expect(estimateCost({ hosts: 0, portsPerHost: 100, timing: T.T3, discovery: true })).toEqual({
      probes: 0,
      likelyMs: 0,
      worstMs: 0,
    });
  });

  it('is a few seconds for every port of one host that answers', () => {
    const { probes, likelyMs } = estimateCost({
      hosts: 1,
      portsPerHost: 65_535,
      timing: T.T3,
      discovery: false,
    });
    expect(probes).toBe(65_535);
    expect(likelyMs).toBeGreaterThan(1_000);
    expect(likelyMs).toBeLessThan(5_000);
  });

  it('counts rounds of time-outs where nothing answers', () => {
    // 1,000 silent ports, three tries until the doubt is small, 500 in flight to one host, one second each.
    const { worstMs } = estimateCost({ hosts: 1, portsPerHost: 1_000, timing: T.T3, discovery: false });
    expect(worstMs).toBe(6_050);
  });

  it('obeys a limit of retries and of rate', () => {
    const base = { hosts: 1, portsPerHost: 1_000, timing: T.T3, discovery: false };
    expect(estimateCost({ ...base, maxRetries: 0 }).worstMs).toBe(2_050);
    expect(estimateCost({ ...base, maxRate: 100 }).likelyMs).toBe(10_050);
  });

  it('knows that a paranoid scan takes five minutes a port', () => {
    expect(estimateCost({ hosts: 1, portsPerHost: 10, timing: T.T0, discovery: false }).likelyMs).toBe(
      3_000_050,
    );
  });

  it('never takes less for more, and never promises worse than the worst', () => {
    const input = fc.record({
      hosts: fc.integer({ min: 1, max: 70_000 }),
      portsPerHost: fc.integer({ min: 1, max: 65_536 }),
      timing: fc.constantFrom(...TIMING_NAMES).map((name) => T[name]),
      discovery: fc.boolean(),
    });
    fc.assert(
      fc.property(input, fc.integer({ min: 1, max: 1_000 }), (cost, more) => {
        const small = estimateCost(cost);
        const large = estimateCost({ ...cost, portsPerHost: cost.portsPerHost + more });
        expect(small.worstMs).toBeGreaterThanOrEqual(small.likelyMs);
        expect(large.likelyMs).toBeGreaterThanOrEqual(small.likelyMs);
        expect(large.worstMs).toBeGreaterThanOrEqual(small.worstMs);
        expect(Number.isSafeInteger(large.worstMs)).toBe(true);
      }),
    );
  });
});
