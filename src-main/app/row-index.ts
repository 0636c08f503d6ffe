/**
 * The lines of the results table for one query: which ports match, in which order, without an object a row. Built once
 * for a query and a state of the run; paging through it is cheap.
 */
import { readPortRanges } from '../../src-shared/scan/port-ranges.ts';
import { codeOfReason } from '../../src-shared/scan/port-state.ts';
import type { PortRow, RowQuery, TableLine } from '../../src-shared/scan/scan-row.ts';
import { portAt } from './host-columns.ts';
import { createRowFilter, STATE_RANKS, type HostFilter, type RowFilter } from './row-filter.ts';
import { MAX_KEY, sortByKey } from './row-order.ts';
import type { RunData, RunHost } from './run-data.ts';

/** References below this are indexes of listed ports; above, `(1 + run) * RUN_BASE + port`. */
const RUN_BASE = 65_536;
const MAX_RANGES_KEPT = 256;

export interface RowIndex {
  /** Lines, headings and "Not shown" included. */
  readonly total: number;
  readonly ports: number;
  readonly seq: number;
  lines(offset: number, limit: number): TableLine[];
}

interface Group {
  readonly host: RunHost;
  /** Rows `from` to `to` of the table are this host's. */
  readonly from: number;
  readonly to: number;
  readonly hasNotShown: boolean;
}

interface Rows {
  readonly hosts: Uint32Array;
  readonly refs: Uint32Array;
  readonly length: number;
}

/** What is common to building and reading an index. */
interface Context {
  readonly run: RunData;
  readonly hosts: readonly RunHost[];
  readonly query: RowQuery;
  /** By port. */
  readonly services: readonly (string | null)[];
  readonly ranges: Map<string, readonly (readonly [number, number])[]>;
}

/** `services` holds the registered name of each port, or null. */
export function buildRowIndex(run: RunData, query: RowQuery, services: readonly (string | null)[]): RowIndex {
  const filter = createRowFilter(query);
  const hosts = run.hosts().filter((host) => filter.admitsHost(host));
  if (query.sort === 'host' && query.descending) hosts.reverse();
  const context: Context = { run, hosts, query, services, ranges: new Map() };
  const { rows, groups } = collectRows(context, filter);
  const { seq } = run.view;
  if (!query.groupByHost) {
    const order =
      query.sort === 'host' ? null : sortByKey(keysOf(context, rows), 0, rows.length, query.descending);
    const rowAt = (line: number): number => order?.[line] ?? line;
    const lines = (offset: number, limit: number): TableLine[] =>
      range(offset, Math.min(rows.length, offset + limit)).map((line) =>
        portLine(context, rows, rowAt(line)),
      );
    return { total: rows.length, ports: rows.length, seq, lines };
  }
  return groupedIndex(context, rows, groups, seq);
}

function groupedIndex(context: Context, rows: Rows, groups: readonly Group[], seq: number): RowIndex {
  const { query } = context;
  const keys = query.sort === 'host' ? null : keysOf(context, rows);
  const starts = new Float64Array(groups.length + 1);
  for (const [index, { from, to, hasNotShown }] of groups.entries()) {
    starts[index + 1] = (starts[index] ?? 0) + 1 + (to - from) + (hasNotShown ? 1 : 0);
  }
  const total = starts[groups.length] ?? 0;
  const orders = new Map<number, Uint32Array>();
  const orderOf = (index: number, { from, to }: Group): Uint32Array | null => {
    if (!keys) return null;
    let order = orders.get(index);
    if (!order) {
      order = sortByKey(keys, from, to, query.descending);
      orders.set(index, order);
    }
    return order;
  };
  const lines = (offset: number, limit: number): TableLine[] => {
    const found: TableLine[] = [];
    let index = groupAt(starts, offset);
    for (let line = offset; line < Math.min(total, offset + limit); line++) {
      while (line >= (starts[index + 1] ?? 0)) index++;
      const group = groups[index];
      if (!group) break;
      const inside = line - (starts[index] ?? 0) - 1;
      const row = group.from + inside;
      if (inside < 0) found.push(headingLine(context, group.host));
      else if (row < group.to) found.push(portLine(context, rows, orderOf(index, group)?.[inside] ?? row));
      else found.push(notShownLine(group.host));
    }
    return found;
  };
  return { total, ports: rows.length, seq, lines };
}

