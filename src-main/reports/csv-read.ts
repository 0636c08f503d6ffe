/** Reads a CSV report back. What CSV does not carry is filled with what is neutral, and a warning says so. */
import { parse } from 'csv-parse/sync';
import { isSummarised } from '../../src-shared/scan/extraports.ts';
import { parseIp } from '../../src-shared/scan/ip-address.ts';
import { formatPortRanges } from '../../src-shared/scan/port-ranges.ts';
import { stateOfReason } from '../../src-shared/scan/port-state.ts';
import {
  portReportSchema,
  REPORT_SCHEMA,
  scanReportSchema,
  type ExtraPorts,
  type HostReport,
  type PortReport,
  type ScanReport,
} from '../../src-shared/scan/scan-report.ts';
import { CSV_COLUMNS } from './csv.ts';
import { assertReadableLength, ReportError } from './report-error.ts';

type Row = Readonly<Record<(typeof CSV_COLUMNS)[number], string>>;

/** Throws {@link ReportError} with the line of the first fault. */
export function readCsv(text: string): ScanReport {
  assertReadableLength(text);
  const rows = parseRows(text);
  const [first] = rows;
  if (!first)
    throw new ReportError('The CSV report holds no ports, so it does not tell which scan it is of.');
  const hosts = new Map<string, { name: string; ports: Map<number, PortReport> }>();
  for (const [index, row] of rows.entries()) {
    const line = index + 2;
    if (row.scan_id !== first.scan_id) throw fault(line, 'scan_id', 'the file holds more than one scan');
    const host = hosts.get(row.address) ?? { name: undefuse(row.hostname), ports: new Map() };
    hosts.set(row.address, host);
    const port = readPort(row, line);
    if (host.ports.has(port.port))
      throw fault(line, 'port', `port ${port.port} of ${row.address} stands there twice`);
    host.ports.set(port.port, port);
  }
  return checked(
    first,
    [...hosts].map(([address, { name, ports }]) => hostOf(address, name, [...ports.values()])),
  );
}

function parseRows(text: string): Row[] {
  try {
    return parse(text, {
      bom: true,
      max_record_size: 65_536,
      relax_column_count: false,
      columns: (header: string[]) => {
        const missing = CSV_COLUMNS.find((column) => !header.includes(column));
        if (missing !== undefined)
          throw new ReportError(
            `The CSV report has no column "${missing}": its first line names the columns.`,
          );
        return header;
      },
    }) as Row[];
  } catch (error) {
    if (error instanceof ReportError) throw error;
    throw new ReportError(
      `The CSV report cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
      error,
    );
  }
}

function readPort(row: Row, line: number): PortReport {
  if (!parseIp(row.address))
    throw fault(line, 'address', `${JSON.stringify(row.address.slice(0, 64))} is not an address`);
  const result = portReportSchema.safeParse({
    port: numberOf(row.port),
    protocol: row.protocol,
    state: row.state,
    reason: row.reason,
    service: undefuse(row.service) || null,
    rttMs: row.rtt_ms === '' ? null : numberOf(row.rtt_ms),
    attempts: numberOf(row.attempts),
    confidence: row.confidence === '' ? null : numberOf(row.confidence),
  });
  if (!result.success) {
    const [issue] = result.error.issues;
    throw fault(line, String(issue?.path[0] ?? ''), issue?.message ?? 'it does not fit');
  }
  const { state, reason } = result.data;
  if (stateOfReason(reason) !== state)
    throw fault(line, 'state', `"${reason}" is not a reason for "${state}"`);
  return result.data;
}

function numberOf(text: string): number {
  return /^\d+(\.\d+)?(e-?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
}

/** Takes the apostrophe away that made a formula harmless. */
function undefuse(text: string): string {
  return /^'[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20\uFF07]/.test(text) ? text.slice(1) : text;
}

function hostOf(address: string, name: string, ports: readonly PortReport[]): HostReport {
  const groups = Map.groupBy(ports, ({ reason }) => reason);
  const listed: PortReport[] = [];
  const extraports: ExtraPorts[] = [];
  for (const group of groups.values()) {
    const [first] = group;
    if (!first) continue;
    const { state, reason, attempts, confidence } = first;
    // Ports that were summarised look alike; ports with something of their own were listed, and stay so.
    const alike = group.every(
      (port) =>
        port.rttMs === null && port.attempts === attempts && port.confidence === confidence && !port.service,
    );
    if (!alike || !isSummarised(state, group.length)) {
      listed.push(...group);
      continue;
    }
    const ranges = formatPortRanges(group.map(({ port }) => port).sort((a, b) => a - b));
    extraports.push({ state, reason, count: group.length, ports: ranges, attempts, confidence });
  }
  const answer = ports.find(({ reason }) => reason !== 'no-response');
  return {
    address,
    family: address.includes(':') ? 6 : 4,
    names: name === '' ? [] : [name],
    status: answer ? 'up' : 'unknown',
    reason: answer?.reason ?? 'no-response',
    srttMs: null,
    ports: listed.sort((a, b) => a.port - b.port),
    extraports,
  };
}

function checked({ scan_id: id, scanned_at: startedAt }: Row, hosts: readonly HostReport[]): ScanReport {
  const counts = { open: 0, closed: 0, filtered: 0 };
  const asked = new Set<number>();
  for (const { ports, extraports } of hosts) {
    for (const { state, port } of ports) {
      counts[state]++;
      asked.add(port);
    }
    for (const { state, count, ports: ranges } of extraports) {
      counts[state] += count;
      for (const port of expand(ranges)) asked.add(port);
    }
  }
  const up = hosts.filter(({ status }) => status === 'up').length;
  const result = scanReportSchema.safeParse({
    schema: REPORT_SCHEMA,
    scanner: { name: 'CSV', version: '', dialer: '', platform: '' },
    id: undefuse(id),
    startedAt,
    finishedAt: null,
    status: 'completed',
    options: {
      targets: hosts.map(({ address }) => address),
      exclude: [],
      ports: formatPortRanges([...asked].sort((a, b) => a - b)),
      timing: 'T3',
      discovery: false,
      seed: 0,
    },
    stats: {
      probesSent: 0,
      retries: 0,
      elapsedMs: 0,
      lossRate: null,
      hosts: { total: hosts.length, up, down: 0, unknown: hosts.length - up },
      ports: counts,
    },
    warnings: [
      {
        code: 'from-csv',
        message:
          "Read from CSV, which carries ports only: options, statistics and the state of hosts are not the scan's own.",
      },
    ],
    hosts,
  });
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw fault(
    2,
    issue?.path[0] === 'startedAt' ? 'scanned_at' : String(issue?.path[0] ?? ''),
    issue?.message ?? 'it does not fit',
  );
}

function* expand(ranges: string): Generator<number> {
  for (const range of ranges.split(',')) {
    const [first = 0, last = first] = range.split('-').map(Number);
    for (let port = first; port <= last; port++) yield port;
  }
}

function fault(line: number, column: string, what: string): ReportError {
  return new ReportError(
    `The CSV report cannot be read: line ${line}, ${column}: ${what.replace(/\.$/, '')}.`,
  );
}
