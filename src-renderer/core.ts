/** The core as the window sees it: typed calls, events that survive reconnecting, and whether it can be reached. */
import type { CommandName, EventName, InputOf, OutputOf, PayloadOf } from '../src-shared/contract/define.ts';
import type { PortolanContract } from '../src-shared/contract/portolan-contract.ts';

/** `connecting`: not reached yet; `lost`: it was reached before and is being tried again. */
export type ConnectionStatus = 'connecting' | 'online' | 'lost';

export interface Core {
  /** Asks the core. Rejects with a `PortolanError`: `disconnected` while there is no connection. */
  call<N extends CommandName<PortolanContract>>(
    name: N,
    input: InputOf<PortolanContract, N>,
    options?: { readonly signal?: AbortSignal },
  ): Promise<OutputOf<PortolanContract, N>>;
  /** Listens across reconnects; what was said while the line was down is lost and must be asked for. */
  on<N extends EventName<PortolanContract>>(
    name: N,
    listener: (payload: PayloadOf<PortolanContract, N>) => void,
  ): () => void;
  readonly status: ConnectionStatus;
  /** Called on every change of {@link status}, not at once. */
  onStatus(listener: (status: ConnectionStatus) => void): () => void;
  close(): void;
}
