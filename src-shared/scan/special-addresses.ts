/**
 * Which addresses belong to somebody out there: everything that the IANA special-purpose registries do not call "not
 * globally reachable" (iana.org/assignments/iana-ipv4-special-registry and -ipv6-special-registry, RFC 6890).
 */
import { mergeIntervals, subtractIntervals, type AddressInterval } from './address-list.ts';
import { formatIpv4, formatIpv6, parseIp } from './ip-address.ts';
import { ipv4Block, ipv6Block } from './target-token.ts';

/** Not globally reachable by the registries; multicast is not unicast and is refused elsewhere. */
const NOT_GLOBAL = [
  '0.0.0.0/8', // this network, RFC 791
  '10.0.0.0/8', // private use, RFC 1918
  '100.64.0.0/10', // shared address space, RFC 6598
  '127.0.0.0/8', // loopback, RFC 1122
  '169.254.0.0/16', // link local, RFC 3927
  '172.16.0.0/12', // private use, RFC 1918
  '192.0.0.0/24', // IETF protocol assignments, RFC 6890
  '192.0.2.0/24', // documentation, RFC 5737
  '192.168.0.0/16', // private use, RFC 1918
  '198.18.0.0/15', // benchmarking, RFC 2544
  '198.51.100.0/24', // documentation, RFC 5737
  '203.0.113.0/24', // documentation, RFC 5737
  '224.0.0.0/4', // multicast, RFC 5771
  '240.0.0.0/4', // reserved and limited broadcast, RFC 1112, RFC 8190
  '::/128', // unspecified, RFC 4291
  '::1/128', // loopback, RFC 4291
  '64:ff9b:1::/48', // local-use translation, RFC 8215
  '100::/64', // discard only, RFC 6666
  '2001:2::/48', // benchmarking, RFC 5180
  '2001:db8::/32', // documentation, RFC 3849
  '3fff::/20', // documentation, RFC 9637
  '5f00::/16', // segment routing identifiers, RFC 9602
  'fc00::/7', // unique local, RFC 4193
  'fe80::/10', // link local, RFC 4291
  'ff00::/8', // multicast, RFC 4291
];
/** Globally reachable although inside 192.0.0.0/24: RFC 7723, RFC 8155. */
const GLOBAL_WITHIN = ['192.0.0.9/32', '192.0.0.10/32'];

const notGlobal = subtractIntervals(
  mergeIntervals(NOT_GLOBAL.map(readBlock)),
  mergeIntervals(GLOBAL_WITHIN.map(readBlock)),
);

function readBlock(text: string): AddressInterval {
  const [base = '', prefix = ''] = text.split('/');
  const ip = parseIp(base);
  if (!ip) throw new RangeError(`${text} is not a block`);
  return ip.family === 4 ? ipv4Block(ip.value, Number(prefix)) : ipv6Block(ip.value, Number(prefix));
}

/** The part of merged intervals that is public: addresses whose owner has to agree to a scan. */
export function needsAuthorisation(intervals: readonly AddressInterval[]): AddressInterval[] {
  return subtractIntervals(intervals, notGlobal);
}

/** "10.0.0.1", "10.0.0.0/24" where it is a block, otherwise "10.0.0.1-10.0.0.20". */
export function describeInterval(interval: AddressInterval): string {
  const { first, last } = interval;
  const firstText = formatEnd(interval.family, first);
  if (first === last) return firstText;
  const size = BigInt(last) - BigInt(first) + 1n;
  const isBlock = (size & (size - 1n)) === 0n && BigInt(first) % size === 0n;
  if (!isBlock) return `${firstText}-${formatEnd(interval.family, last)}`;
  return `${firstText}/${(interval.family === 4 ? 32 : 128) - (size.toString(2).length - 1)}`;
}

function formatEnd(family: 4 | 6, value: number | bigint): string {
  return family === 4 ? formatIpv4(Number(value)) : formatIpv6(BigInt(value));
}
