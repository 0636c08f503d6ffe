/**
 * The CSV report: RFC 4180, CRLF, one line a port, listed or summarised. What it cannot carry: hosts without ports, the
 * status, reason and round-trip of hosts, names beyond the first, options, statistics, warnings, banners.
 */
import { stringify } from 'csv-stringify/sync';
import type { HostReport, PortReport } from '../../src-shared/scan/scan-report.ts';
import { everyPort } from './host-rows.ts';
import type { ReportSource } from './report-source.ts';

export const CSV_COLUMNS = [
  'address',
  'hostname',
  'port',
  'protocol',
  'state',
  'reason',
  'service',
  'rtt_ms',
  'attempts',
  'confidence',
  'scan_id',
  'scanned_at',
] as const;

type Cell = string | number | null;
const ROWS_PER_PIECE = 500;

/** Cells that a spreadsheet would run as a formula begin with an apostrophe (OWASP, "CSV Injection"). */
export function* writeCsv(report: ReportSource): Generator<string, void, undefined> {
  yield toText([[...CSV_COLUMNS]]);
  let rows: Cell[][] = [];
  for (const host of report.hosts) {
    for (const port of everyPort(host)) {
      rows.push(cellsOf(host, port, report));
      if (rows.length < ROWS_PER_PIECE) continue;
      yield toText(rows);
      rows = [];
    }
  }
  if (rows.length > 0) yield toText(rows);
}

function cellsOf(host: HostReport, port: PortReport, { id, startedAt }: ReportSource): Cell[] {
  return [
    host.address,
    host.names[0] ?? null,
    port.port,
    port.protocol,
    port.state,
    port.reason,
    port.service,
    port.rttMs,
    port.attempts,
    port.confidence,
    id,
    startedAt,
  ];
}

function toText(rows: Cell[][]): string {
  // A lone CR is a line end to many readers, which the library does not quote by itself.
  return stringify(rows, { record_delimiter: 'windows', escape_formulas: true, quoted_match: /[\r\n]/ });
}
