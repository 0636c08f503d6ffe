/** The History screen's state. */
import type { CreateSlice } from './slice.ts';

export interface HistorySlice {
  readonly history: Readonly<Record<string, never>>;
}

export const createHistorySlice: CreateSlice<HistorySlice> = () => ({ history: {} });
