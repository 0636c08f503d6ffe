import { describe, expect, it } from 'vitest';
import { portsWord, runTitle, targetsWord } from '../../../src-renderer/components/describe-run.ts';
import { groupRuns } from '../../../src-renderer/screens/history/group-runs.ts';
import { sampleRun } from '../sample-runs.ts';

describe('groupRuns', () => {
  it('puts a heading before the first run of each local day', () => {
    const run = (scanId: string, day: number, hour: number) =>
      sampleRun({ scanId, startedAt: new Date(2026, 10, day, hour).toISOString() });
    const lines = groupRuns(
      [run('d', 22, 9), run('c', 22, 0), run('b', 21, 23), run('a', 19, 12)],
      new Date(2026, 10, 22, 10),
    );
    expect(lines.map((line) => (line.line === 'day' ? line.title : line.run.scanId))).toEqual([
      'Today',
      'd',
      'c',
      'Yesterday',
      'b',
      'Thursday 19 November',
      'a',
    ]);
  });
});

describe('a run in a few words', () => {
  it('names ports as a person would', () => {
    expect(['top:100', 'top 20', '-', '1-65535', 'web', 'WEB', '443', '22,80'].map(portsWord)).toEqual([
      'Top 100',
      'Top 20',
      'all ports',
      'all ports',
      'Web',
      'Web',
      'port 443',
      'ports 22,80',
    ]);
  });

  it('shortens long lists of targets and tells how many are left out', () => {
    expect(targetsWord(['a', 'b'])).toBe('a, b');
    expect(targetsWord(['a', 'b', 'c', 'd'])).toBe('a, b, c and 1 more');
    expect(targetsWord(['a', 'b', 'c', 'd'], 1_000)).toBe('a, b, c and 1,001 more');
  });

  it('calls this computer by its name, and only where it is alone', () => {
    expect(runTitle(['127.0.0.1'])).toEqual({ name: 'This computer', detail: '127.0.0.1' });
    expect(runTitle(['127.0.0.1', 'nas.lan']).name).toBe('127.0.0.1, nas.lan');
    expect(runTitle(['127.0.0.1'], 5).detail).toBeNull();
  });
});
