import { describe, expect, it } from 'vitest';
import {
  codeOfReason,
  isAnswer,
  PORT_STATES,
  reasonOfCode,
  REASONS,
  stateOfReason,
} from '../../src-shared/scan/port-state.ts';
import { scanOptionsSchema } from '../../src-shared/scan/scan-options.ts';
import { DEFAULT_TIMING, TIMING_NAMES, TIMING_TEMPLATES } from '../../src-shared/scan/timing-template.ts';

describe('reasons', () => {
  it('keep their wire codes for ever: stored runs hold them', () => {
    expect(REASONS).toEqual([
      'syn-ack',
      'reset',
      'conn-refused',
      'no-response',
      'port-unreach',
      'admin-prohibited',
      'host-unreach',
      'host-prohibited',
      'net-unreach',
      'net-prohibited',
      'proto-unreach',
    ]);
  });

  it('map to codes and back', () => {
    for (const [code, reason] of REASONS.entries()) {
      expect(codeOfReason(reason)).toBe(code);
      expect(reasonOfCode(code)).toBe(reason);
    }
    for (const code of [-1, REASONS.length, 0.5, Number.NaN])
      expect(() => reasonOfCode(code)).toThrow(RangeError);
  });

  it('prove one state each: only a SYN-ACK is open, only a refusal is closed', () => {
    expect(REASONS.filter((reason) => stateOfReason(reason) === 'open')).toEqual(['syn-ack']);
    expect(REASONS.filter((reason) => stateOfReason(reason) === 'closed')).toEqual(['reset', 'conn-refused']);
    expect(new Set(REASONS.map(stateOfReason))).toEqual(new Set(PORT_STATES));
    expect(REASONS.filter((reason) => !isAnswer(reason))).toEqual(['no-response']);
  });
});

describe('timing templates', () => {
  const all = TIMING_NAMES.map((name) => TIMING_TEMPLATES[name]);

  it('are named by their key and hold bounds that fit', () => {
    for (const [index, timing] of all.entries()) {
      expect(timing.name).toBe(`T${index}`);
      expect(timing.minTimeoutMs).toBeLessThanOrEqual(timing.initialTimeoutMs);
      expect(timing.initialTimeoutMs).toBeLessThanOrEqual(timing.maxTimeoutMs);
      expect(timing.maxInFlightPerHost).toBeLessThanOrEqual(timing.maxInFlight);
      expect(timing.maxInFlightPerHost).toBeGreaterThan(0);
      expect(timing.scanDelayMs === 0 || timing.maxInFlight === 1).toBe(true);
    }
  });

  it('never get slower from T0 to T5', () => {
    for (const [index, timing] of all.entries()) {
      const before = all[index - 1];
      if (!before) continue;
      expect(timing.initialTimeoutMs).toBeLessThanOrEqual(before.initialTimeoutMs);
      expect(timing.maxTimeoutMs).toBeLessThanOrEqual(before.maxTimeoutMs);
      expect(timing.maxRetries).toBeLessThanOrEqual(before.maxRetries);
      expect(timing.scanDelayMs).toBeLessThanOrEqual(before.scanDelayMs);
      expect(timing.maxInFlight).toBeGreaterThanOrEqual(before.maxInFlight);
      expect(timing.maxInFlightPerHost).toBeGreaterThanOrEqual(before.maxInFlightPerHost);
    }
  });
});

describe('options', () => {
  it('are filled in from targets alone', () => {
    expect(scanOptionsSchema.parse({ targets: ['localhost'] })).toEqual({
      targets: ['localhost'],
      exclude: [],
      ports: 'top:1000',
      timing: DEFAULT_TIMING,
      discovery: true,
      preferIpv6: false,
      dialer: 'auto',
      banners: false,
      allPorts: false,
    });
  });

  it.each([
    {},
    { targets: [] },
    { targets: [1] },
    { targets: ['a'], seed: -1 },
    { targets: ['a'], timing: 'T6' },
    { targets: ['a'], extra: 1 },
  ])('refuse %j', (input) => expect(scanOptionsSchema.safeParse(input).success).toBe(false));
});
