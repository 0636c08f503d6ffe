/** IP addresses as numbers and as canonical text. IPv4 is read strictly; IPv6 text is left to ipaddr.js. */
import ipaddr from 'ipaddr.js';

/** A literal as a number: IPv4 0 to 2^32-1, IPv6 0 to 2^128-1. */
export type IpValue =
  { readonly family: 4; readonly value: number } | { readonly family: 6; readonly value: bigint };

export const IPV4_MAX = 0xffff_ffff;
export const IPV6_MAX = (1n << 128n) - 1n;
/** ::ffff:0:0/96 (RFC 4291 section 2.5.5.2): IPv4 in IPv6 clothes. */
export const MAPPED_FIRST = 0xffff_0000_0000n;
export const MAPPED_LAST = 0xffff_ffff_ffffn;

const OCTET = '(0|[1-9]\\d{0,2})';
const DOTTED = new RegExp(`^${OCTET}\\.${OCTET}\\.${OCTET}\\.${OCTET}$`);

/**
 * The number of a dotted-decimal IPv4 literal, or null. Only the four-number decimal form is one (RFC 6943 section
 * 3.1.1): no leading zeros, no hexadecimal, no short forms, which other programs read in different ways.
 */
export function parseIpv4(text: string): number | null {
  const match = DOTTED.exec(text);
  if (!match) return null;
  let value = 0;
  for (const part of match.slice(1)) {
    const octet = Number(part);
    if (octet > 255) return null;
    value = value * 256 + octet;
  }
  return value;
}

/** The number of an IPv6 literal without zone (RFC 4291 section 2.2), or null. */
export function parseIpv6(text: string): bigint | null {
  if (text.length > 45 || !/^[0-9a-f:.]+$/i.test(text)) return null;
  // ipaddr.js would read an embedded IPv4 part with leading zeros as octal.
  const embedded = text.slice(text.lastIndexOf(':') + 1);
  if (embedded.includes('.') && parseIpv4(embedded) === null) return null;
  if (!ipaddr.IPv6.isValid(text)) return null;
  return ipaddr.IPv6.parse(text).parts.reduce((value, part) => (value << 16n) | BigInt(part), 0n);
}

/** Either family's literal, or null. An IPv4-mapped IPv6 literal is the IPv4 address it stands for. */
export function parseIp(text: string): IpValue | null {
  const ipv4 = parseIpv4(text);
  if (ipv4 !== null) return { family: 4, value: ipv4 };
  const ipv6 = parseIpv6(text);
  if (ipv6 === null) return null;
  if (ipv6 >= MAPPED_FIRST && ipv6 <= MAPPED_LAST) return { family: 4, value: Number(ipv6 - MAPPED_FIRST) };
  return { family: 6, value: ipv6 };
}

export function formatIpv4(value: number): string {
  return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
}

/** Canonical text by RFC 5952. */
export function formatIpv6(value: bigint): string {
  const parts: number[] = [];
  for (let shift = 112n; shift >= 0n; shift -= 16n) parts.push(Number((value >> shift) & 0xffffn));
  return new ipaddr.IPv6(parts).toRFC5952String();
}

export function formatIp(ip: IpValue): string {
  return ip.family === 4 ? formatIpv4(ip.value) : formatIpv6(ip.value);
}

/** One spelling for each address; anything else as it is. */
export function canonicalAddress(address: string): string {
  const ip = parseIp(address);
  return ip ? formatIp(ip) : address;
}

/** Orders literals as numbers, IPv4 before IPv6, and anything that is no literal last, as text. */
export function compareAddresses(a: string, b: string): number {
  const first = parseIp(a);
  const second = parseIp(b);
  return first || second ? compareIps(first, second) : compareTexts(a, b);
}

/** In the order of {@link compareAddresses}, each read once. */
export function sortAddresses(addresses: Iterable<string>): string[] {
  return Array.from(addresses, (address) => ({ address, ip: parseIp(address) }))
    .sort((a, b) => compareIps(a.ip, b.ip) || compareTexts(a.address, b.address))
    .map(({ address }) => address);
}

/** IPv4 before IPv6, anything that is no literal last. */
export function compareIps(a: IpValue | null, b: IpValue | null): number {
  if (!a || !b) return a ? -1 : b ? 1 : 0;
  if (a.family !== b.family) return a.family - b.family;
  return a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
