/** One target as typed -> what it names, or what is wrong with it. Nmap's syntax and first-last ranges. */
import { countAddresses, MAX_ADDRESSES, type AddressInterval } from './address-list.ts';
import { IPV6_MAX, parseIpv4, parseIpv6 } from './ip-address.ts';
import { countPieces, parseOctetPattern, type OctetPattern, type TokenProblem } from './octet-pattern.ts';
import { quote } from './spec-problem.ts';

export type TargetMeaning =
  | { readonly kind: 'interval'; readonly interval: AddressInterval }
  | { readonly kind: 'pattern'; readonly octets: OctetPattern }
  /** `prefix`: the block around each address of the name; null: the addresses themselves. */
  | { readonly kind: 'name'; readonly name: string; readonly prefix: number | null };

type Reading = { readonly meaning: TargetMeaning } | { readonly problem: TokenProblem };

/** More separate intervals than a list should carry. */
export const MAX_PIECES = 2 ** 20;

/** Reads a target without spaces. `limited`: at most 2^32 addresses, as for everything that is to be scanned. */
export function readTarget(token: string, limited: boolean): Reading {
  const reading = readForm(token);
  if ('problem' in reading) return withWorkingExample(reading.problem);
  const { meaning } = reading;
  if (meaning.kind === 'pattern' && countPieces(meaning.octets) > MAX_PIECES) {
    return whole(
      token,
      'makes more than a million separate ranges: widen its last number or give fewer',
      '10.0.0-3.1-254',
    );
  }
  if (limited && meaning.kind === 'interval' && isTooLarge(meaning.interval)) {
    return whole(token, 'is too large to scan: at most 2^32 addresses at once', `${firstOf(token)}/112`);
  }
  if (limited && meaning.kind === 'interval' && isLinkLocal(meaning.interval)) {
    return whole(
      token,
      'is an address on one link only, which cannot be scanned yet: use a global one',
      'fd66::1',
    );
  }
  return reading;
}

/** Inside fe80::/10 (RFC 4291 section 2.5.6): without a zone nobody can tell which link is meant. */
function isLinkLocal(interval: AddressInterval): boolean {
  return interval.family === 6 && interval.first >> 118n === 0x3fan && interval.last >> 118n === 0x3fan;
}

/** Only IPv6 can be. */
function isTooLarge(interval: AddressInterval): boolean {
  return interval.family === 6 && countAddresses([interval]) > BigInt(MAX_ADDRESSES);
}

/** An example made of what was typed may be wrong too. */
function withWorkingExample(problem: TokenProblem): Reading {
  const works = problem.example.length <= 253 && 'meaning' in readForm(problem.example.replace(/^!/, ''));
  return { problem: works ? problem : { ...problem, example: '10.0.0.1' } };
}

function readForm(token: string): Reading {
  const plain = parseIpv4(token);
  if (plain !== null)
    return { meaning: { kind: 'interval', interval: { family: 4, first: plain, last: plain } } };
  if (token === '')
    return whole('!', "stands alone: write the target to leave out directly after '!'", '!10.0.0.1');
  const foreign = /[^\x21-\x7e]+/.exec(token);
  if (foreign) return explainForeign(token, foreign[0], foreign.index);
  if (token.includes('://')) return whole(token, 'is a web address: give its host only', hostOfUrl(token));
  if (token.startsWith('['))
    return whole(token, 'has brackets: leave them out', token.replace(/^\[|\].*$/g, '') || '::1');
  const zone = token.indexOf('%');
  if (zone !== -1) {
    const message = `${quote(token)} has a zone: an address on one link only cannot be scanned yet; use the host's global address.`;
    return { problem: { message, start: zone, end: token.length, example: 'fd66::1' } };
  }
  const colons = token.split(':').length - 1;
  if (colons >= 2) return readIpv6(token);
  if (colons === 1) return explainColon(token);
  if (/^[\d.,*/-]+$/.test(token)) return readIpv4(token);
  return readName(token);
}

function readIpv4(token: string): Reading {
  const slash = token.indexOf('/');
  if (slash !== -1) return readIpv4Block(token, slash);
  const ends = token.split('-');
  if (ends.length === 2 && ends.every((end) => end.split('.').length >= 4)) return readIpv4Range(token, ends);
  const pattern = parseOctetPattern(token);
  return 'problem' in pattern ? pattern : { meaning: { kind: 'pattern', octets: pattern.octets } };
}

function readIpv4Block(token: string, slash: number): Reading {
  const base = token.slice(0, slash);
  if (base === '') return whole(token, 'has no address before its prefix', '10.0.0.0/24');
  const value = parseIpv4(base);
  if (value === null) {
    const pattern = parseOctetPattern(base);
    if ('problem' in pattern) return pattern;
    return whole(token, 'combines a range and a prefix: use one of them', '10.0.0-3.1-254');
  }
  const prefix = readPrefix(token, slash, 32, base);
  return typeof prefix === 'object'
    ? prefix
    : { meaning: { kind: 'interval', interval: ipv4Block(value, prefix) } };
}

function readIpv4Range(token: string, ends: readonly string[]): Reading {
  let start = 0;
  const values: number[] = [];
  for (const end of ends) {
    const value = parseIpv4(end);
    if (value === null) {
      const pattern = parseOctetPattern(end);
      if (!('problem' in pattern)) return whole(token, 'has a range inside a range', '10.0.0.1-10.0.0.20');
      const { problem } = pattern;
      return { problem: { ...problem, start: start + problem.start, end: start + problem.end } };
    }
    values.push(value);
    start += end.length + 1;
  }
  const [first = 0, last = 0] = values;
  if (first > last)
    return whole(token, 'runs backwards: put the lower address first', `${ends[1]}-${ends[0]}`);
  return { meaning: { kind: 'interval', interval: { family: 4, first, last } } };
}

