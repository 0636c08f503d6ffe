import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { type CSSProperties, type ReactNode, useCallback, useEffect, useRef } from 'react';
import { clsx } from 'clsx';
import { useElementSize } from './use-element-size.ts';
import { useScrollAnchor } from './use-scroll-anchor.ts';
import { useTableCursor } from './use-table-cursor.ts';
import './visually-hidden.css';
import './data-table.css';

export interface CellContext {
  readonly selected: boolean;
  /** The row that the keyboard is on: only its buttons should be reached by Tab. */
  readonly active: boolean;
}

export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  /** The title is for screen readers only: columns of buttons. */
  readonly titleHidden?: boolean;
  /** A grid track: "84px", "minmax(0, 1fr)". */
  readonly width: string;
  readonly align?: 'end';
  readonly sortable?: boolean;
  /** Shown only where the table is at least this wide, in px. */
  readonly from?: number;
  /** The last one only: lies over the end of a row that is pointed at, reached or chosen, and takes no room of the others. */
  readonly over?: boolean;
  readonly render: (row: Row, context: CellContext) => ReactNode;
}

export interface DataTableProps<Row> {
  /** The accessible name: "Results". */
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  /** Lines in all, loaded or not. */
  readonly count: number;
  /** The line at an index, undefined while it is not loaded. A new function whenever the data changed. */
  readonly rowAt: (index: number) => Row | undefined;
  /** Unique, and the same for the same line wherever it stands. A stable function. */
  readonly keyOf: (row: Row) => string;
  /** Content of a line over the full width (a heading, a summary), or null for a row of cells. A stable function. */
  readonly spanOf?: (row: Row) => ReactNode | null;
  /** Height in px of a line; default 26 for all. */
  readonly heightOf?: (row: Row | undefined) => number;
  readonly rowClass?: (row: Row) => string | undefined;
  readonly sort?: { readonly key: string; readonly descending: boolean } | null;
  readonly onSort?: (key: string) => void;
  readonly selectedKey?: string | null;
  /** A row was clicked, or reached by the arrow keys. */
  readonly onSelect?: (row: Row, index: number) => void;
  /** Several rows can be picked: whether one is. A new function whenever that changed. */
  readonly isPicked?: (row: Row) => boolean;
  /** A row was clicked with Ctrl or Cmd (`toggle`), or reached with Shift (`range`). Without it both are plain choices. */
  readonly onPick?: (row: Row, index: number, how: PickMode) => void;
  /** The secondary button, Shift+F10 or the Menu key on a row. Where it was, in px of the window. */
  readonly onMenu?: (row: Row, index: number, at: { readonly x: number; readonly y: number }) => void;
  /** Enter or a double click. */
  readonly onOpen?: (row: Row, index: number) => void;
  /** The space bar. */
  readonly onToggle?: (row: Row, index: number) => void;
  /** The lines on screen and a little around: what a page cache should hold. */
  readonly onRange?: (first: number, last: number) => void;
  /** A line to bring into view whenever this changes; null or absent: none. */
  readonly revealed?: number | null;
  /** Said under the last line, where that leaves room. */
  readonly foot?: ReactNode;
  /** Shown under the header where there is no line. */
  readonly empty?: ReactNode;
}

export type PickMode = 'toggle' | 'range';

/** Chromium lays out no element over 2^25 px; a million rows is also more than anyone scrolls. */
export const MAX_TABLE_LINES = 1_000_000;
const HEADER_HEIGHT = 29;
const DEFAULT_HEIGHT = 26;
const MENU_INDENT = 24;

