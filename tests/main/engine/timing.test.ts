/** How long is waited, how often is asked, how much is in flight. */
import { describe, expect, it } from 'vitest';
import { DeadlineWheel } from '../../../src-main/engine/deadline-wheel.ts';
import { HostTiming, KERNEL_RETRANSMIT_MS } from '../../../src-main/engine/host-timing.ts';
import { ProgressMeter } from '../../../src-main/engine/progress-meter.ts';
import { confidenceOfSilence, LossEstimate, triesNeeded } from '../../../src-main/engine/retry-policy.ts';
import { SendPace } from '../../../src-main/engine/send-pace.ts';
import { SendWindow } from '../../../src-main/engine/send-window.ts';
import { TIMING_TEMPLATES } from '../../../src-shared/scan/timing-template.ts';
import { createRandom } from '../../helpers/random.ts';

const { T3, T4, T5 } = TIMING_TEMPLATES;

describe('host timing', () => {
  it("waits the template's initial time until the host has answered", () => {
    expect(new HostTiming(T3).timeoutMs).toBe(1_000);
    expect(new HostTiming(T4).timeoutMs).toBe(500);
  });

  it('follows RFC 6298: first sample R gives srtt R, rttvar R/2; then gains of 1/8 and 1/4', () => {
    const timing = new HostTiming(T3);
    timing.sample(200);
    expect(timing.times).toEqual({ srttMs: 200, rttvarMs: 100 });
    expect(timing.timeoutMs).toBe(600);
    timing.sample(280);
    expect(timing.times).toEqual({ srttMs: 210, rttvarMs: 95 });
    expect(timing.timeoutMs).toBe(590);
  });

  it("keeps to the template's bounds, and to a platform's floor above them", () => {
    const near = new HostTiming(T3);
    near.sample(1);
    expect(near.timeoutMs).toBe(100);
    const far = new HostTiming(T5);
    far.sample(290);
    expect(far.timeoutMs).toBe(300);
    const windows = new HostTiming(T5, 2_500);
    expect(windows.timeoutMs).toBe(2_500);
    windows.sample(10);
    expect(windows.timeoutMs).toBe(2_500);
  });

  it('takes no sample that may answer the second SYN of the kernel', () => {
    const timing = new HostTiming(T3);
    timing.sample(KERNEL_RETRANSMIT_MS);
    timing.sample(Number.NaN);
    timing.sample(-1);
    expect(timing.times).toBeNull();
  });

  it("adopts another thread's figures only where it has none", () => {
    const timing = new HostTiming(T3);
    timing.adopt({ srttMs: 50, rttvarMs: 25 });
    timing.adopt({ srttMs: 900, rttvarMs: 25 });
    expect(timing.timeoutMs).toBe(150);
  });
});

