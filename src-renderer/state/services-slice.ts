/** The services of each open scan's rows with their counts, as they were when the filter was last opened. */
import type { ServiceCount } from '../../src-shared/scan/scan-row.ts';
import { isCancelled, sentenceOf, type CreateSlice } from './slice.ts';

export interface ServicesSlice {
  readonly services: Readonly<Record<string, readonly ServiceCount[]>>;
  loadServices(scanId: string): Promise<void>;
}

export const createServicesSlice: CreateSlice<ServicesSlice> = ({ set, get, core }) => ({
  services: {},

  async loadServices(scanId) {
    try {
      const { services } = await core.call('scan.services', { scanId });
      set((state) => ({ services: { ...state.services, [scanId]: services } }));
    } catch (error) {
      if (!isCancelled(error)) get().notify({ tone: 'error', message: sentenceOf(error) });
    }
  },
});
