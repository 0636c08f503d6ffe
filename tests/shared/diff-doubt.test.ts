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

describe('a host that answered nothing', () => {
  const there = run({ ports: { 'syn-ack': '22', reset: '23-500' } }, { targets: ['10.66.0.0/30'] });
  const firewalled = run(
    { ports: { 'syn-ack': '22', 'no-response': '23-500' } },
    { targets: ['10.66.0.0/30'] },
  );
  const without = (lossRate: number | null, host?: HostDraft): RunDraft => ({
    targets: ['10.66.0.0/30'],
    lossRate,
    hosts: host ? { [HOST]: host } : {},
  });
  const silent: HostDraft = { status: 'unknown', reason: 'no-response' };

  it.each([undefined, silent, { ...silent, status: 'down' as const }])(
    'may be there where most packets got lost: %j',
    (host) => {
      const gone = diffOf(there, without(0.9, host));
      expect(gone.hosts.map(({ kind }) => kind)).toEqual(['may-be-gone']);
      expect(gone.hosts[0]?.openPorts).toEqual([22]);
      expect([gone.headline, gone.different]).toEqual([
        '1 host may be gone (lost packets not excluded)',
        false,
      ]);
      const back = diffOf(without(0.9, host), there);
      expect(back.hosts.map(({ kind }) => kind)).toEqual(['may-be-new']);
      expect([back.headline, back.different]).toEqual([
        '1 host may have been there before (lost packets not excluded)',
        false,
      ]);
    },
  );

  it('is gone where so much could not get lost: the more of it would have answered, the more loss proves it', () => {
    const kindOf = (before: RunDraft, lossRate: number | null): string | undefined =>
      diffOf(before, without(lossRate)).hosts[0]?.kind;
    for (const lossRate of [null, 0, 0.05, 0.1]) expect(kindOf(firewalled, lossRate)).toBe('gone');
    // Twice asked at the one port that would answer, or twice at all six.
    for (const lossRate of [0.11, 0.3, 0.6]) {
      expect(kindOf(firewalled, lossRate)).toBe('may-be-gone');
      expect(kindOf(there, lossRate)).toBe('gone');
    }
    for (const lossRate of [0.7, 0.9, 1]) expect(kindOf(there, lossRate)).toBe('may-be-gone');
  });

  it.each<HostDraft>([
    { status: 'down', reason: 'no-route' },
    { status: 'unknown', reason: 'host-unreach' },
    { status: 'unknown', reason: 'admin-prohibited' },
  ])('is gone where something answered for it, however many packets got lost: %j', (host) => {
    expect(diffOf(there, without(0.9, host)).hosts.map(({ kind }) => kind)).toEqual(['gone']);
  });

  it('is told beside ports that may have fallen silent', () => {
    const other = { ports: { 'syn-ack': '80' }, confidence: 1 };
    const before = { ...there, hosts: { ...there.hosts, '10.66.0.2': other } };
    const after: RunDraft = {
      ...without(0.9),
      hosts: { '10.66.0.2': { ports: { 'no-response': '80' }, confidence: RISKY } },
    };
    expect(diffOf(before, after).headline).toBe(
      '1 port may have fallen silent, 1 host may be gone (lost packets not excluded)',
    );
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
