/** Rows picked in a results table, and what is done with them: copied, scanned again. */
import type { PortRow } from '../../src-shared/scan/scan-row.ts';
import { keyOfRow, lineAt } from './row-pages.ts';
import { planRescan } from './plan-rescan.ts';
import { NO_RESULTS, rowQuery } from './results-slice.ts';
import { rowsAsCsv, rowsAsText } from './rows-as-text.ts';
import { sentenceOf, type CreateSlice } from './slice.ts';

export interface Picks {
  /** Every row that matches, loaded or not; `rows` is empty then. */
  readonly all: boolean;
  /** By key, in the order they were picked. */
  readonly rows: ReadonlyMap<string, PortRow>;
  /** The line from which a range is drawn. */
  readonly anchor: number;
}

export interface PicksSlice {
  /** By scan. */
  readonly picks: Readonly<Record<string, Picks>>;
  /** Adds a row, or takes it away. */
  togglePick(scanId: string, row: PortRow, index: number): void;
  /** The rows between the anchor and a line, asked for where they are not loaded. */
  pickRange(scanId: string, index: number): Promise<void>;
  /** Every row that matches the filter. */
  pickAll(scanId: string): void;
  /** Nothing is picked; the next range begins at a line. */
  clearPicks(scanId: string, anchor?: number): void;
  /** What is picked, or else the chosen row, for the clipboard; null where there is nothing, or it was told why not. */
  textOfPicks(scanId: string, format: 'text' | 'csv'): Promise<{ text: string; rows: number } | null>;
  /** Scans rows again, in a tab of its own. */
  rescanRows(scanId: string, rows: readonly PortRow[]): Promise<void>;
  /** The same with what is picked. */
  rescanPicks(scanId: string): Promise<void>;
}

export const NO_PICKS: Picks = { all: false, rows: new Map(), anchor: 0 };

/** More is a report, not a clipboard. */
export const MAX_PICKED = 50_000;
const LINES_A_CALL = 500;

const TOO_MANY = `More than ${MAX_PICKED.toLocaleString('en')} rows are selected: filter first, or use Export for all.`;

export const createPicksSlice: CreateSlice<PicksSlice> = ({ set, get, core }) => {
  const picksOf = (scanId: string): Picks => get().picks[scanId] ?? NO_PICKS;
  const put = (scanId: string, picks: Picks) =>
    set((state) => ({ picks: { ...state.picks, [scanId]: picks } }));

  /** The ports among lines `from` to `to` of the table as it is filtered now. */
  async function readRows(scanId: string, from: number, to: number): Promise<PortRow[]> {
    const query = rowQuery((get().results[scanId] ?? NO_RESULTS).query);
    const rows: PortRow[] = [];
    for (let offset = from; offset <= to; offset += LINES_A_CALL) {
      const limit = Math.min(LINES_A_CALL, to - offset + 1);
      const { lines } = await core.call('scan.rows', { scanId, query: { ...query, offset, limit } });
      for (const line of lines) if (line.line === 'port') rows.push(line.row);
      if (lines.length < limit) break;
    }
    return rows;
  }

  function loadedRows(scanId: string, from: number, to: number): PortRow[] | null {
    const { rows } = get().results[scanId] ?? NO_RESULTS;
    const found: PortRow[] = [];
    for (let index = from; index <= to; index += 1) {
      const line = lineAt(rows, index);
      if (line === undefined) return null;
      if (line.line === 'port') found.push(line.row);
    }
    return found;
  }

  async function pickedRows(scanId: string): Promise<PortRow[] | null> {
    const { all, rows } = picksOf(scanId);
    const results = get().results[scanId] ?? NO_RESULTS;
    if (!all) return rows.size > 0 ? [...rows.values()] : results.selected ? [results.selected] : [];
    if (results.rows.ports > MAX_PICKED) {
      get().notify({ tone: 'error', message: TOO_MANY });
      return null;
    }
    try {
      return await readRows(scanId, 0, (results.rows.total ?? 1) - 1);
    } catch (error) {
      get().notify({ tone: 'error', message: sentenceOf(error) });
      return null;
    }
  }

  return {
    picks: {},

    togglePick(scanId, row, index) {
      const before = picksOf(scanId);
      const rows = new Map(before.rows);
      const { selected } = get().results[scanId] ?? NO_RESULTS;
      // The row that is being looked at was chosen first: it belongs to the selection that begins with another.
      if (rows.size === 0 && !before.all && selected) rows.set(keyOfRow(selected), selected);
      const key = keyOfRow(row);
      if (!rows.delete(key)) rows.set(key, row);
      put(scanId, { all: false, rows, anchor: index });
    },

    async pickRange(scanId, index) {
      const { anchor } = picksOf(scanId);
      const [from, to] = anchor < index ? [anchor, index] : [index, anchor];
      if (to - from > MAX_PICKED) {
        get().notify({ tone: 'error', message: TOO_MANY });
        return;
      }
      try {
        const found = loadedRows(scanId, from, to) ?? (await readRows(scanId, from, to));
        put(scanId, { all: false, anchor, rows: new Map(found.map((row) => [keyOfRow(row), row])) });
      } catch (error) {
        get().notify({ tone: 'error', message: sentenceOf(error) });
      }
    },

    pickAll(scanId) {
      put(scanId, { ...picksOf(scanId), all: true, rows: new Map() });
    },

    clearPicks(scanId, anchor = 0) {
      const { all, rows, anchor: before } = picksOf(scanId);
      if (all || rows.size > 0 || before !== anchor) put(scanId, { ...NO_PICKS, anchor });
    },

    async textOfPicks(scanId, format) {
      const rows = await pickedRows(scanId);
      if (rows === null || rows.length === 0) return null;
      return { text: format === 'csv' ? rowsAsCsv(rows) : rowsAsText(rows), rows: rows.length };
    },

    async rescanPicks(scanId) {
      const rows = await pickedRows(scanId);
      if (rows !== null && rows.length > 0) await get().rescanRows(scanId, rows);
    },

    async rescanRows(scanId, rows) {
      const timing = get().scans.views[scanId]?.options?.timing ?? get().settings.timing;
      const { targets, ports, note } = planRescan(rows);
      // A tab of its own: what is typed in the others stays where it is.
      await get().startDraft(`again ${scanId}`, { targets, ports, timing });
      if (note !== null && get().form.confirm === null) get().notify({ tone: 'info', message: note });
    },
  };
};
