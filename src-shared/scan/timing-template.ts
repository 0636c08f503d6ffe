/**
 * The timing templates T0-T5: nmap's names and spirit (nmap.org/book/performance-timing-templates.html for the
 * time-outs, retries and delays), our own caps in flight.
 */
import { z } from 'zod';

export const TIMING_NAMES = ['T0', 'T1', 'T2', 'T3', 'T4', 'T5'] as const;
export const timingNameSchema = z.enum(TIMING_NAMES);
export type TimingName = (typeof TIMING_NAMES)[number];

export interface TimingTemplate {
  readonly name: TimingName;
  /** One word a person can choose by. */
  readonly word: string;
  /** Time-out of a try while the host's round-trip is unknown. */
  readonly initialTimeoutMs: number;
  readonly minTimeoutMs: number;
  readonly maxTimeoutMs: number;
  /** Tries after the first; the cap, not the plan. */
  readonly maxRetries: number;
  /** Pause between two SYNs to the same host. */
  readonly scanDelayMs: number;
  /** Give up on a host after this long; null: never. */
  readonly hostTimeoutMs: number | null;
  /** Connections in flight, all hosts together. */
  readonly maxInFlight: number;
  /** Connections in flight to one host. */
  readonly maxInFlightPerHost: number;
}

const template = (
  name: TimingName,
  word: string,
  timeouts: readonly [initial: number, min: number, max: number],
  maxRetries: number,
  scanDelayMs: number,
  inFlight: readonly [all: number, perHost: number],
  hostTimeoutMs: number | null = null,
): TimingTemplate => ({
  name,
  word,
  initialTimeoutMs: timeouts[0],
  minTimeoutMs: timeouts[1],
  maxTimeoutMs: timeouts[2],
  maxRetries,
  scanDelayMs,
  hostTimeoutMs,
  maxInFlight: inFlight[0],
  maxInFlightPerHost: inFlight[1],
});

export const TIMING_TEMPLATES: Readonly<Record<TimingName, TimingTemplate>> = {
  T0: template('T0', 'Paranoid', [300_000, 100, 300_000], 10, 300_000, [1, 1]),
  T1: template('T1', 'Sneaky', [15_000, 100, 15_000], 10, 15_000, [1, 1]),
  T2: template('T2', 'Polite', [1_000, 100, 10_000], 10, 400, [1, 1]),
  T3: template('T3', 'Normal', [1_000, 100, 10_000], 10, 0, [2_000, 500]),
  T4: template('T4', 'Brisk', [500, 100, 1_250], 6, 0, [4_000, 4_000]),
  T5: template('T5', 'Insane', [250, 50, 300], 2, 0, [8_000, 4_000], 15 * 60_000),
};

export const DEFAULT_TIMING: TimingName = 'T3';
