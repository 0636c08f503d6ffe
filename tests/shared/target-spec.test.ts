import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { needsAuthorisation } from '../../src-shared/scan/special-addresses.ts';
import { MAX_PROBLEMS, SpecError } from '../../src-shared/scan/spec-problem.ts';
import {
  collectAddresses,
  parseTargetList,
  parseTargets,
  publicTargets,
  targetNames,
  type TargetSpec,
} from '../../src-shared/scan/target-spec.ts';

const NOTHING = parseTargets('');
const noNames = new Map<string, readonly string[]>();

function addressesOf(text: string, excludes = ''): string[] {
  const spec = parseTargets(text);
  expect(spec.problems).toEqual([]);
  const list = collectAddresses(spec, noNames, parseTargets(excludes, 'excludes'));
  return Array.from({ length: list.size }, (_, index) => list.at(index));
}

function sizeOf(text: string): number {
  const spec = parseTargets(text);
  expect(spec.problems).toEqual([]);
  return collectAddresses(spec, noNames, NOTHING).size;
}

/** Each problem as the text it marks and its sentence. */
function problemsOf(text: string): [marked: string, message: string][] {
  return parseTargets(text).problems.map(({ start, end, message }) => [text.slice(start, end), message]);
}

describe('addresses', () => {
  it.each([
    ['10.0.0.1', ['10.0.0.1']],
    ['10.0.0-1.1,5', ['10.0.0.1', '10.0.0.5', '10.0.1.1', '10.0.1.5']],
    ['10.0.0.254-', ['10.0.0.254', '10.0.0.255']],
    ['10.0.0.-1', ['10.0.0.0', '10.0.0.1']],
    ['10,11.0.0.1', ['10.0.0.1', '11.0.0.1']],
    ['10.0.0.9-10.0.0.11', ['10.0.0.9', '10.0.0.10', '10.0.0.11']],
    ['10.0.0.5/30', ['10.0.0.4', '10.0.0.5', '10.0.0.6', '10.0.0.7']],
    ['10.0.0.1/32', ['10.0.0.1']],
    ['::1', ['::1']],
    ['FD66::A', ['fd66::a']],
    ['fd66::1-fd66::3', ['fd66::1', 'fd66::2', 'fd66::3']],
    ['fd66::5/127', ['fd66::4', 'fd66::5']],
    ['::ffff:10.0.0.1', ['10.0.0.1']],
    ['10.0.0.2 10.0.0.1 10.0.0.2', ['10.0.0.1', '10.0.0.2']],
  ])('reads %s', (text, expected) => expect(addressesOf(text)).toEqual(expected));

  it.each([
    ['10.0.0.*', 256],
    ['10.0.0.-', 256],
    ['10.0.*.*', 65_536],
    ['10.0.0-3.1,5,9', 12],
    ['10.0.0-3.1-2,2-4,9', 20],
    ['0.0.0.0/0', 2 ** 32],
    ['*.*.*.*', 2 ** 32],
    ['fd66::/96', 2 ** 32],
    ['10.0.0.0/24 10.0.0.128/25', 256],
  ])('counts %s', (text, size) => expect(sizeOf(text)).toBe(size));

  it.each([
    ['10.0.0.1,10.0.0.2', 2],
    ['10.0.0.1, 10.0.0.2,', 2],
    ['10.0.0.1,5,10.0.1.9', 3],
    ['10.0.0.1\n10.0.0.2\r\n10.0.0.3\t10.0.0.4\u00a010.0.0.5', 5],
    [',,10.0.0.1,,', 1],
    ['10.0.0.0/30,10.0.1.0/30', 8],
  ])('parts %j', (text, size) => expect(sizeOf(text)).toBe(size));

  it('leaves comments out', () => {
    expect(addressesOf('# all of them\n10.0.0.1 # the first\n#10.0.0.2\n10.0.0.3#4')).toEqual([
      '10.0.0.1',
      '10.0.0.3',
    ]);
  });

  it('takes excludes away, from the text and from their own list', () => {
    expect(addressesOf('10.0.0.0/29 !10.0.0.2-5', '10.0.0.7')).toEqual(['10.0.0.0', '10.0.0.1', '10.0.0.6']);
    expect(addressesOf('10.0.0.1,!10.0.0.1,2,10.0.0.3')).toEqual(['10.0.0.3']);
  });

  it('takes a link-local exclude, which leads to no dial', () => {
    expect(addressesOf('fd66::1', 'fe80::/10')).toEqual(['fd66::1']);
    expect(
      needsAuthorisation(
        parseTargets('fe80::1', 'excludes').items.flatMap(({ meaning }) =>
          meaning.kind === 'interval' ? [meaning.interval] : [],
        ),
      ),
    ).toEqual([]);
  });

  it('takes excludes of any size', () => {
    expect(addressesOf('fd66::1 10.0.0.1', 'fd00::/8')).toEqual(['10.0.0.1']);
    expect(parseTargets('!fd00::/8').problems).toEqual([]);
  });

  it('keeps an IPv4-mapped target within an IPv4 exclude', () => {
    expect(addressesOf('::ffff:10.0.0.1', '10.0.0.0/8')).toEqual([]);
  });
});

