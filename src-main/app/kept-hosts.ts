/** Hosts from the store as tables and reports want them; those never finished are put together from their pieces. */
import type { HostView } from '../../src-shared/scan/fold-scan.ts';
import { HostLedger, tallyOf as tallyOfCounts } from '../../src-shared/scan/host-ledger.ts';
import { REASONS } from '../../src-shared/scan/port-state.ts';
import type { Tally } from '../../src-shared/scan/scan-event.ts';
import type { PortCounts } from '../../src-shared/scan/scan-report.ts';
import type { VerdictBatch } from '../engine/engine-event.ts';
import type { KeptHost } from '../store/run-record.ts';
import { decodeVerdicts } from '../store/verdict-codec.ts';
import { columnsOf, type HostColumns } from './host-columns.ts';
import type { RunHost } from './run-data.ts';

export interface KeptHostOptions {
  readonly ports: Uint16Array;
  readonly allPorts: boolean;
  serviceName(port: number): string | null;
}

export function runHostOf(kept: KeptHost, options: KeptHostOptions): RunHost {
  const columns = kept.finished
    ? columnsOf(kept.report.ports, kept.report.extraports)
    : columnsOfPieces(kept, options);
  return { position: kept.position, head: headOf(kept, columns), columns };
}

function headOf({ report, finished }: KeptHost, columns: HostColumns): HostView {
  const { address, family, names, status, reason, srttMs } = report;
  return { address, family, names, status, reason, srttMs, finished, counts: countsOf(columns) };
}

function columnsOfPieces(kept: KeptHost, options: KeptHostOptions): HostColumns {
  const ledger = new HostLedger(options.ports);
  for (const piece of piecesOf(kept)) ledger.record(piece);
  const { ports, extraports } = ledger.summarise({ allPorts: options.allPorts });
  const named = ports.map((port) => ({ ...port, service: options.serviceName(port.port) }));
  return columnsOf(named, extraports);
}

/** All pieces of a host in flight, one after the other. */
export function piecesOf({ inFlight, report }: KeptHost): Omit<VerdictBatch, 'address'>[] {
  const banners = new Map<number, string>();
  for (const { port, banner } of report.ports) if (banner !== undefined) banners.set(port, banner);
  return inFlight.map((piece) => ({ ...decodeVerdicts(piece), banners }));
}

export function countsOf(columns: HostColumns): PortCounts {
  const counts = { open: 0, closed: 0, filtered: 0 };
  for (const { state, count } of tallyOf(columns)) counts[state] += count;
  return counts;
}

/** How many ports of each reason, listed or not. */
export function tallyOf(columns: HostColumns): Tally[] {
  const counts = new Uint32Array(REASONS.length);
  for (const code of columns.reasons) counts[code] = (counts[code] ?? 0) + 1;
  for (const run of columns.runs) {
    const code = REASONS.indexOf(run.reason);
    counts[code] = (counts[code] ?? 0) + run.count;
  }
  return tallyOfCounts(counts);
}
