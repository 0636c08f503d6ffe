/** Timelines as a well-used series gives them, made from strips: changes, marks and sums follow from those. */
import {
  MAX_TIMELINE_CHANGES,
  runTimelineSchema,
  TIMELINE_CHANGE_KINDS,
  type RunTimeline,
  type TimelineChange,
  type TimelineChangeKind,
  type TimelineHost,
  type TimelinePort,
} from '../../src-shared/scan/run-timeline.ts';
import type { Reason } from '../../src-shared/scan/port-state.ts';

export interface StripDraft {
  readonly address: string;
  readonly hostName?: string;
  readonly port: number;
  readonly service?: string;
  /** As in a timeline; `?` is silence that may be lost packets. */
  readonly strip: string;
}

export interface HostDraft {
  readonly address: string;
  readonly hostName?: string;
  readonly strip: string;
  readonly open: readonly (number | null)[];
}

export interface TimelineDraft {
  readonly ports: readonly StripDraft[];
  readonly hosts?: readonly HostDraft[];
  /** When each run began; default: nightly from 18 October 2026 on. */
  readonly times?: readonly number[];
  readonly statuses?: Readonly<Record<number, 'stopped' | 'interrupted'>>;
  readonly morePorts?: number;
}

const DAY_MS = 86_400_000;
const FIRST_MS = Date.UTC(2026, 9, 18, 2);
const REASONS: Readonly<Record<string, Reason>> = { o: 'syn-ack', c: 'reset', f: 'no-response' };
const KINDS: Readonly<Record<string, TimelineChangeKind>> = { o: 'opened', c: 'closed', f: 'filtered' };

/** Checked against the schema. */
export function sampleTimeline(draft: TimelineDraft): RunTimeline {
  const ports = draft.ports.map(portOf);
  const hosts = (draft.hosts ?? []).map(hostOf);
  const runs = ports[0]?.strip.length ?? hosts[0]?.strip.length ?? 0;
  const seen = Array.from({ length: runs }, () => new Map<TimelineChangeKind, number>());
  for (const { changes } of [...ports, ...hosts]) {
    for (const { run, kind } of changes) seen[run]?.set(kind, (seen[run].get(kind) ?? 0) + 1);
  }
  const counts = Array.from({ length: runs }, (_, run) => {
    const of: Record<string, number> = { o: 0, c: 0, f: 0, u: 0, '-': 0 };
    for (const { strip } of ports) of[strip[run] ?? '-']! += 1;
    return of;
  });
  const countAt = (state: string) => counts.map((of) => of[state] ?? 0);
  return runTimelineSchema.parse({
    runs: Array.from({ length: runs }, (_, run) => ({
      scanId: `run-${run + 1}`,
      startedAt: new Date(draft.times?.[run] ?? FIRST_MS + run * DAY_MS).toISOString(),
      status: draft.statuses?.[run] ?? 'completed',
      elapsedMs: 8_000 + ((run * 37) % 13) * 100,
      counts: {
        open: (counts[run]?.['o'] ?? 0) + 17,
        closed: 435_650 - run * 12,
        filtered: 215_113 + ((run * 7) % 5) * 40,
      },
      hostsUp: hosts.filter(({ strip }) => strip[run] === 'u').length,
      tags: [],
      note: '',
      changes: Object.fromEntries(TIMELINE_CHANGE_KINDS.map((kind) => [kind, seen[run]?.get(kind) ?? 0])),
    })),
    ports,
    morePorts: draft.morePorts ?? 0,
    hosts,
    moreHosts: 0,
    area: {
      open: countAt('o'),
      filtered: countAt('f'),
      // Those that are not listed were open once, and closed since.
      closed: countAt('c').map((count) => count + (draft.morePorts ?? 0)),
      unknown: countAt('u'),
      notAsked: countAt('-'),
    },
  });
}

