/**
 * Hosts of a run as rows, as they are written while it is under way: interesting ports one by one, the rest as runs, hosts
 * in flight as pieces of verdicts.
 */
import { z } from 'zod';
import {
  codeOfReason,
  hostReasonSchema,
  hostStatusSchema,
  reasonOfCode,
  stateOfReason,
} from '../../src-shared/scan/port-state.ts';
import { extraPortsSchema, type PortReport } from '../../src-shared/scan/scan-report.ts';
import type { Database, SqlRow, SqlValue } from './database.ts';
import { nullableNumber, nullableText } from './run-rows.ts';
import type { FinishedHost, HostHead, KeptHost, VerdictPiece } from './run-record.ts';

const namesSchema = z.array(z.string());
const extraPortsListSchema = z.array(extraPortsSchema);
/** Few enough to hold, many enough that a large network is not read host by host. */
const HOSTS_PER_PAGE = 256;

export function saveHostHead(database: Database, run: number, head: HostHead): void {
  database.run(
    `INSERT INTO hosts (run, position, address, names, status, reason, srtt_ms, finished)
     VALUES (?, ?, ?, ?, ?, ?, ?, 0)
     ON CONFLICT (run, position) DO UPDATE SET status = excluded.status, reason = excluded.reason,
       srtt_ms = excluded.srtt_ms WHERE finished = 0`,
    run,
    head.position,
    head.address,
    JSON.stringify(head.names),
    head.status,
    head.reason,
    head.srttMs,
  );
}

export function saveVerdicts(database: Database, run: number, piece: VerdictPiece): void {
  database.run(
    `INSERT INTO verdicts_in_flight (run, position, piece, verdicts)
     SELECT ?1, ?2, 1 + coalesce(max(piece), 0), ?3 FROM verdicts_in_flight WHERE run = ?1 AND position = ?2`,
    run,
    piece.position,
    piece.verdicts,
  );
  for (const port of piece.greeted ?? []) savePort(database, run, piece.position, port);
}

export function saveFinishedHost(database: Database, run: number, host: FinishedHost): void {
  saveHostHead(database, run, host);
  database.run('DELETE FROM verdicts_in_flight WHERE run = ? AND position = ?', run, host.position);
  for (const port of host.ports) savePort(database, run, host.position, port);
  database.run(
    'UPDATE hosts SET finished = 1, port_rows = ?, extraports = ? WHERE run = ? AND position = ?',
    host.ports.length,
    JSON.stringify(host.extraports),
    run,
    host.position,
  );
}

function savePort(database: Database, run: number, position: number, port: PortReport): void {
  database.run(
    `INSERT OR REPLACE INTO ports (run, position, port, reason, service, rtt_ms, attempts, confidence, banner)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    run,
    position,
    port.port,
    codeOfReason(port.reason),
    port.service,
    port.rttMs,
    port.attempts,
    port.confidence,
    port.banner ?? null,
  );
}

/** The hosts of a run that stand in rows, by position, a page at a time. */
export function* readRowHosts(
  database: Database,
  run: number,
  { from = 0, finishedOnly = false } = {},
): Generator<KeptHost, void, undefined> {
  const where = `run = ? AND position >= ? ${finishedOnly ? 'AND finished = 1' : ''}`;
  let next = from;
  for (;;) {
    const rows = database.all(
      `SELECT * FROM hosts WHERE ${where} ORDER BY position LIMIT ?`,
      run,
      next,
      HOSTS_PER_PAGE,
    );
    for (const row of rows) yield hostFromRow(database, run, row);
    const final = rows.at(-1);
    if (!final) return;
    next = Number(final['position']) + 1;
  }
}

function hostFromRow(database: Database, run: number, row: SqlRow): KeptHost {
  const position = Number(row['position']);
  const finished = row['finished'] === 1;
  const address = String(row['address']);
  const ports = finished && row['port_rows'] === 0 ? [] : database.allValues(PORTS_OF_HOST, run, position);
  const pieces = finished
    ? []
    : database.all(
        'SELECT verdicts FROM verdicts_in_flight WHERE run = ? AND position = ? ORDER BY piece',
        run,
        position,
      );
  return {
    position,
    finished,
    report: {
      address,
      family: address.includes(':') ? 6 : 4,
      names: namesSchema.parse(JSON.parse(String(row['names']))),
      status: hostStatusSchema.parse(row['status']),
      reason: hostReasonSchema.parse(row['reason']),
      srttMs: nullableNumber(row['srtt_ms']),
      ports: ports.map(portFromValues),
      extraports: extraPortsListSchema.parse(JSON.parse(String(row['extraports']))),
    },
    inFlight: pieces.flatMap(({ verdicts }) => (verdicts instanceof Uint8Array ? [verdicts] : [])),
  };
}

const PORTS_OF_HOST = `SELECT port, reason, service, rtt_ms, attempts, confidence, banner FROM ports
  WHERE run = ? AND position = ? ORDER BY port`;

function portFromValues(values: readonly SqlValue[]): PortReport {
  const reason = reasonOfCode(Number(values[1]));
  const banner = nullableText(values[6]);
  const port: PortReport = {
    port: Number(values[0]),
    protocol: 'tcp',
    state: stateOfReason(reason),
    reason,
    service: nullableText(values[2]),
    rttMs: nullableNumber(values[3]),
    attempts: Number(values[4]),
    confidence: nullableNumber(values[5]),
  };
  return banner === null ? port : { ...port, banner };
}
