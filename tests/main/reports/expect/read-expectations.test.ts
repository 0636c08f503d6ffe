import { describe, expect, test } from 'vitest';
import { readExpectations } from '../../../../src-main/reports/expect/read-expectations.ts';
import { MAX_EXPECT_LENGTH, type Expectations } from '../../../../src-shared/scan/expect/expectations.ts';
import { lookup } from './port-lookup.ts';
import { withProcessorTime } from '../../../helpers/processor-time.ts';

function read(text: string): Expectations {
  const { expectations, problems } = readExpectations(text, lookup);
  expect(problems).toEqual([]);
  if (!expectations) throw new Error('Nothing was read.');
  return expectations;
}

/** "line:column message" */
function faults(text: string): string[] {
  const { expectations, problems } = readExpectations(text, lookup);
  expect(expectations === null).toBe(problems.length > 0);
  return problems.map(({ place, message }) => `${place.line}:${place.column} ${message}`);
}

/** A file with this as its only rule, from line 3 on. */
function rule(text: string): string {
  return `version: 1\nhosts:\n  - ${text}\n`;
}

describe('what is read', () => {
  const FILE = `
# Ours.
version: 1
hosts:
  - name: web servers # shown
    match: [web-01.lan, 10.0.0.0/28, "!10.0.0.5"]
    open:
      must: [22, https]
      may: 80, 8000-8100
    answers: must
  - match: any
scan:
  targets: [10.0.0.0/24, web-01.lan]
  exclude: 10.0.0.66
  ports: [top:3, 8443]
  timing: t4
  discovery: false
  prefer-ipv6: true
  max-rate: 100.5
  max-retries: 2
  host-timeout: 5m
`;

  test('rules, with the place of each entry', () => {
    const [web, rest] = read(FILE).rules;
    expect(web).toMatchObject({ name: 'web servers', matchesAny: false, answers: 'must' });
    expect(web?.match.items.map(({ text, exclude }) => (exclude ? `!${text}` : text))).toEqual([
      'web-01.lan',
      '10.0.0.0/28',
      '!10.0.0.5',
    ]);
    expect(web?.must.map(({ ports, place }) => [[...ports], place])).toEqual([
      [[22], { line: 8, column: 14, endLine: 8, endColumn: 16 }],
      [[443], { line: 8, column: 18, endLine: 8, endColumn: 23 }],
    ]);
    expect(web?.may.map(({ ports }) => ports.length)).toEqual([102]);
    expect(rest).toMatchObject({ matchesAny: true, must: [], may: [], answers: null });
  });

  test('the scan', () => {
    expect(read(FILE).scan?.options).toEqual({
      targets: ['10.0.0.0/24', 'web-01.lan'],
      exclude: ['10.0.0.66'],
      ports: 'top:3,8443',
      timing: 'T4',
      discovery: false,
      preferIpv6: true,
      maxRate: 100.5,
      maxRetries: 2,
      hostTimeoutMs: 300_000,
    });
  });

  test('line ends of Windows, a byte order mark, and a file of rules that say nothing', () => {
    expect(read('\uFEFFversion: 1\r\nhosts:\r\n  - match: any\r\n    open: none\r\n').rules).toHaveLength(1);
    expect(read('version: 1\nhosts: []').rules).toEqual([]);
    expect(faults('\uFEFFversion: 2\r\nhosts:\r\n  - macht: any\r\n')).toEqual([
      "1:10 Only version 1 is read, not '2'.",
      "3:5 'macht' is no key of a rule: is 'match' meant?",
      "3:5 The rule does not say its hosts: add 'match', with names, addresses or any.",
    ]);
  });

  test('an anchor is a list that is used again, also among others', () => {
    const { rules } = read(
      'version: 1\nhosts:\n  - {match: a.lan, open: {must: &base [22, 80]}}\n  - {match: b.lan, open: {must: [*base, 443], may: *base}}\n',
    );
    expect(rules[1]?.must.flatMap(({ ports }) => [...ports])).toEqual([22, 80, 443]);
    expect(rules[1]?.may.flatMap(({ ports }) => [...ports])).toEqual([22, 80]);
  });

  test('a block of any size may be matched', () => {
    expect(read(rule('match: ["fd00::/8", 0.0.0.0/0]')).rules).toHaveLength(1);
  });
});

