/** The arguments of the bench, and where its table goes. */
import { describe, expect, test } from 'vitest';
import { readBenchArguments } from '../../bench/bench-arguments.ts';
import { benchTable } from '../../bench/bench-table.ts';
import type { BenchResult } from '../../bench/bench-result.ts';
import { EVERY_CASE } from '../../bench/every-case.ts';
import { withBenchTable } from '../../bench/write-readme.ts';

const verdicts = {
  checked: 65_535,
  wrong: 0,
  falseOpen: 0,
  listeners: 0,
  listenersFound: 0,
  ghosts: 0,
  examples: [],
};
const result: BenchResult = {
  length: 'full',
  machine: { cpus: 2, model: 'Test', kernel: '6.1', node: 'v24' },
  cases: [
    {
      name: 'silent',
      title: 'a silent host',
      fault: null,
      contenders: [
        {
          name: 'Portolan',
          role: 'ours',
          wallMs: 1_234,
          isBound: false,
          cpuMs: 99,
          peakBytes: 59e6,
          ratio: null,
          verdicts,
          runs: [],
        },
        {
          name: 'nmap',
          role: 'peer',
          wallMs: 200_000,
          isBound: true,
          cpuMs: null,
          peakBytes: 20e6,
          ratio: 0.01,
          verdicts: null,
          runs: [],
        },
      ],
      targets: [{ what: 'at least 200 times faster than nmap', got: 'at least 100.0 times', isMet: null }],
    },
  ],
};

test('a row of the table, with a peer that was stopped', () => {
  const [, , row] = benchTable(result).split('\n');
  expect(row).toBe(
    '| a silent host | 1.23 s, 0.099 s, 59 MB | >= 200.00 s, 20 MB | >= 100.00 |  | 0 of 65,535 |' +
      ' at least 200 times faster than nmap: not decided (at least 100.0 times) |',
  );
});

describe('the page', () => {
  test('keeps everything around the table', () => {
    const page = 'before\n\n<!-- bench -->\n\nold\n\n<!-- /bench -->\n\nafter\n';
    expect(withBenchTable(page, 'new')).toBe(page.replace('old', 'new'));
  });

  test.each(['no marks', '<!-- /bench --> <!-- bench -->', '<!-- bench -->'])('"%s" is refused', (page) => {
    expect(() => withBenchTable(page, 'new')).toThrow(/no place for the table/);
  });
});

describe('arguments', () => {
  test('none: all cases; quick: those that are', () => {
    expect(readBenchArguments([])).toMatchObject({ length: 'full', cases: EVERY_CASE, readme: false });
    const quick = readBenchArguments(['--quick']).cases.map(({ name }) => name);
    expect(quick).not.toContain('huge');
    expect(quick).toContain('refused-1');
  });

  test('a case by its name, several by what their names begin with', () => {
    const names = (...words: string[]): string[] => readBenchArguments(words).cases.map(({ name }) => name);
    expect(names('--case', 'huge', '--quick')).toEqual(['huge']);
    expect(names('--case', 'dead-neighbours', '--case', 'start')).toEqual([
      'dead-neighbours/found',
      'dead-neighbours/taken',
      'start',
    ]);
    expect(() => names('--case', 'fast')).toThrow(/^"fast" is no case of the bench\. It has: refused-1, /);
  });

  test('names are unique', () => {
    const names = EVERY_CASE.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});
