/** Which verdicts one rule of a firewall may have made: what a policy is looked for among. */
import { codeOfVerdict, NOT_ASKED, NO_VERDICT, reasonOfPort, stateOfPort } from './port-codes.ts';
import { isIcmp, REASONS } from './port-state.ts';
import { ICMP_LIMITED } from './scan-report.ts';

/** Fewer verdicts than this show no rule. */
export const SETTLED_FEW = 10;

export type FilterKind = 'drop' | 'reject' | 'unreachable';

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
