/** A judged host, or ports of it that were alike, as a timeline tells of them. */
import type { HostHistory } from './host-history.ts';
import type { JudgedHost, JudgedPorts } from './judge-host.ts';
import { reasonOfSaid, SAID_DOUBTFUL, SAID_LETTERS } from './said-codes.ts';
import {
  MAX_TIMELINE_CHANGES,
  type TimelineChange,
  type TimelineHost,
  type TimelinePort,
} from './run-timeline.ts';
import { REASONS, type Reason } from './port-state.ts';
import type { HostOutcome } from './timeline-input.ts';
import { walkPorts, type Known, type PortStory } from './walk-history.ts';

/** So many turns between open and not open are more than somebody's change and its undoing. */
const FLAPPING_REVERSALS = 3;
/** A port that has been steady since is not flapping any more: the last turn lies in this share or number of runs. */
const LATEST_SHARE = 0.25;
const LATEST_RUNS = 5;

/** `first`: the port, or the first of those that the row stands for; `grouped`: it stands for all of them. */
export function portRow(
  { history }: Pick<JudgedHost, 'history'>,
  { group, codes, story }: JudgedPorts,
  first: number,
  grouped: boolean,
  runs: number,
): TimelinePort {
  const changes: TimelineChange[] = [];
  walkPorts(history, codes, group.values, ({ kind, run, since, before, after, mark }) => {
    changes.push({
      kind,
      run,
      since,
      before: briefOf(before, first),
      after: briefOf(after, first),
      ...(mark ? { mark } : {}),
    });
  });
  return {
    address: history.address,
    hostName: history.hostName,
    port: first,
    ...(grouped ? { group: { lastPort: group.last, count: group.count } } : {}),
    service: latestService(history, first),
    strip: stripOf(history, (cell) => SAID_LETTERS[codes[cell]!]!),
    doubtful: doubtfulRuns(history, codes),
    changes: changes.slice(-MAX_TIMELINE_CHANGES),
    totalChanges: changes.length,
    firstOpen: story.firstOpen,
    lastOpen: story.lastOpen,
    flapping: isFlapping(story, runs),
  };
}

export function hostRow({ history, changes }: JudgedHost): TimelineHost {
  const { cells, stretches } = history;
  const open: TimelineHost['open'] = [];
  for (const { cell, from } of stretches) {
    const count = cells[cell]!.open;
    if (open.at(-1)?.[1] !== count) open.push([from, count]);
  }
  const outcomeAt = (run: number): HostOutcome | null =>
    cells[stretches.find(({ from, to }) => from <= run && run <= to)?.cell ?? 0]?.outcome ?? null;
  return {
    address: history.address,
    hostName: history.hostName,
    strip: stripOf(history, (cell) => PRESENCE_LETTERS[cells[cell]!.presence]),
    open,
    changes: changes.slice(-MAX_TIMELINE_CHANGES).map(({ kind, run, since }) => ({
      kind,
      run,
      since,
      before: { reason: reasonOfHost(outcomeAt(since)), service: null },
      after: { reason: reasonOfHost(outcomeAt(run)), service: null },
    })),
    totalChanges: changes.length,
  };
}

const PRESENCE_LETTERS = {
  present: 'u',
  absent: 'd',
  silent: 's',
  unsettled: '-',
  'not-asked': '-',
} as const;

function stripOf({ stretches }: HostHistory, letter: (cell: number) => string): string {
  return stretches.map(({ cell, from, to }) => letter(cell).repeat(to - from + 1)).join('');
}

function doubtfulRuns({ stretches }: HostHistory, codes: Uint8Array): number[] {
  const doubtful: number[] = [];
  for (const { cell, from, to } of stretches) {
    if (codes[cell] !== SAID_DOUBTFUL) continue;
    for (let run = from; run <= to; run++) doubtful.push(run);
  }
  return doubtful;
}

/** At least three turns, the last of them lately: what goes to and fro, not what was changed and changed back. */
function isFlapping({ reversals, lastReversal }: PortStory, runs: number): boolean {
  const latest = runs - Math.max(LATEST_RUNS, Math.ceil(runs * LATEST_SHARE));
  return reversals >= FLAPPING_REVERSALS && lastReversal >= latest;
}

function briefOf({ code, cell }: Known, port: number): TimelineChange['before'] {
  return { reason: reasonOfSaid(code), service: serviceIn(cell.outcome, port) };
}

function latestService({ cells, stretches }: HostHistory, port: number): string | null {
  for (let i = stretches.length - 1; i >= 0; i--) {
    const service = serviceIn(cells[stretches[i]!.cell]!.outcome, port);
    if (service !== null) return service;
  }
  return null;
}

function serviceIn(outcome: HostOutcome | null, port: number): string | null {
  const ports = outcome?.ports ?? [];
  let low = 0;
  let high = ports.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ports[middle]!.port < port) low = middle + 1;
    else high = middle;
  }
  return ports[low]?.port === port ? ports[low]!.service : null;
}

/** What answered for the host; how it was found absent is no reason of a port. */
function reasonOfHost(outcome: HostOutcome | null): Reason | null {
  return REASONS.find((reason) => reason === outcome?.reason) ?? null;
}
