/** Nmap's XML from strangers: a report, or one sentence that says where it is wrong. Never a crash, never a hang. */
import { describe, expect, it } from 'vitest';
import { readNmapXml } from '../../../src-main/reports/nmap-xml-read.ts';
import { scanReportSchema } from '../../../src-shared/scan/scan-report.ts';
import { nmapXml } from '../../helpers/nmap-xml.ts';
import { createRandom } from '../../helpers/random.ts';
import { longRun } from '../../helpers/repository.ts';
import { HOSTILE_TEXTS } from './sample-report.ts';
import { withProcessorTime } from '../../helpers/processor-time.ts';

const plain = nmapXml({
  hosts: [
    {
      address: '10.0.0.1',
      names: ['a.test'],
      srttUs: 250,
      ports: [
        { port: 22, state: 'open', service: 'ssh' },
        { port: 53, state: 'open', protocol: 'udp' },
      ],
      extra: [{ state: 'closed', reason: 'conn-refused', ports: '1-21,23-100' }],
    },
    { address: 'fd00::1', status: 'down', reason: 'no-response' },
  ],
});
const instead = (from: string | RegExp, to: string): string => {
  expect(plain).toMatch(from);
  return plain.replace(from, to);
};
const bomb = `<!DOCTYPE nmaprun [\n<!ENTITY a "lol">\n${Array.from('bcdefghij', (name, index) => `<!ENTITY ${name} "${`&${'abcdefghij'[index]};`.repeat(10)}">`).join('\n')}\n]>`;
const start = plain.slice(0, plain.indexOf('<host '));

