/**
 * The time left as it is told to a person. Estimates waver; a figure that wavers with them is not believed. This one counts
 * down with the clock, takes corrections in gradually, and rises only where the estimate has stayed well above it for a
 * while: then it has to, to stay honest.
 */

export interface TimeLeft {
  readonly shownMs: number;
  /** For how long something has been shown. */
  readonly ageMs: number;
  /** For how long the estimate has been well above what is shown. */
  readonly strayMs: number;
  /** On its way up to an estimate that has proved itself. */
  readonly isRising: boolean;
}

/** An estimate this far above what is shown is within its own error. */
const TOLERATED_PART = 1 / 4;
const TOLERATED_MS = 1_000;
/** How long a longer estimate must last: a part of what is shown, within bounds; less while the figure is young. */
const PATIENCE_PART = 1 / 8;
const PATIENCE_MIN_MS = 2_000;
const PATIENCE_MAX_MS = 10_000;
const PATIENCE_YOUNG_MS = 1_000;
/** Time constant of corrections: a part of the estimate, so that they settle as the end comes near. */
const SETTLING_PART = 1 / 4;
const SETTLING_MIN_MS = 50;
/** That of a rise; and how near the estimate it ends. */
const RISING_MS = 1_500;
const RISEN_PART = 1 / 20;

/** How long an estimate must stay well above a figure before it rises. */
export function patienceMs({ shownMs, ageMs }: Pick<TimeLeft, 'shownMs' | 'ageMs'>): number {
  const wantedMs = Math.min(PATIENCE_MAX_MS, Math.max(PATIENCE_MIN_MS, shownMs * PATIENCE_PART));
  return Math.min(wantedMs, Math.max(PATIENCE_YOUNG_MS, ageMs / 2));
}

/** What is shown `stepMs` after `before`, the estimate being `estimateMs` now. `before` is null the first time. */
export function settleTimeLeft(before: TimeLeft | null, estimateMs: number, stepMs: number): TimeLeft {
  if (before === null) return { shownMs: estimateMs, ageMs: 0, strayMs: 0, isRising: false };
  const { shownMs } = before;
  const ageMs = before.ageMs + stepMs;
  const countedMs = Math.max(0, shownMs - stepMs);
  const isStray = estimateMs > countedMs * (1 + TOLERATED_PART) + TOLERATED_MS;
  // One estimate that is not does not wipe out what many have said.
  const strayMs = isStray ? before.strayMs + stepMs : Math.max(0, before.strayMs - stepMs);
  if (before.isRising || strayMs > patienceMs(before)) {
    const risenMs = Math.max(countedMs, blend(countedMs, estimateMs, stepMs, RISING_MS));
    const isThere = estimateMs <= risenMs * (1 + RISEN_PART);
    return { shownMs: risenMs, ageMs, strayMs: isThere ? 0 : strayMs, isRising: !isThere };
  }
  const settlingMs = Math.max(SETTLING_MIN_MS, estimateMs * SETTLING_PART);
  const settledMs = blend(countedMs, estimateMs, stepMs, settlingMs);
  return { shownMs: Math.min(shownMs, settledMs), ageMs, strayMs, isRising: false };
}

/** Moves `from` towards `to` as a first-order low-pass does in `stepMs`. */
export function blend(from: number, to: number, stepMs: number, constantMs: number): number {
  return from + (to - from) * (1 - Math.exp(-stepMs / constantMs));
}
