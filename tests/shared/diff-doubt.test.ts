/** Silence that may be lost packets is told apart, never asserted; and reports that are odd get a clear answer. */
import { describe, expect, it } from 'vitest';
import { diffScans } from '../../src-shared/scan/diff-scans.ts';
import { doubtfulPorts, RELIABLE_CONFIDENCE } from '../../src-shared/scan/doubtful-silence.ts';
import { scanDiffSchema, type ScanDiff } from '../../src-shared/scan/scan-diff.ts';
import { SpecError } from '../../src-shared/scan/spec-problem.ts';
import { makeHost, makeReport, type HostDraft, type RunDraft } from './make-report.ts';

const HOST = '10.66.0.1';
const RISKY = RELIABLE_CONFIDENCE - 0.01;

function diffOf(before: RunDraft, after: RunDraft): ScanDiff {
  return scanDiffSchema.parse(diffScans(makeReport(before), makeReport(after)));
}

const run = (host: HostDraft, more: Partial<RunDraft> = {}): RunDraft => ({
  ...more,
  hosts: { [HOST]: host },
});
const kindsOf = (diff: ScanDiff): string[] => diff.ports.map(({ kind, port }) => `${kind} ${port}`);

describe('silence that may be lost packets', () => {
  const open = run({ ports: { 'syn-ack': '22,80', reset: '443' }, confidence: 1 });
  const silent = (confidence: number | null): RunDraft =>
    run({
      ports: { 'syn-ack': '22', 'no-response': '80', reset: '443' },
      confidence: 1,
      confidences: { 80: confidence },
    });

  it('is doubtful, and no difference', () => {
    const diff = diffOf(open, silent(RISKY));
    expect(kindsOf(diff)).toEqual(['doubtful 80']);
    expect(diff.counts).toMatchObject({ doubtful: 1, filtered: 0 });
    expect(diff.different).toBe(false);
    expect(diff.headline).toBe('1 port may have fallen silent (lost packets not excluded)');
  });

  it('is so the other way round, too', () => {
    const diff = diffOf(silent(RISKY), open);
    expect(kindsOf(diff)).toEqual(['doubtful 80']);
    expect(diff.different).toBe(false);
    expect(diff.headline).toBe('1 port may have been silent before (lost packets not excluded)');
  });

  it('is a change once it is sure enough', () => {
    const diff = diffOf(open, silent(RELIABLE_CONFIDENCE));
    expect(kindsOf(diff)).toEqual(['filtered 80']);
    expect(diff.different).toBe(true);
  });

  it('stands at the end of the headline where something is sure', () => {
    const after = run({
      ports: { 'syn-ack': '443', 'no-response': '22,80' },
      confidence: 1,
      confidences: { 22: RISKY, 80: RISKY },
    });
    expect(diffOf(open, after).headline).toBe(
      '1 port opened, 2 ports may have fallen silent (lost packets not excluded)',
    );
    const turned = run({
      ports: { 'syn-ack': '22,443', 'no-response': '80' },
      confidence: 1,
      confidences: { 80: RISKY },
    });
    const before = run({
      ports: { 'syn-ack': '80,443', 'no-response': '22' },
      confidence: 1,
      confidences: { 22: RISKY },
    });
    expect(diffOf(before, turned).headline).toBe(
      '1 port may have fallen silent, 1 may have been silent before (lost packets not excluded)',
    );
  });

  it('is no doubt about a port that was silent before', () => {
    expect(diffOf(silent(1), silent(RISKY)).headline).toBe('Nothing changed');
  });

  it('of a host that is otherwise up and whose answers are measured is doubtful where nothing is known', () => {
    expect(kindsOf(diffOf(open, silent(null)))).toEqual(['doubtful 80']);
  });

  it('is believed in a report that measures nothing, as those of other programs', () => {
    const other = (ports: HostDraft['ports'] & object): RunDraft => run({ ports }, { dialer: 'nmap' });
    const diff = diffOf(other({ 'syn-ack': '22,80' }), other({ 'syn-ack': '22', 'no-response': '80' }));
    expect(kindsOf(diff)).toEqual(['filtered 80']);
    expect(diff.different).toBe(true);
  });

  it('of a host that stopped answering while it was asked is doubtful, whatever the rest of its ports is', () => {
    const after = run(
      { ports: { 'syn-ack': '22', 'no-response': '80,443' }, confidence: 1 },
      { warnings: [{ code: 'host-went-quiet', message: 'It did.', address: HOST }] },
    );
    expect(kindsOf(diffOf(open, after))).toEqual(['doubtful 80', 'doubtful 443']);
  });

  it('of a whole group of ports is doubtful with the least sure of them', () => {
    const many = { 'syn-ack': '22', 'no-response': '100-200' };
    const host = makeHost(HOST, { ports: many, confidence: 1, confidences: { 150: RISKY } });
    expect(doubtfulPorts(host)).toEqual([[100, 200]]);
    const diff = diffOf(
      run({ ports: { 'syn-ack': '22', reset: '100-200' }, confidence: 1 }),
      run({ ports: many, confidence: 1, confidences: { 150: RISKY } }),
    );
    expect(diff.counts.doubtful).toBe(101);
    expect(diff.ports).toHaveLength(1);
  });

  it('of a host that answered nothing says nothing of its ports: the host is gone', () => {
    const after = run({
      ports: { 'no-response': '22,80,443' },
      status: 'unknown',
      reason: 'no-response',
    });
    const diff = diffOf(open, after);
    expect(diff.ports).toEqual([]);
    expect(diff.headline).toBe('1 host gone');
    expect(diff.different).toBe(true);
  });
});

