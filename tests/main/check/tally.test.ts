/** The sum line is only as good as its honesty about runners that crash, hang, or find nothing. */
import { describe, expect, test } from 'vitest';
import { readListing, SUITES } from '../../tools/suites.ts';
import { judgeRun, sumLine, type Tally } from '../../tools/tally.ts';

const GOOD: Tally = { passed: 3, failed: [], skipped: [{ name: 'a', reason: 'no lab' }] };
const ENDED = { code: 0, signal: null, timedOut: false } as const;

describe('judgeRun', () => {
  test('leaves a good run alone', () => {
    expect(judgeRun('unit', GOOD, ENDED)).toBe(GOOD);
  });
  test('a runner that left no tally has crashed', () => {
    expect(judgeRun('unit', undefined, ENDED).failed).toEqual(['unit: the runner crashed (exit code 0)']);
    const killed = { code: null, signal: 'SIGSEGV', timedOut: false } as const;
    expect(judgeRun('unit', undefined, killed).failed).toEqual(['unit: the runner crashed (signal SIGSEGV)']);
  });
  test('a bad exit code counts although every test passed', () => {
    const end = { ...ENDED, code: 1 };
    expect(judgeRun('unit', GOOD, end).failed).toEqual(['unit: the runner ended badly (exit code 1)']);
    const failing = { ...GOOD, failed: ['x'] };
    expect(judgeRun('unit', failing, end)).toBe(failing);
  });
  test('a run without a test is no success', () => {
    expect(judgeRun('lab', { passed: 0, failed: [], skipped: [] }, ENDED).failed).toEqual([
      'lab: not one test was found',
    ]);
  });
  test('a run that was cut off is a failure, whatever it had done', () => {
    expect(judgeRun('lab', GOOD, { ...ENDED, timedOut: true }).failed).toHaveLength(1);
    expect(judgeRun('lab', undefined, { ...ENDED, timedOut: true }).failed).toHaveLength(1);
  });
});

test('the last line sums every suite', () => {
  expect(sumLine([GOOD, { passed: 1, failed: ['x', 'y'], skipped: [] }])).toBe(
    '4 passed, 2 failed, 1 skipped',
  );
  expect(sumLine([])).toBe('0 passed, 0 failed, 0 skipped');
});

test("names of tests are read from both runners' listings", () => {
  const [unit] = SUITES;
  const browser = SUITES.find((suite) => suite.name === 'browser');
  if (!unit || !browser) throw new Error('The suites are gone.');
  expect(readListing(unit, '[unit] tests/a.test.ts > b > c\n[unit] tests/a.test.ts > d\n')).toEqual([
    'tests/a.test.ts > b > c',
    'tests/a.test.ts > d',
  ]);
  const listing =
    'Listing tests:\n  [browser] › browser/x.spec.ts:3:1 › the main job\nTotal: 1 test in 1 file\n';
  expect(readListing(browser, listing)).toEqual(['browser/x.spec.ts:3:1 › the main job']);
});
