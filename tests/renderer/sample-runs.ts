/** Runs and comparisons as a well-used history holds them. */
import type { RunSummary } from '../../src-shared/contract/scan-snapshot.ts';
import {
  PORT_CHANGE_KINDS,
  type DiffSide,
  type PortChange,
  type ScanDiff,
  type Verdict,
} from '../../src-shared/scan/scan-diff.ts';

/** A run with everything that a test does not care about filled in. */
export function sampleRun(run: Partial<RunSummary> & { scanId: string }): RunSummary {
  return {
    startedAt: '2026-11-22T09:12:00.000Z',
    finishedAt: '2026-11-22T09:12:08.700Z',
    status: 'completed',
    targets: ['10.66.4.0/28'],
    moreTargets: 0,
    ports: 'top:1000',
    timing: 'T4',
    elapsedMs: 8_700,
    counts: { open: 51, closed: 501_398, filtered: 219_436 },
    hostsUp: 11,
    hostsTotal: 14,
    series: { id: run.scanId, name: null, index: 1, runs: 1 },
    tags: [],
    note: '',
    ...run,
  };
}

export const OPEN: Verdict = { state: 'open', reason: 'syn-ack', service: null, confidence: 1 };
export const CLOSED: Verdict = { state: 'closed', reason: 'reset', service: null, confidence: 1 };
export const SILENT: Verdict = { state: 'filtered', reason: 'no-response', service: null, confidence: 0.999 };
export const PROHIBITED: Verdict = {
  state: 'filtered',
  reason: 'admin-prohibited',
  service: null,
  confidence: 1,
};

/** A change of one port of one host, filled in. */
export function sampleChange(change: Partial<PortChange> & Pick<PortChange, 'kind' | 'port'>): PortChange {
  return {
    address: '10.66.4.9',
    hostName: 'hv-01.lan',
    lastPort: change.port,
    count: 1,
    before: SILENT,
    after: OPEN,
    ...change,
  };
}

/** A comparison without changes, to which a test adds its own. */
export function sampleDiff(diff: Partial<ScanDiff> = {}): ScanDiff {
  const counts = Object.fromEntries(PORT_CHANGE_KINDS.map((kind) => [kind, 0])) as ScanDiff['counts'];
  for (const change of diff.ports ?? []) counts[change.kind] += change.count;
  return {
    before: sampleSide({ id: 'before', startedAt: '2026-11-13T02:00:00.000Z', hostsUp: 11 }),
    after: sampleSide({ id: 'after', startedAt: '2026-11-14T02:00:00.000Z', hostsUp: 10 }),
    hosts: [],
    ports: [],
    counts,
    different: (diff.ports ?? []).length + (diff.hosts ?? []).length > 0,
    comparable: true,
    headline: 'Nothing changed',
    ...diff,
  };
}

function sampleSide(side: Partial<DiffSide> & Pick<DiffSide, 'id' | 'startedAt'>): DiffSide {
  return {
    status: 'completed',
    targets: ['10.66.4.0/28'],
    ports: '1-65535',
    counts: { open: 51, closed: 501_398, filtered: 219_436 },
    hostsUp: 11,
    reasons: { 'syn-ack': 51, reset: 501_398, 'no-response': 214_000, 'port-unreach': 5_436 },
    ...side,
  };
}
