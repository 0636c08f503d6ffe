/** Whether the core can be reached, and what it says of itself. */
import type { OutputOf } from '../../src-shared/contract/define.ts';
import type { PortolanContract } from '../../src-shared/contract/portolan-contract.ts';
import type { ConnectionStatus } from '../core.ts';
import type { CreateSlice } from './slice.ts';

export type AppInfo = OutputOf<PortolanContract, 'app.info'>;

export interface ConnectionSlice {
  readonly connection: { readonly status: ConnectionStatus; readonly info: AppInfo | null };
  setConnectionStatus(status: ConnectionStatus): void;
  loadAppInfo(): Promise<void>;
}

export const createConnectionSlice: CreateSlice<ConnectionSlice> = ({ set, get, core }) => ({
  connection: { status: core.status, info: null },

  setConnectionStatus(status) {
    set((state) => ({ connection: { ...state.connection, status } }));
  },

  async loadAppInfo() {
    const info = await core.call('app.info', {});
    // Said once, not again after every reconnect.
    if (info.notice !== null && get().connection.info?.notice !== info.notice) {
      get().notify({ tone: 'error', message: info.notice });
    }
    set((state) => ({ connection: { ...state.connection, info } }));
  },
});
