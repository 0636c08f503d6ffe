/** When two verdicts of one port differ, and how. */
import { canonicalAddress } from './ip-address.ts';
import { isIcmp, stateOfReason, type Reason } from './port-state.ts';
import type { PortChangeKind } from './scan-diff.ts';
import { HOST_WENT_QUIET, ICMP_LIMITED, type ScanWarning } from './scan-report.ts';

/**
 * What a scanner that sees only connect()'s errno says, and the sharper reasons that may hide behind it. On IPv4 one
 * errno stands for several ICMP codes; RST and ICMP port unreachable are both "connection refused".
 */
const HIDDEN_BEHIND: Partial<Record<Reason, readonly Reason[]>> = {
  'conn-refused': ['reset', 'port-unreach'],
  'host-unreach': ['host-prohibited', 'admin-prohibited'],
  'net-unreach': ['net-prohibited'],
};

/** A verdict's reason, whether who gave it sees what came back or only an errno, and whether its host limits its errors. */
export interface SeenReason {
  readonly reason: Reason;
  readonly sharp: boolean;
  readonly limited: boolean;
}

type Warnings = readonly Pick<ScanWarning, 'code' | 'address'>[];

/** The hosts of a run that limit their ICMP errors: which of their filtered ports say so is chance. */
export function limitedHosts(warnings: Warnings): (address: string) => boolean {
  return hostsWarnedOf(warnings, ICMP_LIMITED);
}

/** The hosts of a run that stopped answering while they were asked: their silence may be a scanner shut out. */
export function quietHosts(warnings: Warnings): (address: string) => boolean {
  return hostsWarnedOf(warnings, HOST_WENT_QUIET);
}

function hostsWarnedOf(warnings: Warnings, wanted: string): (address: string) => boolean {
  const told = warnings.filter(({ code }) => code === wanted);
  // Of a large network only the first few dozen are named.
  if (told.some(({ address }) => address === undefined)) return () => true;
  const addresses = new Set(told.map(({ address = '' }) => canonicalAddress(address)));
  return (address) => addresses.has(address);
}

/** Only the epoll dialer reads the error queue; on IPv6 each ICMP code has an errno of its own. */
export function seesReasons(dialer: string, address: string): boolean {
  return dialer === 'epoll' || address.includes(':');
}

/**
 * The change from one verdict to another; null: none. A vaguer reason equals a sharper one of the same state. Where the
 * vaguer one may hide a reason of another state (`conn-refused` and `port-unreach`), no change of state is proven: the
 * port is `reason-only`.
 */
export function classifyChange(
  before: SeenReason,
  after: SeenReason,
): Exclude<PortChangeKind, 'not-comparable' | 'service'> | null {
  if (before.reason === after.reason) return null;
  const stateBefore = stateOfReason(before.reason);
  const stateAfter = stateOfReason(after.reason);
  if (mayHide(before, after) || mayHide(after, before))
    return stateBefore === stateAfter ? null : 'reason-only';
  // Two errors of such a host are two answers: only whether one came at all is chance.
  if ((before.limited || after.limited) && isSilenceAndError(before, after)) return null;
  if (stateBefore === stateAfter) return 'reason-only';
  return stateAfter === 'open' ? 'opened' : stateAfter;
}

function isSilenceAndError({ reason: before }: SeenReason, { reason: after }: SeenReason): boolean {
  return (before === 'no-response' && isIcmp(after)) || (isIcmp(before) && after === 'no-response');
}

/** Whether a vague verdict may stand for the other's reason. */
export function mayHide(vague: SeenReason, other: SeenReason): boolean {
  // A refusal alone is vague for every dialer that reports it.
  if (vague.sharp && vague.reason !== 'conn-refused') return false;
  return HIDDEN_BEHIND[vague.reason]?.includes(other.reason) ?? false;
}
