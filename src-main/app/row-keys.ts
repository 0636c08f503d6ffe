/** What rows are sorted by: a small whole number for each. */
import type { RunHost } from './run-data.ts';
import { STATE_RANKS } from './row-filter.ts';
import { MAX_KEY } from './row-order.ts';
import { portOf, reasonCodeOf, RUN_BASE, runOf, serviceOf, type Context, type Rows } from './row-table.ts';

/** By row; `MAX_KEY` where the value is not known. */
export function keysOf(context: Context, rows: Rows): Uint32Array {
  const keys = new Uint32Array(rows.length);
  const keyOf = keyFor(context, rows);
  for (let row = 0; row < rows.length; row++) {
    const host = context.hosts[rows.hosts[row] ?? 0];
    if (host) keys[row] = keyOf(host, rows.refs[row] ?? 0);
  }
  return keys;
}

type KeyOf = (host: RunHost, ref: number) => number;

function keyFor(context: Context, rows: Rows): KeyOf {
  const { sort } = context.query;
  if (sort === 'service') return wordKey(context, rows, (host, ref) => serviceOf(context, host, ref));
  if (sort === 'banner') return wordKey(context, rows, ({ columns }, ref) => bannerOf(columns, ref));
  return numberKey(context);
}

/** Ports that are summed up said nothing. */
function bannerOf({ ports, banners }: RunHost['columns'], ref: number): string | null {
  return ref < RUN_BASE ? (banners.get(ports[ref] ?? 0) ?? null) : null;
}

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

/** In alphabetical order, whatever the case; what has no word last. */
function wordKey(context: Context, rows: Rows, wordOf: (host: RunHost, ref: number) => string | null): KeyOf {
  const words = new Set<string>();
  for (let row = 0; row < rows.length; row++) {
    const host = context.hosts[rows.hosts[row] ?? 0];
    const word = host ? wordOf(host, rows.refs[row] ?? 0) : null;
    if (word !== null) words.add(word.toLowerCase());
  }
  const ranks = new Map([...words].sort().map((word, rank) => [word, rank]));
  return (host, ref) => {
    const word = wordOf(host, ref);
    return word === null ? MAX_KEY : (ranks.get(word.toLowerCase()) ?? MAX_KEY);
  };
}