function portOf({ address, hostName, port, service, strip: drawn }: StripDraft): TimelinePort {
  const doubtful = [...drawn].flatMap((state, run) => (state === '?' ? [run] : []));
  const strip = drawn.replaceAll('?', 'f');
  const sure = [...drawn].map((state) => ('ocf'.includes(state) ? state : null));
  const changes: TimelineChange[] = [];
  let since = -1;
  sure.forEach((state, run) => {
    if (state === null) return;
    const before = since < 0 ? null : (sure[since] ?? null);
    if (before !== null && before !== state) {
      const wasOpen = sure.slice(0, run).includes('o');
      changes.push({
        kind: KINDS[state] ?? 'closed',
        run,
        since,
        before: { reason: REASONS[before] ?? null, service: service ?? null },
        after: { reason: REASONS[state] ?? null, service: service ?? null },
        ...(state === 'o' ? { mark: wasOpen ? ('reopened' as const) : ('first-seen' as const) } : {}),
      });
    }
    since = run;
  });
  const firstOpen = drawn.indexOf('o');
  const lastOpen = drawn.lastIndexOf('o');
  return {
    address,
    hostName: hostName ?? null,
    port,
    service: service ?? null,
    strip,
    doubtful,
    changes: changes.slice(-MAX_TIMELINE_CHANGES),
    totalChanges: changes.length,
    firstOpen: firstOpen < 0 ? null : firstOpen,
    lastOpen: lastOpen < 0 ? null : lastOpen,
    flapping: changes.length >= 6 && (changes.at(-1)?.run ?? 0) >= strip.length * 0.75,
  };
}

function hostOf({ address, hostName, strip, open }: HostDraft): TimelineHost {
  const changes: TimelineChange[] = [];
  let since = -1;
  [...strip].forEach((state, run) => {
    if (state === '-') return;
    if (since >= 0 && strip[since] !== state) {
      const none = { reason: null, service: null };
      changes.push({
        kind: state === 'u' ? 'host-appeared' : 'host-gone',
        run,
        since,
        before: none,
        after: none,
      });
    }
    since = run;
  });
  return {
    address,
    hostName: hostName ?? null,
    strip,
    open: open.flatMap((count, run) => (run > 0 && open[run - 1] === count ? [] : [[run, count]])),
    changes: changes.slice(-MAX_TIMELINE_CHANGES),
    totalChanges: changes.length,
  };
}

type StateOf = (run: number) => string;
const stripOf = (runs: number, stateOf: StateOf) =>
  Array.from({ length: runs }, (_, run) => stateOf(run)).join('');

export const OFFICE_RUNS = 36;
/** What became of the ports of a small office in 36 nights: address, name, port, service, state by run. */
export const OFFICE_PORTS: readonly (readonly [string, string, number, string, StateOf])[] = [
  ['10.66.4.1', 'gw.lan', 8443, 'pcsync-https', (i) => (i > 20 ? 'c' : 'o')],
  ['10.66.4.2', 'nas.lan', 21, 'ftp', (i) => (i < 9 ? 'o' : 'c')],
  ['10.66.4.2', 'nas.lan', 32400, 'plex', (i) => (i > 13 ? 'o' : 'c')],
  [
    '10.66.4.4',
    'build-01.lan',
    2375,
    'docker',
    (i) => ((i > 4 && i < 8) || (i > 16 && i < 20) || i > 28 ? 'o' : 'c'),
  ],
  ['10.66.4.4', 'build-01.lan', 8080, 'http-alt', (i) => ([3, 11, 12, 22, 30].includes(i) ? 'c' : 'o')],
  ['10.66.4.5', 'db-primary.lan', 5432, 'postgresql', (i) => (i < 24 ? 'o' : i < 26 ? '?' : 'o')],
  ['10.66.4.5', 'db-primary.lan', 6379, 'redis', (i) => (i < 6 ? 'o' : 'f')],
  ['10.66.4.5', 'db-primary.lan', 9187, 'postgres-exp', (i) => (i > 10 ? 'o' : 'f')],
  ['10.66.4.7', 'mail.lan', 110, 'pop3', (i) => (i < 18 ? 'o' : 'f')],
  ['10.66.4.7', 'mail.lan', 465, 'submissions', (i) => (i > 7 && i < 22 ? 'o' : 'f')],
  ['10.66.4.9', 'hv-01.lan', 3128, 'squid-http', (i) => (i < 27 ? 'o' : 'c')],
  ['10.66.4.9', 'hv-01.lan', 5985, 'wsman', (i) => (i >= 27 ? 'o' : 'f')],
  ['10.66.4.9', 'hv-01.lan', 9100, 'node-exporter', (i) => (i >= 27 || i === 15 ? 'o' : 'f')],
  ['10.66.4.8', 'cam-door.lan', 80, 'http', (i) => (i >= 27 && i < 31 ? 'u' : i === 19 ? '-' : 'o')],
  ['10.66.4.8', 'cam-door.lan', 554, 'rtsp', (i) => (i >= 27 && i < 31 ? 'u' : i === 19 ? '-' : 'o')],
  [
    '10.66.4.12',
    'desk-ana.lan',
    3389,
    'ms-wbt-server',
    (i) => (i % 7 === 5 || i % 7 === 6 ? 'u' : i > 12 ? 'f' : 'o'),
  ],
];

