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
      expect(patience.endsAt(now, 1)).toBe(false);
    }
    expect(patience.endsAt(6_000, 1)).toBe(true);
    expect(patience.endsAt(6_001, 1), 'told once').toBe(false);
    expect(patience.isSlow).toBe(false);
    expect(patience.isWanted).toBe(false);
  });

  it('ends early where none comes, a pause of the scan not counted', () => {
    const patience = new IcmpPatience();
    patience.heard(1, 0);
    patience.begin(1_000);
    patience.shiftTimes(10_000);
    expect(patience.endsAt(12_400, 1)).toBe(false);
    expect(patience.endsAt(12_500, 1)).toBe(true);
  });

  it('ends as soon as it is plain that it would tell next to none of what is silent', () => {
    const patience = new IcmpPatience();
    patience.heard(1, 500);
    patience.heard(2, 1_000);
    patience.begin(1_000);
    expect(patience.endsAt(1_400, 94), 'the pace is not known yet').toBe(false);
    expect(patience.endsAt(1_500, 94), 'five more of 94').toBe(true);
  });

  it('goes on where it tells a good part of what is silent', () => {
    const patience = new IcmpPatience();
    patience.heard(1, 1_000);
    patience.begin(1_000);
    patience.heard(2, 1_500);
    expect(patience.endsAt(2_000, 16), 'four more of 16').toBe(false);
    for (let now = 2_000; now < 3_000; now += 100) patience.heard(2, now);
    expect(patience.endsAt(3_000, 94), '16 more of 94').toBe(true);
    const quick = new IcmpPatience();
    quick.begin(1_000);
    for (let now = 1_000; now < 2_000; now += 100) quick.heard(2, now);
    expect(quick.endsAt(2_000, 94), '40 more of 94').toBe(false);
  });
});
