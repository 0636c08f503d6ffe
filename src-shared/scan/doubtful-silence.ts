/** When silence is not to be relied on: lost packets look like a firewall that drops them. */
import { readPortRanges } from './port-ranges.ts';
import { isAnswer, type HostStatus, type Reason } from './port-state.ts';
import type { PortRange } from './timeline-input.ts';

/**
 * Silence less sure than this is doubtful. The bound is the one at which the story of a verdict calls lost packets
 * "unlikely". A lower one would not do: an open port seldom goes silent, so where one try in ten gets lost, nearly every
 * port that seems to have done so between two runs has not.
 */
export const RELIABLE_CONFIDENCE = 0.99;

interface Measured {
  readonly status: HostStatus;
  readonly ports: readonly {
    readonly port: number;
    readonly reason: Reason;
    readonly confidence: number | null;
  }[];
  readonly extraports: readonly {
    readonly reason: Reason;
    readonly ports: string;
    readonly confidence?: number | null | undefined;
  }[];
}

/**
 * Whether silence with this confidence is doubtful. `measured`: whether the host's other verdicts in the run have a
 * confidence. Where they do, null means that the host fell silent as a whole while it was asked; where none has, the
 * report (another program's) tells nothing of it, and its silence is taken as it is told.
 */
export function isDoubtful(confidence: number | null, measured: boolean): boolean {
  return confidence === null ? measured : confidence < RELIABLE_CONFIDENCE;
}

/** Whether any verdict of the host has a confidence; a host that is not up has nothing to measure it by. */
export function hasConfidence({ status, ports, extraports }: Measured): boolean {
  if (status !== 'up') return false;
  return (
    ports.some(({ confidence }) => confidence !== null) ||
    extraports.some(({ confidence = null }) => confidence !== null)
  );
}

const NONE: readonly PortRange[] = [];

/** The ports of a host whose silence is doubtful, ascending and disjoint. Throws SpecError on ranges that are none. */
export function doubtfulPorts(host: Measured): readonly PortRange[] {
  const measured = hasConfidence(host);
  const ranges: PortRange[] = [];
  for (const { reason, ports, confidence = null } of host.extraports) {
    if (!isAnswer(reason) && isDoubtful(confidence, measured)) ranges.push(...readPortRanges(ports));
  }
  for (const { port, reason, confidence } of host.ports) {
    if (!isAnswer(reason) && isDoubtful(confidence, measured)) ranges.push([port, port]);
  }
  return ranges.length === 0 ? NONE : ranges.sort((a, b) => a[0] - b[0]);
}