/** The last group that starts at or before a line. */
function groupAt(starts: Float64Array, line: number): number {
  let low = 0;
  let high = Math.max(0, starts.length - 2);
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((starts[middle] ?? 0) <= line) low = middle;
    else high = middle - 1;
  }
  return low;
}

function collectRows(context: Context, filter: RowFilter): { rows: Rows; groups: Group[] } {
  const rows = new RowList();
  const groups: Group[] = [];
  for (const [index, host] of context.hosts.entries()) {
    const from = rows.length;
    addHostRows(rows, index, host, filter, context);
    const hasRuns = host.columns.runs.length > 0;
    const isHeard = host.head.status === 'up' || hasRuns || host.columns.ports.length > 0;
    if (rows.length === from && (filter.isNarrow || !isHeard)) continue;
    groups.push({
      host,
      from,
      to: rows.length,
      hasNotShown: hasRuns && context.query.summarise && !filter.isNarrow,
    });
  }
  return { rows, groups };
}

/** Appends a host's matching ports, ascending by port. */
function addHostRows(rows: RowList, index: number, host: RunHost, filter: RowFilter, context: Context): void {
  const { columns } = host;
  const hostFilter = filter.forHost(host);
  const refs: number[] = [];
  for (let i = 0; i < columns.ports.length; i++) {
    const port = columns.ports[i] ?? 0;
    if (hostFilter.admits(port, columns.reasons[i] ?? 0, columns.services[i] ?? null)) refs.push(i);
  }
  const expanded = expandRuns(host, filter, hostFilter, context);
  if (expanded.length === 0) {
    for (const ref of refs) rows.push(index, ref);
    return;
  }
  // By port: of listed ones it is in the columns, of others in the reference itself. Doubles hold both exactly.
  const packed = new Float64Array(refs.length + expanded.length);
  let count = 0;
  for (const ref of refs) packed[count++] = (columns.ports[ref] ?? 0) * 2 ** 32 + ref;
  for (const ref of expanded) packed[count++] = (ref % RUN_BASE) * 2 ** 32 + ref;
  packed.sort();
  for (const value of packed) rows.push(index, value % 2 ** 32);
}

function expandRuns(host: RunHost, filter: RowFilter, hostFilter: HostFilter, context: Context): number[] {
  const refs: number[] = [];
  for (const [run, { reason, ports }] of host.columns.runs.entries()) {
    const code = codeOfReason(reason);
    if (!filter.expandsRun(code)) continue;
    const base = (1 + run) * RUN_BASE;
    for (const [first, last] of rangesOf(ports, context)) {
      for (let port = first; port <= last; port++) {
        if (hostFilter.admitsHidden(port, code, context.services[port] ?? null)) refs.push(base + port);
      }
    }
  }
  return refs;
}

/** Hosts of one network often answer alike: the same text is read once. */
function rangesOf(ports: string, { ranges }: Context): readonly (readonly [number, number])[] {
  let found = ranges.get(ports);
  if (!found) {
    found = readPortRanges(ports);
    if (ranges.size < MAX_RANGES_KEPT) ranges.set(ports, found);
  }
  return found;
}

class RowList implements Rows {
  hosts = new Uint32Array(1_024);
  refs = new Uint32Array(1_024);
  length = 0;

  push(host: number, ref: number): void {
    if (this.length === this.refs.length) {
      this.hosts = grow(this.hosts);
      this.refs = grow(this.refs);
    }
    this.hosts[this.length] = host;
    this.refs[this.length++] = ref;
  }
}

