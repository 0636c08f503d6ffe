import { expect, test } from 'vitest';
import { detailOf, findingLines, keyOfLine } from '../../../src-renderer/screens/expect/finding-lines.ts';
import { checkExpectations } from '../../../src-shared/scan/expect/check-expectations.ts';
import { makeExpectations } from '../../shared/expect/make-expectations.ts';
import { makeReport } from '../../shared/make-report.ts';

const report = makeReport({
  hosts: {
    '10.0.0.1': { names: ['web.lan'], ports: { 'syn-ack': '22,80', reset: '443' } },
    '10.0.0.2': { ports: { 'syn-ack': '22', reset: '80,443' } },
  },
});
const expectations = makeExpectations({ match: '10.0.0.1', must: '443', may: '22' });
const { findings } = checkExpectations(report, expectations);

test('findings stand under their hosts, each with a key of its own', () => {
  const lines = findingLines(findings);
  expect(
    lines.map((line) => (line.line === 'host' ? `${line.hostName} ${line.count}` : line.finding.port)),
  ).toEqual(['web.lan 2', 80, 443, 'null 1', 22]);
  expect(new Set(lines.map(keyOfLine)).size).toBe(lines.length);
});

test('beside its words a finding says only what they do not', () => {
  expect(findings.map(detailOf)).toEqual([
    'The rule lets 22, 443 be open.',
    '443 must be open and is closed (reset).',
    'No rule speaks of this host.',
  ]);
});
