import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { patienceMs, settleTimeLeft, type TimeLeft } from '../../src-shared/scan/time-left.ts';

/** A clock that ticks unevenly, as progress comes: each tick with how far off the estimate is then, as a factor. */
const ticks = (noise: number) =>
  fc.array(
    fc.record({
      stepMs: fc.integer({ min: 20, max: 1_000 }),
      factor: fc.double({ min: 1 - noise, max: 1 + noise, noNaN: true }),
    }),
    { minLength: 100, maxLength: 600 },
  );

describe('the time left', () => {
  it('never rises, and stays near the truth, while estimates waver around it by a tenth', () => {
    fc.assert(
      fc.property(ticks(0.1), fc.integer({ min: 2_000, max: 3_600_000 }), (steps, totalMs) => {
        let state: TimeLeft | null = null;
        let trueMs = totalMs;
        for (const { stepMs, factor } of steps) {
          trueMs -= stepMs;
          if (trueMs < 0) break;
          // The first estimate is as good as any.
          const next = settleTimeLeft(state, trueMs * factor, stepMs);
          expect(next.shownMs).toBeGreaterThanOrEqual(0);
          expect(next.shownMs).toBeLessThanOrEqual(state?.shownMs ?? Infinity);
          expect(Math.abs(next.shownMs - trueMs)).toBeLessThanOrEqual(trueMs * 0.15 + 1_100);
          state = next;
        }
      }),
    );
  });

  it('bears a short rise of the estimate, and follows one that lasts, once and to the end', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 5_000, max: 600_000 }),
        fc.double({ min: 1.6, max: 20, noNaN: true }),
        fc.integer({ min: 50, max: 400 }),
        (totalMs, growth, stepMs) => {
          let state = settleTimeLeft(null, totalMs, 0);
          let rises = 0;
          let wasRising = false;
          let estimateMs = totalMs * growth;
          for (let now = stepMs; now < 30_000 && estimateMs > 0; now += stepMs) {
            estimateMs = totalMs * growth - now;
            const next = settleTimeLeft(state, estimateMs, stepMs);
            const isUp = next.shownMs > state.shownMs;
            if (now < patienceMs(state)) expect(isUp).toBe(false);
            if (isUp && !wasRising) rises += 1;
            wasRising = isUp;
            state = next;
          }
          expect(rises).toBeLessThanOrEqual(1);
          if (estimateMs > 0) expect(state.shownMs).toBeGreaterThan(estimateMs * 0.74 - 1_000);
        },
      ),
    );
  });

  it('comes down gradually where the estimate falls, without ever passing it by', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 10_000, max: 600_000 }),
        fc.double({ min: 0.1, max: 0.9, noNaN: true }),
        (totalMs, part) => {
          let state = settleTimeLeft(null, totalMs, 0);
          let estimateMs = totalMs * part;
          const first = settleTimeLeft(state, estimateMs, 150);
          // In the first tick no more than a good part of the way.
          expect(first.shownMs).toBeGreaterThan(totalMs - 150 - (totalMs - estimateMs) * 0.5);
          while (estimateMs > 150) {
            estimateMs -= 150;
            const next = settleTimeLeft(state, estimateMs, 150);
            expect(next.shownMs).toBeLessThanOrEqual(state.shownMs);
            expect(next.shownMs).toBeGreaterThanOrEqual(estimateMs - 1e-6);
            state = next;
          }
          expect(state.shownMs).toBeLessThan(1_000);
        },
      ),
    );
  });

  it('does not go up and down: between two rises lies at least the patience', () => {
    fc.assert(
      fc.property(ticks(0.9), (steps) => {
        let state = settleTimeLeft(null, 60_000, 0);
        let sinceMs = 0;
        for (const { stepMs, factor } of steps) {
          const next = settleTimeLeft(state, 60_000 * factor, stepMs);
          if (next.shownMs > state.shownMs && !state.isRising) {
            expect(sinceMs + stepMs).toBeGreaterThan(patienceMs(state));
            sinceMs = 0;
          } else sinceMs = state.isRising ? 0 : sinceMs + stepMs;
          state = next;
        }
      }),
    );
  });
});
