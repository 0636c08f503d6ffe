/** A check with a finding of every kind, and every text a stranger's where one is given. */
import type { CheckDocument } from '../../../../src-main/reports/expect/check-document.ts';
import { readExpectations } from '../../../../src-main/reports/expect/read-expectations.ts';
import { checkExpectations } from '../../../../src-shared/scan/expect/check-expectations.ts';
import { makeReport } from '../../../shared/make-report.ts';
import { lookup } from './port-lookup.ts';

const FILE = `version: 1
hosts:
  - name: web
    match: [web.lan, gone.lan, 10.0.0.9]
    open: { must: [22, 443, 444-445, 8443], may: 80 }
  - match: 10.0.0.3
    answers: never
  - match: 10.0.0.4
`;

export function sampleCheck(strange = ''): CheckDocument {
  const { expectations, problems } = readExpectations(FILE.replace('web\n', 'web # x\n'), lookup);
  if (!expectations) throw new Error(problems[0]?.message);
  const [web, ...rest] = expectations.rules;
  if (!web) throw new Error('There is no rule.');
  const report = makeReport({
    targets: ['web.lan', '10.0.0.0/24'],
    hosts: {
      '10.0.0.1': {
        names: ['web.lan', ...(strange === '' ? [] : [strange])],
        ports: { 'syn-ack': '80,8080', reset: '22,444-445', 'no-response': '443' },
        confidence: 0.5,
        services: { 8080: `http-alt${strange}` },
      },
      '10.0.0.2': {
        names: strange === '' ? [] : [strange],
        ports: { 'syn-ack': '21', reset: '22,80,443-445,8080' },
      },
      '10.0.0.3': { ports: { reset: '21,22,80,443-445,8080' } },
      '10.0.0.4': { ports: { reset: '21,22,80,443-445,8080' } },
      '10.0.0.9': { status: 'down' },
    },
  });
  const result = checkExpectations(report, {
    scan: null,
    rules: [{ ...web, name: `web${strange}` }, ...rest],
  });
  return {
    file: `ci/expect${strange}.yaml`,
    relativeFile: `ci/expect${strange}.yaml`,
    absoluteFile: '/repo/ci/expect.yaml',
    report,
    result,
    version: '1.2.3',
  };
}
