/** Runs older than a person wants to keep them go for good: at the start and once a day. */
import type { RunRepository } from '../store/run-repository.ts';
import type { AppClock } from './app-clock.ts';

const DAY_MS = 86_400_000;

export interface RetentionOptions {
  readonly repository: RunRepository;
  readonly clock: AppClock;
  /** Null: for ever. */
  keepDays(): number | null;
  /** Told after runs went. */
  onGone(scanIds: readonly string[]): void;
}

/** Returns the way to stop. */
export function startRetention({ repository, clock, keepDays, onGone }: RetentionOptions): {
  apply(): void;
  stop(): void;
} {
  let cancel = clock.after(DAY_MS, daily);
  function apply(): void {
    const days = keepDays();
    if (days === null) return;
    const gone = repository.forgetBefore(new Date(clock.wallMs() - days * DAY_MS).toISOString());
    if (gone.length > 0) onGone(gone);
  }
  function daily(): void {
    apply();
    cancel = clock.after(DAY_MS, daily);
  }
  return { apply, stop: () => cancel() };
}
