/** Which columns of the results a person has hidden; remembered by this browser or window. */
import type { CreateSlice } from './slice.ts';

export interface ColumnsSlice {
  readonly hiddenColumns: readonly string[];
  toggleColumn(key: string): void;
}

const REMEMBERED = 'portolan.hidden-columns';

export const createColumnsSlice: CreateSlice<ColumnsSlice> = ({ set, get }) => ({
  hiddenColumns: remembered(),

  toggleColumn(key) {
    const before = get().hiddenColumns;
    const hiddenColumns = before.includes(key) ? before.filter((other) => other !== key) : [...before, key];
    set({ hiddenColumns });
    globalThis.localStorage?.setItem(REMEMBERED, JSON.stringify(hiddenColumns));
  },
});

/** Whatever else stands there was not written by this version: then nothing is hidden. */
function remembered(): readonly string[] {
  try {
    const found: unknown = JSON.parse(globalThis.localStorage?.getItem(REMEMBERED) ?? '[]');
    return Array.isArray(found) ? found.filter((key): key is string => typeof key === 'string') : [];
  } catch {
    return [];
  }
}
