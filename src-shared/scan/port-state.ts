/**
 * Port states and the reasons behind them.
 *
 * A state is what we conclude; a reason is what was actually received. The two travel together everywhere:
 * a state without its reason teaches nothing and cannot be checked.
 */
import { z } from 'zod';

/** The three verdicts of a TCP connect scan, in nmap's words. */
export const PORT_STATES = ['open', 'closed', 'filtered'] as const;
export const portStateSchema = z.enum(PORT_STATES);
export type PortState = (typeof PORT_STATES)[number];

/**
 * What was received, in the order of its wire code (an append-only list: stored runs hold the index).
 * ICMP types and codes: RFC 792, RFC 1122 section 3.2.2.1, RFC 1812 section 5.2.7.1, RFC 4443 section 3.1.
 */
export const REASONS = [
  'syn-ack',
  'reset',
  'conn-refused',
  'no-response',
  'port-unreach',
  'admin-prohibited',
  'host-unreach',
  'host-prohibited',
  'net-unreach',
  'net-prohibited',
  'proto-unreach',
] as const;
export const reasonSchema = z.enum(REASONS);
export type Reason = (typeof REASONS)[number];

const STATE_OF_REASON: Record<Reason, PortState> = {
  'syn-ack': 'open',
  reset: 'closed',
  'conn-refused': 'closed',
  'no-response': 'filtered',
  'port-unreach': 'filtered',
  'admin-prohibited': 'filtered',
  'host-unreach': 'filtered',
  'host-prohibited': 'filtered',
  'net-unreach': 'filtered',
  'net-prohibited': 'filtered',
  'proto-unreach': 'filtered',
};

/** The state that a reason proves. Every reason proves exactly one. */
export function stateOfReason(reason: Reason): PortState {
  return STATE_OF_REASON[reason];
}

/** The wire code (0-10) of a reason; see {@link reasonOfCode}. */
export function codeOfReason(reason: Reason): number {
  return REASONS.indexOf(reason);
}

/** The reason of a wire code. Throws RangeError on a code that no version has used. */
export function reasonOfCode(code: number): Reason {
  const reason = REASONS[code];
  if (reason === undefined) throw new RangeError(`${code} is not a reason code (0-${REASONS.length - 1})`);
  return reason;
}

/**
 * Whether the host's own answer (or a firewall's in its name) stands behind the reason.
 * `no-response` is the only verdict made of silence, and so the only one that can be wrong by packet loss.
 */
export function isAnswer(reason: Reason): boolean {
  return reason !== 'no-response';
}

/** Whether an ICMP error stands behind the reason, the host's own or a router's. */
export function isIcmp(reason: Reason): boolean {
  return stateOfReason(reason) === 'filtered' && reason !== 'no-response';
}

/** What the state of a host may be. `unknown`: nothing came back, which proves neither presence nor absence. */
export const HOST_STATUSES = ['up', 'down', 'unknown'] as const;
export const hostStatusSchema = z.enum(HOST_STATUSES);
export type HostStatus = (typeof HOST_STATUSES)[number];

/**
 * Why a host has its status: a port's answer (a {@link Reason}), `no-route` (neighbour discovery or routing failed:
 * down), `no-response`, `user-set` (discovery was skipped and nothing answered), `host-timeout`, `discovery` (another
 * scanner heard it when it looked for hosts: by a ping, by ARP).
 */
export const hostReasonSchema = z.enum([...REASONS, 'no-route', 'user-set', 'host-timeout', 'discovery']);
export type HostReason = z.infer<typeof hostReasonSchema>;
