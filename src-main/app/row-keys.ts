/** What rows are sorted by: a small whole number for each. */
import type { RunHost } from './run-data.ts';
import { STATE_RANKS } from './row-filter.ts';
import { MAX_KEY } from './row-order.ts';
import { portOf, reasonCodeOf, RUN_BASE, runOf, serviceOf, type Context, type Rows } from './row-table.ts';

/** By row; `MAX_KEY` where the value is not known. */
export function keysOf(context: Context, rows: Rows): Uint32Array {
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
