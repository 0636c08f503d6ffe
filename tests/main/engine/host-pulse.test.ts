import { describe, expect, it } from 'vitest';
import { HostPulse, type PortRef } from '../../../src-main/engine/host-pulse.ts';

type Pulse = HostPulse<string>;
const port = (offset: number): PortRef<string> => ({ task: 'task', offset });

/** A pulse with a canary at offset 0 and so many silences at the offsets after it. */
function pulseWith(silences: number): Pulse {
  const pulse: Pulse = new HostPulse();
  pulse.answered(port(0), true);
  for (let offset = 1; offset <= silences; offset += 1) pulse.silent(port(offset));
  return pulse;
}

/** Lets a whole check fail. */
function quiet(pulse: Pulse, nowMs: number): readonly PortRef<string>[] {
  for (;;) {
    const missed = pulse.missed(nowMs, 500);
    if ('doubtful' in missed) return missed.doubtful;
  }
}

describe('the pulse of a host', () => {
  it('is felt when silence has gathered, not before, and not too often', () => {
    expect(pulseWith(10).next(0, false)).toBeNull();
    const pulse = pulseWith(64);
    expect(pulse.next(1_000, false)).toEqual(port(0));
    expect(pulse.next(1_000, false), 'one check at a time').toBeNull();
    pulse.proven(1_005);
    for (let offset = 100; offset < 200; offset += 1) pulse.silent(port(offset));
    expect(pulse.next(1_020, false)).toBeNull();
    expect(pulse.next(1_060, false)).toEqual(port(0));
  });

  it("is felt before the host's end where more than a few ports were silent", () => {
    expect(pulseWith(15).next(0, true)).toBeNull();
    expect(pulseWith(16).next(0, true)).toEqual(port(0));
  });

  it('needs a port that has answered, and likes one that refused best', () => {
    const pulse: Pulse = new HostPulse();
    for (let offset = 0; offset < 100; offset += 1) pulse.silent(port(offset));
    expect(pulse.next(0, true)).toBeNull();
    pulse.answered(port(7), false);
    pulse.answered(port(8), true);
    pulse.answered(port(9), true);
    for (let offset = 10; offset < 100; offset += 1) pulse.silent(port(offset));
    expect(pulse.next(0, false)).toEqual(port(8));
  });

  it('that is felt proves the silence; one lost try is asked again at once', () => {
    const pulse = pulseWith(64);
    pulse.next(0, false);
    expect(pulse.missed(10, 500)).toEqual({ again: port(0) });
    pulse.proven(20);
    expect(pulse.isAsking).toBe(false);
    expect(pulse.window).toBe(Number.POSITIVE_INFINITY);
    expect(pulse.next(1_000, true), 'nothing is unproven any more').toBeNull();
  });

  it('that is not felt makes all silence since its last beat doubtful, and stops the sending until it is', () => {
    const pulse = pulseWith(64);
    pulse.next(0, false);
    expect(quiet(pulse, 30)).toHaveLength(64);
    expect(pulse.window).toBe(0);
    expect(pulse.next(31, false), 'a pause').toBeNull();
    expect(pulse.next(100, false)).toEqual(port(0));
    pulse.proven(105);
    expect(pulse.window).toBeGreaterThan(200);
    expect(pulse.window).toBeLessThan(500);
  });

  it('that never comes back ends the watch within seconds', () => {
    const pulse = pulseWith(64);
    let now = 0;
    pulse.next(now, false);
    while (!pulse.isGone) {
      quiet(pulse, now);
      while (!pulse.isGone && pulse.next(now, false) === null) now += 10;
    }
    expect(now).toBeGreaterThan(2_000);
    expect(now).toBeLessThan(6_000);
    expect(pulse.window).toBeGreaterThan(0);
    expect(pulse.isAsking).toBe(false);
    pulse.silent(port(1));
    expect(pulse.isOwing).toBe(false);
  });

  it('tells a lossy way from a host that answers only so often', () => {
    const answeredIn = (share: number): number => {
      const pulse = pulseWith(0);
      let seed = 1;
      const lot = (): number => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
      let doubted = 0;
      for (let check = 0; check < 200; check += 1) {
        for (let offset = 1; offset <= 64; offset += 1) pulse.silent(port(offset));
        pulse.next(check * 2_000, false);
        while (pulse.isAsking) {
          if (lot() < share) pulse.proven(check * 2_000);
          else if ('doubtful' in pulse.missed(check * 2_000, 500)) {
            doubted += 1;
            break;
          }
        }
        if (pulse.isAsking) pulse.proven(check * 2_000 + 1_500);
        pulse.next(check * 2_000 + 1_900, false);
        pulse.proven(check * 2_000 + 1_901);
      }
      return doubted;
    };
    expect(answeredIn(0.8)).toBeLessThan(6);
    expect(answeredIn(0.2)).toBeGreaterThan(60);
  });

  it('goes with its task', () => {
    const pulse = pulseWith(64);
    pulse.forget('task');
    expect(pulse.next(0, true)).toBeNull();
    expect(pulse.isOwing).toBe(false);
  });
});