function readIpv6(token: string): Reading {
  const slash = token.indexOf('/');
  const base = slash === -1 ? token : token.slice(0, slash);
  const ends = base.split('-').map((end) => parseIpv6(end));
  const [first, last = first] = ends;
  if (ends.length > 2 || first === null || first === undefined || last === null || last === undefined) {
    return whole(token, 'is not an IPv6 address', 'fd66::1');
  }
  if (slash === -1) {
    if (first > last) return whole(token, 'runs backwards: put the lower address first', 'fd66::1-fd66::20');
    return { meaning: { kind: 'interval', interval: { family: 6, first, last } } };
  }
  if (ends.length === 2) return whole(token, 'combines a range and a prefix: use one of them', 'fd66::/120');
  const prefix = readPrefix(token, slash, 128, base);
  return typeof prefix === 'object'
    ? prefix
    : { meaning: { kind: 'interval', interval: ipv6Block(first, prefix) } };
}

/** The prefix length after a slash. */
function readPrefix(token: string, slash: number, max: number, base: string): number | Reading {
  const text = token.slice(slash + 1);
  const prefix = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
  if (prefix <= max) return prefix;
  const length = max === 32 ? maskLength(text) : null;
  const example = `${base}/${length ?? (max === 32 ? 24 : 120)}`;
  const why = length === null ? `a prefix is 0 to ${max}` : `write the mask as its length`;
  const message = `${quote(token)} is not a block: ${why}, not ${quote(text)}.`;
  return { problem: { message, start: text === '' ? slash : slash + 1, end: token.length, example } };
}

/** The length of a dotted netmask such as 255.255.255.0, or null. */
function maskLength(text: string): number | null {
  const mask = parseIpv4(text);
  if (mask === null) return null;
  const length = Math.clz32(~mask);
  return mask === (length === 0 ? 0 : (0xffff_ffff << (32 - length)) >>> 0) ? length : null;
}

function readName(token: string): Reading {
  const slash = token.indexOf('/');
  const name = slash === -1 ? token : token.slice(0, slash);
  if (slash !== -1 && /^[\d.,*-]+$/.test(name)) return readIpv4Block(token, slash);
  const bad = /[^\w.-]/.exec(name);
  if (bad) {
    const message = `${quote(token)} is no target: a name cannot hold ${quote(bad[0])}.`;
    return { problem: { message, start: bad.index, end: bad.index + 1, example: 'server.example' } };
  }
  const labels = name.replace(/\.$/, '').split('.');
  if (/^(\d+|0x[\da-f]*)$/i.test(labels.at(-1)!)) {
    const why = 'an IPv4 address is four decimal numbers, without hexadecimal or short forms';
    return whole(token, `is neither a name nor an address: ${why}`, '10.0.0.1');
  }
  if (labels.includes(''))
    return whole(token, 'is no name: a part between its dots is empty', 'server.example');
  const wrong = labels.find((label) => label.length > 63 || /^-|-$/.test(label));
  if (wrong !== undefined || name.length > 253) {
    const why =
      wrong?.length && wrong.length <= 63
        ? 'a part begins or ends with a hyphen'
        : 'a part is over 63 characters or all of it over 253';
    return whole(token, `is no name: ${why}`, 'server.example');
  }
  if (slash === -1) return { meaning: { kind: 'name', name, prefix: null } };
  const prefix = readPrefix(token, slash, 128, name);
  return typeof prefix === 'object' ? prefix : { meaning: { kind: 'name', name, prefix } };
}

function explainForeign(token: string, part: string, start: number): Reading {
  const message = `${quote(token)} holds ${quote(part)}, which no target can: write an international name in its ASCII form.`;
  return { problem: { message, start, end: start + part.length, example: 'xn--bcher-kva.example' } };
}

function explainColon(token: string): Reading {
  const at = token.indexOf(':');
  const host = token.slice(0, at);
  const message = `${quote(token)} has a port: give the host alone, and ports in their own place.`;
  return { problem: { message, start: at, end: token.length, example: host || 'server.example' } };
}

function whole(token: string, what: string, example: string): Reading {
  return {
    problem: {
      message: `${quote(token)} ${what}.`,
      start: 0,
      end: token.length,
      example: example.slice(0, 256),
    },
  };
}

function hostOfUrl(token: string): string {
  const host = /:\/\/(?:[^/@]*@)?([\w.-]{1,253})/.exec(token)?.[1];
  return host ?? 'server.example';
}

function firstOf(token: string): string {
  return token.split(/[/-]/, 1)[0] ?? 'fd66::';
}

/** The block of a prefix length around an IPv4 address. */
export function ipv4Block(value: number, prefix: number): AddressInterval {
  const size = 2 ** (32 - prefix);
  const first = Math.floor(value / size) * size;
  return { family: 4, first, last: first + size - 1 };
}

/** The block of a prefix length around an IPv6 address. */
export function ipv6Block(value: bigint, prefix: number): AddressInterval {
  const rest = IPV6_MAX >> BigInt(prefix);
  return { family: 6, first: value & (IPV6_MAX ^ rest), last: value | rest };
}
