/** Pages of the results table. The sorted index of a query is kept, so that scrolling costs nothing; `seq` says what it covers. */
import type { RowPage, RowQuery } from '../../src-shared/scan/scan-row.ts';
import { createRunCache } from './run-cache.ts';
import { buildRowIndex, type RowIndex } from './row-index.ts';
import type { RunData } from './run-data.ts';

const MAX_INDEXES = 8;

export interface RowPages {
  page(run: RunData, query: RowQuery): RowPage;
}

/** `services` holds the registered name of each port, or null. */
export function createRowPages(services: readonly (string | null)[], monotonicMs: () => number): RowPages {
  const indexOf = createRunCache<RowIndex>(MAX_INDEXES, monotonicMs);
  return {
    page: (run, query) => {
      const { offset, limit, ...rest } = query;
      const index = indexOf(run, JSON.stringify(rest), () => buildRowIndex(run, query, services));
      return {
        total: index.total,
        ports: index.ports,
        seq: index.seq,
        lines: index.lines(offset, limit),
      };
    },
  };
}
