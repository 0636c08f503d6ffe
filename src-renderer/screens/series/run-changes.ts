/** What changed in each run, gathered from the lines of a timeline. Pure. */
import type {
  RunTimeline,
  TimelineChange,
  TimelineChangeKind,
  TimelineHost,
  TimelinePort,
  TimelineRun,
} from '../../../src-shared/scan/run-timeline.ts';

export interface RunChange {
  readonly key: string;
  readonly address: string;
  readonly hostName: string | null;
  /** Null: the host as a whole. */
  readonly port: TimelinePort | null;
  readonly change: TimelineChange;
  /** As its strip has it: before and after. */
  readonly before: string;
  readonly after: string;
  /** Of a port that is open again: runs since it was last open. */
  readonly awayRuns: number;
  /** Of a host that is gone: its ports that were open. */
  readonly openPorts: readonly number[];
}

export interface RunChanges {
  /** State, service, hosts: what makes a run differ. */
  readonly changes: readonly RunChange[];
  /** Another reason for the same state. */
  readonly reasons: readonly RunChange[];
  /** Ports that fell silent, which may be lost packets. */
  readonly doubtful: readonly TimelinePort[];
}

const NONE: RunChanges = { changes: [], reasons: [], doubtful: [] };
const ORDER: readonly TimelineChangeKind[] = [
  'opened',
  'host-gone',
  'host-appeared',
  'closed',
  'filtered',
  'service',
  'reason-only',
];
const gathered = new WeakMap<RunTimeline, readonly RunChanges[]>();

/** The changes seen in a run, opened ports first. */
export function changesIn(timeline: RunTimeline, run: number): RunChanges {
  const known = gathered.get(timeline) ?? gather(timeline);
  gathered.set(timeline, known);
  return known[run] ?? NONE;
}

/** How many changes make a run differ; reasons alone do not. */
export function countChanges({ changes }: TimelineRun): number {
  return ORDER.reduce((sum, kind) => sum + (kind === 'reason-only' ? 0 : changes[kind]), 0);
}

function gather(timeline: RunTimeline): RunChanges[] {
  const byRun = timeline.runs.map(() => ({
    changes: [] as RunChange[],
    reasons: [] as RunChange[],
    doubtful: [] as TimelinePort[],
  }));
  const portsOf = Map.groupBy(timeline.ports, ({ address }) => address);
  for (const port of timeline.ports) {
    for (const change of port.changes) {
      const found = byRun[change.run];
      (change.kind === 'reason-only' ? found?.reasons : found?.changes)?.push(ofPort(port, change));
    }
    for (const run of port.doubtful) if (fellSilent(port.strip, run)) byRun[run]?.doubtful.push(port);
  }
  for (const host of timeline.hosts) {
    for (const change of host.changes) {
      byRun[change.run]?.changes.push(ofHost(host, change, portsOf.get(host.address) ?? []));
    }
  }
  const rank = ({ change }: RunChange): number => ORDER.indexOf(change.kind);
  for (const { changes } of byRun) changes.sort((a, b) => rank(a) - rank(b));
  return byRun;
}

function ofPort(port: TimelinePort, change: TimelineChange): RunChange {
  const { strip, address, hostName } = port;
  const lastOpen = change.run === 0 ? -1 : strip.lastIndexOf('o', change.run - 1);
  return {
    key: `${address} ${port.port} ${change.kind}`,
    address,
    hostName,
    port,
    change,
    before: strip[change.since] ?? '-',
    after: strip[change.run] ?? '-',
    awayRuns: lastOpen < 0 ? 0 : change.run - lastOpen - 1,
    openPorts: [],
  };
}

function ofHost(host: TimelineHost, change: TimelineChange, ports: readonly TimelinePort[]): RunChange {
  const { strip, address, hostName } = host;
  const wereOpen = ports.filter((port) => port.strip[change.since] === 'o' && port.strip[change.run] !== 'o');
  return {
    key: `${address} ${change.kind}`,
    address,
    hostName,
    port: null,
    change,
    before: strip[change.since] ?? '-',
    after: strip[change.run] ?? '-',
    awayRuns: 0,
    openPorts: change.kind === 'host-gone' ? wereOpen.map(({ port }) => port).sort((a, b) => a - b) : [],
  };
}

/** Whether a doubtful silence would have been a change: the last thing that was said before it was something else. */
function fellSilent(strip: string, run: number): boolean {
  for (let before = run - 1; before >= 0; before--) {
    const state = strip[before];
    if (state === 'o' || state === 'c') return true;
    if (state === 'f') return false;
  }
  return false;
}