describe('names', () => {
  const resolved = new Map([
    ['server.example', ['10.0.0.77', 'fd66::77']],
    ['gone.example', []],
  ]);

  it('stay names until they are resolved, and stand for nothing without', () => {
    const spec = parseTargets('server.example host_1 Router. !gone.example server.example/30');
    expect(spec.problems).toEqual([]);
    expect(targetNames(spec)).toEqual(['server.example', 'host_1', 'Router.', 'gone.example']);
    expect(collectAddresses(spec, noNames, NOTHING).size).toBe(0);
  });

  it('become their literals, or the block around them', () => {
    const list = (text: string): string[] => {
      const addresses = collectAddresses(parseTargets(text), resolved, NOTHING);
      return Array.from({ length: addresses.size }, (_, index) => addresses.at(index));
    };
    expect(list('server.example')).toEqual(['10.0.0.77', 'fd66::77']);
    expect(list('10.0.0.76-78 !server.example')).toEqual(['10.0.0.76', '10.0.0.78']);
    const ipv4 = new Map([['a.example', ['10.0.0.77']]]);
    expect(collectAddresses(parseTargets('a.example/24'), ipv4, NOTHING).size).toBe(256);
  });

  it('cannot have a prefix longer than their address', () => {
    const ipv4 = new Map([['a.example', ['10.0.0.77']]]);
    expect(() => collectAddresses(parseTargets('a.example/64'), ipv4, NOTHING)).toThrow(/over 32/);
  });
});

/** Any code point, lone surrogates too; fast-check's own unit for it takes a second to set up. */
const anyCharacter = fc.nat(0x10_ffff).map((code) => String.fromCodePoint(code));