describe('what is refused, where, and why', () => {
  const FAULTS: readonly [what: string, text: string, ...faults: string[]][] = [
    ['an empty file', '', "1:1 The file is empty: begin with 'version: 1', then 'hosts:'."],
    ['only a comment', '# later\n', "1:1 The file is empty: begin with 'version: 1', then 'hosts:'."],
    ['no mapping', '- a\n', '1:1 The file is a mapping of version, hosts and scan, not a list.'],
    [
      'no version, no hosts',
      'scan: {targets: a.lan}\n',
      "1:1 The file does not say its version: begin with 'version: 1'.",
      "1:1 The file has no 'hosts': say which ports may be open where.",
    ],
    [
      'a tab',
      'version: 1\nhosts:\n\t- match: any\n',
      '3:1 There is a tab in the indentation: indent with blanks.',
    ],
    [
      'a missing blank',
      'version:1\nhosts: []\n',
      "1:1 This line is no 'key: value': is the ':' missing, or the blank after it?",
    ],
    [
      'a list that is not closed',
      'version: 1\nhosts:\n  - match: [a.lan, b.lan\n    open: none\n',
      '4:5 A list or mapping in brackets is not closed, or its lines are not indented: add the ].',
    ],
    [
      'quotes that are not closed',
      rule('match: "a.lan'),
      '3:17 The quotes are not closed: add the missing one.',
    ],
    [
      'a wrong indent',
      'version: 1\nhosts:\n  - match: any\n   open: none\n',
      '4:1 This line is not indented like its neighbours: give all parts of a list or mapping the same indent.',
    ],
    [
      'two documents',
      'version: 1\nhosts: []\n---\na: 1\n',
      "3:1 The file holds a second document after '---': keep one.",
    ],
    ['a key twice', 'version: 1\nhosts: []\nversion: 1\n', "3:1 'version' stands here twice: keep one."],
    ['a key without value', rule('match:'), "3:5 'match' has no value: give one, or leave it out."],
    [
      'an unknown key',
      rule('{match: any, ports: 22}'),
      "3:18 'ports' is no key of a rule: it may hold name, match, open and answers.",
    ],
    [
      'a merge key',
      rule('{match: any, <<: {open: none}}'),
      "3:18 Merge keys ('<<') are not read: write the keys out.",
    ],
    [
      "an exclude without quotes, which is YAML's tag",
      rule('match: [10.0.0.0/28, !10.0.0.5]'),
      "3:26 '!10.0.0.5' begins with '!', which YAML takes for a tag: put it in quotes.",
    ],
    [
      'a star',
      rule('match: *.lan'),
      "3:12 '*.lan' means the value of an anchor ('&'), and there is none before it: put it in quotes.",
    ],
    [
      'a tag',
      rule('{match: any, open: {may: !!int 22}}'),
      "3:30 The tag 'tag:yaml.org,2002:int' says nothing here: leave it out.",
    ],
    [
      'a null',
      rule('{match: any, open: {may: ~}}'),
      "3:30 '~' is neither a port, a range nor a service name. Example: 22,80,8000-8100",
    ],
    [
      'numbers of YAML that are no ports',
      rule('{match: any, open: {may: [0o22, 0x16, 22:80, 1e3, 22.0, 65536]}}'),
      "3:31 '0o22' is not a service that the IANA registry has on TCP. Example: http,ssh",
      "3:37 '0x16' is not a service that the IANA registry has on TCP. Example: http,ssh",
      "3:43 '22:80' is neither a port, a range nor a service name. Example: 22,80,8000-8100",
      "3:50 '1e3' is not a service that the IANA registry has on TCP. Example: http,ssh",
      "3:55 '22.0' is neither a port, a range nor a service name. Example: 22,80,8000-8100",
      "3:61 '65536' is over 65535. Example: 65535",
    ],
    [
      'the wrong part of a text',
      rule('match: "a.lan, 10.0.0.256"'),
      "3:27 '10.0.0.256' is not an address: 256 is over 255. Example: 10.0.0.255",
    ],
    [
      'ports without must or may',
      rule('{match: any, open: [22]}'),
      "3:24 'open' is a mapping of must and may, not a list.",
    ],
    [
      'a rule that only takes away',
      rule('match: "!10.0.0.5"'),
      "3:12 The rule only takes hosts away: name those it speaks of, or 'any'.",
    ],
    [
      'a word of answers',
      rule('{match: any, answers: yes}'),
      "3:27 'answers' is must, may or never, not 'yes'.",
    ],
    [
      'open ports of a host that may not answer',
      rule('{match: a.lan, open: {may: 22}, answers: never}'),
      "3:46 Hosts that may never answer have no open ports: leave 'open' out, or 'answers'.",
    ],
    [
      'a rule behind any',
      'version: 1\nhosts:\n  - match: any\n  - match: a.lan\n',
      "4:12 This rule is never reached: 'any' in line 3 matches every host before it. Put that rule last.",
    ],
    [
      'any beside others',
      rule('match: [any, a.lan]'),
      "3:12 'any' is every host: leave the others out, or write them as '!x' to take them away.",
    ],
    [
      'everybody must answer',
      rule('{match: any, answers: must}'),
      "3:13 'any' is every host there is, and they cannot all have to answer: name those that must.",
    ],
    [
      'too many must answer',
      rule('{match: 10.0.0.0/15, answers: must}'),
      "3:13 Over 65,536 hosts would have to answer: name fewer, or say 'answers: may'.",
    ],
    [
      'a scan without targets, at a wrong pace',
      'version: 1\nhosts: []\nscan:\n  timing: T9\n  discovery: yes\n  max-rate: -1\n  host-timeout: soon\n  max-retries: 99\n',
      "4:3 'scan' has no 'targets': name the hosts to scan.",
      "4:11 'timing' is T0 (slowest) to T5 (fastest), not 'T9'.",
      "5:14 'discovery' is true or false, not 'yes'.",
      "6:13 'max-rate' is a number of probes a second, at most 10000000, not '-1'.",
      "7:17 'host-timeout' is a time up to 24h such as 30s, 5m or 500ms, not 'soon'.",
      "8:16 'max-retries' is a whole number from 0 to 50, not '99'.",
    ],
    [
      'a block too large to scan',
      'version: 1\nhosts: []\nscan: {targets: ["fd00::/8"]}\n',
      "3:19 'fd00::/8' is too large to scan: at most 2^32 addresses at once. Example: fd00::/112",
    ],
  ];
  test.each(FAULTS)('%s', (_what, text, ...expected) => {
    expect(faults(text)).toEqual(expected);
  });

  test('several at once, in their order, and at most a hundred', () => {
    const many = Array.from({ length: 500 }, (_, index) => `  - match: 10.0.0.${300 + index}\n`).join('');
    const found = faults(`version: 1\nhosts:\n${many}`);
    expect(found).toHaveLength(100);
    expect(found[0]).toMatch(/^3:\d+ '10\.0\.0\.300'/);
  });
});

