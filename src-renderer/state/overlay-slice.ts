/** What lies over the screens: one at a time, and none of it loses what is under it. */
import type { CreateSlice } from './slice.ts';

export type Overlay = 'palette' | 'shortcuts';

export interface OverlaySlice {
  readonly overlay: Overlay | null;
  showOverlay(overlay: Overlay | null): void;
}

export const createOverlaySlice: CreateSlice<OverlaySlice> = ({ set }) => ({
  overlay: null,

  showOverlay(overlay) {
    set({ overlay });
  },
});
