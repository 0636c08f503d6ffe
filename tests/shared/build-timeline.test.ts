/** What a timeline says in plain cases; that it is so in all others is in build-timeline.property.test.ts. */
import { describe, expect, it } from 'vitest';
import { buildTimeline } from '../../src-shared/scan/build-timeline.ts';
import {
  MAX_TIMELINE_CHANGES,
  MAX_TIMELINE_HOSTS,
  MAX_TIMELINE_PORTS,
  MAX_TIMELINE_RUNS,
  runTimelineSchema,
  type RunTimeline,
  type TimelinePort,
} from '../../src-shared/scan/run-timeline.ts';
import { SpecError } from '../../src-shared/scan/spec-problem.ts';
import { RunCollector } from './collect-runs.ts';
import { makeReport, type HostDraft, type RunDraft } from './make-report.ts';

const HOST = '10.66.0.1';

function timelineOf(runs: readonly RunDraft[]): RunTimeline {
  const collector = new RunCollector();
  for (const [index, run] of runs.entries()) collector.add(makeReport({ id: `run-${index}`, ...run }));
  return runTimelineSchema.parse(buildTimeline(collector.input()));
}

/** One host whose port 80 says this and that, a letter a run; closed ports around it. `-`: not asked. */
const REASONS = { o: 'syn-ack', c: 'reset', f: 'no-response' } as const;
function runOfLetter(letter: string): RunDraft {
  const reason = REASONS[letter as 'o' | 'c' | 'f'];
  const closed = letter === 'c' ? '1-60,80' : '1-60';
  const others = reason && letter !== 'c' ? { [reason]: '80' } : {};
  return {
    targets: [HOST],
    asked: letter === '-' ? '1-60' : '1-60,80',
    hosts: { [HOST]: { ports: { reset: closed, ...others }, confidence: 1 } },
  };
}
const port80 = (letters: string): TimelinePort | undefined =>
  timelineOf([...letters].map(runOfLetter)).ports.find(({ port }) => port === 80);
const brief = ({ changes }: Pick<TimelinePort, 'changes'>): string[] =>
  changes.map(({ kind, since, run, mark }) => `${kind} ${since}>${run}${mark ? ` ${mark}` : ''}`);

describe('a port', () => {
  it('is first seen, goes, and is seen again', () => {
    const row = port80('ccooffoc')!;
    expect(row).toMatchObject({
      address: HOST,
      strip: 'ccooffoc',
      firstOpen: 2,
      lastOpen: 6,
      totalChanges: 4,
    });
    expect(brief(row)).toEqual([
      'opened 1>2 first-seen',
      'filtered 3>4',
      'opened 5>6 reopened',
      'closed 6>7',
    ]);
    expect(row.changes[1]).toMatchObject({
      before: { reason: 'syn-ack', service: null },
      after: { reason: 'no-response', service: null },
    });
  });

  it('is compared across runs that did not ask for it', () => {
    expect(brief(port80('o--o')!)).toEqual([]);
    expect(brief(port80('o--c')!)).toEqual(['closed 0>3']);
    expect(brief(port80('--oo')!)).toEqual([]);
  });

  it('flaps where it went to and fro at least three times, lately', () => {
    expect(port80('ococ')?.flapping).toBe(true);
    expect(port80('occo')?.flapping).toBe(false);
    expect(port80(`ococ${'c'.repeat(4)}`)?.flapping).toBe(true);
    expect(port80(`ococ${'c'.repeat(5)}`)?.flapping).toBe(false);
    // Of forty runs a quarter are lately, and the third turn is just among them.
    expect(port80(`${'o'.repeat(10)}co${'c'.repeat(28)}`)?.flapping).toBe(false);
    expect(port80(`${'o'.repeat(28)}co${'c'.repeat(10)}`)?.flapping).toBe(true);
  });

  it('that always was as most of its host is no row', () => {
    expect(port80('cc')).toBeUndefined();
    expect(timelineOf(['c', 'o'].map(runOfLetter)).ports).toHaveLength(1);
  });

  it('has the service that it was told of last, and the change of it', () => {
    const run = (service: string | null): RunDraft => ({
      hosts: { [HOST]: { ports: { 'syn-ack': '80' }, services: service === null ? {} : { 80: service } } },
    });
    const [row] = timelineOf([run('http'), run(null), run('ssh'), run(null)]).ports;
    expect(row).toMatchObject({ service: 'ssh' });
    // The run without a name says nothing of it; what it was before shows against the one that had a name.
    expect(brief(row!)).toEqual(['service 0>2']);
  });

  it('has its service compared within the names of one program, whatever another calls it meanwhile', () => {
    const run = (dialer: string, service: string): RunDraft => ({
      dialer,
      hosts: { [HOST]: { ports: { 'syn-ack': '80' }, services: { 80: service } } },
    });
    const story = (...runs: RunDraft[]): string[] => brief(timelineOf(runs).ports[0]!);
    expect(story(run('epoll', 'http'), run('nmap', 'www'), run('epoll', 'ssh'))).toEqual(['service 0>2']);
    expect(story(run('epoll', 'http'), run('nmap', 'http'), run('nmap', 'www'))).toEqual(['service 1>2']);
    expect(story(run('epoll', 'http'), run('nmap', 'www'), run('epoll', 'http'))).toEqual([]);
  });

  it('with more changes than anyone reads has the latest, and how many there are', () => {
    const row = port80('oc'.repeat(80))!;
    expect(row.changes).toHaveLength(MAX_TIMELINE_CHANGES);
    expect(row.totalChanges).toBe(159);
    expect(row.changes.at(-1)).toMatchObject({ run: 159, since: 158, kind: 'closed' });
    expect(row.strip).toHaveLength(160);
  });

  it('that only a vague run saw differently did not change; against a clear one before it shows what did', () => {
    const run = (dialer: string, reason: 'reset' | 'conn-refused' | 'port-unreach'): RunDraft => ({
      dialer,
      hosts: { [HOST]: { ports: { [reason]: '80', 'syn-ack': '22' } } },
    });
    const rows = timelineOf([
      run('epoll', 'reset'),
      run('portable', 'conn-refused'),
      run('epoll', 'reset'),
      run('portable', 'conn-refused'),
      run('epoll', 'port-unreach'),
    ]).ports;
    expect(brief(rows.find(({ port }) => port === 80)!)).toEqual(['filtered 2>4']);
  });
});

