import { describe, expect, test } from 'vitest';
import { checkExpectations } from '../../../src-shared/scan/expect/check-expectations.ts';
import { checkResultSchema, type CheckResult } from '../../../src-shared/scan/expect/expect-finding.ts';
import { makeReport, type HostDraft, type RunDraft } from '../make-report.ts';
import { makeExpectations, type RuleDraft } from './make-expectations.ts';
import { withProcessorTime } from '../../helpers/processor-time.ts';

function check(run: RunDraft, ...rules: readonly RuleDraft[]): CheckResult {
  return checkResultSchema.parse(checkExpectations(makeReport(run), makeExpectations(...rules)));
}

function lines({ findings }: CheckResult): string[] {
  return findings.map(
    ({ kind, address, port, lastPort, place }) =>
      `${kind} ${address}${port === null ? '' : ` ${port === lastPort ? port : `${port}-${lastPort}`}`}${place ? ` line ${place.line}` : ''}`,
  );
}

const WEB: HostDraft = { ports: { 'syn-ack': '22,443', reset: '1-21,23-442' } };

describe('open ports', () => {
  test('ports of must and may may be open, and no other', () => {
    const run = { hosts: { '10.0.0.1': WEB } };
    expect(check(run, { match: '10.0.0.1', must: '22', may: '80,443' }).verdict).toBe('agreed');
    const result = check(run, { match: '10.0.0.1', may: '443' });
    expect(result.verdict).toBe('not-agreed');
    expect(lines(result)).toEqual(['unexpected-open 10.0.0.1 22 line 1']);
    expect(result.findings[0]?.message).toBe('22 is open and may not be: the rule lets 443 be open.');
  });

  test('a host that no rule speaks of may have nothing open', () => {
    const result = check({ hosts: { '10.0.0.1': WEB } }, { match: '10.0.0.2', may: '22' });
    expect(lines(result)).toEqual(['unexpected-open 10.0.0.1 22', 'unexpected-open 10.0.0.1 443']);
    expect(result.findings[0]?.message).toContain('no rule speaks of this host');
  });

  test('the first rule that matches judges, the others say nothing', () => {
    const rules = [
      { match: '10.0.0.0/24 !10.0.0.1', may: '22,443' },
      { match: 'any', may: '22' },
    ];
    const result = check({ hosts: { '10.0.0.1': WEB, '10.0.0.2': WEB, 'fd00::1': WEB } }, ...rules);
    expect(lines(result)).toEqual([
      'unexpected-open 10.0.0.1 443 line 2',
      'unexpected-open fd00::1 443 line 2',
    ]);
  });

  test('a name stands for the hosts that carry it, in any case of letters', () => {
    const run = {
      targets: ['Web.lan', '10.0.0.2'],
      hosts: { '10.0.0.1': { ...WEB, names: ['Web.lan'] }, '10.0.0.2': WEB },
    };
    const result = check(run, { match: 'web.LAN', must: '22,443' }, { match: 'any', may: '22' });
    expect(lines(result)).toEqual(['unexpected-open 10.0.0.2 443 line 2']);
  });

  test('neighbours that say the same are one finding, and every port counts', () => {
    const host = { ports: { 'syn-ack': '20-25,30' }, services: { 22: 'ssh' } };
    const result = check({ hosts: { '10.0.0.1': host } }, { match: 'any' });
    expect(lines(result).map((line) => line.split(' ')[2])).toEqual(['20-21', '22', '23-25', '30']);
    expect(result.counts['unexpected-open']).toBe(7);
    expect(result.headline).toBe('7 ports open that should not be');
  });
});

describe('what must be open', () => {
  test('closed and filtered ports are missing, with what was seen', () => {
    const host: HostDraft = { ports: { reset: '22', 'admin-prohibited': '80' } };
    const result = check({ hosts: { '10.0.0.1': host } }, { match: 'any', must: '22,80' });
    expect(result.findings.map(({ message }) => message)).toEqual([
      '22 must be open and is closed (reset).',
      '80 must be open and is filtered (admin-prohibited).',
    ]);
    expect(result.headline).toBe('2 ports missing');
  });

  test('sure silence is missing, doubtful silence is in doubt', () => {
    const host = (confidence?: number): HostDraft => ({
      ports: { 'no-response': '22', reset: '1' },
      ...(confidence === undefined ? {} : { confidence }),
    });
    const judged = (confidence?: number) =>
      check({ hosts: { '10.0.0.1': host(confidence) } }, { match: 'any', must: '22' });
    // A report that never tells how sure it is (nmap's) is taken as it is told.
    for (const confidence of [0.99, undefined]) {
      expect(judged(confidence).counts).toMatchObject({ 'missing-open': 1, doubtful: 0 });
    }
    for (const confidence of [0.5, 0.95]) {
      expect(judged(confidence).counts).toMatchObject({ 'missing-open': 0, doubtful: 1 });
      expect(judged(confidence).verdict).toBe('unsure');
    }
    expect(judged(0.625).findings[0]?.message).toContain('may be lost packets (62 % sure)');
  });

  test('a port that the run did not ask is not judged, never missing', () => {
    const result = check({ hosts: { '10.0.0.1': WEB } }, { match: 'any', must: '443,8443', may: '22' });
    expect(lines(result)).toEqual(['not-judged 10.0.0.1 8443 line 1']);
    expect(result.findings[0]?.message).toBe('8443 must be open and was not asked in this run.');
    expect(result.verdict).toBe('unsure');
  });

  test('a port without a verdict of a host that was given up is not judged', () => {
    const whole: HostDraft = { ports: { 'syn-ack': '22,443', reset: '1-20' } };
    const run = { hosts: { '10.0.0.1': whole, '10.0.0.2': { ports: { 'syn-ack': '22' } } } };
    const result = check(run, { match: 'any', must: '443', may: '22' });
    expect(result.findings.map(({ message }) => message)).toEqual([
      '443 must be open and has no verdict: the run did not get to it.',
      '21 of its 22 ports have no verdict: what is open there is not known.',
    ]);
  });
});

