/** Pages of a results table, as far as they have been asked for. Pure: (pages, answer) -> pages. */
import type { RowPage, TableLine } from '../../src-shared/scan/scan-row.ts';

export const PAGE_LINES = 100;
/** Pages kept: about four thousand lines, some screens around the one being looked at. */
const MAX_PAGES = 40;

interface Page {
  readonly lines: readonly TableLine[];
  /** The scan view's `seq` when the page was asked for: older than the view means it may have changed since. */
  readonly askedAtSeq: number;
}

export interface RowPages {
  /** Lines in all; null before the first answer. */
  readonly total: number | null;
  /** Port lines among them. */
  readonly ports: number;
  readonly pages: ReadonlyMap<number, Page>;
}

export const NO_ROW_PAGES: RowPages = { total: null, ports: 0, pages: new Map() };

/** The numbers of the pages that hold lines `first` to `last`, within what exists. */
export function pagesOfLines({ total }: RowPages, first: number, last: number): number[] {
  const end = total === null ? 0 : Math.max(0, Math.ceil(total / PAGE_LINES) - 1);
  const from = Math.min(end, Math.max(0, Math.floor(first / PAGE_LINES)));
  const to = Math.min(end, Math.max(0, Math.floor(last / PAGE_LINES)));
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** Whether a page was never asked for, or only before `seq`. */
export function isPageOld(pages: RowPages, number: number, seq: number): boolean {
  const page = pages.pages.get(number);
  return !page || page.askedAtSeq < seq;
}

/** The answer for page `number` put in; the pages farthest from it go when there are too many. */
export function putPage(pages: RowPages, number: number, answer: RowPage, askedAtSeq: number): RowPages {
  const kept = new Map(pages.pages);
  kept.set(number, { lines: answer.lines, askedAtSeq });
  const last = Math.ceil(answer.total / PAGE_LINES) - 1;
  for (const known of kept.keys()) if (known > last && known !== number) kept.delete(known);
  while (kept.size > MAX_PAGES) {
    let farthest = number;
    for (const known of kept.keys())
      if (Math.abs(known - number) > Math.abs(farthest - number)) farthest = known;
    kept.delete(farthest);
  }
  return { total: answer.total, ports: answer.ports, pages: kept };
}

/** The line at an index; undefined where its page is not known. */
export function lineAt(pages: RowPages, index: number): TableLine | undefined {
  return pages.pages.get(Math.floor(index / PAGE_LINES))?.lines[index % PAGE_LINES];
}

/** What makes a port's row itself, wherever it stands. */
export function keyOfRow({ address, port }: { readonly address: string; readonly port: number }): string {
  return `${address} ${port}`;
}

/** What makes a line itself, wherever it stands. */
export function keyOfLine(line: TableLine): string {
  if (line.line === 'port') return keyOfRow(line.row);
  return `${line.line} ${line.line === 'same-port' ? line.port : line.address}`;
}