describe('retry policy', () => {
  const needed = (o: Partial<Parameters<typeof triesNeeded>[0]>): number =>
    triesNeeded({ answered: true, lossRate: 0.01, probesTotal: 1_000, maxRetries: 10, ...o });

  it('asks until fewer than 0.01 wrong verdicts are expected in the scan', () => {
    expect(needed({ probesTotal: 3 })).toBe(2);
    expect(needed({ probesTotal: 1_000 })).toBe(3);
    expect(needed({ probesTotal: 65_535 })).toBe(4);
    expect(needed({ lossRate: 0.09 })).toBe(5);
    for (const lossRate of [0.01, 0.05, 0.09, 0.2]) {
      for (const probesTotal of [10, 1_000, 100_000]) {
        const tries = needed({ lossRate, probesTotal, maxRetries: 50 });
        expect(probesTotal * lossRate ** tries).toBeLessThanOrEqual(0.01);
        if (tries > 2) expect(probesTotal * lossRate ** (tries - 1)).toBeGreaterThan(0.01);
      }
    }
  });

  it('never more than the cap allows, and two for a host that never answers', () => {
    expect(needed({ lossRate: 0.5, maxRetries: 2 })).toBe(3);
    expect(needed({ maxRetries: 0 })).toBe(1);
    expect(needed({ answered: false })).toBe(2);
    expect(needed({ answered: false, maxRetries: 0 })).toBe(1);
  });

  it('measures loss on ports that answered in the end, and starts from one in a hundred', () => {
    const loss = new LossEstimate();
    expect(loss.measured).toBeNull();
    expect(loss.expected).toBeCloseTo(0.01);
    for (let port = 0; port < 800; port += 1) loss.record(port % 4 === 0 ? 2 : 1);
    expect(loss.measured).toBeCloseTo(0.2);
    expect(loss.expected).toBeGreaterThan(0.17);
    const clean = new LossEstimate();
    for (let port = 0; port < 10_000; port += 1) clean.record(1);
    expect(clean.measured).toBe(0);
    expect(clean.expected).toBeGreaterThan(0);
    expect(clean.expected).toBeLessThan(0.001);
  });

  it('is as sure as the loss allows', () => {
    expect(confidenceOfSilence(0.1, 3)).toBeCloseTo(0.999);
    expect(confidenceOfSilence(0.01, 1)).toBeCloseTo(0.99);
  });
});

describe('send window', () => {
  it('starts modest and fills up where nothing answers', () => {
    const window = new SendWindow(2_000);
    expect(window.size).toBe(32);
    let beats = 0;
    for (; window.size < 2_000; beats += 1) {
      window.wasFull();
      window.beat(beats * 10);
    }
    expect(beats * 10).toBeLessThanOrEqual(300);
  });

  it('does not grow while it is not full', () => {
    const window = new SendWindow(2_000);
    for (let beat = 0; beat < 100; beat += 1) window.beat(beat * 10);
    expect(window.size).toBe(32);
  });

  it('grows with quick answers, and stops when they begin to queue', () => {
    const window = new SendWindow(2_000);
    for (let answer = 0; answer < 100; answer += 1) window.answered(1, 1);
    expect(window.size).toBe(132);
    for (let answer = 0; answer < 1_000; answer += 1) window.answered(60, 1);
    expect(window.size).toBe(132);
    // Full of answers that queue: not even the beats make it larger, until they have stopped for a while.
    for (let beat = 1; beat <= 10; beat += 1) {
      window.wasFull();
      window.beat(beat * 10);
    }
    expect(window.size).toBe(132);
    window.wasFull();
    window.beat(300);
    expect(window.size).toBe(198);
  });

  it('takes a far host for far, not for a queue', () => {
    const window = new SendWindow(2_000);
    window.answered(1, 1);
    for (let answer = 0; answer < 100; answer += 1) window.answered(300, 290);
    expect(window.size).toBe(133);
  });

  it('halves on trouble of ours, once for a burst of it', () => {
    const window = new SendWindow(2_000);
    for (let answer = 0; answer < 968; answer += 1) window.answered(1, 1);
    const shrunk = Array.from({ length: 50 }, () => window.shrink(1_000));
    expect(shrunk.filter(Boolean)).toHaveLength(1);
    expect(window.size).toBe(500);
    window.shrink(1_200);
    expect(window.size).toBe(250);
    for (let failure = 0; failure < 100; failure += 1) window.shrink(2_000 + failure * 200);
    expect(window.size).toBe(1);
    expect(window.shrink(60_000)).toBe(false);
  });

  it('keeps to a ceiling that moves', () => {
    const window = new SendWindow(10);
    expect(window.size).toBe(10);
    window.setCeiling(4);
    expect(window.size).toBe(4);
    window.setCeiling(0);
    expect(window.size).toBe(1);
  });
});

