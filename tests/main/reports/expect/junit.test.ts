import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { writeJunit } from '../../../../src-main/reports/expect/junit.ts';
import { escapeXml } from '../../../../src-main/reports/expect/xml-text.ts';
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
