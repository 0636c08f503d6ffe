/**
 * The lines of the results table for one query: which ports match, in which order, without an object a row. Built once
 * for a query and a state of the run; paging through it is cheap.
 */
import type { RowQuery, TableLine } from '../../src-shared/scan/scan-row.ts';
import { collectRows, type Group } from './row-collect.ts';
import { createRowFilter } from './row-filter.ts';
import { keysOf } from './row-keys.ts';
import { headingLine, notShownLine, portLine, samePortLine } from './row-lines.ts';
import { sortByKey } from './row-order.ts';
import { groupByPort } from './row-ports.ts';
import type { Context, Rows } from './row-table.ts';
import type { RunData } from './run-data.ts';

export interface RowIndex {
  /** Lines, headings and "Not shown" included. */
  readonly total: number;
  readonly ports: number;
  readonly seq: number;
  lines(offset: number, limit: number): TableLine[];
}

/** `services` holds the registered name of each port, or null. */
export function buildRowIndex(run: RunData, query: RowQuery, services: readonly (string | null)[]): RowIndex {
  const filter = createRowFilter(query);
  const hosts = run.hosts().filter((host) => filter.admitsHost(host));
  if (query.sort === 'host' && query.descending) hosts.reverse();
  const context: Context = { run, hosts, query, services, ranges: new Map() };
  const { rows, groups } = collectRows(context, filter);
  const { seq } = run.view;
  if (query.group === 'port') {
    const byPort = groupByPort(context, rows);
    return groupedIndex(context, byPort.rows, byPort.groups, seq);
  }
  if (query.group === 'none') {
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
      if (inside < 0)
        found.push(group.host ? headingLine(context, group.host) : samePortLine(context, rows, group));
      else if (row < group.to) found.push(portLine(context, rows, orderOf(index, group)?.[inside] ?? row));
      else if (group.host) found.push(notShownLine(group.host));
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

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}