/** A table of any length with the roles of a table: only the lines on screen are drawn. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { columns, rowAt, keyOf, spanOf, heightOf, selectedKey = null, sort = null, onRange } = props;
  const count = Math.min(props.count, MAX_TABLE_LINES);
  const table = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(table);
  const shown = columns.filter((column) => column.from === undefined || width === 0 || width >= column.from);

  const { onSelect, onPick, onMenu, isPicked } = props;
  /** How the row that is being chosen was reached. */
  const how = useRef<PickMode | null>(null);
  const choose = useCallback(
    (row: Row, index: number) => {
      if (how.current !== null && onPick) onPick(row, index, how.current);
      else onSelect?.(row, index);
    },
    [onPick, onSelect],
  );
  const isChoosable = useCallback((row: Row) => (spanOf?.(row) ?? null) === null, [spanOf]);
  const cursor = useTableCursor({
    count,
    rowAt,
    keyOf,
    isChoosable,
    selectedKey,
    table,
    onSelect: choose,
    onOpen: props.onOpen,
    onToggle: props.onToggle,
  });
  const { active } = cursor;
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => table.current,
    estimateSize: (index) => heightOf?.(rowAt(index)) ?? DEFAULT_HEIGHT,
    getItemKey: useCallback(
      (index: number) => {
        const row = rowAt(index);
        return row === undefined ? index : keyOf(row);
      },
      [rowAt, keyOf],
    ),
    // The keyboard's row stays drawn when it is scrolled away: otherwise the focus would be lost.
    rangeExtractor: useCallback(
      (range: Range) => withIndex(defaultRangeExtractor(range), active, range.count),
      [active],
    ),
    overscan: 8,
    // The header sticks over the first pixels, and the lines begin below it.
    scrollPaddingEnd: HEADER_HEIGHT,
  });
  useScrollAnchor({ table, virtualizer, rowAt, keyOf, count });

  const items = virtualizer.getVirtualItems();
  const first = virtualizer.range?.startIndex ?? 0;
  const last = virtualizer.range?.endIndex ?? 0;
  useEffect(() => {
    if (count > 0) onRange?.(first, last);
  }, [onRange, first, last, count]);

  const revealed = props.revealed ?? null;
  useEffect(() => {
    if (revealed !== null) virtualizer.scrollToIndex(revealed);
  }, [virtualizer, revealed]);

  const tracks = {
    ['--data-table-columns' as string]: shown
      .map(({ over, width: track }) => (over ? '0px' : track))
      .join(' '),
  } as CSSProperties;
  return (
    <div
      ref={table}
      className="data-table"
      style={tracks}
      onKeyDown={(event) => {
        how.current = event.shiftKey ? 'range' : null;
        cursor.onKeyDown(event, {
          pageSize: Math.max(1, last - first - 1),
          scrollTo: (index) => virtualizer.scrollToIndex(index),
        });
      }}
    >
      <div role="table" aria-label={props.name} aria-rowcount={props.count + 1} aria-colcount={shown.length}>
        <div role="rowgroup" className="data-table-head">
          <div role="row" aria-rowindex={1} className="data-table-cells">
            {shown.map((column) => (
              <HeaderCell key={column.key} column={column} sort={sort} onSort={props.onSort} />
            ))}
          </div>
        </div>
        <div role="rowgroup" className="data-table-body" style={{ height: virtualizer.getTotalSize() }}>
          {items.map((item) => {
            const row = rowAt(item.index);
            const key = row === undefined ? null : keyOf(row);
            const choosable = row === undefined || isChoosable(row);
            const context = {
              selected: row !== undefined && (key === selectedKey || isPicked?.(row) === true),
              active: item.index === active,
            };
            return (
              <div
                key={item.key}
                role="row"
                aria-rowindex={item.index + 2}
                data-row-index={item.index}
                tabIndex={choosable ? (context.active ? 0 : -1) : undefined}
                aria-selected={choosable && props.onSelect ? context.selected : undefined}
                className={clsx(
                  choosable ? 'data-table-row data-table-cells' : 'data-table-span',
                  row !== undefined && props.rowClass?.(row),
                )}
                style={{ height: item.size, transform: `translateY(${item.start}px)` }}
                onClick={
                  choosable
                    ? (event) => {
                        how.current = event.shiftKey
                          ? 'range'
                          : event.ctrlKey || event.metaKey
                            ? 'toggle'
                            : null;
                        cursor.moveTo(item.index);
                      }
                    : undefined
                }
                onContextMenu={
                  row !== undefined && choosable && onMenu
                    ? (event) => {
                        event.preventDefault();
                        const { left, bottom } = event.currentTarget.getBoundingClientRect();
                        // A key has no place: the menu then opens under the row's beginning.
                        const byKey = event.button !== 2;
                        onMenu(row, item.index, {
                          x: byKey ? left + MENU_INDENT : event.clientX,
                          y: byKey ? bottom : event.clientY,
                        });
                      }
                    : undefined
                }
                onDoubleClick={
                  row !== undefined && choosable ? () => props.onOpen?.(row, item.index) : undefined
                }
              >
                <Cells
                  row={row}
                  columns={shown}
                  context={context}
                  span={row === undefined ? null : (spanOf?.(row) ?? null)}
                />
              </div>
            );
          })}
        </div>
      </div>
      {props.count === 0 ? props.empty : props.foot}
      {props.count > count ? (
        <p className="data-table-more">
          {(props.count - count).toLocaleString('en')} more lines are not shown here: filter to reach them.
        </p>
      ) : null}
    </div>
  );
}

interface CellsProps<Row> {
  row: Row | undefined;
  columns: readonly Column<Row>[];
  context: CellContext;
  span: ReactNode | null;
}

function Cells<Row>({ row, columns, context, span }: CellsProps<Row>) {
  if (span !== null) {
    return (
      <div role="cell" aria-colspan={columns.length} className="data-table-wide">
        {span}
      </div>
    );
  }
  return columns.map((column) => (
    <div key={column.key} role="cell" data-align={column.align} data-over={column.over}>
      {row === undefined ? <span className="data-table-pending" /> : column.render(row, context)}
    </div>
  ));
}

interface HeaderCellProps<Row> {
  column: Column<Row>;
  sort: { readonly key: string; readonly descending: boolean } | null;
  onSort: ((key: string) => void) | undefined;
}

function HeaderCell<Row>({ column, sort, onSort }: HeaderCellProps<Row>) {
  const sorted = sort?.key === column.key ? (sort.descending ? 'descending' : 'ascending') : 'none';
  const sortable = column.sortable === true && onSort !== undefined;
  const Arrow = sorted === 'descending' ? ArrowDown : ArrowUp;
  return (
    <div role="columnheader" data-align={column.align} {...(sortable ? { 'aria-sort': sorted } : {})}>
      {sortable ? (
        <button type="button" onClick={() => onSort(column.key)}>
          {column.title}
          <Arrow size={12} aria-hidden data-shown={sorted !== 'none'} />
        </button>
      ) : (
        <span className={column.titleHidden ? 'visually-hidden' : undefined}>{column.title}</span>
      )}
    </div>
  );
}

function withIndex(indexes: number[], extra: number, count: number): number[] {
  if (extra < 0 || extra >= count || indexes.includes(extra)) return indexes;
  return [...indexes, extra].sort((a, b) => a - b);
}