describe('send pace', () => {
  it('lets through as many as the rate allows, and saves up no burst', () => {
    const pace = new SendPace(0);
    pace.setRate(100);
    let sent = 0;
    for (let now = 0; now < 1_000; now += 1) while (pace.take(now)) sent += 1;
    expect(sent).toBeGreaterThanOrEqual(99);
    expect(sent).toBeLessThanOrEqual(102);
    let burst = 0;
    while (pace.take(60_000)) burst += 1;
    expect(burst).toBe(2);
  });

  it('keeps less than one a second', () => {
    const pace = new SendPace(0);
    pace.setRate(0.5);
    let sent = 0;
    for (let now = 0; now < 20_000; now += 10) if (pace.take(now)) sent += 1;
    expect(sent).toBe(10);
  });

  it('without a rate lets everything through', () => {
    const pace = new SendPace(0);
    for (let probe = 0; probe < 10_000; probe += 1) expect(pace.take(0)).toBe(true);
  });
});

describe('deadline wheel', () => {
  it('tells each ticket once, when its time has come and not before, as a plain list would', () => {
    const random = createRandom(3);
    const wheel = new DeadlineWheel(500, 8, 0);
    const plain = new Map<number, number>();
    for (let now = 0; now < 60_000; now += random.below(40)) {
      const ticket = random.below(500);
      const action = random.below(10);
      if (action < 7) {
        // Some beyond a whole turn of the wheel, some past already.
        const deadline = now - 20 + random.below(20_000);
        wheel.set(ticket, deadline);
        plain.set(ticket, deadline);
        expect(wheel.deadlineOf(ticket)).toBe(deadline);
      } else if (action < 9) {
        wheel.clear(ticket);
        plain.delete(ticket);
      }
      const due = wheel.expire(now).toSorted((a, b) => a - b);
      const expected = [...plain].filter(([, deadline]) => deadline <= now).map(([each]) => each);
      expect(due).toEqual(expected.toSorted((a, b) => a - b));
      for (const each of due) plain.delete(each);
    }
  });

  it('forgets nothing over a long sleep', () => {
    const wheel = new DeadlineWheel(100, 8, 0);
    for (let ticket = 0; ticket < 100; ticket += 1) wheel.set(ticket, ticket * 1_000);
    expect(wheel.expire(10_000_000)).toHaveLength(100);
    expect(wheel.expire(10_000_001)).toEqual([]);
  });
});

describe('progress meter', () => {
  it('tells nothing at first, then comes down steadily to nothing', () => {
    const meter = new ProgressMeter();
    const total = 10_000;
    let before = Number.POSITIVE_INFINITY;
    for (let now = 0; now <= 10_000; now += 150) {
      const remaining = meter.update(now, now, total - now);
      if (now < 1_000) expect(remaining).toBeNull();
      else {
        expect(remaining).toBeGreaterThanOrEqual(0);
        expect(remaining).toBeLessThan(before + 1);
        expect(Math.abs((remaining ?? 0) - (total - now))).toBeLessThan(1_000);
        before = remaining ?? 0;
      }
    }
    expect(before).toBeLessThan(200);
  });

  it.each([15_000, 2_000, 500])('is steady with one probe in %d ms', (gapMs) => {
    const meter = new ProgressMeter();
    const total = 200;
    for (let now = 0; now < total * gapMs; now += 150) {
      const sent = Math.floor(now / gapMs) + 1;
      const remaining = meter.update(now, sent, total - sent);
      const trueMs = (total - sent) * gapMs;
      if (sent < 20 || trueMs < 5_000) continue;
      expect(remaining).toBeGreaterThan(trueMs * 0.75);
      expect(remaining).toBeLessThan(trueMs * 1.25 + gapMs);
    }
  });

  it('does not jump when the rate does', () => {
    const meter = new ProgressMeter();
    let before: number | null = null;
    let sent = 0;
    for (let now = 0; now <= 20_000; now += 150) {
      sent += now > 5_000 ? 30 : 300;
      const remaining = meter.update(now, sent, 50_000 - sent);
      if (before !== null && remaining !== null) expect(remaining).toBeLessThan(before * 1.5 + 500);
      before = remaining;
    }
    expect(before).toBeGreaterThan(0);
  });
});