test('a mistake is told once, however many aliases lead to it', () => {
  const bomb = `version: 1
hosts:
  - match: &m [10.0.0.300]
    open: { must: [&a [99999, nobody], &b [*a, *a, *a], *b, *b, *a] }
  - match: *m
  - match: *m
`;
  expect(faults(bomb)).toEqual([
    expect.stringMatching(/^3:\d+ '10\.0\.0\.300'/),
    expect.stringMatching(/^4:24 /),
    expect.stringMatching(/^4:31 /),
  ]);
});

test.each(['utf16le', 'utf16be'] as const)('a file in %s is told how to be saved', (order) => {
  for (const mark of ['\uFEFF', '']) {
    const bytes = Buffer.from(`${mark}version: 1\nhosts:\n`, 'utf16le');
    const text = (order === 'utf16le' ? bytes : bytes.swap16()).toString('utf8');
    expect(faults(text)).toEqual([
      expect.stringMatching(/^1:1 The file is saved as UTF-16, .*: save it as UTF-8\.$/),
    ]);
  }
});

describe('hostile files are answered in good time', () => {
  /** A third of what may be read; the time grows with the length, not faster. */
  const N = 87_040;
  const ones = (piece: string): string => piece.repeat(Math.floor(N / piece.length));
  const HOSTILE: readonly [what: string, text: string][] = [
    ['too large', 'a'.repeat(MAX_EXPECT_LENGTH + 1)],
    ['brackets', ones('[')],
    ['lists in lists', ones('- ')],
    ['quotes', ones('"')],
    ['question marks', ones('? ')],
    ['documents', ones('---\n')],
    ['directives', ones('%\n')],
    ['escapes', `a: "${ones('\\x')}"`],
    ['line ends', ones('\n')],
    ['nothing', '\0'.repeat(1_000)],
    ['keys', Array.from({ length: N / 16 }, (_, index) => `k${index}: 1\n`).join('')],
    [
      'a bomb of aliases',
      `version: 1\nhosts:\n  - match: any\n    open:\n      may: [&a [22], &b [*a,*a,*a,*a,*a,*a,*a,*a], &c [*b,*b,*b,*b,*b,*b,*b,*b], &d [*c,*c,*c,*c,*c,*c,*c,*c], ${ones('*d,')}]\n`,
    ],
    ['an alias of what it is in', 'version: 1\nhosts: &a [*a]\n'],
    [
      'ports',
      rule(
        `{match: any, open: {may: [${Array.from({ length: 20_000 }, (_, index) => `1-${65_535 - index}`).join(',')}]}}`,
      ),
    ],
    [
      'services',
      rule(
        `{match: any, open: {may: [${Array.from({ length: 20_000 }, (_, index) => `22 ${index}`).join(',')}]}}`,
      ),
    ],
    ['patterns', rule(`match: [${ones('1-254.1-254.1-254.1,')}]`)],
    ['hosts in one text', rule(`match: "${ones('a,')}"`)],
    ['rules', `version: 1\nhosts:\n${ones('- {match: a, open: {must: all}}\n')}`],
  ];
  test.each(HOSTILE)('%s', (_what, text) => {
    const { result, cpuMs } = withProcessorTime(() => readExpectations(text, lookup));
    const { problems, expectations } = result;
    expect(cpuMs).toBeLessThan(10_000);
    expect(problems.length > 0).toBe(expectations === null);
    for (const { message, place } of problems) {
      expect(message.length).toBeLessThanOrEqual(1_024);
      expect(place.line).toBeGreaterThan(0);
    }
  });
});
