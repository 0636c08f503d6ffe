import type { Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useLayoutEffect, useRef } from 'react';
import { indexOfKey } from './table-motion.ts';

interface AnchorOptions<Row> {
  readonly table: RefObject<HTMLDivElement | null>;
  readonly virtualizer: Virtualizer<HTMLDivElement, Element>;
  readonly count: number;
  readonly rowAt: (index: number) => Row | undefined;
  readonly keyOf: (row: Row) => string;
}

/**
 * Keeps the topmost visible line where it is when lines arrive above it. A table that is scrolled to its start stays
 * there: new lines are then what a person wants to see.
 */
export function useScrollAnchor<Row>({ table, virtualizer, count, rowAt, keyOf }: AnchorOptions<Row>): void {
  const anchor = useRef<{ key: string; index: number; gap: number } | null>(null);

  useLayoutEffect(() => {
    const scroller = table.current;
    const held = anchor.current;
    if (!scroller || !held || scroller.scrollTop <= 0) return;
    const keyAt = (index: number) => {
      const row = rowAt(index);
      return row === undefined ? undefined : keyOf(row);
    };
    const index = indexOfKey(held.key, held.index, { count, keyAt });
    if (index === null || index === held.index) return;
    const item = virtualizer.measurementsCache[index];
    if (item === undefined) return;
    virtualizer.scrollToOffset(item.start + held.gap);
    anchor.current = { ...held, index };
  }, [table, virtualizer, count, rowAt, keyOf]);

  useLayoutEffect(() => {
    const offset = virtualizer.scrollOffset ?? 0;
    const top = virtualizer.getVirtualItems().find((item) => item.end > offset);
    const row = top === undefined ? undefined : rowAt(top.index);
    anchor.current =
      top === undefined || row === undefined
        ? null
        : { key: keyOf(row), index: top.index, gap: offset - top.start };
  });
}
