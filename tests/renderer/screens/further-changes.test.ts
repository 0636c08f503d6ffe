import { expect, it } from 'vitest';
import { furtherChanges } from '../../../src-renderer/screens/compare/further-changes.ts';
import { CLOSED, OPEN, PROHIBITED, sampleChange, sampleDiff, SILENT } from '../sample-runs.ts';

const reasonOnly = sampleChange({ kind: 'reason-only', port: 465, before: SILENT, after: PROHIBITED });
const unasked = sampleChange({ kind: 'not-comparable', port: 1, after: null });
const cut = sampleChange({
  kind: 'not-comparable',
  port: 61_000,
  lastPort: 65_535,
  count: 4_536,
  after: null,
});
const narrow = { ...sampleDiff().after, ports: '2-65535' };
const host = { address: '10.66.4.12', hostName: null, before: null, after: null, openPorts: [] };

it('has nothing to add where nothing else happened', () => {
  expect(furtherChanges(sampleDiff())).toBe('');
});

it('tells a port that was not in the scope from one that was not reached, and why', () => {
  expect(furtherChanges(sampleDiff({ ports: [reasonOnly, unasked], after: narrow }))).toBe(
    '1 port changed reason only · 1 port was asked in only one of the two runs, so nothing is said about it',
  );
  expect(furtherChanges(sampleDiff({ ports: [cut] }))).toBe(
    '4,536 ports were cut off by a host timeout, so nothing is said about them',
  );
  const stopped = { ...sampleDiff().after, status: 'stopped' };
  expect(furtherChanges(sampleDiff({ ports: [cut], after: stopped }))).toBe(
    '4,536 ports were not reached before the run was stopped, so nothing is said about them',
  );
});

it('says once that nothing is said, whatever kinds of it there are', () => {
  const diff = sampleDiff({
    ports: [unasked, cut],
    hosts: [{ ...host, kind: 'not-scanned-after' }],
    after: narrow,
  });
  expect(furtherChanges(diff)).toBe(
    '1 port was asked in only one of the two runs · 4,536 ports were cut off by a host timeout · ' +
      '1 host was asked in only one of the two runs, so nothing is said about them',
  );
});

it('tells a host outside the scope from one that was not asked to the end', () => {
  const hosts = [{ ...host, kind: 'not-scanned-after' as const }];
  const stopped = { ...sampleDiff().after, status: 'stopped' };
  expect(furtherChanges(sampleDiff({ hosts }))).toMatch(/^1 host was asked in only one of the two runs/);
  expect(furtherChanges(sampleDiff({ hosts, after: stopped }))).toMatch(/^1 host was not asked to the end/);
});

it('tells how ports came to be filtered, and nothing finer where changes were left out', () => {
  const silent = sampleChange({
    kind: 'filtered',
    port: 49_152,
    lastPort: 49_367,
    count: 216,
    before: CLOSED,
    after: SILENT,
  });
  const rejected = sampleChange({ kind: 'filtered', port: 25, before: OPEN, after: PROHIBITED });
  const diff = sampleDiff({ ports: [silent, rejected] });
  expect(furtherChanges(diff)).toBe(
    '216 ports went from refused to silent · 1 port went from open to rejected',
  );
  expect(furtherChanges({ ...diff, counts: { ...diff.counts, filtered: 300_000 } })).toBe(
    '299,783 more ports are counted, not listed',
  );
});
