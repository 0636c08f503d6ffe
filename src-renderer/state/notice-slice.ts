/** Short messages in the corner: what was done, with a way to take it back; what failed, and why. */
import type { CreateSlice } from './slice.ts';

export interface Notice {
  readonly id: number;
  /** `change`: a watch saw one. */
  readonly tone: 'info' | 'error' | 'change';
  readonly message: string;
  /** One thing a person can do about it ("Undo"). */
  readonly action?: { readonly label: string; readonly run: () => void };
}

export interface NoticeSlice {
  /** Oldest first; at most {@link MAX_NOTICES}. */
  readonly notices: readonly Notice[];
  /** Shows a notice; the same sentence is not shown twice at once. Returns its id. */
  notify(notice: Omit<Notice, 'id'>): number;
  dismissNotice(id: number): void;
}

/** More at once than anyone reads. */
const MAX_NOTICES = 4;

export const createNoticeSlice: CreateSlice<NoticeSlice> = ({ set, get }) => {
  let lastId = 0;
  return {
    notices: [],

    notify(notice) {
      lastId += 1;
      const others = get().notices.filter((shown) => shown.message !== notice.message);
      set({ notices: [...others, { ...notice, id: lastId }].slice(-MAX_NOTICES) });
      return lastId;
    },

    dismissNotice(id) {
      set((state) => ({ notices: state.notices.filter((notice) => notice.id !== id) }));
    },
  };
};