function grow(column: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(column.length * 2);
  larger.set(column);
  return larger;
}

function keysOf(context: Context, rows: Rows): Uint32Array {
  const keys = new Uint32Array(rows.length);
  const keyOf = context.query.sort === 'service' ? serviceKey(context, rows) : numberKey(context);
  for (let row = 0; row < rows.length; row++) {
    const host = context.hosts[rows.hosts[row] ?? 0];
    if (host) keys[row] = keyOf(host, rows.refs[row] ?? 0);
  }
  return keys;
}

type KeyOf = (host: RunHost, ref: number) => number;

function numberKey({ query }: Context): KeyOf {
  switch (query.sort) {
    case 'port':
      return portOf;
    case 'state':
      return (host, ref) => STATE_RANKS[reasonCodeOf(host, ref)] ?? 0;
    case 'attempts':
      return ({ columns }, ref) =>
        (ref < RUN_BASE ? columns.attempts[ref] : runOf(columns.runs, ref)?.attempts) ?? 0;
    case 'rttMs':
      // Tens of microseconds: exact enough to order, and 160 s fit.
      return ({ columns }, ref) => scaled(ref < RUN_BASE ? columns.rttMs[ref] : Number.NaN, 100);
    case 'confidence':
      return ({ columns }, ref) =>
        scaled(ref < RUN_BASE ? columns.confidence[ref] : runOf(columns.runs, ref)?.confidence, 1e6);
    default:
      return reasonCodeOf;
  }
}

function scaled(value: number | null | undefined, factor: number): number {
  if (value === undefined || value === null || Number.isNaN(value)) return MAX_KEY;
  return Math.min(MAX_KEY - 1, Math.round(value * factor));
}

/** Services in alphabetical order; ports without one last. */
function serviceKey(context: Context, rows: Rows): KeyOf {
  const names = new Set<string>();
  for (let row = 0; row < rows.length; row++) {
    const host = context.hosts[rows.hosts[row] ?? 0];
    const service = host ? serviceOf(context, host, rows.refs[row] ?? 0) : null;
    if (service !== null) names.add(service);
  }
  const ranks = new Map([...names].sort().map((name, rank) => [name, rank]));
  return (host, ref) => {
    const service = serviceOf(context, host, ref);
    return service === null ? MAX_KEY : (ranks.get(service) ?? MAX_KEY);
  };
}

function serviceOf(context: Context, { columns }: RunHost, ref: number): string | null {
  return ref < RUN_BASE ? (columns.services[ref] ?? null) : (context.services[ref % RUN_BASE] ?? null);
}

function portOf({ columns }: RunHost, ref: number): number {
  return ref < RUN_BASE ? (columns.ports[ref] ?? 0) : ref % RUN_BASE;
}

function reasonCodeOf({ columns }: RunHost, ref: number): number {
  if (ref < RUN_BASE) return columns.reasons[ref] ?? 0;
  const run = runOf(columns.runs, ref);
  return run ? codeOfReason(run.reason) : 0;
}

function runOf<T>(runs: readonly T[], ref: number): T | undefined {
  return runs[Math.floor(ref / RUN_BASE) - 1];
}

function portLine(context: Context, rows: Rows, row: number): TableLine {
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

function headingLine({ run }: Context, { head }: RunHost): TableLine {
  const { address, names, status, srttMs, finished, counts } = head;
  const settled = counts.open + counts.closed + counts.filtered;
  const asked = status === 'up' || settled > 0 ? run.view.portsPerHost : 0;
  return { line: 'host', address, names, status, srttMs, finished, ...counts, asked };
}

function notShownLine({ head, columns }: RunHost): TableLine {
  const runs = columns.runs.map(({ state, reason, count }) => ({ state, reason, count }));
  return { line: 'not-shown', address: head.address, finished: head.finished, runs: runs.slice(0, 32) };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}