describe('hosts that must answer', () => {
  const run: RunDraft = {
    targets: ['10.0.0.0/29'],
    hosts: { '10.0.0.1': WEB, '10.0.0.3': { status: 'down', reason: 'no-route' } },
  };

  test('a host that is named by itself and has ports that must be open must answer', () => {
    const result = check(run, { match: '10.0.0.1-10.0.0.4', may: '22,443' }, { match: 'any' });
    expect(result.verdict).toBe('agreed');
    const named = check(run, { match: '10.0.0.1 10.0.0.3 10.0.0.4', must: '22', may: '443' });
    expect(lines(named)).toEqual(['missing-host 10.0.0.3 line 1', 'missing-host 10.0.0.4 line 1']);
    expect(named.findings[0]?.message).toBe('It must answer and did not: 22 must be open there.');
  });

  test('hosts of a block need not, unless it is said', () => {
    expect(check(run, { match: '10.0.0.0/30', must: '22', may: '443' }).verdict).toBe('agreed');
    const said = check(run, { match: '10.0.0.0/30', may: '22,443', answers: 'must' });
    expect(lines(said)).toEqual([
      'missing-host 10.0.0.0 line 1',
      'missing-host 10.0.0.2 line 1',
      'missing-host 10.0.0.3 line 1',
    ]);
  });

  test('an earlier rule takes a host, and what is demanded of it', () => {
    const rules: RuleDraft[] = [
      { match: '10.0.0.3' },
      { match: '10.0.0.1 10.0.0.3', must: '22', may: '443' },
    ];
    expect(check(run, ...rules).verdict).toBe('agreed');
  });

  test('a host outside the targets is not judged', () => {
    const result = check(run, { match: '10.0.0.1', may: '22,443' }, { match: '10.9.9.9', answers: 'must' });
    expect(lines(result)).toEqual(['not-judged 10.9.9.9 line 2']);
    expect(result.findings[0]?.message).toBe('It must answer, and it is not among the targets of this run.');
  });

  test('in a stopped run a host that is not there yet is not judged', () => {
    const stopped = check(
      { ...run, status: 'stopped' },
      { match: '10.0.0.1 10.0.0.4', must: '22', may: '443' },
    );
    expect(lines(stopped)).toEqual(['not-judged 10.0.0.4 line 1']);
    expect(stopped.headline).toContain('the run did not go to its end');
    expect(stopped.verdict).toBe('unsure');
  });

  test('a host that could not be asked is not judged, whatever its rule', () => {
    const unasked: HostDraft = { status: 'unknown', reason: 'host-timeout' };
    const result = check(
      { hosts: { '10.0.0.1': WEB, '10.0.0.2': unasked } },
      { match: 'any', may: '22,443' },
    );
    expect(lines(result)).toEqual(['not-judged 10.0.0.2 line 1']);
  });

  test('a name that nobody carries is told, for the host may be judged by another rule', () => {
    const result = check(run, { match: 'db.lan', must: '5432' }, { match: 'any !backup.lan', may: '22,443' });
    expect(lines(result)).toEqual(['not-judged db.lan line 1', 'not-judged backup.lan line 2']);
    expect(result.findings[1]?.message).toMatch(/^Which host it is cannot be told/);
  });

  test('a host that may never answer is told once, with what is open', () => {
    const result = check(run, { match: '10.0.0.1', answers: 'never' });
    expect(lines(result)).toEqual(['unexpected-host 10.0.0.1 line 1']);
    expect(result.findings[0]?.message).toBe('It answers and should not; open: 22, 443.');
    expect(check(run, { match: '10.0.0.3', answers: 'never' }, { match: 'any', may: '22,443' }).verdict).toBe(
      'agreed',
    );
  });
});

test('an interrupted run agrees to nothing, even where nothing is wrong', () => {
  const result = check(
    { status: 'interrupted', hosts: { '10.0.0.1': WEB } },
    { match: 'any', may: '22,443' },
  );
  expect(result.findings).toEqual([]);
  expect(result.verdict).toBe('unsure');
});

test('a large network is judged at once', () => {
  const hosts: Record<string, HostDraft> = {};
  for (let index = 0; index < 5_000; index++) hosts[`10.1.${index >> 8}.${index & 255}`] = WEB;
  const report = makeReport({ targets: ['10.1.0.0/16'], hosts });
  const rules = Array.from({ length: 1_000 }, (_, index) => ({
    match: `10.1.${index >> 8}.0-255`,
    may: '22,443',
  }));
  const expectations = makeExpectations(...rules, { match: 'any', may: '22' });
  const { result, cpuMs } = withProcessorTime(() => checkExpectations(report, expectations));
  expect(cpuMs).toBeLessThan(2_000);
  expect(result.counts['unexpected-open']).toBe(5_000 - 1_024);
});
