/**
 * What the outcome of a connection attempt proves. The table is small and closed: what it does not know is trouble of
 * ours, never a port state.
 *
 * Errors that Linux makes of ICMP messages: net/ipv4/icmp.c (icmp_err_convert), net/ipv6/icmp.c (tab_unreach).
 */
import type { Reason } from '../../src-shared/scan/port-state.ts';
import type { DialOutcome, Family, IcmpError } from './dialers/dialer.ts';

export type Classification =
  /** Something was received; the port has its verdict. */
  | { readonly kind: 'answer'; readonly reason: Reason }
  /** "Host unreachable" from the network: a filtered port on a host that answers otherwise, else an absent host. */
  | { readonly kind: 'unreachable' }
  /** The try ended without any answer. */
  | { readonly kind: 'silence' }
  /** Our own machine has no way to that host. */
  | { readonly kind: 'no-route' }
  /** Our own machine could not ask (or asked itself). `process`: it concerns everything we send; `host`: this host. */
  | { readonly kind: 'trouble'; readonly scope: 'process' | 'host'; readonly code: string };

const answer = (reason: Reason): Classification => ({ kind: 'answer', reason });

const SYN_ACK = answer('syn-ack');
const RESET = answer('reset');
const ADMIN_PROHIBITED = answer('admin-prohibited');
const UNREACHABLE: Classification = { kind: 'unreachable' };
const SILENCE: Classification = { kind: 'silence' };
const NO_ROUTE: Classification = { kind: 'no-route' };
const SELF_CONNECT: Classification = { kind: 'trouble', scope: 'host', code: 'self-connect' };

/** Errors of connect's asynchronous end: something came from the network. */
const FROM_NETWORK: ReadonlyMap<string, Classification> = new Map([
  ['ECONNREFUSED', answer('conn-refused')],
  // The peer reset after its SYN-ACK, before we looked: the handshake had completed.
  ['ECONNRESET', SYN_ACK],
  ['ENETUNREACH', answer('net-unreach')],
  ['ENOPROTOOPT', answer('proto-unreach')],
  ['EHOSTUNREACH', UNREACHABLE],
  // macOS: nobody answered ARP; Linux: ICMP 3/7.
  ['EHOSTDOWN', UNREACHABLE],
  // The kernel gave up: all its SYNs went unanswered.
  ['ETIMEDOUT', SILENCE],
]);

/** Errors that connect itself returned and that say something about the host. */
const AT_ONCE: ReadonlyMap<string, Classification> = new Map([
  ['ECONNREFUSED', answer('conn-refused')],
  ['EHOSTUNREACH', NO_ROUTE],
  ['EHOSTDOWN', NO_ROUTE],
]);

/** Lacks of the whole process: every dial would meet them. */
const PROCESS_TROUBLE = new Set([
  'EMFILE',
  'ENFILE',
  'ENOBUFS',
  'ENOMEM',
  'EAGAIN',
  'ECONNABORTED',
  'EADDRINUSE',
]);

const trouble = new Map<string, Classification>();

function troubleOf(code: string): Classification {
  let known = trouble.get(code);
  if (!known) {
    known = { kind: 'trouble', scope: PROCESS_TROUBLE.has(code) ? 'process' : 'host', code };
    trouble.set(code, known);
  }
  return known;
}

/** What an outcome proves about a port of a host of that family. */
export function classifyOutcome(outcome: DialOutcome, family: Family): Classification {
  if (outcome.kind === 'connected') return SYN_ACK;
  if (outcome.kind === 'reset') return RESET;
  if (outcome.kind === 'self-connect') return SELF_CONNECT;
  const { code, atOnce, icmp } = outcome;
  if (icmp) return classifyIcmp(icmp, family) ?? troubleOf(code);
  if (atOnce) return AT_ONCE.get(code) ?? troubleOf(code);
  // ICMPv6 1/1, 1/5 and 1/6. No ICMPv4 message becomes EACCES.
  if (code === 'EACCES' && family === 6) return ADMIN_PROHIBITED;
  return FROM_NETWORK.get(code) ?? troubleOf(code);
}

/** RFC 792, RFC 1122 3.2.2.1, RFC 1812 5.2.7.1 (type 3); RFC 4443 3.1 (type 1). */
const ICMP4_CODES: ReadonlyMap<number, Classification> = new Map([
  [0, answer('net-unreach')],
  [1, answer('host-unreach')],
  [2, answer('proto-unreach')],
  [3, answer('port-unreach')],
  [9, answer('net-prohibited')],
  [10, answer('host-prohibited')],
  [13, ADMIN_PROHIBITED],
]);
const ICMP6_CODES: ReadonlyMap<number, Classification> = new Map([
  [0, answer('net-unreach')],
  [1, ADMIN_PROHIBITED],
  [3, answer('host-unreach')],
  [4, answer('port-unreach')],
  [5, ADMIN_PROHIBITED],
  [6, ADMIN_PROHIBITED],
]);

/** Time exceeded (RFC 792 type 11, RFC 4443 type 3): the packet went round in circles on its way to the host. */
const TIME_EXCEEDED = { 4: 11, 6: 3 } as const;

function classifyIcmp(icmp: IcmpError, family: Family): Classification | undefined {
  if (icmp.ownKernel || icmp.type === TIME_EXCEEDED[family]) return UNREACHABLE;
  if (family === 4) return icmp.type === 3 ? ICMP4_CODES.get(icmp.code) : undefined;
  return icmp.type === 1 ? ICMP6_CODES.get(icmp.code) : undefined;
}
