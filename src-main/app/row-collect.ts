/** Walks a run's hosts and picks the rows that a query admits, host by host, ascending by port. */
import { readPortRanges } from '../../src-shared/scan/port-ranges.ts';
import { codeOfReason } from '../../src-shared/scan/port-state.ts';
import type { RunHost } from './run-data.ts';
import type { HostFilter, RowFilter } from './row-filter.ts';
import { RowList, RUN_BASE, type Context, type Rows } from './row-table.ts';

const MAX_RANGES_KEPT = 256;

export interface Group {
  /** Null: the rows of one port, on many hosts. */
  readonly host: RunHost | null;
  /** Rows `from` to `to` of the table are in it. */
  readonly from: number;
  readonly to: number;
  readonly hasNotShown: boolean;
}

export function collectRows(context: Context, filter: RowFilter): { rows: Rows; groups: Group[] } {
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
  const expanded = expandRuns(host, hostFilter, context);
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

function expandRuns(host: RunHost, hostFilter: HostFilter, context: Context): number[] {
  const refs: number[] = [];
  for (const [run, { reason, ports }] of host.columns.runs.entries()) {
    const code = codeOfReason(reason);
    if (!hostFilter.expandsRun(code)) continue;
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
