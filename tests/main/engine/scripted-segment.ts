/**
 * A network segment by script: neighbours that are there, that say nothing, that are absent; with the kernel's table, its
 * three seconds of search, and its "host unreachable" afterwards. Other addresses lie behind a router.
 */
import { failed, reply, ScriptedNetwork, type Dial, type Reply } from './scripted-network.ts';

/** The kernel sends three requests, one a second. */
const SEARCH_MS = 3_050;
const LINK = 'eth0';

export interface Segment {
  /** Whether an address is on the segment. */
  readonly isNeighbour: (address: string) => boolean;
  /** Whether a machine with that address answers ARP or neighbour discovery. */
  readonly isThere: (address: string) => boolean;
  /** What a machine that is reached answers. */
  readonly answer: (dial: Dial) => Reply;
  /** Whether the kernel finds room for an entry at that moment. */
  readonly hasRoom?: (address: string, atMs: number) => boolean;
  /** Others have the table full of found neighbours. */
  readonly strangers?: number;
}

export interface SegmentNetwork extends ScriptedNetwork {
  /** The most searches that were under way at once. */
  mostSearches(): number;
  /** When the kernel began to look for each address, in order. */
  readonly searches: readonly { readonly address: string; readonly atMs: number }[];
  /** As if another program had made the kernel look for it at that time. */
  searchFor(address: string, atMs: number): void;
}

export function createSegment(segment: Segment): SegmentNetwork {
  const searches: { address: string; atMs: number }[] = [];
  const begunAt = new Map<string, number>();
  const found = new Set<string>();

  const network = new ScriptedNetwork((dial): Reply => {
    const { address, atMs } = dial;
    if (!segment.isNeighbour(address) || found.has(address)) return segment.answer(dial);
    if (segment.hasRoom?.(address, atMs) === false) return 'silence';
    if (segment.isThere(address)) {
      found.add(address);
      return segment.answer(dial);
    }
    let begun = begunAt.get(address);
    if (begun === undefined || atMs >= begun + SEARCH_MS) {
      begunAt.set(address, (begun = atMs));
      searches.push({ address, atMs });
    }
    return reply(failed('EHOSTUNREACH', false), begun + SEARCH_MS - atMs);
  });

  network.neighbours = {
    linkTo: (address) => (segment.isNeighbour(address) ? LINK : null),
    read: () => {
      const entries = new Map<string, boolean>();
      for (let index = 0; index < (segment.strangers ?? 0); index += 1)
        entries.set(`stranger ${index}`, true);
      for (const address of begunAt.keys()) if (!address.includes(':')) entries.set(address, false);
      for (const address of found) if (!address.includes(':')) entries.set(address, true);
      return { byAddress: entries, links: new Set(entries.size > 0 ? [LINK] : []) };
    },
  };

  return Object.assign(network, {
    searches,
    searchFor: (address: string, atMs: number) => {
      begunAt.set(address, atMs);
    },
    mostSearches: () => {
      let most = 0;
      let from = 0;
      for (const [index, { atMs }] of searches.entries()) {
        while ((searches[from]?.atMs ?? atMs) + SEARCH_MS <= atMs) from += 1;
        most = Math.max(most, index - from + 1);
      }
      return most;
    },
  });
}
