/** Runs for tests of the store, filled in. */
import type { NewRun, RunChanges, RunTotals } from '../../../src-main/store/run-record.ts';
import type { RunEnd, RunRepository } from '../../../src-main/store/run-repository.ts';

export const NO_TOTALS: RunTotals = {
  elapsedMs: 1,
  probesSent: 1,
  retries: 0,
  lossRate: null,
  ports: { open: 0, closed: 0, filtered: 0 },
  hosts: { up: 0, down: 0 },
};

export const NO_CHANGES: RunChanges = {
  heads: [],
  verdicts: [],
  finished: [],
  warnings: [],
  totals: NO_TOTALS,
};

export const COMPLETED: RunEnd = {
  status: 'completed',
  finishedAt: '2026-02-01T00:00:00.000Z',
  error: null,
};

export function sampleNewRun(id: string, more: Partial<NewRun> & { targets?: string[] } = {}): NewRun {
  const { targets = ['10.0.0.0/30'], ...rest } = more;
  return {
    id,
    startedAt: '2026-01-01T00:00:00.000Z',
    scanner: { name: 'Portolan', version: '1', dialer: 'portable', platform: 'test' },
    options: { targets, exclude: [], ports: '1-100', timing: 'T3', discovery: true, seed: 7 },
    plan: '{}',
    hostsTotal: 4,
    portsPerHost: 100,
    ...rest,
  };
}

/** Keeps ended runs without hosts; each begins a day after the one before. */
export function keepRuns(repository: RunRepository, ids: readonly string[], targets?: string[]): void {
  for (const [day, id] of ids.entries()) {
    const startedAt = new Date(Date.UTC(2026, 0, 1 + day)).toISOString();
    const run = sampleNewRun(id, targets ? { startedAt, targets } : { startedAt });
    repository.keep(run, NO_CHANGES, COMPLETED);
  }
}
