/** Runs older than a person wants to keep them go for good, unless they were marked: at the start and once a day. */
import type { Settings } from '../../src-shared/contract/portolan-contract.ts';
import type { RunRepository } from '../store/run-repository.ts';
import type { AppClock } from './app-clock.ts';

const DAY_MS = 86_400_000;

export interface RetentionOptions {
  readonly repository: RunRepository;
  readonly clock: AppClock;
  /** Null: for ever; null: none beyond their days. */
  settings(): Pick<Settings, 'keepDays' | 'keepNewest'>;
  /** Told after runs went. */
  onGone(scanIds: readonly string[]): void;
}

/** Returns the way to stop. */
export function startRetention({ repository, clock, settings, onGone }: RetentionOptions): {
  apply(): void;
  stop(): void;
} {
  let cancel = clock.after(DAY_MS, daily);
  function apply(): void {
    const { keepDays, keepNewest } = settings();
    if (keepDays === null) return;
    const before = new Date(clock.wallMs() - keepDays * DAY_MS).toISOString();
    const gone = repository.forgetBefore(before, keepNewest ?? 0);
    if (gone.length > 0) onGone(gone);
  }
  function daily(): void {
    apply();
    cancel = clock.after(DAY_MS, daily);
  }
  return { apply, stop: () => cancel() };
}
