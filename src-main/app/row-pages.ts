/** Pages of the results table. The sorted index of a query is kept, so that scrolling costs nothing. */
import type { RowPage, RowQuery } from '../../src-shared/scan/scan-row.ts';
import { buildRowIndex, type RowIndex } from './row-index.ts';
import type { RunData } from './run-data.ts';

const MAX_INDEXES = 8;
/**
 * While a scan runs, an index that took long to build is kept for this many times as long, so that a table of a
 * million rows does not eat the machine the scan runs on. The page's `seq` says what it covers.
 */
const REST_FACTOR = 4;

interface Entry {
  readonly index: RowIndex;
  readonly version: number;
  readonly run: RunData;
  readonly builtAtMs: number;
  readonly buildMs: number;
}

export interface RowPages {
  page(run: RunData, query: RowQuery): RowPage;
}

export function createRowPages(
  serviceName: (port: number) => string | null,
  monotonicMs: () => number,
): RowPages {
  const entries = new Map<string, Entry>();
  const services = Array.from({ length: 65_536 }, (_, port) => serviceName(port));
  const find = (run: RunData, query: RowQuery): RowIndex => {
    const { offset: _offset, limit: _limit, ...rest } = query;
    const key = `${run.scanId} ${JSON.stringify(rest)}`;
    const known = entries.get(key);
    const nowMs = monotonicMs();
    if (known && isCurrent(known, run, nowMs)) {
      entries.delete(key);
      entries.set(key, known);
      return known.index;
    }
    const { version } = run;
    const index = buildRowIndex(run, query, services);
    entries.delete(key);
    const builtAtMs = monotonicMs();
    entries.set(key, { index, version, run, builtAtMs, buildMs: builtAtMs - nowMs });
    const oldest = entries.keys().next();
    if (entries.size > MAX_INDEXES && !oldest.done) entries.delete(oldest.value);
    return index;
  };
  return {
    page: (run, query) => {
      const index = find(run, query);
      return {
        total: index.total,
        ports: index.ports,
        seq: index.seq,
        lines: index.lines(query.offset, query.limit),
      };
    },
  };
}

function isCurrent(entry: Entry, run: RunData, nowMs: number): boolean {
  if (entry.run !== run) return false;
  if (entry.version === run.version) return true;
  return isUnderWay(run) && nowMs - entry.builtAtMs < REST_FACTOR * entry.buildMs;
}

function isUnderWay({ view }: RunData): boolean {
  return view.status === 'running' || view.status === 'paused';
}
