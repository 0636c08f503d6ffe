/** What a dialer is: it starts TCP handshakes and tells what became of each. It decides nothing. */

export type Family = 4 | 6;
/** Every dialer there is. */
export type DialerName = 'portable' | 'epoll';

/** What became of one connection attempt. Only a dialer makes these; `classify-outcome.ts` says what they mean. */
export type DialOutcome =
  /** The handshake completed. */
  | { readonly kind: 'connected' }
  /** The handshake completed with ourselves: both ends are the same endpoint (a TCP simultaneous open). */
  | { readonly kind: 'self-connect' }
  /** An RST came: the dialer has seen that no ICMP message stands behind the refusal. */
  | { readonly kind: 'reset' }
  /**
   * The operating system's error name (`ECONNREFUSED`). `atOnce`: connect itself returned it, so nothing was heard from
   * the network. `icmp`: the message that stands behind it, where the dialer can read that.
   */
  | { readonly kind: 'error'; readonly code: string; readonly atOnce: boolean; readonly icmp?: IcmpError };

export interface IcmpError {
  readonly type: number;
  readonly code: number;
  /** Made by our own kernel (neighbour discovery failed), not received. */
  readonly ownKernel: boolean;
}

/** Told once for each dial that was not abandoned, never before `dial` has returned. `rttMs`: NaN where not measured. */
export type DialListener = (ticket: number, outcome: DialOutcome, rttMs: number) => void;

export interface Dialer {
  readonly name: string;
  readonly traits: DialerTraits;
  /**
   * Starts a handshake. `ticket` is the caller's, 0 up to the capacity agreed on, and free again once its outcome was
   * told or it was abandoned. `address` is a literal. `localPort`: the source port; otherwise the system chooses.
   */
  dial(ticket: number, address: string, port: number, localPort?: number): void;
  /** Forgets an attempt and closes its socket; nothing more is told of it. */
  abandon(ticket: number): void;
  /** Abandons everything. */
  close(): void;
}

export interface DialerTraits {
  /** A shorter wait than this takes closed ports for silent ones on this platform. */
  readonly minTimeoutMs: number;
  /** The last try on a silent port waits at least this long. */
  finalTimeoutMs(family: Family): number;
  /** Round-trips hold the time that an answer waited in this very process. */
  readonly countsOwnQueue: boolean;
}
