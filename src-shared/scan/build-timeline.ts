/**
 * Many runs -> what became of every host and port, since when, and what each run changed. The rules are those of a
 * comparison of two runs (diff-scans.ts); what a run did not ask, or not to the end, is passed over.
 */
import { MAX_LISTED_PORTS } from './extraports.ts';
import { readHistory } from './host-history.ts';
import { compareIps } from './ip-address.ts';
import { judgeHost, type JudgedHost, type JudgedPorts } from './judge-host.ts';
import { PortGrouper } from './port-groups.ts';
import { OutcomeReader } from './read-outcomes.ts';
import {
  MAX_TIMELINE_HOSTS,
  MAX_TIMELINE_PORTS,
  MAX_TIMELINE_RUNS,
  TIMELINE_CHANGE_KINDS,
  type RunTimeline,
  type TimelineChangeKind,
} from './run-timeline.ts';
import { TimelineArea } from './timeline-area.ts';
import type { TimelineInput, TimelineInputRun } from './timeline-input.ts';
import { hostRow, portRow } from './timeline-rows.ts';
import { viewRuns } from './timeline-scope.ts';
import { TopList } from './top-list.ts';

interface Candidate {
  readonly host: JudgedHost;
  readonly ports: JudgedPorts;
  readonly first: number;
  readonly grouped: boolean;
}

/** Of more runs than a timeline holds, the latest. Throws SpecError where a run's targets or ports cannot be read. */
export function buildTimeline(input: TimelineInput): RunTimeline {
  const skip = Math.max(0, input.runs.length - MAX_TIMELINE_RUNS);
  const { views, hosts } = viewRuns(input, skip);
  const length = views.length;
  const reader = new OutcomeReader();
  const grouper = new PortGrouper(MAX_LISTED_PORTS);
  const area = new TimelineArea(length);
  const changes = Object.fromEntries(
    TIMELINE_CHANGE_KINDS.map((kind) => [kind, new Uint32Array(length)]),
  ) as Record<TimelineChangeKind, Uint32Array>;
  const tell = (kind: TimelineChangeKind, run: number, count: number): void => {
    changes[kind][run]! += count;
  };
  const topHosts = new TopList<JudgedHost>(MAX_TIMELINE_HOSTS, mostChanged);
  const topPorts = new TopList<Candidate>(MAX_TIMELINE_PORTS, mostTelling);
  let telling = 0;
  for (const each of hosts) {
    const host = judgeHost(readHistory(each, views, skip, reader), grouper, tell);
    if (!host) continue;
    if (host.wasThere) topHosts.add(host);
    for (const change of host.changes) tell(change.kind, change.run, 1);
    for (const ports of host.ports) {
      telling += ports.group.count;
      if (ports.isUnusual) area.add(host.history, ports);
      for (const candidate of candidatesOf(host, ports)) topPorts.add(candidate);
    }
  }
  const rows = topPorts.toArray();
  const listed = rows.reduce((sum, { grouped, ports }) => sum + (grouped ? ports.group.count : 1), 0);
  return {
    runs: views.map(({ run }, index) => ({
      ...headOf(run),
      changes: Object.fromEntries(
        TIMELINE_CHANGE_KINDS.map((kind) => [kind, changes[kind][index]!]),
      ) as Record<TimelineChangeKind, number>,
    })),
    ports: rows.map(({ host, ports, first, grouped }) => portRow(host, ports, first, grouped, length)),
    morePorts: telling - listed,
    hosts: [...topHosts.toArray()].sort(byAddress).map(hostRow),
    moreHosts: topHosts.dropped,
    area: area.counts(),
  };
}

function headOf(run: TimelineInputRun): Omit<RunTimeline['runs'][number], 'changes'> {
  const { scanId, startedAt, status, elapsedMs, counts, hostsUp, tags, note } = run;
  return { scanId, startedAt, status, elapsedMs, counts, hostsUp, tags: [...tags], note };
}

/** A row for each of a few ports; many that were alike in every run are one policy, and one row. */
function* candidatesOf(host: JudgedHost, ports: JudgedPorts): Generator<Candidate> {
  const { first, ports: named } = ports.group;
  if (named === null) yield { host, ports, first, grouped: true };
  else for (const port of named) yield { host, ports, first: port, grouped: false };
}

function mostTelling(a: Candidate, b: Candidate): number {
  return (
    b.ports.changes - a.ports.changes ||
    Number(a.ports.story.firstOpen === null) - Number(b.ports.story.firstOpen === null) ||
    b.ports.reasonChanges - a.ports.reasonChanges ||
    byAddress(a.host, b.host) ||
    a.first - b.first
  );
}

function mostChanged(a: JudgedHost, b: JudgedHost): number {
  return b.changes.length - a.changes.length || byAddress(a, b);
}

function byAddress(a: JudgedHost, b: JudgedHost): number {
  return compareIps(a.ip, b.ip);
}
