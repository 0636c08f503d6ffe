/** One host of a run as its screen shows it, and one port of it in full: from a running scan and from history alike. */
import type { HostDetail } from '../../src-shared/scan/host-detail.ts';
import { MAX_DETAIL_BANNER, MAX_DETAIL_ROWS, warningsOfHost } from '../../src-shared/scan/host-detail.ts';
import { ALL_PORTS, codeOfVerdict, encodePortCodes, NO_VERDICT } from '../../src-shared/scan/port-codes.ts';
import { isInRanges, readPortRanges } from '../../src-shared/scan/port-ranges.ts';
import { codeOfReason, reasonOfCode, REASONS } from '../../src-shared/scan/port-state.ts';
import type { PortReport, ScanWarning } from '../../src-shared/scan/scan-report.ts';
import type { PortRow } from '../../src-shared/scan/scan-row.ts';
import { indexOfPort } from '../../src-shared/scan/verdict-columns.ts';
import { PortolanError } from '../../src-shared/contract/wire.ts';
import { portAt, type HostColumns } from './host-columns.ts';
import type { RunData, RunHost } from './run-data.ts';

const OPEN = codeOfReason('syn-ack');
const OWN_ANSWERS = new Set([OPEN, codeOfReason('reset'), codeOfReason('conn-refused')]);

/** Throws PortolanError `not-found` where the run has no such host. */
export function hostDetail(run: RunData, warnings: readonly ScanWarning[], address: string): HostDetail {
  const host = findHost(run, address);
  const { columns } = host;
  return {
    host: host.head,
    ports: encodePortCodes(portCodes(run, host)),
    rows: detailRows(columns),
    reasons: reasonFacts(columns),
    rttSpread: spreadOf(columns),
    warnings: warningsOfHost(warnings, address),
    seq: run.view.seq,
  };
}

/** A port's row, listed or not; null while it has no verdict. Throws PortolanError `not-found` as {@link hostDetail}. */
export function portRow(
  run: RunData,
  address: string,
  port: number,
  serviceName: (port: number) => string | null,
): PortRow | null {
  const { head, columns } = findHost(run, address);
  const place = { address, hostName: head.names[0] ?? null };
  const index = indexOfPort(columns.ports, port);
  if (index !== -1) return { ...portAt(columns, index), ...place };
  const group = columns.runs.find(({ ports }) => isInRanges(readPortRanges(ports), port));
  if (!group) return null;
  const { state, reason, attempts = 0, confidence = null } = group;
  const service = serviceName(port);
  return { port, protocol: 'tcp', state, reason, service, rttMs: null, attempts, confidence, ...place };
}

function findHost(run: RunData, address: string): RunHost {
  const host = run.host(address);
  if (host) return host;
  throw new PortolanError(
    'not-found',
    `This run knows nothing of ${address.slice(0, 64)} (yet): choose another host from its results.`,
  );
}

function portCodes({ view }: RunData, { head, columns }: RunHost): Uint8Array {
  const codes = new Uint8Array(ALL_PORTS);
  const { open, closed, filtered } = head.counts;
  // Of a host that was found absent no port was asked.
  const wasAsked = head.status === 'up' || open + closed + filtered > 0 || !head.finished;
  if (wasAsked && head.status !== 'down') fillRanges(codes, view.options?.ports ?? '', NO_VERDICT);
  for (const { reason, ports } of columns.runs) fillRanges(codes, ports, codeOfVerdict(reason));
  for (const [index, port] of columns.ports.entries()) {
    codes[port] = codeOfVerdict(reasonOfCode(columns.reasons[index] ?? 0));
  }
  return codes;
}

function fillRanges(codes: Uint8Array, ranges: string, code: number): void {
  for (const [first, last] of readPortRanges(ranges)) codes.fill(code, first, last + 1);
}

/** Open ports, and others while there is room; a scan that lists every port has thousands. */
function detailRows(columns: HostColumns): PortReport[] {
  const indexes: number[] = [];
  for (const wantsOpen of [true, false]) {
    for (const [index, reason] of columns.reasons.entries()) {
      if (indexes.length === MAX_DETAIL_ROWS) break;
      if ((reason === OPEN) === wantsOpen) indexes.push(index);
    }
  }
  return indexes
    .sort((a, b) => a - b)
    .map((index) => {
      const { banner, ...row } = portAt(columns, index);
      return banner === undefined ? row : { ...row, banner: banner.slice(0, MAX_DETAIL_BANNER) };
    });
}

function reasonFacts({ reasons, attempts, confidence, runs }: HostColumns): HostDetail['reasons'] {
  const facts = new Map<number, { attempts: number; confidence: number | null }>();
  const note = (code: number, tries: number, sure: number | null): void => {
    const known = facts.get(code);
    facts.set(code, {
      attempts: Math.max(known?.attempts ?? 0, tries),
      confidence: known && known.confidence !== null ? Math.min(known.confidence, sure ?? 1) : sure,
    });
  };
  for (const [index, code] of reasons.entries()) {
    const sure = confidence[index] ?? Number.NaN;
    note(code, attempts[index] ?? 0, Number.isNaN(sure) ? null : sure);
  }
  for (const run of runs) note(codeOfReason(run.reason), run.attempts ?? 0, run.confidence ?? null);
  return REASONS.flatMap((reason, code) => {
    const known = facts.get(code);
    return known ? [{ reason, ...known }] : [];
  });
}

/** Of the host's own answers: ICMP errors are often held back by whoever sends them. */
function spreadOf({ rttMs, reasons }: HostColumns): HostDetail['rttSpread'] {
  const measured = rttMs.filter((rtt, index) => !Number.isNaN(rtt) && OWN_ANSWERS.has(reasons[index] ?? -1));
  if (measured.length < 2) return null;
  const middle = medianOf(measured);
  const deviationMs = medianOf(measured.map((rtt) => Math.abs(rtt - middle)));
  return { measured: measured.length, deviationMs };
}

function medianOf(values: Float32Array): number {
  const sorted = values.toSorted();
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
