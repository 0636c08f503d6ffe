import { expect, test } from 'vitest';
import { abortedFiles, mergeRerun, type Tally } from '../../tools/tally.ts';

const first: Tally = {
  passed: 10,
  failed: ['unhandled error: [vitest-pool]: Worker forks emitted error.', 'tests/a.test.ts > one: wrong'],
  skipped: [
    { name: 'tests/b.test.ts > left', reason: 'marked' },
    { name: 'tests/c.test.ts > other', reason: 'marked' },
  ],
  unfinished: ['tests/b.test.ts'],
};

test('files are run again only where V8 aborted their process', () => {
  expect(abortedFiles(first, true)).toEqual(['tests/b.test.ts']);
  expect(abortedFiles(first, false)).toEqual([]);
  expect(abortedFiles(undefined, true)).toEqual([]);
});

test('what failed otherwise stands, and what failed again too', () => {
  const rerun: Tally = { passed: 2, failed: ['tests/b.test.ts > three: wrong'], skipped: [] };
  expect(mergeRerun(first, rerun)).toEqual({
    passed: 12,
    failed: ['tests/a.test.ts > one: wrong', 'tests/b.test.ts > three: wrong'],
    skipped: [{ name: 'tests/c.test.ts > other', reason: 'marked' }],
  });
});
