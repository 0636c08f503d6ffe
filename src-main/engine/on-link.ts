/** Which addresses this machine reaches without a router, and so has to find by ARP or neighbour discovery. Linux only. */
import { endianness, networkInterfaces } from 'node:os';
import { parseIp, type IpValue } from '../../src-shared/scan/ip-address.ts';
import { readSmallFile } from './read-small-file.ts';

/** A route as far as it matters here; networks are numbers of their family. */
export type Route = (
  { readonly family: 4; readonly net: number } | { readonly family: 6; readonly net: bigint }
) & {
  readonly bits: number;
  /** The interface that leads to every address of it without a router in between; null: none does. */
  readonly link: string | null;
};

/** RTF_GATEWAY and RTF_REJECT of linux/route.h, RTF_LOCAL of linux/ipv6_route.h. */
const RTF_GATEWAY = 0x0002;
const RTF_REJECT = 0x0200;
const RTF_LOCAL = 0x8000_0000;
const NO_MAC = '00:00:00:00:00:00';

/** The routes of this machine at the moment; none where the system does not show them. */
export function readRoutes(): Route[] {
  const own = networkInterfaces();
  // Tunnels and loopback have no hardware address and look for no neighbours.
  const resolves = (name: string): boolean => own[name]?.every(({ mac }) => mac !== NO_MAC) ?? name !== 'lo';
  return [
    ...parseRoutes4(readSmallFile('/proc/net/route'), resolves),
    ...parseRoutes6(readSmallFile('/proc/net/ipv6_route'), resolves),
  ];
}

/** `/proc/net/route`: interface, destination, gateway, flags, ..., mask; hexadecimal in this machine's byte order. */
export function parseRoutes4(text: string, resolves: (name: string) => boolean): Route[] {
  return text.split('\n').flatMap((line): Route[] => {
    const [name = '', destination = '', gateway = '', flags = '', , , , mask = ''] = line
      .trim()
      .split(/\s+/u);
    if (!/^[\dA-F]{8}$/u.test(destination) || !/^[\dA-F]{8}$/u.test(mask)) return [];
    const isDirect =
      (Number.parseInt(flags, 16) & (RTF_GATEWAY | RTF_REJECT)) === 0 &&
      Number.parseInt(gateway, 16) === 0 &&
      resolves(name);
    const link = isDirect ? name : null;
    return [{ family: 4, net: swapBytes(destination), bits: countOnes(swapBytes(mask)), link }];
  });
}

/** `/proc/net/ipv6_route`: destination, length, source, length, next hop, metric, ..., flags, interface. */
export function parseRoutes6(text: string, resolves: (name: string) => boolean): Route[] {
  return text.split('\n').flatMap((line): Route[] => {
    const [net = '', bits = '', , , hop = '', , , , flags = '', name = ''] = line.trim().split(/\s+/u);
    if (!/^[\da-f]{32}$/u.test(net) || !/^[\da-f]{2}$/u.test(bits)) return [];
    const set = Number.parseInt(flags, 16);
    const isDirect =
      (set & (RTF_GATEWAY | RTF_REJECT)) === 0 &&
      (set & RTF_LOCAL) === 0 &&
      /^0+$/u.test(hop) &&
      resolves(name);
    const link = isDirect ? name : null;
    return [{ family: 6, net: BigInt(`0x${net}`), bits: Number.parseInt(bits, 16), link }];
  });
}

/** The link that the longest route to an address leads to; null: it leads to a router, or there is none. */
export function linkTo(address: string, routes: readonly Route[]): string | null {
  const ip = parseIp(address);
  if (!ip) return null;
  let best: Route | undefined;
  for (const route of routes) if (covers(route, ip) && (!best || route.bits > best.bits)) best = route;
  return best?.link ?? null;
}

function covers(route: Route, ip: IpValue): boolean {
  if (route.family === 4 && ip.family === 4) {
    const size = 2 ** (32 - route.bits);
    return ip.value >= route.net && ip.value < route.net + size;
  }
  if (route.family === 6 && ip.family === 6) {
    const rest = BigInt(128 - route.bits);
    return ip.value >> rest === route.net >> rest;
  }
  return false;
}

/** The kernel prints addresses as numbers in the machine's own byte order. */
function swapBytes(hex: string): number {
  if (endianness() === 'BE') return Number.parseInt(hex, 16);
  return Number.parseInt(hex.replace(/^(..)(..)(..)(..)$/u, '$4$3$2$1'), 16);
}

function countOnes(mask: number): number {
  let bits = 0;
  for (let rest = mask; rest !== 0; rest = (rest << 1) >>> 0) bits += rest >>> 31;
  return bits;
}
