/**
 * Which silent verdicts of a chunk are not to be relied on (doubtful-silence.ts): of each host with some its index, how
 * many, and each verdict's index, the listed ports first and then the runs.
 */
import { doubtfulPorts, hasConfidence, isDoubtful } from '../../src-shared/scan/doubtful-silence.ts';
import { isAnswer } from '../../src-shared/scan/port-state.ts';
import type { ExtraPorts, HostReport, PortReport } from '../../src-shared/scan/scan-report.ts';
import type { PortRange } from '../../src-shared/scan/timeline-input.ts';
import { ByteReader, ByteWriter } from './bytes.ts';
import type { Outcome } from './outcome-codec.ts';

interface Measured {
  readonly status: HostReport['status'];
  readonly ports: readonly PortReport[];
  readonly extraports: readonly ExtraPorts[];
}

/** Null where no host has any. */
export function encodeDoubts(hosts: readonly Measured[]): Uint8Array | null {
  const bytes = new ByteWriter();
  let isEmpty = true;
  for (const [index, host] of hosts.entries()) {
    const verdicts = doubtfulVerdicts(host);
    if (verdicts.length === 0) continue;
    isEmpty = false;
    bytes.whole(index);
    bytes.whole(verdicts.length);
    for (const verdict of verdicts) bytes.whole(verdict);
  }
  return isEmpty ? null : bytes.take();
}

function doubtfulVerdicts(host: Measured): number[] {
  const measured = hasConfidence(host);
  const verdicts = [...host.ports, ...host.extraports];
  return verdicts.flatMap(({ reason, confidence = null }, index) =>
    !isAnswer(reason) && isDoubtful(confidence, measured) ? [index] : [],
  );
}

/** By host, the indexes of its verdicts. */
export function decodeDoubts(bytes: Uint8Array): Map<number, readonly number[]> {
  const reader = new ByteReader(bytes);
  const doubts = new Map<number, readonly number[]>();
  while (!reader.isAtEnd) {
    const host = reader.whole();
    doubts.set(
      host,
      Array.from({ length: reader.whole() }, () => reader.whole()),
    );
  }
  return doubts;
}

/** The ports of these verdicts of an outcome. */
export function portsOfDoubts(
  { ports, extraports }: Outcome,
  verdicts: readonly number[],
): readonly PortRange[] {
  const doubted = new Set(verdicts);
  // Doubtful by construction, whatever the rule says of other verdicts.
  const confidence = (index: number): number => (doubted.has(index) ? 0 : 1);
  return doubtfulPorts({
    status: 'up',
    ports: ports.map(({ port, reason }, index) => ({ port, reason, confidence: confidence(index) })),
    extraports: extraports.map(({ reason, ports: ranges }, index) => ({
      reason,
      ports: ranges,
      confidence: confidence(ports.length + index),
    })),
  });
}