describe('is refused with the line and the column of', () => {
  it.each<[string, string, RegExp]>([
    [
      'a billion laughs',
      instead('<!DOCTYPE nmaprun>', bomb),
      /line 13, column 3: its DOCTYPE declares things/,
    ],
    [
      'an internal subset',
      instead('<!DOCTYPE nmaprun>', '<!DOCTYPE nmaprun []>'),
      /line 2, column 22: its DOCTYPE/,
    ],
    ['an entity', instead('a.test', '&a;'), /line \d+, column \d+: it uses an entity/],
    ['an entity of an object', instead('a.test', '&constructor;'), /it uses an entity/],
    [
      'deep nesting',
      `${start}<host>${'<a>'.repeat(100_000)}`,
      /line 7, column 193: .*nested more than 64 deep/,
    ],
    ['another document', '<html></html>', /line 1, column 1: it begins with <html>, not with <nmaprun>/],
    ['text after the end', `${plain}\nmore`, /line 28, column \d+: text data outside of root/],
    ['two runs in one file', `${plain}\n<nmaprun start="1"/>`, /line \d+, column \d+: .*one root/],
    ['nothing', '', /line 1, column 1: it holds no element/],
    ['a control character', instead('a.test', '\u0000'), /line 10, column 18: disallowed character/],
    ['a lone surrogate', instead('a.test', '\ud800'), /line 10, column \d+: /],
    ['a reference to a control character', instead('a.test', '&#0;'), /malformed character entity/],
    ['an attribute twice', instead('portid="22"', 'portid="22" portid="23"'), /duplicate attribute/],
    ['an element left open', instead('</ports>', ''), /line 19, column 8: unexpected close tag/],
    ['no start', instead(' start="1767323045"', ''), /line 4, column 1: it has no start/],
    ['a start that is none', instead('start="1767323045"', 'start="soon"'), /line 4, .*not 'soon'/],
    [
      'a start beyond all calendars',
      instead('start="1767323045"', `start="${9e15}"`),
      /start is a whole number/,
    ],
    ['no address', instead(/<address addr="10[^/]*\/>/, ''), /the host has no address/],
    [
      'a name for an address',
      instead('"10.0.0.1" addrtype', '"router" addrtype'),
      /line 8, column 1: 'router' is not an address/,
    ],
    ['a huge address', instead('"10.0.0.1" addrtype', `"${'9'.repeat(1e6)}" addrtype`), /is not an address/],
    ['a huge name', instead('a.test', 'x'.repeat(1e6)), /the name of a host is longer than 255/],
    ['a state of no host', instead('state="up"', 'state="sideways"'), /'sideways' is not a state of a host/],
    [
      'a state of no port',
      instead('state="open"', 'state="ajar"'),
      /line 15, column 34: 'ajar' is not a state/,
    ],
    ['a port without a state', instead(/<state state="open"[^/]*\/>/, ''), /port 22 has no state/],
    [
      'a port too high',
      instead('portid="22"', 'portid="65536"'),
      /line 15, column 1: portid is a whole number from 0 to 65535, not '65536'/,
    ],
    ['a negative port', instead('portid="22"', 'portid="-1"'), /not '-1'/],
    ['a port in words', instead('portid="22"', 'portid="1e3"'), /not '1e3'/],
    [
      'an unknown protocol',
      instead('protocol="tcp" portid', 'protocol="ipx" portid'),
      /'ipx' is not a protocol/,
    ],
    [
      'a port told twice',
      instead('portid="53"', 'portid="22"').replace('"udp"', '"tcp"'),
      /port 22 stands in the host twice/,
    ],
    [
      'a port listed and summarised',
      instead('ports="1-21,23-100"', 'ports="1-22,24-100"'),
      /port 22 of 10\.0\.0\.1 stands there twice/,
    ],
    [
      'a list of ports that is none',
      instead('ports="1-21,23-100"', 'ports="9-1"'),
      /ports: '9-1' is not a range/,
    ],
    [
      'a count that is wrong',
      instead('count="99" proto', 'count="98" proto'),
      /the list holds 99 ports, not 98/,
    ],
    [
      'open ports summarised',
      instead('state="closed" count', 'state="open" count'),
      /open ports are never summarised/,
    ],
    [
      'services that are none',
      instead('services="1-100"', 'services="all"'),
      /line 5, column 1: services: 'all'/,
    ],
    ['a round-trip in words', instead('srtt="250"', 'srtt="fast"'), /srtt is a whole number/],
    ['an end that is none', instead('elapsed="60.50"', 'elapsed="NaN"'), /elapsed is a number of seconds/],
    ['hosts beyond number', instead('total="2"', 'total="99999999999"'), /total is a whole number/],
  ])('%s', (_name, text, sentence) => {
    let message = '';
    try {
      readNmapXml(text);
    } catch (error) {
      expect(error).toMatchObject({ name: 'ReportError' });
      message = String(error);
    }
    expect(message).toMatch(sentence);
    expect(message).toMatch(/line \d+, column \d+: [^\n]*[^.]\.$/);
    expect(message.length).toBeLessThan(400);
  });
});

it('accepts a DOCTYPE that only names one, and asks nobody for it', () => {
  const named = [
    '<!DOCTYPE nmaprun SYSTEM "http://127.0.0.1:1/nmap[1].dtd">',
    "<!DOCTYPE nmaprun PUBLIC 'x[' 'file:///etc/passwd'>",
  ];
  for (const doctype of ['', ...named])
    expect(readNmapXml(instead('<!DOCTYPE nmaprun>', doctype)).hosts).toHaveLength(2);
});

it('keeps what is hostile in a name as a name', () => {
  for (const text of HOSTILE_TEXTS.filter((each) => /^[^\p{Cc}\p{Cs}]*$/u.test(each))) {
    const escaped = Array.from(text, (char) => `&#${char.codePointAt(0)};`).join('');
    const [host] = scanReportSchema.parse(readNmapXml(instead('a.test', escaped))).hosts;
    expect(host?.names).toEqual([text.toLowerCase()]);
  }
});

it('ignores what it does not know, wherever it stands', () => {
  const noise = '<host><ports><port portid="x"/></ports></host><ports/><status state="odd"/>';
  const told = instead(
    '<ports>',
    `<hostscript><script id="x"><table>${noise}</table></script></hostscript><ports>`,
  );
  const hinted = told.replace(
    '<host ',
    `<hosthint><status state="odd"/><address addr="x"/></hosthint><host `,
  );
  expect(readNmapXml(hinted).hosts).toEqual(readNmapXml(plain).hosts);
});

it('reads a file cut between two hosts as an interrupted run, and refuses one cut anywhere else', () => {
  const whole = readNmapXml(plain);
  let reports = 0;
  for (let length = 0; length < plain.length; length++) {
    const text = plain.slice(0, length);
    try {
      const report = readNmapXml(text);
      reports++;
      expect(report.status).toBe('interrupted');
      expect(text.trimEnd()).toMatch(/>$/);
      // Never half a host.
      expect(report.hosts).toEqual(whole.hosts.slice(0, report.hosts.length));
    } catch (error) {
      expect(error).toMatchObject({
        name: 'ReportError',
        message: expect.stringMatching(/line \d+, column \d+/),
      });
    }
  }
  // After each child of the root, with and without the line end that follows.
  expect(reports).toBeGreaterThan(10);
  expect(reports).toBeLessThan(30);
});

it('survives random damage', () => {
  const random = createRandom(77);
  const pieces = [
    '<',
    '>',
    '"',
    '&',
    '/',
    ' ',
    '9',
    '-',
    'host',
    '<host>',
    '</host>',
    '&amp;',
    '<!--',
    ']]>',
    '\u0000',
    'x'.repeat(300),
  ];
  const rounds = longRun ? 20_000 : 1_500;
  for (let round = 0; round < rounds; round++) {
    let text = plain;
    for (let edits = random.below(3) + 1; edits > 0; edits--) {
      const at = random.below(text.length);
      const piece = random.pick(pieces);
      text = text.slice(0, at) + piece + text.slice(at + random.below(12));
    }
    try {
      scanReportSchema.parse(readNmapXml(text));
    } catch (error) {
      expect(error).toMatchObject({ name: 'ReportError', message: expect.stringMatching(/^[^\n]*\.$/) });
    }
  }
});

it.each<[string, () => string]>([
  [
    'one host told of again and again',
    () =>
      start +
      '<host><address addr="10.0.0.1"/><status state="up"/><ports><extraports state="closed" count="65536"><extrareasons reason="reset" count="65536" proto="tcp" ports="0-65535"/></extraports></ports></host>'.repeat(
        20_000,
      ),
  ],
  [
    'every second port, ten times',
    () =>
      start +
      `<host><address addr="10.0.0.1"/><status state="up"/><ports><extraports state="closed" count="32768"><extrareasons reason="reset" count="32768" proto="tcp" ports="${Array.from({ length: 32_768 }, (_, i) => i * 2).join()}"/></extraports></ports></host>`.repeat(
        10,
      ),
  ],
  [
    'a hundred thousand attributes',
    () => `${start}<host ${Array.from({ length: 1e5 }, (_, i) => `a${i}=""`).join(' ')}>`,
  ],
  ['a comment without an end', () => `${start}<!--${'-'.repeat(5e6)}`],
  [
    'fifty thousand lists of what was asked',
    () => start + `<scaninfo protocol="tcp" services="0-65535"/>`.repeat(50_000),
  ],
])('is done at once with %s', (_name, make) => {
  const text = make();
  const { cpuMs } = withProcessorTime(() => {
    try {
      readNmapXml(text);
    } catch (error) {
      expect(error).toMatchObject({ name: 'ReportError' });
    }
  });
  // Minutes if anything were quadratic.
  expect(cpuMs).toBeLessThan(15_000);
});
