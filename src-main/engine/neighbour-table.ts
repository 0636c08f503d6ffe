/**
 * What the kernel knows of the machines on our own networks: who is reached without a router, and whether it has
 * answered ARP. Linux only; elsewhere nobody is known to be a neighbour.
 *
 * IPv4 entries stand in /proc/net/arp (arp(7)). Of IPv6 entries Linux tells only through netlink, which Node does not
 * have: of those neighbours, the kernel's own "host unreachable" after a search in vain is the evidence.
 */
import { linkTo, readRoutes, type Route } from './on-link.ts';
import { readSmallFile } from './read-small-file.ts';
import { isOwnAddress } from './refused-addresses.ts';

export interface NeighbourEntries {
  /** Address -> whether its machine has answered. A search under way and one in vain look the same here. */
  readonly byAddress: ReadonlyMap<string, boolean>;
  /** Interfaces with entries: they do look for neighbours. */
  readonly links: ReadonlySet<string>;
}

export interface NeighbourTable {
  /** The interface on which the kernel has to find a host before anything is sent; null: a router is in between. */
  linkTo(address: string): string | null;
  /** The IPv4 entries of the moment; null: they cannot be read here. */
  read(): NeighbourEntries | null;
}

/** No neighbours are known. */
export const noNeighbours: NeighbourTable = { linkTo: () => null, read: () => null };

/** ATF_COM of linux/if_arp.h: the entry has its hardware address. */
const COMPLETE = 0x2;

/** `/proc/net/arp`: address, hardware type, flags, hardware address, mask, interface; null: this is no such table. */
export function parseArp(text: string): NeighbourEntries | null {
  const [heading, ...lines] = text.split('\n');
  if (heading?.startsWith('IP address') !== true) return null;
  const byAddress = new Map<string, boolean>();
  const links = new Set<string>();
  for (const line of lines) {
    const [address = '', , flags = '', , , link = ''] = line.split(/\s+/u, 6);
    if (address === '') continue;
    // An address may have entries on several interfaces.
    const isFound = (Number.parseInt(flags, 16) & COMPLETE) !== 0;
    byAddress.set(address, isFound || byAddress.get(address) === true);
    links.add(link);
  }
  return { byAddress, links };
}

/** Routes change seldom, and reading them costs a file for each address of a large scan. */
const ROUTES_VALID_MS = 2_000;

/** This machine's. `nowMs`: a monotonic time. */
export function systemNeighbours(nowMs: () => number): NeighbourTable {
  if (process.platform !== 'linux') return noNeighbours;
  let routes: readonly Route[] = [];
  let validUntilMs = Number.NEGATIVE_INFINITY;
  return {
    linkTo(address) {
      if (nowMs() >= validUntilMs) {
        routes = readRoutes();
        validUntilMs = nowMs() + ROUTES_VALID_MS;
      }
      return isOwnAddress(address) ? null : linkTo(address, routes);
    },
    read: () => parseArp(readSmallFile('/proc/net/arp')),
  };
}