describe('odd reports', () => {
  const up: HostDraft = { ports: { 'syn-ack': '22', reset: '23' } };

  it('without a host in common', () => {
    const diff = diffOf({ hosts: { '10.66.0.1': up } }, { hosts: { '10.66.0.2': up } });
    expect(diff.headline).toBe('Nothing to compare: the two runs have no host in common');
    expect(diff.different).toBe(false);
  });

  it('without a port in common', () => {
    const diff = diffOf(run({ ports: { 'syn-ack': '22' } }), run({ ports: { reset: '80' } }));
    expect(diff.headline).toBe('Nothing to compare: the two runs asked different ports');
    expect(kindsOf(diff)).toEqual(['not-comparable 22', 'not-comparable 80']);
    expect(diff.different).toBe(false);
  });

  it('that tell how many ports were closed, but not which', () => {
    const before = makeReport(run({ ports: { 'syn-ack': '22', reset: '23-100' } }));
    const after = structuredClone(before);
    after.hosts[0]!.extraports[0]!.ports = '';
    const diff = scanDiffSchema.parse(diffScans(before, after));
    expect(diff.counts).toMatchObject({ closed: 0, 'not-comparable': 78 });
    expect(diff.headline).toBe('Nothing changed in what both runs asked');
  });

  it('that name a host twice', () => {
    const report = makeReport({ id: 'odd', hosts: { 'fd66::1': up, 'FD66:0::1': up } });
    expect(() => diffScans(report, report)).toThrow(
      "'FD66:0::1' stands twice in the run 'odd', so what it says of that host is unclear.",
    );
  });

  it.each(['9-1', '1-70000', '5,5', 'http', '-', '1-2-3'])('with the ranges %j', (ranges) => {
    const before = makeReport(run({ ports: { reset: '1-100' } }));
    const after = structuredClone({ ...before, id: 'odd' });
    after.hosts[0]!.extraports[0]!.ports = ranges;
    const wrong = ranges === '5,5' ? '5' : ranges;
    expect(() => diffScans(before, after)).toThrow(
      `${HOST} in the run odd: '${wrong}' is not a range of ports in ascending order.`,
    );
  });

  it('with targets that make more addresses than anyone scans', () => {
    const report = makeReport({ targets: ['0.0.0.0/0', 'fd66::/96'], hosts: { [HOST]: up } });
    expect(() => diffScans(report, report)).toThrow(SpecError);
  });

  it('with targets that nobody can read: what they do not tell is not asked, never gone', () => {
    const diff = diffOf(run(up), { targets: ['::/0', '10.66.0.0/99', '?'], hosts: {} });
    expect(diff.hosts.map(({ kind }) => kind)).toEqual(['not-scanned-after']);
    expect(diff.different).toBe(false);
  });
});
