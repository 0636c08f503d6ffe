/** The matrix of hosts x ports of each tab, where it is looked at in place of the table. */
import type { ScanMatrix } from '../../src-shared/scan/scan-matrix.ts';
import { isCancelled, sentenceOf, type CreateSlice } from './slice.ts';

export interface MatrixSlice {
  readonly matrix: {
    /** Scans that show their matrix instead of the table. */
    readonly shown: Readonly<Record<string, true>>;
    readonly data: Readonly<Record<string, ScanMatrix>>;
    readonly faults: Readonly<Record<string, string>>;
  };
  showMatrix(scanId: string, shown: boolean): void;
  loadMatrix(scanId: string): Promise<void>;
  /** Chooses a cell's port as the table would: its panel opens. */
  choosePort(scanId: string, address: string, port: number): Promise<void>;
}

export const createMatrixSlice: CreateSlice<MatrixSlice> = ({ set, get, core }) => {
  const change = (patch: Partial<MatrixSlice['matrix']>) =>
    set((state) => ({ matrix: { ...state.matrix, ...patch } }));
  return {
    matrix: { shown: {}, data: {}, faults: {} },

    showMatrix(scanId, wanted) {
      const { [scanId]: _before, ...others } = get().matrix.shown;
      change({ shown: wanted ? { ...others, [scanId]: true } : others });
    },

    async loadMatrix(scanId) {
      try {
        const found = await core.call('scan.matrix', { scanId });
        const { [scanId]: _fault, ...faults } = get().matrix.faults;
        change({ data: { ...get().matrix.data, [scanId]: found }, faults });
      } catch (error) {
        if (!isCancelled(error)) change({ faults: { ...get().matrix.faults, [scanId]: sentenceOf(error) } });
      }
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
