import { describe, expect, it } from 'vitest';
import { IcmpPatience } from '../../../src-main/engine/icmp-patience.ts';

describe('patience with a host that sends ICMP errors', () => {
  it('is not wanted where none came, nor where a dozen came at once', () => {
    const patience = new IcmpPatience();
    expect(patience.isWanted).toBe(false);
    for (let each = 0; each < 6; each += 1) patience.heard(1, 0);
    expect(patience.isWanted).toBe(true);
    for (let each = 0; each < 6; each += 1) patience.heard(1, 0);
    expect(patience.isWanted).toBe(false);
    patience.heard(3, 10);
    expect(patience.isWanted, 'one that had been missing').toBe(true);
    expect(patience.isLimited).toBe(true);
  });

  it('lasts five seconds while answers come, and is spent then', () => {
    const patience = new IcmpPatience();
    patience.heard(2, 0);
    patience.begin(1_000);
    expect(patience.isSlow).toBe(true);
    for (let now = 1_000; now < 6_000; now += 500) {
      patience.heard(3, now);
      expect(patience.endsAt(now)).toBe(false);
    }
    expect(patience.endsAt(6_000)).toBe(true);
    expect(patience.endsAt(6_001), 'told once').toBe(false);
    expect(patience.isSlow).toBe(false);
    expect(patience.isWanted).toBe(false);
  });

  it('ends early where none comes, a pause of the scan not counted', () => {
    const patience = new IcmpPatience();
    patience.heard(1, 0);
    patience.begin(1_000);
    patience.shiftTimes(10_000);
    expect(patience.endsAt(12_400)).toBe(false);
    expect(patience.endsAt(12_500)).toBe(true);
  });
});
