/** The results table of each tab: what is asked for, the pages that are known, and the chosen port. */
import type { PortState, Reason } from '../../src-shared/scan/port-state.ts';
import type { PortRow, RowQueryInput, RowSortKey } from '../../src-shared/scan/scan-row.ts';
import { isPageOld, NO_ROW_PAGES, PAGE_LINES, pagesOfLines, putPage, type RowPages } from './row-pages.ts';
import { isCancelled, sentenceOf, type CreateSlice } from './slice.ts';

export interface ResultsQuery {
  readonly text: string;
  readonly states: readonly PortState[];
  readonly reasons: readonly Reason[];
  readonly hosts: readonly string[];
  readonly sort: RowSortKey;
  readonly descending: boolean;
  readonly groupByHost: boolean;
}

export interface Results {
  readonly query: ResultsQuery;
  readonly rows: RowPages;
  /** The chosen port as it was last seen, so that its panel stays when the row scrolls away. */
  readonly selected: PortRow | null;
  /** Why the rows could not be had, as a sentence. */
  readonly fault: string | null;
}

export interface ResultsSlice {
  readonly results: Readonly<Record<string, Results>>;
  changeQuery(scanId: string, change: Partial<ResultsQuery>): void;
  /** The table shows these lines: asks for what is not known, or has changed since. */
  showLines(scanId: string, first: number, last: number): void;
  /** Asks again for the shown lines where the scan has moved on; from `sync-events`, a few times a second. */
  refreshLines(scanId: string): void;
  selectPort(scanId: string, row: PortRow | null): void;
  forgetResults(scanId: string): void;
}

export const NO_RESULTS: Results = {
  query: { text: '', states: [], reasons: [], hosts: [], sort: 'host', descending: false, groupByHost: true },
  rows: NO_ROW_PAGES,
  selected: null,
  fault: null,
};

/** Whether the query leaves anything out; then every match is a line, and nothing is summed up as "Not shown". */
export function isFiltered(query: ResultsQuery): boolean {
  return query.text.trim() !== '' || query.states.length > 0 || query.reasons.length > 0;
}

function rowQuery(query: ResultsQuery, page: number): RowQueryInput {
  return {
    text: query.text.trim(),
    states: [...query.states],
    reasons: [...query.reasons],
    hosts: [...query.hosts],
    sort: query.sort,
    descending: query.descending,
    groupByHost: query.groupByHost,
    summarise: !isFiltered(query),
    offset: page * PAGE_LINES,
    limit: PAGE_LINES,
  };
}

export const createResultsSlice: CreateSlice<ResultsSlice> = ({ set, get, core }) => {
  const shown = new Map<string, { first: number; last: number }>();
  const asked = new Set<string>();

  const resultsOf = (scanId: string): Results => get().results[scanId] ?? NO_RESULTS;
  const change = (scanId: string, patch: Partial<Results>) =>
    set((state) => ({
      results: { ...state.results, [scanId]: { ...(state.results[scanId] ?? NO_RESULTS), ...patch } },
    }));

  async function loadPage(scanId: string, page: number): Promise<void> {
    const { query } = resultsOf(scanId);
    const question = `${scanId} ${page} ${JSON.stringify(query)}`;
    if (asked.has(question)) return;
    asked.add(question);
    const askedAtSeq = get().scans.views[scanId]?.seq ?? -1;
    try {
      const answer = await core.call('scan.rows', { scanId, query: rowQuery(query, page) });
      const now = resultsOf(scanId);
      // The filter was changed meanwhile, or the tab closed: this answers a question nobody asks any more.
      if (now.query !== query || !get().scans.tabs.includes(scanId)) return;
      const { selected } = now;
      const again = answer.lines.find(
        (line) =>
          line.line === 'port' && line.row.address === selected?.address && line.row.port === selected.port,
      );
      change(scanId, {
        rows: putPage(now.rows, page, answer, askedAtSeq),
        fault: null,
        ...(again?.line === 'port' ? { selected: again.row } : {}),
      });
    } catch (error) {
      if (!isCancelled(error) && resultsOf(scanId).query === query)
        change(scanId, { fault: sentenceOf(error) });
    } finally {
      asked.delete(question);
    }
  }

  function loadShown(scanId: string): void {
    const range = shown.get(scanId) ?? { first: 0, last: 0 };
    const { rows } = resultsOf(scanId);
    const seq = get().scans.views[scanId]?.seq ?? -1;
    for (const page of pagesOfLines(rows, range.first, range.last)) {
      if (isPageOld(rows, page, seq)) void loadPage(scanId, page);
    }
  }

  return {
    results: {},

    changeQuery(scanId, patch) {
      const before = resultsOf(scanId);
      // The old lines stay until the answer comes, so that typing does not flicker; their pages count as old.
      const first = before.rows.pages.get(0);
      const rows: RowPages = {
        ...before.rows,
        pages: first ? new Map([[0, { ...first, askedAtSeq: Number.NEGATIVE_INFINITY }]]) : new Map(),
      };
      change(scanId, { query: { ...before.query, ...patch }, rows });
      shown.set(scanId, { first: 0, last: PAGE_LINES - 1 });
      loadShown(scanId);
    },

    showLines(scanId, first, last) {
      shown.set(scanId, { first, last });
      loadShown(scanId);
    },

    refreshLines: loadShown,

    selectPort(scanId, selected) {
      change(scanId, { selected });
    },

    forgetResults(scanId) {
      shown.delete(scanId);
      set((state) => ({
        results: Object.fromEntries(Object.entries(state.results).filter(([id]) => id !== scanId)),
      }));
    },
  };
};
