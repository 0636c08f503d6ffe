/**
 * What the network behind the TUN device is made of: the truth that verdicts are held against, and what the program
 * tun-network.ts acts on.
 */
import { expandRanges } from '../../helpers/report.ts';

/** `port-unreach` and `admin-prohibited` are ICMP 3/3 and 3/13 (RFC 792, RFC 1812), sent by the host itself. */
export const TUN_PORT_KINDS = ['silent', 'open', 'refused', 'port-unreach', 'admin-prohibited'] as const;
export type TunPortKind = (typeof TUN_PORT_KINDS)[number];

/** Hosts that behave alike. */
export interface TunHosts {
  readonly addresses: readonly string[];
  /** From the SYN's arrival to the answer. */
  readonly rttMs: number;
  /** 0.2: every answer takes between 0.8 and 1.2 of `rttMs`, by lot. */
  readonly jitter: number;
  /** Ranges of ports of each kind ("1-100,200"); what is in none is silent. */
  readonly ports: Readonly<Partial<Record<TunPortKind, string>>>;
  /** How many resets a host sends in a second at most, as some kernels limit it; absent: as many as asked. */
  readonly resetsPerSecond?: number;
  /** The first ones of every second are sent, as BSD does (net.inet.icmp.icmplim), instead of one every so often. */
  readonly resetsInBursts?: boolean;
  /** The same for ICMP errors. */
  readonly icmpPerSecond?: number;
}

export interface TunPlan {
  /** Lots of loss and jitter are drawn from it. */
  readonly seed: number;
  /** Probability that a SYN is lost on its way, 0-1. */
  readonly lossThere: number;
  /** Probability that an answer is lost on its way back, 0-1. */
  readonly lossBack: number;
  readonly hosts: readonly TunHosts[];
}

/** How often a port was asked, and what became of it. */
export interface SynCount {
  readonly syns: number;
  readonly lostThere: number;
  /** Answers sent, those lost on the way back among them. */
  readonly answers: number;
  readonly lostBack: number;
}

/** "address port" -> counts; ports that nobody asked are not in it. */
export type SynCounts = ReadonlyMap<string, SynCount>;

/** Index in TUN_PORT_KINDS for each of the 65,536 ports. */
export function portKinds(hosts: TunHosts): Uint8Array {
  const kinds = new Uint8Array(65_536);
  for (const [index, kind] of TUN_PORT_KINDS.entries()) {
    const ranges = hosts.ports[kind];
    if (ranges !== undefined) for (const port of expandRanges(ranges)) kinds[port] = index;
  }
  return kinds;
}

/** What a command tells the program, one JSON text a line on its standard input. */
export type TunCommand = { readonly do: 'begin'; readonly plan: TunPlan } | { readonly do: 'count' };

/** What the program says, one JSON text a line on its standard output: once `open`, then an answer to each command. */
export type TunReply =
  | { readonly done: 'open' | 'begin' }
  | { readonly done: 'count'; readonly counts: readonly [string, SynCount][] };
