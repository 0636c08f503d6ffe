/** A run read back from history, whole: the view that its scan had, and its hosts. */
import { emptyScanView, type HostView, type ScanView } from '../../src-shared/scan/fold-scan.ts';
import { parsePortRanges } from '../../src-shared/scan/port-spec.ts';
import type { Reason } from '../../src-shared/scan/port-state.ts';
import type { PortCounts, ScanWarning } from '../../src-shared/scan/scan-report.ts';
import type { KeptHost, RunRecord } from '../store/run-record.ts';
import { importedFrom } from './import-report.ts';
import { runHostOf, tallyOf } from './kept-hosts.ts';
import type { RunData, RunHost } from './run-data.ts';
import { statsOf } from './run-totals.ts';

export interface StoredRunParts {
  readonly record: RunRecord;
  readonly warnings: readonly ScanWarning[];
  readonly hosts: Iterable<KeptHost>;
  serviceName(port: number): string | null;
}

export function loadStoredRun({ record, warnings, hosts, serviceName }: StoredRunParts): RunData {
  const options = {
    ports: parsePortRanges(record.options.ports),
    allPorts: record.options['allPorts'] === true,
    serviceName,
  };
  const list: RunHost[] = [];
  for (const host of hosts) list.push(runHostOf(host, options));
  const view = viewOf(record, warnings, list);
  const byAddress = new Map(list.map((host) => [host.head.address, host]));
  return {
    scanId: record.id,
    view,
    version: 0,
    hosts: () => list,
    host: (address) => byAddress.get(address),
    stats: () => statsOf(record.totals, record.hostsTotal),
  };
}

function viewOf(record: RunRecord, warnings: readonly ScanWarning[], hosts: readonly RunHost[]): ScanView {
  const ports: PortCounts = { open: 0, closed: 0, filtered: 0 };
  const reasons: Partial<Record<Reason, number>> = {};
  const views = new Map<string, HostView>();
  let finished = 0;
  for (const { head, columns } of hosts) {
    views.set(head.address, head);
    if (head.finished) finished++;
    for (const { state, reason, count } of tallyOf(columns)) {
      ports[state] += count;
      reasons[reason] = (reasons[reason] ?? 0) + count;
    }
  }
  const settled = ports.open + ports.closed + ports.filtered;
  const { totals, hostsTotal, portsPerHost, status } = record;
  const isRunning = status === 'running';
  const imported = importedFrom(record);
  return {
    ...emptyScanView(record.id),
    // Nothing more will be said of it here: whatever a listener hears later is newer.
    seq: 0,
    status,
    startedAt: record.startedAt,
    finishedAt: record.finishedAt,
    scanner: record.scanner,
    options: record.options,
    hostsTotal,
    portsPerHost,
    progress: {
      phase: 'scanning',
      elapsedMs: totals.elapsedMs,
      portsDone: settled,
      portsTotal: status === 'completed' ? settled : hostsTotal * portsPerHost,
      hostsDone: finished,
      hostsTotal,
      probesSent: totals.probesSent,
      retries: totals.retries,
      inFlight: 0,
      remainingMs: isRunning ? null : 0,
    },
    ports,
    reasons,
    hosts: views,
    warnings: warnings.slice(0, 200),
    committedPorts: settled,
    stats: isRunning ? null : statsOf(record.totals, record.hostsTotal),
    error: record.error,
    ...(imported === undefined ? {} : { importedFrom: imported }),
  };
}
