/** Addresses that belong to no single host: a connection attempt to them would reach many, or nobody. */
import { networkInterfaces } from 'node:os';
import ipaddr from 'ipaddr.js';
import { systemClock } from './clock.ts';

/** RFC 1122 section 3.2.1.3, RFC 5771, RFC 919, RFC 4291 sections 2.5.2 and 2.7. */
const ALWAYS_REFUSED = ['0.0.0.0', '224.0.0.0/4', '255.255.255.255', '::', 'ff00::/8'];

/** Interfaces change seldom; asking for them costs a system call for each address of a large scan. */
const INTERFACES_VALID_MS = 2_000;

let cached: { untilMs: number; broadcasts: ReadonlySet<string>; own: ReadonlySet<string> } | undefined;

function readInterfaces(): NonNullable<typeof cached> {
  const now = systemClock.now();
  if (cached && now < cached.untilMs) return cached;
  const broadcasts = new Set<string>();
  const own = new Set<string>();
  for (const entries of Object.values(networkInterfaces())) {
    for (const { address, family, cidr } of entries ?? []) {
      own.add(canonical(address) ?? address);
      const broadcast = family === 'IPv4' && cidr ? broadcastOf(cidr) : null;
      if (broadcast !== null) broadcasts.add(broadcast);
    }
  }
  cached = { untilMs: now + INTERFACES_VALID_MS, broadcasts, own };
  return cached;
}

/** The directed broadcast of an IPv4 network; null for /31 and /32, which have none (RFC 3021). */
export function broadcastOf(cidr: string): string | null {
  const [, prefix] = cidr.split('/');
  // The loopback network has no broadcast: 127.255.255.255 answers like its neighbours.
  if (Number(prefix) > 30 || cidr.startsWith('127.')) return null;
  return ipaddr.IPv4.broadcastAddressFromCIDR(cidr).toString();
}

/**
 * Why an address must not be scanned, as a sentence, or null. Multicast, the unspecified address, 255.255.255.255 and
 * the directed broadcasts of this machine's own networks are refused; other networks' first and last addresses are not,
 * because nothing here can know them.
 */
export function refusedAddress(address: string): string | null {
  const plain = canonical(address);
  if (plain === null) return `"${address}" is not an IP address, so it cannot be scanned.`;
  const parsed = ipaddr.parse(plain);
  switch (parsed.range()) {
    case 'multicast':
      return `${address} is a multicast address: it belongs to a group, not to a host, so it has no ports to scan.`;
    case 'unspecified':
      return `${address} is the unspecified address: it names no host. To scan this computer use 127.0.0.1 or ::1.`;
    case 'broadcast':
      return `${address} is the broadcast address: it reaches every host of the network at once. Name the hosts instead.`;
  }
  if (readInterfaces().broadcasts.has(plain)) {
    return `${address} is the broadcast address of this computer's own network: it reaches every host there at once. Name the hosts instead.`;
  }
  return null;
}

/** Everything that {@link refusedAddress} refuses, as blocks and literals: to take it out of a list of any size. */
export function refusedBlocks(): string[] {
  return [...ALWAYS_REFUSED, ...readInterfaces().broadcasts];
}

/** Whether the address is this machine's own (loopback or an interface's): nobody has to look whether it is there. */
export function isOwnAddress(address: string): boolean {
  const plain = canonical(address);
  if (plain === null) return false;
  return ipaddr.parse(plain).range() === 'loopback' || readInterfaces().own.has(plain);
}

/** Without zone, IPv4 in IPv6 as IPv4; null: no address. */
function canonical(address: string): string | null {
  const [literal = ''] = address.split('%');
  if (!ipaddr.isValid(literal)) return null;
  return ipaddr.process(literal).toString();
}
