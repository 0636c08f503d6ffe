/** The Compare screen's state. */
import type { CreateSlice } from './slice.ts';

export interface CompareSlice {
  readonly compare: Readonly<Record<string, never>>;
}

export const createCompareSlice: CreateSlice<CompareSlice> = () => ({ compare: {} });
