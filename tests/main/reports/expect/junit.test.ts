import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { writeJunit } from '../../../../src-main/reports/expect/junit.ts';
import { escapeXml } from '../../../../src-main/reports/expect/xml-text.ts';
import { checkExpectations } from '../../../../src-shared/scan/expect/check-expectations.ts';
import type { CheckDocument } from '../../../../src-main/reports/expect/check-document.ts';
import { readExpectations } from '../../../../src-main/reports/expect/read-expectations.ts';
import type { ScanReport } from '../../../../src-shared/scan/scan-report.ts';
import { makeReport } from '../../../shared/make-report.ts';
import { lookup } from './port-lookup.ts';
import { HOSTILE_TEXTS } from '../sample-report.ts';
import { sampleCheck } from './sample-check.ts';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Every element in its order, read by another parser. */
function parse(xml: string): Element[] {
  const elements: Element[] = [];
  const parser = new SaxesParser({ xmlns: false });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => elements.push({ name, attributes }));
  parser.write(xml).close();
  return elements;
}

const junit = (strange?: string): string => [...writeJunit(sampleCheck(strange))].join('');

test('a suite a host, a case a finding, and one that passes where all is as agreed', () => {
  const elements = parse(junit());
  const shown = elements
    .filter(({ name }) => name !== 'testsuites')
    .map(({ name, attributes }) => `${name} ${attributes['name'] ?? attributes['type'] ?? ''}`.trim());
  expect(shown).toEqual([
    'testsuite gone.lan',
    'testcase host not judged',
    'skipped',
    'testsuite web.lan (10.0.0.1)',
    'testcase 8080/tcp unexpected',
    'failure unexpected-open',
    'testcase 22/tcp missing',
    'failure missing-open',
    'testcase 444-445/tcp missing',
    'failure missing-open',
    'testcase 443/tcp in doubt',
    'skipped',
    'testcase 8443/tcp not judged',
    'skipped',
    'testcase host not judged',
    'skipped',
    'testsuite 10.0.0.2',
    'testcase 21/tcp unexpected',
    'failure unexpected-open',
    'testsuite 10.0.0.3',
    'testcase host unexpected',
    'failure unexpected-host',
    'testsuite 10.0.0.9',
    'testcase host missing',
    'failure missing-host',
    'testsuite 10.0.0.4',
    'testcase as agreed',
  ]);
});

test('the sums are those of what follows', () => {
  const elements = parse(junit());
  const count = (name: string): string => String(elements.filter((element) => element.name === name).length);
  expect(elements[0]?.attributes).toMatchObject({
    tests: count('testcase'),
    failures: count('failure'),
    skipped: count('skipped'),
    errors: '0',
  });
  const sum = (key: string): number =>
    elements
      .filter(({ name }) => name === 'testsuite')
      .reduce((total, { attributes }) => total + Number(attributes[key]), 0);
  for (const key of ['tests', 'failures', 'skipped']) {
    expect(String(sum(key))).toBe(elements[0]?.attributes[key]);
  }
});

test('a failure says what, where in the file, and by which rule', () => {
  expect(junit()).toContain(
    'ci/expect.yaml:5:20: 10.0.0.1: 22 must be open and is closed (reset). Rule &quot;web&quot;.',
  );
});

/** A check of a run against a file. */
function checked(report: ScanReport, file: string): CheckDocument {
  const { expectations } = readExpectations(`version: 1\nhosts:\n${file}`, lookup);
  if (!expectations) throw new Error('The file is wrong.');
  const result = checkExpectations(report, expectations);
  return {
    file: 'x.yaml',
    relativeFile: 'x.yaml',
    absoluteFile: '/x.yaml',
    report,
    result,
    version: '1.2.3',
  };
}

test('a host is one suite, however the report spells its address', () => {
  const report = makeReport({
    hosts: {
      '0:0:0:0:0:0:0:1': { ports: { 'syn-ack': '22', reset: '80' } },
      '0:0:0:0:0:0:0:2': { ports: { reset: '22,80' } },
    },
  });
  const elements = parse([...writeJunit(checked(report, '  - match: any\n'))].join(''));
  const suites = elements.filter(({ name }) => name === 'testsuite').map(({ attributes }) => attributes);
  expect(suites).toMatchObject([
    { name: '::1', hostname: '::1', failures: '1', tests: '1' },
    { name: '::2', hostname: '::2', failures: '0', tests: '1' },
  ]);
});

test.each(['stopped', 'interrupted', 'failed'] as const)(
  'a run that was %s does not pass, whatever it saw',
  (status) => {
    const report = makeReport({ status, hosts: { '10.0.0.1': { ports: { 'syn-ack': '22' } } } });
    const document = checked(report, '  - match: 10.0.0.1\n    open: { must: 22 }\n');
    expect(document.result).toMatchObject({ verdict: 'unsure', findings: [] });
    const elements = parse([...writeJunit(document)].join(''));
    expect(elements[0]?.attributes).toMatchObject({ tests: '2', failures: '0', errors: '1', skipped: '0' });
    expect(elements.find(({ name }) => name === 'error')?.attributes).toEqual({
      message: `The run did not go to its end, so what it did not see was not judged (${status}).`,
      type: status,
    });
  },
);

test('a host whose findings are left out is not passed', () => {
  const report = makeReport({ hosts: { '10.0.0.1': { ports: { 'syn-ack': '22' } } } });
  const document = checked(report, '  - match: 10.0.0.1\n');
  const cut = { ...document, result: { ...document.result, findings: [] } };
  const elements = parse([...writeJunit(cut)].join(''));
  expect(elements[0]?.attributes).toMatchObject({ tests: '1', errors: '1' });
  expect(elements.filter(({ name }) => name === 'testcase')).toMatchObject([
    { attributes: { name: 'is listed whole' } },
  ]);
});

describe("a stranger's text", () => {
  test.each([...HOSTILE_TEXTS, '\u0000\ufffe\uffff]]>', '\ud800'])('%j adds no element', (text) => {
    const plain = parse(junit('x')).map(({ name }) => name);
    expect(parse(junit(text)).map(({ name }) => name)).toEqual(plain);
  });

  test('what XML cannot hold is shown, what it can is kept', () => {
    expect(escapeXml('\u0000\u001b\ufffe\ud800é😀')).toBe('\\x00\\x1b\\ufffe\\ud800é😀');
    const [element] = parse(`<a b="${escapeXml('<&>"\'\t\r\n')}"/>`);
    expect(element?.attributes['b']).toBe('<&>"\'\t\r\n');
  });
});
