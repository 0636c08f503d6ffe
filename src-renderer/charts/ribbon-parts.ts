/** All ports along one line, on a log scale: which state each stretch of it shows. Pure. */
import { NOT_ASKED, stateOfPort } from '../../src-shared/scan/port-codes.ts';
import type { AnyState } from '../components/any-state.ts';

export interface RibbonPart {
  readonly state: AnyState;
  /** From 0 to 1 along the ribbon. */
  readonly from: number;
  readonly to: number;
}

/** Stretches of equal length that the ribbon is made of: about as fine as it can be seen. */
const STRETCHES = 240;
const LAST = 65_536;

/** Where a port stands on the ribbon, from 0 (port 1, and 0) to 1. */
export function placeOnRibbon(port: number): number {
  return Math.log2(Math.max(1, port)) / Math.log2(LAST);
}

/**
 * The state that most of a stretch's ports have; equal neighbours are one part. Open ports are left out, as they are
 * marks; a stretch shorter than a port shows the port it lies in.
 */
export function ribbonParts(codes: Uint8Array): RibbonPart[] {
  const parts: RibbonPart[] = [];
  for (let stretch = 0; stretch < STRETCHES; stretch++) {
    const from = Math.floor(2 ** ((16 * stretch) / STRETCHES));
    const to = Math.max(from + 1, Math.floor(2 ** ((16 * (stretch + 1)) / STRETCHES)));
    const state = mostSeen(codes, from, to);
    const before = parts.at(-1);
    const end = (stretch + 1) / STRETCHES;
    if (before?.state === state) parts[parts.length - 1] = { ...before, to: end };
    else parts.push({ state, from: stretch / STRETCHES, to: end });
  }
  return parts;
}

function mostSeen(codes: Uint8Array, from: number, to: number): AnyState {
  const counts = new Map<AnyState, number>();
  for (let port = from; port < to && port < codes.length; port++) {
    const state = stateOfPort(codes[port]!);
    // What was asked says more of a stretch than what was not.
    const weight = codes[port] === NOT_ASKED ? 0.001 : state === 'open' ? 0.01 : 1;
    counts.set(state, (counts.get(state) ?? 0) + weight);
  }
  let most: AnyState = 'not-scanned';
  for (const [state, count] of counts) if (count > (counts.get(most) ?? 0)) most = state;
  return most;
}
