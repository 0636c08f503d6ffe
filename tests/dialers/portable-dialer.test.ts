/** What only the portable dialer promises. */
import { describe, expect, it } from 'vitest';
import { portableTraits } from '../../src-main/engine/dialers/portable-dialer.ts';

describe('portable dialer', () => {
  it('waits at least 2.5 s on Windows, which repeats its SYN after a refusal', () => {
    expect(portableTraits('win32').minTimeoutMs).toBe(2_500);
    expect(portableTraits('linux').minTimeoutMs).toBe(0);
    expect(portableTraits('darwin').minTimeoutMs).toBe(0);
  });

  it('gives the last try on Linux IPv6 the time of a second SYN, which brings the ICMP error', () => {
    expect(portableTraits('linux').finalTimeoutMs(6)).toBeGreaterThanOrEqual(1_250);
    expect(portableTraits('linux').finalTimeoutMs(4)).toBe(0);
    expect(portableTraits('darwin').finalTimeoutMs(6)).toBe(0);
  });
});
