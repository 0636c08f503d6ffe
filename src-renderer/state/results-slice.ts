/** The results table of each tab: what is asked for, the pages that are known, and the chosen port. */
import type { PortState, Reason } from '../../src-shared/scan/port-state.ts';
import type {
  PortRow,
  RowGroup,
  RowQueryInput,
  RowSortKey,
  TableLine,
} from '../../src-shared/scan/scan-row.ts';
import {
  isPageOld,
  keyOfLine,
  NO_ROW_PAGES,
  PAGE_LINES,
  pagesOfLines,
  putPage,
  type RowPages,
} from './row-pages.ts';
import { isCancelled, sentenceOf, without, type CreateSlice } from './slice.ts';

export interface ResultsQuery {
  readonly text: string;
  readonly states: readonly PortState[];
  readonly reasons: readonly Reason[];
  readonly hosts: readonly string[];
  readonly services: readonly string[];
  /** Hosts whose "Not shown" line is unfolded into its ports. */
  readonly expanded: readonly string[];
  readonly sort: RowSortKey;
  readonly descending: boolean;
  readonly group: RowGroup;
}

export interface Results {
  readonly query: ResultsQuery;
  readonly rows: RowPages;
  /** The chosen port as it was last seen, so that its panel stays when the row scrolls away. */
  readonly selected: PortRow | null;
  /** Keys of ports that have just arrived among the lines being looked at. */
  readonly fresh: ReadonlySet<string>;
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
  query: {
    text: '',
    states: [],
    reasons: [],
    hosts: [],
    services: [],
    expanded: [],
    sort: 'host',
    descending: false,
    group: 'host',
  },
  rows: NO_ROW_PAGES,
  selected: null,
  fresh: new Set(),
  fault: null,
};

/** A page that answers another question than is asked now. */
const NEVER = Number.NEGATIVE_INFINITY;
/** As long as an arrival is marked. */
const FRESH_MS = 1_600;

/** Whether the query leaves anything out; then every match is a line, and nothing is summed up as "Not shown". */
export function isFiltered(query: ResultsQuery): boolean {
  const { states, reasons, services } = query;
  return query.text.trim() !== '' || states.length + reasons.length + services.length > 0;
}

/** The query as the core is asked it, without a place. */
export function rowQuery(query: ResultsQuery): RowQueryInput {
  return {
    text: query.text.trim(),
    states: [...query.states],
    reasons: [...query.reasons],
    hosts: [...query.hosts],
    services: [...query.services],
    expanded: [...query.expanded],
    sort: query.sort,
    descending: query.descending,
    group: query.group,
    summarise: !isFiltered(query),
  };
}

export const createResultsSlice: CreateSlice<ResultsSlice> = ({ set, get, core }) => {
  const shown = new Map<string, { first: number; last: number }>();
  /** Pages on their way, by the query that they answer: one that was changed and changed back is asked anew. */
  const asked = new WeakMap<ResultsQuery, Set<string>>();
  /** Keys of the ports that were ever looked at. */
  const seen = new Map<string, Set<string>>();

  const resultsOf = (scanId: string): Results => get().results[scanId] ?? NO_RESULTS;
  const change = (scanId: string, patch: Partial<Results>) =>
    set((state) => ({
      results: { ...state.results, [scanId]: { ...(state.results[scanId] ?? NO_RESULTS), ...patch } },
    }));

  async function loadPage(scanId: string, page: number): Promise<void> {
    const { query } = resultsOf(scanId);
    const question = `${scanId} ${page}`;
    const waiting = asked.get(query) ?? new Set();
    if (waiting.has(question)) return;
    asked.set(query, waiting.add(question));
    const askedAtSeq = get().scans.views[scanId]?.seq ?? -1;
    try {
      const answer = await core.call('scan.rows', {
        scanId,
        query: { ...rowQuery(query), offset: page * PAGE_LINES, limit: PAGE_LINES },
      });
      const now = resultsOf(scanId);
      // The filter was changed meanwhile, or the tab closed: this answers a question nobody asks any more.
      if (now.query !== query || !get().scans.tabs.includes(scanId)) return;
      const { selected } = now;
      const again = answer.lines.find(
        (line) =>
          line.line === 'port' && line.row.address === selected?.address && line.row.port === selected.port,
      );
      noteArrivals(scanId, answer.lines, (now.rows.pages.get(page)?.askedAtSeq ?? NEVER) !== NEVER);
      change(scanId, {
        rows: putPage(now.rows, page, answer, askedAtSeq),
        fault: null,
        ...(again?.line === 'port' ? { selected: again.row } : {}),
      });
    } catch (error) {
      if (!isCancelled(error) && resultsOf(scanId).query === query)
        change(scanId, { fault: sentenceOf(error) });
    } finally {
      waiting.delete(question);
    }
  }

  /** What a first look or a scroll brings is not an arrival; a port that was not there a moment ago is. */
  function noteArrivals(scanId: string, lines: readonly TableLine[], isUpdate: boolean): void {
    const known = seen.get(scanId) ?? new Set<string>();
    seen.set(scanId, known);
    const keys = lines.filter((line) => line.line === 'port').map(keyOfLine);
    const arrived = keys.filter((key) => !known.has(key));
    for (const key of arrived) known.add(key);
    if (!isUpdate || arrived.length === 0) return;
    change(scanId, { fresh: new Set([...resultsOf(scanId).fresh, ...arrived]) });
    setTimeout(() => {
      const { fresh } = resultsOf(scanId);
      if (fresh.size > 0)
        change(scanId, { fresh: new Set([...fresh].filter((key) => !arrived.includes(key))) });
    }, FRESH_MS);
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
      get().clearPicks(scanId);
      seen.delete(scanId);
      // The old lines stay until the answer comes, so that typing does not flicker; their pages count as old.
      const first = before.rows.pages.get(0);
      const rows: RowPages = {
        ...before.rows,
        pages: first ? new Map([[0, { ...first, askedAtSeq: NEVER }]]) : new Map(),
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
      seen.delete(scanId);
      get().clearPicks(scanId);
      get().forgetMatrix(scanId);
      set((state) => ({
        services: without(state.services, scanId),
        results: without(state.results, scanId),
      }));
    },
  };
};
