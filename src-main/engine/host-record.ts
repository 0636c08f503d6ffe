/** A host as the whole scan knows it while it is worked on, and the judgement when all its shares have ended. */
import {
  codeOfReason,
  reasonOfCode,
  type HostReason,
  type HostStatus,
} from '../../src-shared/scan/port-state.ts';
import { OpenSuspicion } from './control-ports.ts';
import type { SettledWork } from './engine-event.ts';
import type { HostTimes } from './host-timing.ts';
import type { HeldPorts, HostEnd } from './worker-messages.ts';

export interface HostRecord {
  readonly address: string;
  /** Shares that still work on it. */
  sharesLeft: number;
  /** The reason of its first own answer; null: none yet. */
  upReason: number | null;
  times: HostTimes | null;
  /** As the earlier run measured it. */
  readonly srttBeforeMs: number | null;
  weakReason: number | null;
  unreachable: 'no' | 'early' | 'late';
  noRoute: boolean;
  timedOut: boolean;
  gaveUp: string | null;
  icmpLimited: boolean;
  wentQuiet: boolean;
  greetingsSkipped: number;
  held: HeldPorts[];
  /** Ports with a verdict: by this scan, and (flags) by the earlier run that it continues. */
  settledHere: number;
  readonly settledBefore: Uint8Array | undefined;
  /** Ports that discovery settled. */
  readonly discovered: Set<number>;
  readonly suspicion: OpenSuspicion;
  /** When its ports were first handed out, pauses not counted. */
  startedAtMs: number | null;
}

/** `settled`: what an earlier run knew. */
export function createHostRecord(address: string, settled: SettledWork | undefined): HostRecord {
  const foundUp = settled?.foundUp(address);
  return {
    address,
    sharesLeft: 0,
    upReason: foundUp ? codeOfReason(foundUp.reason) : null,
    times: null,
    srttBeforeMs: foundUp?.srttMs ?? null,
    weakReason: null,
    unreachable: 'no',
    noRoute: false,
    timedOut: false,
    gaveUp: null,
    icmpLimited: false,
    wentQuiet: false,
    greetingsSkipped: 0,
    held: [],
    settledHere: 0,
    settledBefore: settled?.settledPorts(address),
    discovered: new Set(),
    suspicion: new OpenSuspicion(),
    startedAtMs: null,
  };
}

/** Adds what one share found out. */
export function noteEnd(record: HostRecord, end: HostEnd): void {
  record.sharesLeft -= 1;
  record.times = end.times ?? record.times;
  record.weakReason ??= end.weakReason;
  if (record.unreachable !== 'late')
    record.unreachable = end.unreachable === 'no' ? record.unreachable : end.unreachable;
  record.noRoute ||= end.noRoute;
  record.timedOut ||= end.timedOut;
  record.gaveUp ??= end.gaveUp;
  record.icmpLimited ||= end.icmpLimited;
  record.wentQuiet ||= end.wentQuiet;
  record.greetingsSkipped += end.greetingsSkipped;
  if (end.held) record.held.push(end.held);
}

export interface HostJudgement {
  readonly status: HostStatus;
  readonly reason: HostReason;
}

/** After discovery: the judgement of a host that is not asked further, or null where its ports are to be asked. */
export function judgeDiscovery(record: HostRecord): HostJudgement | null {
  if (record.upReason !== null) return null;
  const given = judgeUnasked(record);
  if (given) return given;
  // Something spoke, whether the host's own firewall or a router before it: its ports will tell.
  if (record.unreachable === 'early' || record.weakReason !== null) return null;
  return { status: 'unknown', reason: 'no-response' };
}

/** What becomes of the ports that were held back until the whole host was known. */
export type HeldFate = 'settle' | 'ask-again' | 'drop';

/** When all the host's ports have been asked. */
export function judgeHost(
  record: HostRecord,
  discovery: boolean,
): HostJudgement & { readonly held: HeldFate } {
  if (record.upReason !== null) {
    const cutShort = record.timedOut || record.gaveUp !== null || record.noRoute;
    return {
      status: 'up',
      reason: record.timedOut ? 'host-timeout' : reasonOfCode(record.upReason),
      held: cutShort ? 'drop' : 'ask-again',
    };
  }
  const given = judgeUnasked(record);
  if (given) return { ...given, held: 'drop' };
  if (record.weakReason !== null)
    return { status: 'unknown', reason: reasonOfCode(record.weakReason), held: 'settle' };
  if (record.unreachable === 'early') return { status: 'unknown', reason: 'host-unreach', held: 'settle' };
  return { status: 'unknown', reason: discovery ? 'no-response' : 'user-set', held: 'settle' };
}

/** Hosts of which nothing can be said about ports. */
function judgeUnasked(record: HostRecord): HostJudgement | null {
  if (record.noRoute) return { status: 'down', reason: 'no-route' };
  if (record.gaveUp !== null) return { status: 'unknown', reason: 'no-route' };
  if (record.timedOut) return { status: 'unknown', reason: 'host-timeout' };
  if (record.unreachable === 'late' && record.weakReason === null)
    return { status: 'down', reason: 'no-route' };
  return null;
}

const NO_RESPONSE = codeOfReason('no-response');
const HOST_UNREACH = codeOfReason('host-unreach');

/** The held ports as final verdicts of a host that never answered: silence proves nothing there. */
export function settleHeld(held: HeldPorts): {
  reasons: Uint8Array;
  confidence: Float32Array;
  rttMs: Float32Array;
} {
  return {
    reasons: Uint8Array.from(held.unreachable, (flag) => (flag ? HOST_UNREACH : NO_RESPONSE)),
    confidence: Float32Array.from(held.unreachable, (flag) => (flag ? 1 : Number.NaN)),
    rttMs: new Float32Array(held.ports.length).fill(Number.NaN),
  };
}