describe('many ports', () => {
  it('that were always alike are one row', () => {
    const timeline = timelineOf([
      { asked: '1-2000', hosts: { [HOST]: { ports: { reset: '1-21,23-2000', 'syn-ack': '22' } } } },
      { asked: '1-2000', hosts: { [HOST]: { ports: { 'no-response': '1-21,23-2000', 'syn-ack': '22' } } } },
      { asked: '1-2000', hosts: { [HOST]: { ports: { 'no-response': '1-21,23-2000', 'syn-ack': '22' } } } },
    ]);
    expect(timeline.ports.map(({ port, group, strip }) => [port, group, strip])).toEqual([
      [1, { lastPort: 2_000, count: 1_999 }, 'cff'],
      [22, undefined, 'ooo'],
    ]);
    expect(timeline.runs[1]?.changes.filtered).toBe(1_999);
    expect(timeline.area).toMatchObject({
      closed: [1_999, 0, 0],
      filtered: [0, 1_999, 1_999],
      open: [1, 1, 1],
    });
    expect(timeline.morePorts).toBe(0);
  });

  it('have a line where only why they are filtered changed, behind those that were open, and are no part of the area', () => {
    const rule = (reason: 'no-response' | 'admin-prohibited'): RunDraft => ({
      hosts: {
        [HOST]: { ports: { 'syn-ack': '22', [reason]: '1-21,23-2000' }, confidence: 1 },
      },
    });
    const timeline = timelineOf([rule('no-response'), rule('no-response'), rule('admin-prohibited')]);
    expect(timeline.ports.map(({ port, group, strip, changes }) => [port, group, strip, changes])).toEqual([
      [22, undefined, 'ooo', []],
      [
        1,
        { lastPort: 2_000, count: 1_999 },
        'fff',
        [
          {
            kind: 'reason-only',
            run: 2,
            since: 1,
            before: { reason: 'no-response', service: null },
            after: { reason: 'admin-prohibited', service: null },
          },
        ],
      ],
    ]);
    expect(timeline.runs[2]?.changes['reason-only']).toBe(1_999);
    expect(timeline.area).toMatchObject({ open: [1, 1, 1], filtered: [0, 0, 0] });
  });

  it('are cut to those that say most, and the others counted', () => {
    const hosts = (last: HostDraft): RunDraft['hosts'] =>
      Object.fromEntries(
        Array.from({ length: 30 }, (_, index) => [
          `10.66.0.${index + 1}`,
          index === 29 ? last : { ports: { 'syn-ack': '1-20', reset: '30-90' } },
        ]),
      );
    const before: HostDraft = { ports: { 'syn-ack': '1-20', reset: '25,30-90' } };
    const after: HostDraft = { ports: { 'syn-ack': '1-20,25', reset: '30-90' } };
    const timeline = timelineOf([{ hosts: hosts(before) }, { hosts: hosts(after) }]);
    expect(timeline.ports).toHaveLength(MAX_TIMELINE_PORTS);
    expect(timeline.ports[0]).toMatchObject({ address: '10.66.0.30', port: 25, strip: 'co' });
    expect(timeline.ports.slice(1, 4).map(({ address, port }) => [address, port])).toEqual([
      ['10.66.0.1', 1],
      ['10.66.0.1', 2],
      ['10.66.0.1', 3],
    ]);
    expect(timeline.morePorts).toBe(601 - MAX_TIMELINE_PORTS);
    expect(timeline.area.open).toEqual([600, 601]);
  });
});

