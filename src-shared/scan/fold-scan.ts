/**
 * (view, events) -> view: the one account of a scan's progress. The service, the window and the command line all fold
 * the same events with it, so they cannot disagree.
 */
import type { Reason } from './port-state.ts';
import { addRate, type RateSample } from './rate-samples.ts';
import type { HostSummary, ScanEvent, ScanProgress } from './scan-event.ts';
import type {
  FinalStatus,
  PortCounts,
  ReportOptions,
  Scanner,
  ScanStats,
  ScanWarning,
} from './scan-report.ts';

export interface HostView extends HostSummary {
  readonly counts: PortCounts;
}

export type ScanStatus = 'running' | 'paused' | FinalStatus;

export interface ScanView {
  readonly scanId: string;
  /** The last event folded in; -1 before the first. */
  readonly seq: number;
  readonly status: ScanStatus;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly scanner: Scanner | null;
  readonly options: ReportOptions | null;
  readonly hostsTotal: number;
  readonly portsPerHost: number;
  readonly progress: ScanProgress;
  readonly ports: PortCounts;
  readonly reasons: Readonly<Partial<Record<Reason, number>>>;
  /** Hosts that have said something, or were decided; by address, in order of appearance, as many as were to be held. */
  readonly hosts: ReadonlyMap<string, HostView>;
  readonly warnings: readonly ScanWarning[];
  /** Over the whole scan, at most MAX_RATE_SAMPLES: when full, the two closest neighbours become one. */
  readonly rates: readonly RateSample[];
  /** Verdicts known to be durable. */
  readonly committedPorts: number;
  readonly stats: ScanStats | null;
  readonly error: string | null;
  /** The file that the run was imported from; absent: it was scanned here. */
  readonly importedFrom?: string | undefined;
}

/** More warnings than a person reads; the rest is in the report. */
const MAX_WARNINGS = 200;

const NO_PROGRESS: ScanProgress = {
  phase: 'resolving',
  elapsedMs: 0,
  portsDone: 0,
  portsTotal: 0,
  hostsDone: 0,
  hostsTotal: 0,
  probesSent: 0,
  retries: 0,
  inFlight: 0,
  remainingMs: null,
};
const NO_PORTS: PortCounts = { open: 0, closed: 0, filtered: 0 };

/** The view of a scan of which nothing has been heard. */
export function emptyScanView(scanId: string): ScanView {
  return {
    scanId,
    seq: -1,
    status: 'running',
    startedAt: null,
    finishedAt: null,
    scanner: null,
    options: null,
    hostsTotal: 0,
    portsPerHost: 0,
    progress: NO_PROGRESS,
    ports: NO_PORTS,
    reasons: {},
    hosts: new Map(),
    warnings: [],
    rates: [],
    committedPorts: 0,
    stats: null,
    error: null,
  };
}

type Draft = { -readonly [K in keyof ScanView]: ScanView[K] };

/**
 * Folds events of one scan into its view. Events that the view already covers (`seq` not above the view's) and events of
 * other scans are ignored, so replays and reconnects are harmless. Returns the same object when nothing was new;
 * otherwise one copy for the whole batch. Of hosts, the first `maxHosts` to be heard of are held one by one; everything else
 * counts them all.
 */
export function foldScan(view: ScanView, events: readonly ScanEvent[], maxHosts = Infinity): ScanView {
  let draft: Draft | undefined;
  let hosts: Map<string, HostView> | undefined;
  for (const event of events) {
    if (event.scanId !== view.scanId || event.seq <= (draft ?? view).seq) continue;
    draft ??= { ...view };
    draft.seq = event.seq;
    apply(draft, event);
    if (maxHosts === 0 || (event.type !== 'host' && event.type !== 'ports')) continue;
    // Copied once a batch, and only when a host changed: there may be tens of thousands.
    hosts ??= new Map(view.hosts);
    draft.hosts = hosts;
    if (event.type === 'ports') countHostPorts(hosts, event.hosts, maxHosts);
    else if (hasRoom(hosts, event.host.address, maxHosts))
      hosts.set(event.host.address, {
        ...event.host,
        counts: hosts.get(event.host.address)?.counts ?? NO_PORTS,
      });
  }
  return draft ?? view;
}

function hasRoom(hosts: ReadonlyMap<string, HostView>, address: string, maxHosts: number): boolean {
  return hosts.size < maxHosts || hosts.has(address);
}

function apply(view: Draft, event: ScanEvent): void {
  switch (event.type) {
    case 'started':
      view.startedAt = event.startedAt;
      view.scanner = event.scanner;
      view.options = event.options;
      view.hostsTotal = event.hostsTotal;
      view.portsPerHost = event.portsPerHost;
      view.progress = { ...view.progress, hostsTotal: event.hostsTotal, portsTotal: event.probesTotal };
      return;
    case 'ports':
      countPorts(view, event.hosts);
      return;
    case 'host':
      return;
    case 'warning':
      if (view.warnings.length < MAX_WARNINGS) view.warnings = [...view.warnings, event.warning];
      return;
    case 'committed':
      view.committedPorts = event.ports;
      return;
    case 'progress':
      view.rates = addRate(view.rates, view.progress, event.progress);
      view.progress = event.progress;
      return;
    case 'paused':
      view.status = event.paused ? 'paused' : 'running';
      return;
    case 'finished':
      view.status = event.status;
      view.finishedAt = event.finishedAt;
      view.stats = event.stats;
      view.error = event.error ?? null;
      view.progress = { ...view.progress, inFlight: 0, elapsedMs: event.stats.elapsedMs, remainingMs: 0 };
      return;
  }
}

type PortsOfHosts = Extract<ScanEvent, { type: 'ports' }>['hosts'];

function countPorts(view: Draft, hosts: PortsOfHosts): void {
  const all = { ...view.ports };
  const reasons = { ...view.reasons };
  for (const { tally } of hosts) {
    for (const { state, reason, count } of tally) {
      all[state] += count;
      reasons[reason] = (reasons[reason] ?? 0) + count;
    }
  }
  view.ports = all;
  view.reasons = reasons;
}

function countHostPorts(views: Map<string, HostView>, hosts: PortsOfHosts, maxHosts: number): void {
  for (const { address, tally } of hosts) {
    if (!hasRoom(views, address, maxHosts)) continue;
    const host = views.get(address) ?? hostHeardOf(address);
    const counts = { ...host.counts };
    for (const { state, count } of tally) counts[state] += count;
    views.set(address, { ...host, counts });
  }
}

/** A host whose verdicts came before its `host` event: known to exist in the scan, nothing else yet. */
function hostHeardOf(address: string): HostView {
  return {
    address,
    family: address.includes(':') ? 6 : 4,
    names: [],
    status: 'unknown',
    reason: 'no-response',
    srttMs: null,
    finished: false,
    counts: NO_PORTS,
  };
}

/** Whether the scan is over, in any way. */
export function isFinal(status: ScanStatus): status is FinalStatus {
  return status !== 'running' && status !== 'paused';
}
