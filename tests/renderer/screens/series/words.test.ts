import { describe, expect, it } from 'vitest';
import { stretchAt, stretchesOfPort } from '../../../../src-renderer/charts/series/strip-stretches.ts';
import { sayLine } from '../../../../src-renderer/screens/series/line-tip.tsx';
import { noteOf } from '../../../../src-renderer/screens/series/line-words.ts';
import { rhythmWord, runWords } from '../../../../src-renderer/screens/series/run-words.ts';
import {
  changesAt,
  linesOfHosts,
  linesOfPorts,
} from '../../../../src-renderer/screens/series/series-lines.ts';
import { sampleTimeline } from '../../sample-timeline.ts';

const nights = (count: number, hour = 2) =>
  Array.from({ length: count }, (_, day) => new Date(2026, 9, 18 + day, hour).getTime());

describe('runs in words', () => {
  it('are a day where that tells them apart, otherwise the time of day, if need be to the second', () => {
    expect(runWords(nights(2)).short(1)).toBe('19 Oct');
    expect(runWords(nights(2)).long(1)).toBe('19 Oct, 02:00');
    const morning = runWords([new Date(2026, 9, 18, 8).getTime(), new Date(2026, 9, 18, 9, 30).getTime()]);
    expect(morning.short(1)).toBe('18 Oct, 09:30');
    const start = new Date(2026, 9, 18, 8).getTime();
    expect(runWords([start, start + 7_000]).short(1)).toBe('18 Oct, 08:00:07');
  });

  it('name the year where the series has several', () => {
    const words = runWords([new Date(2025, 11, 31, 2).getTime(), new Date(2026, 0, 1, 2).getTime()]);
    expect([words.short(0), words.short(1)]).toEqual(['31 Dec 2025', '1 Jan 2026']);
  });

  it('have a rhythm only where they keep it', () => {
    expect(rhythmWord(nights(10))).toBe('nightly ');
    expect(rhythmWord(nights(10, 14))).toBe('daily ');
    expect(rhythmWord(nights(3))).toBe('');
    expect(rhythmWord([0, 1, 5, 60, 61].map((minute) => minute * 60_000))).toBe('');
  });
});

describe('a line in words', () => {
  const timeline = sampleTimeline({
    times: nights(9),
    ports: [
      { address: '10.0.0.5', hostName: 'db-primary.lan', port: 6379, strip: 'cooc-ouo?', service: 'redis' },
    ],
    hosts: [{ address: '10.0.0.5', strip: 'uuuuuuduu', open: [3, 3, 3, 3, 1, 1, null, 1, 1] }],
  });
  const words = runWords(nights(9));
  const [port] = linesOfPorts(timeline);
  const [host] = linesOfHosts(timeline);
  if (!port || !host) throw new Error('no line');

  it('tells what, in which runs, since when', () => {
    expect(sayLine(port, 2, 9, words)).toBe(
      'db-primary.lan 6379: open, runs 2 to 3, 19 Oct to 20 Oct, first seen open',
    );
    expect(sayLine(port, 4, 9, words)).toContain('not asked, run 5, 22 Oct, Not asked, or not to the end');
    expect(sayLine(port, 5, 9, words)).toContain('open, run 6, 23 Oct, open again after 2 runs');
    expect(sayLine(port, 8, 9, words)).toContain('filtered, perhaps, run 9, since 26 Oct');
    expect(sayLine(host, 8, 9, words)).toBe(
      '10.0.0.5: up, 1 open port, runs 8 to 9, since 25 Oct, back after 1 run',
    );
  });

  it('says of silence that may be lost packets that it is no change', () => {
    const [only] = timeline.ports;
    const stretch = only && stretchAt(stretchesOfPort(only), 8);
    expect(stretch && noteOf(stretch, port.stretches)).toContain('counts as no change');
  });
});

describe('a line that changes again and again', () => {
  const timeline = sampleTimeline({
    times: nights(205),
    ports: [{ address: '10.0.0.5', port: 80, strip: `--${'oc'.repeat(40)}-?${'oc'.repeat(60)}o` }],
  });
  const [line] = linesOfPorts(timeline);
  if (!line) throw new Error('no line');

  it('says how often, and where, before the changes that are listed too', () => {
    expect(line.changes).toBe(200);
    expect(line.port?.changes).toHaveLength(100);
    const listed = line.port?.changes[0]?.run ?? 0;
    expect([listed - 1, listed, listed + 1].map((run) => changesAt(line, run))).toEqual([true, true, true]);
    // Nothing is said of runs that did not ask, nor of silence that may be lost packets; the first to ask changes nothing.
    expect([0, 1, 82, 83].map((run) => changesAt(line, run))).toEqual([false, false, false, false]);
    expect(changesAt(line, 2)).toBe(false);
  });
});
