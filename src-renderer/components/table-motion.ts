/** Where the keyboard goes in a long table, and where a row went when rows arrived around it. Pure. */

/**
 * The row that a key leads to, or null where the key is not the table's. Lines that cannot be chosen (headings) are
 * stepped over in the direction of travel; where nothing is left that way, the row stays.
 */
export function rowAfterKey(
  key: string,
  from: number,
  table: { count: number; pageSize: number; isChoosable: (index: number) => boolean },
): number | null {
  const last = table.count - 1;
  if (last < 0) return null;
  switch (key) {
    case 'ArrowDown':
      return step(from + 1, 1, from, table);
    case 'ArrowUp':
      return step(from - 1, -1, from, table);
    case 'PageDown':
      return step(Math.min(last, from + table.pageSize), 1, from, table);
    case 'PageUp':
      return step(Math.max(0, from - table.pageSize), -1, from, table);
    case 'Home':
      return step(0, 1, from, table);
    case 'End':
      return step(last, -1, from, table);
    default:
      return null;
  }
}

type Rows = { count: number; isChoosable: (index: number) => boolean };

function step(start: number, direction: 1 | -1, stay: number, rows: Rows): number {
  const found = firstChoosable(start, direction, rows);
  // The end of the way may be a heading: then the nearest row on the other side of it.
  return found ?? firstChoosable(start, direction === 1 ? -1 : 1, rows) ?? stay;
}

/** The first row from `start` on that can be chosen; null where there is none. */
export function firstChoosable(start: number, direction: 1 | -1, rows: Rows): number | null {
  for (let index = start; index >= 0 && index < rows.count; index += direction) {
    if (rows.isChoosable(index)) return index;
  }
  return null;
}

/** How far a row is looked for around its old place: beyond that it is not loaded anyway. */
const REACH = 1_000;

/**
 * The index at which the row with a key stands now, looked for outwards from where it was; null where it is not among
 * the loaded rows near by.
 */
export function indexOfKey(
  key: string,
  near: number,
  rows: { count: number; keyAt: (index: number) => string | undefined },
): number | null {
  for (let distance = 0; distance <= REACH; distance += 1) {
    if (near + distance < rows.count && rows.keyAt(near + distance) === key) return near + distance;
    const above = near - distance;
    if (above >= 0 && above < rows.count && rows.keyAt(above) === key) return above;
  }
  return null;
}
