import { describe, expect, it } from 'vitest';
import { changesIn, countChanges } from '../../../../src-renderer/screens/series/run-changes.ts';
import { linesOfPorts } from '../../../../src-renderer/screens/series/series-lines.ts';
import { sampleTimeline } from '../../sample-timeline.ts';

const timeline = sampleTimeline({
  ports: [
    { address: '10.0.0.2', port: 443, strip: 'ooc-o' },
    { address: '10.0.0.1', hostName: 'gw.lan', port: 80, strip: 'o?ouo' },
    { address: '10.0.0.2', port: 22, strip: 'ccooo' },
    { address: '10.0.0.1', hostName: 'gw.lan', port: 21, strip: 'cc??c' },
  ],
  hosts: [{ address: '10.0.0.1', hostName: 'gw.lan', strip: 'uuudu', open: [1, 0, 1, null, 1] }],
});

describe('what changed in a run', () => {
  it('is told with before and after, opened ports first', () => {
    const { changes } = changesIn(timeline, 2);
    expect(
      changes.map(({ port, before, after, change }) => [port?.port, before, after, change.mark]),
    ).toEqual([
      [22, 'c', 'o', 'first-seen'],
      [443, 'o', 'c', undefined],
    ]);
    expect(countChanges(timeline.runs[2]!)).toBe(2);
  });

  it('names the ports of a host that is gone, and how long a port was away', () => {
    const [gone] = changesIn(timeline, 3).changes;
    expect(gone).toMatchObject({
      address: '10.0.0.1',
      port: null,
      openPorts: [80],
      change: { kind: 'host-gone' },
    });
    const back = changesIn(timeline, 4).changes.find(({ port }) => port?.port === 443);
    expect(back).toMatchObject({ awayRuns: 2, change: { since: 2, mark: 'reopened' } });
  });

  it('lists doubtful silence apart, once, and not among the changes', () => {
    expect(changesIn(timeline, 1)).toMatchObject({ changes: [], doubtful: [{ port: 80 }] });
    expect(changesIn(timeline, 2).doubtful.map(({ port }) => port)).toEqual([21]);
    expect(changesIn(timeline, 3).doubtful).toEqual([]);
    expect(changesIn(timeline, 0)).toMatchObject({ changes: [], reasons: [], doubtful: [] });
  });
});

it('ports of a host stand together, the host that changed most first, ports that never did last', () => {
  const { ports } = sampleTimeline({
    ports: [
      { address: '10.0.0.2', port: 443, strip: 'oo' },
      { address: '10.0.0.2', port: 80, strip: 'co' },
      { address: '10.0.0.1', port: 22, strip: 'oo' },
    ],
  });
  expect(linesOfPorts({ ...timeline, ports }).map(({ key }) => key)).toEqual([
    '10.0.0.2 80',
    '10.0.0.2 443',
    '10.0.0.1 22',
  ]);
  expect(linesOfPorts(timeline).map(({ group, label }) => `${group} ${label}`)).toEqual([
    '10.0.0.2 22',
    '10.0.0.2 443',
    'gw.lan 21',
    'gw.lan 80',
  ]);
});