describe('mistakes', () => {
  it.each([
    ['10.0.0.300', '300', /'10\.0\.0\.300' is not an address: 300 is over 255/],
    ['10.0.0.1-300', '1-300', /300 is over 255/],
    ['10.0.0.1,2,999', '999', /999 is over 255/],
    ['10.0.0', '10.0.0', /3 of the four numbers/],
    ['127.1', '127.1', /2 of the four numbers/],
    ['2130706433', '2130706433', /all four numbers/],
    ['1.2.3.4.5', '1.2.3.4.5', /5 numbers/],
    ['1..2.3', '1..2.3', /missing beside a dot/],
    ['010.0.0.1', '010', /octal/],
    ['0x7f.1', '0x7f.1', /hexadecimal/],
    ['0x7f000001', '0x7f000001', /hexadecimal/],
    ['10.0.0.5-3', '5-3', /backwards/],
    ['10.0.0.20-10.0.0.1', '10.0.0.20-10.0.0.1', /lower address first/],
    ['10.0.0.1-10.0.0.300', '300', /over 255/],
    ['10.0.0.1/33', '33', /0 to 32/],
    ['10.0.0.1/', '/', /0 to 32/],
    ['10.0.0.1/x', 'x', /0 to 32/],
    ['10.0.0.0/255.255.255.0', '255.255.255.0', /mask as its length/],
    ['10.0.0-1.0/24', '10.0.0-1.0/24', /range and a prefix/],
    ['::1/129', '129', /0 to 128/],
    ['1::2::3', '1::2::3', /not an IPv6 address/],
    ['fe80::1%eth0', '%eth0', /zone/],
    ['fe80::1', 'fe80::1', /one link only/],
    ['febf::/112', 'febf::/112', /one link only/],
    ['[::1]', '[::1]', /brackets/],
    ['fd00::/8', 'fd00::/8', /2\^32/],
    ['*.*.*.1', '*.*.*.1', /million/],
    ['http://x.example/', 'http://x.example/', /web address/],
    ['10.0.0.1:80', ':80', /port/],
    ['server.example:80', ':80', /port/],
    [':80', ':80', /port/],
    ['b\u00fccher.example', '\u00fc', /ASCII/],
    ['!', '!', /stands alone/],
    ['-sS', '-sS', /hyphen/],
    ['a..b', 'a..b', /empty/],
    ['*.example', '*', /cannot hold/],
    ['10.0.0.1;10.0.0.2', ';', /cannot hold/],
    [`${'a'.repeat(64)}.example`, `${'a'.repeat(64)}.example`, /63 characters/],
    [Array(60).fill('abcde').join('.'), Array(60).fill('abcde').join('.'), /253/],
  ])('%s is one problem, marked %j', (text, marked, message) => {
    const problems = problemsOf(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.[0]).toBe(marked);
    expect(problems[0]?.[1]).toMatch(message);
  });

  it('keeps what is right beside what is wrong', () => {
    const text = '10.0.0.1, 10.0.0.300\n10.0.0.2 nowhere! 10.0.0.3';
    const spec = parseTargets(text);
    expect(spec.items.map((item) => item.text)).toEqual(['10.0.0.1', '10.0.0.2', '10.0.0.3']);
    expect(problemsOf(text).map(([marked]) => marked)).toEqual(['300', '!']);
  });

  it('marks the place within the text of a list', () => {
    const { problems } = parseTargetList(['10.0.0.1', '  10.0.0.300', '!']);
    expect(problems.map(({ item, start, end }) => [item, start, end])).toEqual([
      [1, 9, 12],
      [2, 0, 1],
    ]);
  });

  it('offers an example that works, and a short sentence, for any text', () => {
    const nasty = fc.oneof(
      fc.array(anyCharacter, { maxLength: 60 }).map((characters) => characters.join('')),
      fc.string({ unit: fc.constantFrom(...'0123456789.,-*/!:#abcx%[] \n_'.split('')), maxLength: 60 }),
    );
    fc.assert(
      fc.property(nasty, (text) => {
        return parseTargets(text).problems.every(({ example, start, end, message }) => {
          const tried = parseTargets(example);
          const works = tried.problems.length === 0 && tried.items.length > 0;
          const readable =
            message.length < 400 && /^[^\n\r]+\.$/.test(message) && !/[\p{Cc}\p{Cf}]/u.test(message);
          return works && readable && start < end && end <= text.length;
        });
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    '1,',
    'a ',
    '!',
    '::',
    '10.0.0.1,',
    '1.',
    '-',
    ',',
    '*,',
    '/',
    ':',
    '[',
    '0x',
    '#',
    'é',
    '1-',
    ' 010.',
    '\u202e',
  ])('survives a megabyte of %j, and says a bounded number of things', (piece) => {
    const spec = parseTargets(piece.repeat(1_000_000 / piece.length));
    expect(spec.problems.length).toBeLessThanOrEqual(MAX_PROBLEMS);
  });

  it('counts the problems that it does not list', () => {
    const { problems } = parseTargets('x! '.repeat(5_000));
    expect(problems).toHaveLength(MAX_PROBLEMS);
    expect(problems.at(-1)?.message).toMatch(/And 4900 more parts cannot be read\.$/);
    expect(parseTargets('x! '.repeat(50_000)).problems.at(-1)?.message).toMatch(/at least 10000 more/);
  });

  it('refuses lists that are too large only together', () => {
    const spec = parseTargets('0.0.0.0/0 ::1');
    expect(spec.problems).toEqual([]);
    expect(() => collectAddresses(spec, noNames, NOTHING)).toThrow(SpecError);
    const scattered = parseTargets('*.*.0-9.1 *.*.10-19.1');
    expect(() => collectAddresses(scattered, noNames, NOTHING)).toThrow(/million/);
  });
});

describe('octet patterns', () => {
  const octet = fc.oneof(
    fc.nat(255).map(String),
    fc.tuple(fc.nat(255), fc.nat(255)).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`),
    fc.constantFrom('-', '*'),
  );
  const list = fc.array(octet, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(','));

  it('hold an address exactly when each of its numbers is in its octet', () => {
    const inOctet = (value: number, text: string): boolean =>
      text.split(',').some((part) => {
        if (part === '*' || part === '-') return true;
        const [from = 0, to = from] = part.split('-').map(Number);
        return value >= from && value <= to;
      });
    fc.assert(
      fc.property(
        fc.tuple(fc.nat(255).map(String), fc.nat(255).map(String), list, list),
        fc.tuple(fc.nat(255), fc.nat(255)),
        (octets, [c, d]) => {
          const addresses = collectAddresses(parseTargets(octets.join('.')), noNames, NOTHING);
          const asked = `${octets[0]}.${octets[1]}.${c}.${d}`;
          expect(addresses.has(asked)).toBe(inOctet(c, octets[2]) && inOctet(d, octets[3]));
        },
      ),
    );
  });
});

describe('public targets', () => {
  const publicOf = (text: string, limit = 5): string[] => {
    const spec: TargetSpec = parseTargets(text);
    return publicTargets(collectAddresses(spec, noNames, NOTHING), limit);
  };

  it.each([
    '127.0.0.1',
    '10.0.0.0/8',
    '172.16.0.0/12',
    '192.168.1.0/24',
    '100.64.0.0/10',
    '169.254.1.1',
    '192.0.2.1',
    '198.51.100.7',
    '203.0.113.0/24',
    '198.18.0.0/15',
    '0.0.0.0/8',
    '224.0.0.0/3',
    '::1',
    'fd66::/112',
    'ff02::1',
    '2001:db8::1',
    '::ffff:192.168.0.1',
  ])('%s needs no authorisation', (text) => expect(publicOf(text)).toEqual([]));

  it.each([
    ['9.9.9.9', ['9.9.9.9']],
    ['172.15.255.255 172.32.0.0', ['172.15.255.255', '172.32.0.0']],
    ['100.63.255.254-100.64.0.1', ['100.63.255.254/31']],
    ['9.0.0.0/24 10.0.0.1', ['9.0.0.0/24']],
    ['9.0.0.1-9.0.0.6', ['9.0.0.1-9.0.0.6']],
    ['192.0.0.8-11', ['192.0.0.9-192.0.0.10']],
    ['2001:4860::8888', ['2001:4860::8888']],
    ['64:ff9b::7f00:1', ['64:ff9b::7f00:1']],
    ['::ffff:9.9.9.9', ['9.9.9.9']],
    ['126.255.255.255-128.0.0.0', ['126.255.255.255', '128.0.0.0']],
  ])('%s does', (text, expected) => expect(publicOf(text)).toEqual(expected));

  it('names the first few only', () => {
    expect(publicOf('0.0.0.0/0', 2)).toEqual(['1.0.0.0-9.255.255.255', '11.0.0.0-100.63.255.255']);
  });
});
