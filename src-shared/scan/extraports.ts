/**
 * Which ports of a host stand as rows and which are summarised as runs ("Not shown: 997 closed (reset)").
 *
 * The rule: every open port is a row; any other (state, reason) group is rows up to 25 ports and one run above. It is
 * nmap's idea of an ignorable state (25 is its threshold too) applied to the reason, so a lone odd answer is never
 * hidden, and a scan of a few ports lists them all.
 */
import { REASONS, reasonOfCode, stateOfReason, type PortState, type Reason } from './port-state.ts';

/** The largest group of uninteresting ports that is still listed port by port. */
export const MAX_LISTED_PORTS = 25;

/** Whether a group of `count` ports with this state becomes a run. */
export function isSummarised(state: PortState, count: number): boolean {
  return state !== 'open' && count > MAX_LISTED_PORTS;
}

/** By reason code, 1 where that reason's ports are a run; `counts` holds how many ports each reason code has. */
export function summarisedReasons(counts: ArrayLike<number>): Uint8Array {
  const flags = new Uint8Array(REASONS.length);
  for (const code of flags.keys()) {
    if (isSummarised(stateOfReason(reasonOfCode(code)), counts[code] ?? 0)) flags[code] = 1;
  }
  return flags;
}

interface Run {
  readonly state: PortState;
  readonly reason: Reason;
  readonly count: number;
}

/** "Not shown: 997 closed (reset), 12 filtered (no-response)": the largest run first; "" for none. */
export function describeExtraports(runs: readonly Run[]): string {
  if (runs.length === 0) return '';
  const parts = [...runs]
    .sort((a, b) => b.count - a.count)
    .map(({ state, reason, count }) => `${count.toLocaleString('en-US')} ${state} (${reason})`);
  return `Not shown: ${parts.join(', ')}`;
}
