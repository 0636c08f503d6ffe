/** How many probes a scan is and how long it may take: a forecast before the first packet, not a promise. */
import type { TimingTemplate } from './timing-template.ts';

export interface CostInput {
  readonly hosts: number;
  readonly portsPerHost: number;
  readonly timing: TimingTemplate;
  /** Whether hosts are looked for first. */
  readonly discovery: boolean;
  /** Absent: the template's. */
  readonly maxRetries?: number | undefined;
  /** Probes per second; absent or null: unlimited. */
  readonly maxRate?: number | null | undefined;
}

export interface CostEstimate {
  /** Ports of all hosts, each asked once. */
  readonly probes: number;
  /** Everything answers, at once and the first time. */
  readonly likelyMs: number;
  /** Hosts are there, but every port is silent. */
  readonly worstMs: number;
}

/** A round-trip on a local network, generously. */
const LIKELY_ROUND_TRIP_MS = 10;
/** What the portable dialer keeps up on one machine. */
const DIALS_PER_MS = 30;
const START_MS = 50;
/** Dials that find out whether a host is there, when the first is not answered. */
const DISCOVERY_DIALS = 4;
/** Share of tries lost that silence is tested against until it is measured; and wrong verdicts a scan may expect. */
const ASSUMED_LOSS = 0.01;
const TOLERATED_ERRORS = 0.01;

/** Both times in milliseconds, from the template's time-outs, caps in flight and delays. */
export function estimateCost(input: CostInput): CostEstimate {
  const { hosts, portsPerHost, timing, discovery } = input;
  const probes = hosts * portsPerHost;
  if (probes === 0) return { probes, likelyMs: 0, worstMs: 0 };
  const likelyDials = probes + (discovery ? hosts : 0);
  const likelyMs =
    START_MS + Math.max(LIKELY_ROUND_TRIP_MS, likelyDials * spacingMs(input, LIKELY_ROUND_TRIP_MS));
  const tries = triesOfSilence(probes, input.maxRetries ?? timing.maxRetries);
  const worstDials = probes * tries + (discovery ? hosts * DISCOVERY_DIALS : 0);
  const silenceMs = Math.max(
    tries * timing.initialTimeoutMs,
    worstDials * spacingMs(input, timing.initialTimeoutMs),
  );
  return {
    probes,
    likelyMs: Math.round(likelyMs),
    worstMs: Math.round(Math.max(likelyMs, START_MS + silenceMs)),
  };
}

/** Time between two dials of the scan, when each occupies its place in flight for `heldMs`. */
function spacingMs({ hosts, timing, maxRate }: CostInput, heldMs: number): number {
  const inFlight = Math.min(timing.maxInFlight, hosts * timing.maxInFlightPerHost);
  return Math.max(
    heldMs / inFlight,
    timing.scanDelayMs / hosts,
    maxRate ? 1_000 / maxRate : 0,
    1 / DIALS_PER_MS,
  );
}

/** Tries until so many silent ports are expected to hold less than one wrong verdict in a hundred scans. */
function triesOfSilence(probes: number, maxRetries: number): number {
  const wanted = Math.ceil(Math.log(TOLERATED_ERRORS / probes) / Math.log(ASSUMED_LOSS));
  return Math.min(maxRetries + 1, Math.max(2, wanted));
}
