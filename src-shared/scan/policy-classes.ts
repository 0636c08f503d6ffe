/** What a policy is made of: the facts about it, and which verdicts one rule of a firewall may have made. */
import { codeOfVerdict, NOT_ASKED, NO_VERDICT, reasonOfPort, stateOfPort } from './port-codes.ts';
import type { PortRun } from './port-runs.ts';
import { isIcmp, REASONS, type HostStatus } from './port-state.ts';
import { ICMP_LIMITED } from './scan-report.ts';

/** Fewer verdicts than this show no rule. */
export const SETTLED_FEW = 10;

export type FilterKind = 'drop' | 'reject' | 'unreachable';

export interface PolicyInput {
  /** One code a port, of port-codes.ts. */
  readonly codes: Uint8Array;
  readonly hostStatus: HostStatus;
  /** The host's usual round-trip: only with it can a refusal be called fast. */
  readonly srttMs: number | null;
  /** Codes of the warnings that the scan gave of this host. */
  readonly warnings: readonly string[];
}

/**
 * `nothing`: no verdict; `too-few`: too few to tell; `open-everywhere`; `no-filter`: refused where not open;
 * `lone-filters`: the same but for a few filtered ports; `silent`: only
 * silence, which an absent host makes, too; `drop`, `reject`, `unreachable`, `filters`: one kind of filter, or several;
 * `mixed`: no rule is seen;
 * `open-question`: refusals so far, and too many ports without a verdict to call it unfiltered: silence is told last.
 */
export type PolicyKind =
  | 'nothing'
  | 'too-few'
  | 'open-everywhere'
  | 'no-filter'
  | 'lone-filters'
  | 'silent'
  | FilterKind
  | 'filters'
  | 'mixed'
  | 'open-question';

export interface PolicyFacts {
  readonly kind: PolicyKind;
  /** The areas of the rule, ascending; their codes are those of `classifyPorts`. Empty where no rule is claimed. */
  readonly regions: readonly PortRun[];
  /** Open ports inside an area that a filter holds. */
  readonly holes: readonly number[];
  readonly openPorts: readonly number[];
  /** Filtered ports where the rule is another one: of `lone-filters` only. */
  readonly loneFiltered: readonly number[];
  /** Ports that keep to the rule, ports with a verdict, and ports that were asked. */
  readonly holds: number;
  readonly settled: number;
  readonly asked: number;
}

export interface PolicyPart {
  readonly text: string;
  /** `claim`: what it looks like; `ports`: numbers of ports. */
  readonly kind: 'plain' | 'claim' | 'ports';
}

const SILENCE = codeOfVerdict('no-response');
const ICMP = REASONS.filter(isIcmp).map(codeOfVerdict);
const ROUTERS = new Set([codeOfVerdict('host-unreach'), codeOfVerdict('net-unreach')]);

/**
 * The codes with open questions left out (as if not asked). Where a host limits its ICMP errors, which of its rejected
 * ports say so is chance: silence and ICMP count as the ICMP error that is seen most.
 */
export function classifyPorts(
  codes: Uint8Array,
  warnings: readonly string[],
): { classes: Uint8Array; asked: number; settled: number } {
  const classes = codes.slice();
  const counts = new Uint32Array(256);
  let asked = 0;
  let settled = 0;
  for (const [port, code] of classes.entries()) {
    if (code === NOT_ASKED) continue;
    asked++;
    if (code === NO_VERDICT) classes[port] = NOT_ASKED;
    else settled++;
    counts[code]!++;
  }
  const [loudest] = ICMP.toSorted((a, b) => counts[b]! - counts[a]!);
  if (warnings.includes(ICMP_LIMITED) && loudest !== undefined && counts[loudest]! > 0) {
    for (const [port, code] of classes.entries()) {
      if (code === SILENCE || ICMP.includes(code)) classes[port] = loudest;
    }
  }
  return { classes, asked, settled };
}

/** What kind of filter a code speaks of; null: none. */
export function filterOf(code: number): FilterKind | null {
  if (stateOfPort(code) !== 'filtered') return null;
  if (code === SILENCE) return 'drop';
  return ROUTERS.has(code) ? 'unreachable' : 'reject';
}

/** What the ports of a code did, as it stands at the beginning of a sentence. */
export function behaviourOf(code: number, isFast: boolean): string {
  const reason = reasonOfPort(code);
  if (reason === 'syn-ack') return 'Connections accepted';
  if (reason === 'no-response') return 'Silence';
  if (reason === 'reset' || reason === 'conn-refused') return isFast ? 'Fast refusals' : 'Refusals';
  return `ICMP errors (${reason})`;
}
