/** A small scan's events and view, for the window's tests. */
import { emptyScanView, foldScan, type ScanView } from '../../../src-shared/scan/fold-scan.ts';
import type { ScanEvent } from '../../../src-shared/scan/scan-event.ts';
import type { ScanSnapshot } from '../../../src-shared/contract/scan-snapshot.ts';
import { toSnapshot } from '../../../src-shared/contract/scan-snapshot.ts';

export function startedEvent(scanId: string): ScanEvent {
  return {
    type: 'started',
    scanId,
    seq: 0,
    startedAt: '2026-11-22T09:12:00.000Z',
    scanner: { name: 'Portolan', version: '0.1.0', dialer: 'portable', platform: 'linux' },
    options: {
      targets: ['10.0.0.1'],
      exclude: [],
      ports: '1-100',
      portsAsked: 'top:100',
      timing: 'T4',
      discovery: true,
      seed: 1,
    },
    hostsTotal: 1,
    portsPerHost: 100,
    probesTotal: 100,
  };
}

/** `count` closed ports more. */
export function closedEvent(scanId: string, seq: number, count: number): ScanEvent {
  return {
    type: 'ports',
    scanId,
    seq,
    hosts: [{ address: '10.0.0.1', open: [], tally: [{ state: 'closed', reason: 'reset', count }] }],
  };
}

export function finishedEvent(scanId: string, seq: number): ScanEvent {
  return {
    type: 'finished',
    scanId,
    seq,
    status: 'completed',
    finishedAt: '2026-11-22T09:12:01.000Z',
    stats: {
      probesSent: 100,
      retries: 0,
      elapsedMs: 1_000,
      lossRate: null,
      hosts: { total: 1, up: 1, down: 0, unknown: 0 },
      ports: { open: 0, closed: 100, filtered: 0 },
    },
  };
}

export function viewOf(scanId: string, events: readonly ScanEvent[]): ScanView {
  return foldScan(emptyScanView(scanId), events);
}

export function snapshotOf(scanId: string, events: readonly ScanEvent[]): ScanSnapshot {
  return toSnapshot(viewOf(scanId, events));
}
