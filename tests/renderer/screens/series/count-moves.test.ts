import { describe, expect, it } from 'vitest';
import { countMove } from '../../../../src-renderer/screens/series/count-moves.ts';
import { portsLabel } from '../../../../src-renderer/screens/series/series-lines.ts';
import { sampleTimeline } from '../../sample-timeline.ts';

const STATES = ['open', 'closed', 'filtered'] as const;

describe('how the counts of a run moved', () => {
  const timeline = sampleTimeline({
    ports: [
      { address: '10.0.0.1', port: 22, strip: 'oouo' },
      { address: '10.0.0.1', port: 80, strip: 'coco' },
      { address: '10.0.0.2', port: 443, strip: 'ooco' },
    ],
    hosts: [
      { address: '10.0.0.1', strip: 'uudu', open: [1, 2, null, 2] },
      { address: '10.0.0.2', strip: 'uuuu', open: [1, 1, 0, 1] },
    ],
  });
  const counts = [
    { open: 2, closed: 999, filtered: 0 },
    { open: 3, closed: 998, filtered: 0 },
    { open: 0, closed: 1, filtered: 0 },
    { open: 3, closed: 998, filtered: 0 },
  ];
  const runs = timeline.runs.map((run, index) => ({ ...run, counts: counts[index]! }));
  const movesAt = (at: number): string[] =>
    STATES.map((state) => countMove({ ...timeline, runs }, at, state));

  it('is the difference where both runs know the same hosts', () => {
    expect(movesAt(0)).toEqual(['', '', '']);
    expect(movesAt(1)).toEqual(['+1', '−1', '']);
  });

  it('leaves out the ports of a host that is gone or back: they are unknown, not less closed', () => {
    const still = runs.map((run, index) =>
      index === 2 ? { ...run, changes: { ...run.changes, opened: 0, closed: 2, filtered: 0 } } : run,
    );
    expect(STATES.map((state) => countMove({ ...timeline, runs: still }, 2, state))).toEqual([
      '−2',
      '+2',
      '',
    ]);
    // Changes that are not listed: nothing is said.
    const more = still.map((run) => ({ ...run, changes: { ...run.changes, closed: 900 } }));
    expect(STATES.map((state) => countMove({ ...timeline, runs: more }, 2, state))).toEqual(['', '', '']);
  });

  it('is not told where a run was stopped', () => {
    const cut = runs.map((run, index) => (index === 1 ? { ...run, status: 'stopped' as const } : run));
    expect(countMove({ ...timeline, runs: cut }, 1, 'open')).toBe('');
  });
});

it('the ports of a line are a range, with their number where others lie between them', () => {
  expect(portsLabel({ port: 443 })).toBe('443');
  expect(portsLabel({ port: 1, group: { lastPort: 65_535, count: 65_535 } })).toBe('1–65535');
  expect(portsLabel({ port: 1, group: { lastPort: 65_535, count: 32_768 } })).toBe('32,768 of 1–65535');
});
