/** Rows as the lines that the table shows. */
import type { PortRow, TableLine } from '../../src-shared/scan/scan-row.ts';
import { portAt } from './host-columns.ts';
import { reasonOfCode, stateOfReason } from '../../src-shared/scan/port-state.ts';
import type { Group } from './row-collect.ts';
import type { RunHost } from './run-data.ts';
import { portOf, reasonCodeOf, RUN_BASE, runOf, serviceOf, type Context, type Rows } from './row-table.ts';

export function portLine(context: Context, rows: Rows, row: number): TableLine {
  const host = context.hosts[rows.hosts[row] ?? 0];
  if (!host) throw new RangeError(`There is no row ${row}`);
  return { line: 'port', row: rowOf(context, host, rows.refs[row] ?? 0) };
}

function rowOf(context: Context, host: RunHost, ref: number): PortRow {
  const { columns, head } = host;
  const place = { address: head.address, hostName: head.names[0] ?? null };
  if (ref < RUN_BASE) return { ...portAt(columns, ref), ...place };
  const port = ref % RUN_BASE;
  const run = runOf(columns.runs, ref);
  if (!run) throw new RangeError(`There is no run of port ${port}`);
  return {
    port,
    protocol: 'tcp',
    state: run.state,
    reason: run.reason,
    service: context.services[port] ?? null,
    rttMs: null,
    attempts: run.attempts ?? 0,
    confidence: run.confidence ?? null,
    ...place,
  };
}

export function headingLine({ run }: Context, { head }: RunHost): TableLine {
  const { address, names, status, srttMs, finished, counts } = head;
  const settled = counts.open + counts.closed + counts.filtered;
  const asked = status === 'up' || settled > 0 ? run.view.portsPerHost : 0;
  return { line: 'host', address, names, status, srttMs, finished, ...counts, asked };
}

/** The heading of a port, over the hosts that have it among the rows. */
export function samePortLine(context: Context, rows: Rows, { from, to }: Group): TableLine {
  const counts = { open: 0, closed: 0, filtered: 0 };
  for (let row = from; row < to; row++) {
    const host = context.hosts[rows.hosts[row] ?? 0];
    if (host) counts[stateOfReason(reasonOfCode(reasonCodeOf(host, rows.refs[row] ?? 0)))] += 1;
  }
  const first = context.hosts[rows.hosts[from] ?? 0];
  if (!first) throw new RangeError(`There is no row ${from}`);
  const ref = rows.refs[from] ?? 0;
  return {
    line: 'same-port',
    port: portOf(first, ref),
    service: serviceOf(context, first, ref),
    ...counts,
  };
}

export function notShownLine({ head, columns }: RunHost): TableLine {
  const runs = columns.runs.map(({ state, reason, count }) => ({ state, reason, count }));
  return { line: 'not-shown', address: head.address, finished: head.finished, runs: runs.slice(0, 32) };
}