describe('hosts', () => {
  const up: HostDraft = { ports: { 'syn-ack': '22', reset: '1-21' } };

  it('appear and go, told against runs that asked for them to the end', () => {
    const network = { targets: ['10.66.0.0/29'], asked: '1-22' };
    const timeline = timelineOf([
      { ...network, hosts: { '10.66.0.1': up, '10.66.0.2': { ...up, names: ['db.lan'] } } },
      { ...network, hosts: { '10.66.0.1': up }, status: 'stopped' },
      { ...network, hosts: { '10.66.0.1': up } },
      { ...network, hosts: { '10.66.0.2': { ...up, names: ['db-2.lan'] } }, targets: ['10.66.0.2'] },
    ]);
    expect(
      timeline.hosts.map(({ address, hostName, strip, open }) => [address, hostName, strip, open]),
    ).toEqual([
      [
        '10.66.0.1',
        null,
        'uuu-',
        [
          [0, 1],
          [3, null],
        ],
      ],
      [
        '10.66.0.2',
        'db-2.lan',
        'u-du',
        [
          [0, 1],
          [1, null],
          [3, 1],
        ],
      ],
    ]);
    expect(timeline.hosts[1]?.changes.map(({ kind, since, run }) => [kind, since, run])).toEqual([
      ['host-gone', 0, 2],
      ['host-appeared', 2, 3],
    ]);
    expect(timeline.runs.map(({ changes }) => [changes['host-gone'], changes['host-appeared']])).toEqual([
      [0, 0],
      [0, 0],
      [1, 0],
      [0, 1],
    ]);
    // Nothing is known of the ports of a host that did not answer: they did not close.
    expect(timeline.ports.find(({ address }) => address === '10.66.0.2')).toMatchObject({
      strip: 'o-uo',
      changes: [],
    });
  });

  it('in blocks that a name stands for are asked where the name leads', () => {
    const run = (address: string, more: RunDraft['hosts'] = {}): RunDraft => ({
      targets: ['gate.lan/29'],
      asked: '1-22',
      hosts: { [address]: { ...up, names: ['gate.lan'] }, ...more },
    });
    const timeline = timelineOf([
      run('10.66.0.1', { '10.66.0.2': up }),
      run('10.66.0.1'),
      run('10.66.9.1', {}),
    ]);
    expect(timeline.hosts.map(({ address, strip }) => [address, strip])).toEqual([
      ['10.66.0.1', 'uu-'],
      ['10.66.0.2', 'ud-'],
      ['10.66.9.1', '--u'],
    ]);
  });

  it('are cut to those that changed most, in the order of their addresses', () => {
    const all = Array.from({ length: MAX_TIMELINE_HOSTS + 5 }, (_, i) => `10.66.${i >> 8}.${i & 255}`);
    const hosts = (list: readonly string[]): RunDraft['hosts'] =>
      Object.fromEntries(list.map((address) => [address, { ports: { reset: '1' } }]));
    const run = (list: readonly string[]): RunDraft => ({ targets: ['10.66.0.0/16'], hosts: hosts(list) });
    const timeline = timelineOf([run(all), run(all.slice(0, -1))]);
    expect(timeline.hosts).toHaveLength(MAX_TIMELINE_HOSTS);
    expect(timeline.moreHosts).toBe(5);
    expect(timeline.hosts.at(-1)).toMatchObject({ address: all.at(-1), strip: 'ud' });
    expect(timeline.hosts[0]?.address).toBe('10.66.0.0');
  });
});

describe('the whole', () => {
  it('of more runs than a timeline holds has the latest', () => {
    const letters = `oo${'c'.repeat(MAX_TIMELINE_RUNS - 1)}o`;
    const timeline = timelineOf([...letters].map(runOfLetter));
    expect(timeline.runs).toHaveLength(MAX_TIMELINE_RUNS);
    expect(timeline.runs[0]?.scanId).toBe('run-2');
    expect(timeline.ports[0]).toMatchObject({
      firstOpen: MAX_TIMELINE_RUNS - 1,
      changes: [{ mark: 'first-seen' }],
    });
  });

  it('of no runs is empty', () => {
    expect(timelineOf([])).toMatchObject({ runs: [], ports: [], hosts: [], area: { open: [] } });
  });

  it('names what cannot be read, and where', () => {
    const collector = new RunCollector();
    const report = makeReport({
      id: 'odd',
      hosts: { [HOST]: { ports: { reset: '1-100' } } },
      asked: '1-100',
    });
    report.hosts[0]!.extraports[0]!.ports = '9-1';
    expect(() => collector.add(report)).not.toThrow();
    expect(() => buildTimeline(collector.input())).toThrow(
      new SpecError(
        `${HOST} in the run odd: '9-1' is not a range of ports in ascending order.`,
        '1-21,23-79',
      ),
    );
    const other = new RunCollector();
    other.add(makeReport({ id: 'odd', hosts: {}, targets: [HOST], asked: 'http' }));
    expect(() => buildTimeline(other.input())).toThrow(
      "The run odd: 'http' is not a range of ports in ascending order.",
    );
  });
});
