/** Contract + transport -> a typed client, the same in the desktop window, the browser and the tests. */
import type { CommandName, ContractMap, EventName, InputOf, OutputOf, PayloadOf } from './define.ts';
import { isPlainWithin } from './message-size.ts';
import type { Transport } from './transport.ts';
import {
  type ClientMessage,
  MAX_MESSAGE_LENGTH,
  PortolanError,
  serverMessageSchema,
  type WireError,
} from './wire.ts';

export interface CallOptions {
  /** Aborting it rejects the call with the code `cancelled` and tells the core to stop. */
  readonly signal?: AbortSignal;
}

export interface Client<C extends ContractMap> {
  /**
   * Rejects with a {@link PortolanError}: the core's own, `cancelled`, `disconnected` once the line is gone, or `internal`
   * where the answer breaks the contract. Never times out by itself.
   */
  call<N extends CommandName<C>>(
    name: N,
    input: InputOf<C, N>,
    options?: CallOptions,
  ): Promise<OutputOf<C, N>>;
  /** Listens to an event of the core; returns the way to stop. */
  on<N extends EventName<C>>(name: N, listener: (payload: PayloadOf<C, N>) => void): () => void;
  /** Called once when the line is gone, whichever end closed it. */
  onDisconnect(listener: () => void): void;
  close(): void;
}

interface PendingCall {
  resolve(value: unknown): void;
  reject(error: PortolanError): void;
}

/**
 * A client over a transport. Results and events are checked against the contract, so that a page never acts on what
 * another version of the core meant. `onFault` is told of messages that had to be dropped
 * and of listeners that threw.
 */
export function createClient<C extends ContractMap>(
  contract: C,
  transport: Transport,
  onFault: (error: unknown) => void = () => {},
): Client<C> {
  const pending = new Map<number, PendingCall>();
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  const disconnectListeners: (() => void)[] = [];
  let nextId = 0;
  let connected = true;

  transport.onClose(() => {
    connected = false;
    for (const call of pending.values()) call.reject(disconnected());
    pending.clear();
    for (const listener of disconnectListeners.splice(0)) listener();
  });

  transport.onMessage((raw) => {
    const message = serverMessageSchema.safeParse(raw);
    if (!message.success) {
      onFault(message.error);
      return;
    }
    if (message.data.kind === 'event') {
      receiveEvent(message.data.name, message.data.payload);
      return;
    }
    const call = pending.get(message.data.id);
    if (call === undefined) return;
    pending.delete(message.data.id);
    if (message.data.kind === 'result') call.resolve(message.data.value);
    else call.reject(fromWire(message.data.error));
  });

  function receiveEvent(name: string, payload: unknown): void {
    const heard = listeners.get(name);
    const definition = Object.hasOwn(contract, name) ? contract[name] : undefined;
    if (heard === undefined || definition?.kind !== 'event') return;
    const parsed = definition.payload.safeParse(payload);
    if (!parsed.success) {
      onFault(parsed.error);
      return;
    }
    for (const listener of heard) {
      try {
        listener(parsed.data);
      } catch (error) {
        onFault(error);
      }
    }
  }

  function send(name: string, input: unknown, signal: AbortSignal | undefined): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (!connected) throw disconnected();
      if (signal?.aborted === true) throw cancelled();
      const id = nextId++;
      const message: ClientMessage = { kind: 'call', id, name, input };
      if (!isPlainWithin(message, MAX_MESSAGE_LENGTH)) {
        throw new PortolanError(
          'invalid-input',
          `What "${name}" was given is too large to send: shorten the list.`,
        );
      }
      const abort = (): void => {
        pending.delete(id);
        transport.post({ kind: 'cancel', id } satisfies ClientMessage);
        reject(cancelled());
      };
      const settled = (): void => signal?.removeEventListener('abort', abort);
      pending.set(id, {
        resolve: (value) => {
          settled();
          resolve(value);
        },
        reject: (error) => {
          settled();
          reject(error);
        },
      });
      signal?.addEventListener('abort', abort, { once: true });
      transport.post(message);
    });
  }

  return {
    async call<N extends CommandName<C>>(name: N, input: InputOf<C, N>, options: CallOptions = {}) {
      const value = await send(name, input, options.signal);
      const definition = contract[name];
      if (definition?.kind !== 'command') throw new TypeError(`"${name}" is not a command`);
      const parsed = definition.output.safeParse(value);
      if (!parsed.success) {
        throw new PortolanError(
          'internal',
          `The answer to "${name}" was not understood: is this page older than the program?`,
          {
            cause: parsed.error,
          },
        );
      }
      return parsed.data as OutputOf<C, N>;
    },
    on(name, listener) {
      const heard = listeners.get(name) ?? new Set();
      listeners.set(name, heard);
      // The payload has passed the schema that its type is derived from.
      const entry = (payload: unknown): void => listener(payload as Parameters<typeof listener>[0]);
      heard.add(entry);
      return () => heard.delete(entry);
    },
    onDisconnect(listener) {
      if (connected) disconnectListeners.push(listener);
      else queueMicrotask(listener);
    },
    close() {
      transport.close();
    },
  };
}

function fromWire(error: WireError): PortolanError {
  return new PortolanError(
    error.code,
    error.message,
    error.fields === undefined ? {} : { fields: error.fields },
  );
}

function disconnected(): PortolanError {
  return new PortolanError('disconnected', 'The connection to Portolan is gone.');
}

function cancelled(): PortolanError {
  return new PortolanError('cancelled', 'The call was cancelled.');
}
