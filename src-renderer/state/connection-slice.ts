/** Whether the core can be reached and is at work, and what it says of itself. */
import type { OutputOf } from '../../src-shared/contract/define.ts';
import type { CoreStatus, PortolanContract } from '../../src-shared/contract/portolan-contract.ts';
import type { ConnectionStatus } from '../core.ts';
import { sentenceOf, type CreateSlice } from './slice.ts';

export type AppInfo = OutputOf<PortolanContract, 'app.info'>;

export interface ConnectionSlice {
  readonly connection: {
    readonly status: ConnectionStatus;
    readonly info: AppInfo | null;
    /** Why the core behind the connection has stopped, as a sentence; null: it has not. */
    readonly fault: string | null;
    /** It is being started again. */
    readonly starting: boolean;
  };
  setConnectionStatus(status: ConnectionStatus): void;
  loadAppInfo(): Promise<void>;
  loadCoreStatus(): Promise<void>;
  /** From `sync-events`: the core stopped, or is at work again. */
  receiveCoreStatus(status: CoreStatus): void;
  /** Starts a core that has stopped; what came of it is told by `connection.fault`. */
  startCore(): Promise<void>;
}

export const createConnectionSlice: CreateSlice<ConnectionSlice> = ({ set, get, core }) => {
  const change = (patch: Partial<ConnectionSlice['connection']>) =>
    set((state) => ({ connection: { ...state.connection, ...patch } }));
  return {
    connection: { status: core.status, info: null, fault: null, starting: false },

    setConnectionStatus(status) {
      change({ status });
    },

    async loadAppInfo() {
      const info = await core.call('app.info', {});
      // Said once, not again after every reconnect.
      if (info.notice !== null && get().connection.info?.notice !== info.notice) {
        get().notify({ tone: 'error', message: info.notice });
      }
      change({ info });
    },

    async loadCoreStatus() {
      get().receiveCoreStatus(await core.call('core.status', {}));
    },

    receiveCoreStatus({ fault }) {
      change({ fault });
    },

    async startCore() {
      change({ starting: true });
      try {
        get().receiveCoreStatus(await core.call('core.start', {}));
      } catch (error) {
        get().notify({ tone: 'error', message: sentenceOf(error) });
      }
      change({ starting: false });
    },
  };
};