/** The small office of the pictures, with a bit of everything. */
export function officeTimeline(): RunTimeline {
  const runs = OFFICE_RUNS;
  const ports = OFFICE_PORTS.map(([address, hostName, port, service, stateOf]) => ({
    address,
    hostName,
    port,
    service,
    strip: stripOf(runs, stateOf),
  }));
  const names = [...new Map(ports.map(({ address, hostName }) => [address, hostName])).entries()];
  const hosts = names.map(([address, hostName], index) => {
    const own = ports.filter((port) => port.address === address);
    const strip = stripOf(runs, (run) => {
      const states = own.map(({ strip }) => strip[run]);
      if (states.every((state) => state === 'u')) return 'd';
      return states.every((state) => state === '-') ? '-' : 'u';
    });
    const open = [...strip].map((state, run) =>
      state === 'u' ? own.filter(({ strip }) => strip[run] === 'o').length + ((index * 3) % 7) : null,
    );
    return { address, hostName, strip, open };
  });
  return sampleTimeline({ ports, hosts, morePorts: 30 });
}

/** As large as a timeline is: `runs` x `ports` lines of `hosts` hosts, by the numbers alone. */
export function hugeTimeline(runs: number, ports: number, hosts: number): RunTimeline {
  const seeds = (n: number) => (Math.imul(n + 11, 2_654_435_761) >>> 8) / 2 ** 24;
  const address = (host: number) => `10.66.${host >> 8}.${host & 255}`;
  const named = (host: number) => (host % 3 === 0 ? { hostName: `host-${host}.office.example` } : {});
  const lines = Array.from({ length: ports }, (_, index) => {
    const host = Math.floor(seeds(index) * hosts);
    const pace = 3 + Math.floor(seeds(index * 7 + 1) * (index % 10 === 0 ? 6 : runs / 2));
    const [a, b] = index % 3 === 0 ? ['o', 'c'] : index % 3 === 1 ? ['o', 'f'] : ['c', 'o'];
    const stateOf: StateOf = (run) => {
      const turn = Math.floor((run + index) / pace);
      if ((run + host) % 211 === 0) return '-';
      if ((run + host * 5) % 173 < 2) return 'u';
      return turn % 2 === 0 ? (a ?? 'o') : seeds(run * 3 + index) > 0.99 ? '?' : (b ?? 'c');
    };
    return {
      address: address(host),
      ...named(host),
      port: 1 + ((index * 613) % 65_000),
      service: index % 2 === 0 ? 'https' : 'ssh',
      strip: stripOf(runs, stateOf),
    };
  });
  const hostLines = Array.from({ length: hosts }, (_, host) => {
    const strip = stripOf(runs, (run) =>
      (run + host) % 211 === 0 ? '-' : (run + host * 5) % 173 < 2 ? 'd' : 'u',
    );
    const open = [...strip].map((state, run) =>
      state === 'u' ? (host % 9) + (Math.floor(run / 40) % 3) : null,
    );
    return { address: address(host), ...named(host), strip, open };
  });
  return sampleTimeline({ ports: lines, hosts: hostLines });
}
