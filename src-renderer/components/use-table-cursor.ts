import { type KeyboardEvent, type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';
import { firstChoosable, indexOfKey, rowAfterKey } from './table-motion.ts';

export interface CursorRows<Row> {
  readonly count: number;
  readonly rowAt: (index: number) => Row | undefined;
  readonly keyOf: (row: Row) => string;
  readonly isChoosable: (row: Row) => boolean;
}

export interface CursorOptions<Row> extends CursorRows<Row> {
  readonly selectedKey: string | null;
  readonly table: RefObject<HTMLElement | null>;
  readonly onSelect: ((row: Row, index: number) => void) | undefined;
  readonly onOpen: ((row: Row, index: number) => void) | undefined;
  readonly onToggle: ((row: Row, index: number) => void) | undefined;
}

/** What the keyboard needs to know of the drawn part: passed when a key is pressed, as drawing needs the cursor first. */
export interface TableViewport {
  readonly pageSize: number;
  readonly scrollTo: (index: number) => void;
}

/**
 * The one row of a table that the Tab key reaches and the arrows move. It stays on its row, not on its place, while rows
 * arrive around it.
 */
export function useTableCursor<Row>(options: CursorOptions<Row>) {
  const { count, rowAt, keyOf, isChoosable, selectedKey, table, onSelect, onOpen, onToggle } = options;
  const [place, setPlace] = useState<{ index: number; key: string | null }>({ index: 0, key: null });
  /** Moved by keyboard: the row must take the focus once it is drawn, and be chosen once it is loaded. */
  const wanted = useRef<number | null>(null);

  const keyAt = (index: number) => {
    const row = rowAt(index);
    return row === undefined ? undefined : keyOf(row);
  };
  const choosable = (index: number) => {
    const row = rowAt(index);
    return row === undefined || isChoosable(row);
  };
  const active = currentIndex();

  function currentIndex(): number {
    const anchor = place.key ?? selectedKey;
    const found = anchor === null ? null : indexOfKey(anchor, place.index, { count, keyAt });
    const near = found ?? Math.min(place.index, Math.max(0, count - 1));
    return firstChoosable(near, 1, { count, isChoosable: choosable }) ?? near;
  }

  const moveTo = useCallback(
    (index: number) => {
      const row = rowAt(index);
      setPlace({ index, key: row === undefined ? null : keyOf(row) });
      if (row !== undefined && isChoosable(row)) onSelect?.(row, index);
    },
    [rowAt, keyOf, isChoosable, onSelect],
  );

  useLayoutEffect(() => {
    if (wanted.current === null || wanted.current !== place.index) return;
    table.current?.querySelector<HTMLElement>(`[data-row-index="${active}"]`)?.focus({ preventScroll: true });
    const row = rowAt(place.index);
    if (row === undefined) return;
    wanted.current = null;
    if (place.key === null && isChoosable(row)) onSelect?.(row, place.index);
  }, [active, place, rowAt, isChoosable, table, onSelect]);

  function onKeyDown(event: KeyboardEvent<HTMLElement>, view: TableViewport): void {
    if (event.altKey || event.metaKey || isTyping(event.target)) return;
    const from = focusedRow(event.target) ?? active;
    const next = rowAfterKey(event.key, from, { count, pageSize: view.pageSize, isChoosable: choosable });
    if (next !== null) {
      event.preventDefault();
      wanted.current = next;
      moveTo(next);
      view.scrollTo(next);
      return;
    }
    // Buttons inside a row keep their own Enter and Space.
    if (!(event.target instanceof HTMLElement) || event.target.dataset['rowIndex'] === undefined) return;
    const row = rowAt(from);
    const act = event.key === 'Enter' ? onOpen : event.key === ' ' ? (onToggle ?? onSelect) : undefined;
    if (act && row !== undefined && isChoosable(row)) {
      event.preventDefault();
      act(row, from);
    }
  }

  return { active, moveTo, onKeyDown };
}

/** The row that has the focus or holds what has it: assistive technology may set it where no key led. */
function focusedRow(target: EventTarget): number | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-row-index]') : null;
  return row === null ? null : Number(row.dataset['rowIndex']);
}

function isTyping(target: EventTarget): boolean {
  return target instanceof HTMLInputElement && target.type !== 'checkbox';
}
