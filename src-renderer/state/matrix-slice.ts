/** The matrix of hosts x ports of each tab, where it is looked at in place of the table. */
import type { ScanMatrix } from '../../src-shared/scan/scan-matrix.ts';
import { NO_RESULTS, rowQuery } from './results-slice.ts';
import { isCancelled, sentenceOf, without, type CreateSlice } from './slice.ts';

export interface MatrixSlice {
  readonly matrix: {
    /** Scans that show their matrix instead of the table. */
    readonly shown: Readonly<Record<string, true>>;
    readonly data: Readonly<Record<string, ScanMatrix>>;
    readonly faults: Readonly<Record<string, string>>;
  };
  showMatrix(scanId: string, shown: boolean): void;
  /** Reads it as the tab's filter is now. */
  loadMatrix(scanId: string): Promise<void>;
  /** The tab is closed. */
  forgetMatrix(scanId: string): void;
  /** Chooses a cell's port as the table would: its panel opens. */
  choosePort(scanId: string, address: string, port: number): Promise<void>;
}

export const createMatrixSlice: CreateSlice<MatrixSlice> = ({ set, get, core }) => {
  let newest = 0;
  const change = (patch: Partial<MatrixSlice['matrix']>) =>
    set((state) => ({ matrix: { ...state.matrix, ...patch } }));
  return {
    matrix: { shown: {}, data: {}, faults: {} },

    showMatrix(scanId, wanted) {
      const others = without(get().matrix.shown, scanId);
      change({ shown: wanted ? { ...others, [scanId]: true } : others });
    },

    async loadMatrix(scanId) {
      newest += 1;
      const mine = newest;
      const { query } = get().results[scanId] ?? NO_RESULTS;
      // The tab was closed meanwhile, or a newer question asked: this answers nobody.
      const isWanted = () => mine === newest && get().scans.tabs.includes(scanId);
      try {
        const { text, states, reasons, hosts, services } = rowQuery(query);
        const filter = { text, states, reasons, hosts, services };
        const found = await core.call('scan.matrix', { scanId, filter });
        if (!isWanted()) return;
        const { data, faults } = get().matrix;
        change({ data: { ...data, [scanId]: found }, faults: without(faults, scanId) });
      } catch (error) {
        if (isWanted() && !isCancelled(error))
          change({ faults: { ...get().matrix.faults, [scanId]: sentenceOf(error) } });
      }
    },

    forgetMatrix(scanId) {
      const { shown, data, faults } = get().matrix;
      change({
        shown: without(shown, scanId),
        data: without(data, scanId),
        faults: without(faults, scanId),
      });
    },

    async choosePort(scanId, address, port) {
      try {
        // A hidden port is found by its number; others that begin with it come along.
        const query = { hosts: [address], text: String(port), sort: 'port' as const, limit: 500 };
        const { lines } = await core.call('scan.rows', { scanId, query });
        const line = lines.find((found) => found.line === 'port' && found.row.port === port);
        if (line?.line === 'port') get().selectPort(scanId, line.row);
      } catch (error) {
        get().notify({ tone: 'error', message: sentenceOf(error) });
      }
    },
  };
};
