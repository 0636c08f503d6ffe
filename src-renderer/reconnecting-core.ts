/** A {@link Core} over a line that may break: reconnects with back-off, and re-attaches whoever listens. */
import { createClient, type Client } from '../src-shared/contract/client.ts';
import { portolanContract, type PortolanContract } from '../src-shared/contract/portolan-contract.ts';
import type { Transport } from '../src-shared/contract/transport.ts';
import { PortolanError } from '../src-shared/contract/wire.ts';
import type { ConnectionStatus, Core } from './core.ts';

/** Runs a task after a delay; the answer cancels it. */
export type Wait = (delayMs: number, task: () => void) => () => void;

export interface LineOptions {
  /** Opens the line; rejects where that fails. Called again after each loss. */
  readonly open: () => Promise<Transport>;
  readonly wait: Wait;
}

const FIRST_DELAY_MS = 250;
const MAX_DELAY_MS = 5_000;

/** The pause before try `tries` (from 0): doubling, bounded. */
export function backOffMs(tries: number): number {
  return Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(tries, 10));
}

type Attach = (client: Client<PortolanContract>) => () => void;

/** Connects at once and for good, until `close`. */
export function createReconnectingCore({ open, wait }: LineOptions): Core {
  const statusListeners = new Set<(status: ConnectionStatus) => void>();
  const attachments = new Map<Attach, (() => void) | undefined>();
  let status: ConnectionStatus = 'connecting';
  let client: Client<PortolanContract> | undefined;
  let cancelWait: (() => void) | undefined;
  let tries = 0;
  let closed = false;

  function setStatus(next: ConnectionStatus): void {
    if (next === status) return;
    status = next;
    for (const listener of statusListeners) listener(next);
  }

  function connect(): void {
    cancelWait = undefined;
    open().then(attach, retry);
  }

  function attach(transport: Transport): void {
    if (closed) {
      transport.close();
      return;
    }
    const fresh = createClient(portolanContract, transport);
    client = fresh;
    tries = 0;
    for (const attachment of attachments.keys()) attachments.set(attachment, attachment(fresh));
    fresh.onDisconnect(() => {
      client = undefined;
      if (closed) return;
      setStatus('lost');
      retry();
    });
    setStatus('online');
  }

  function retry(): void {
    if (closed) return;
    cancelWait = wait(backOffMs(tries), connect);
    tries += 1;
  }

  connect();

  return {
    async call(name, input, options) {
      if (!client) {
        throw new PortolanError(
          'disconnected',
          'There is no connection to Portolan just now: wait a moment, then try again.',
        );
      }
      return client.call(name, input, options);
    },

    on(name, listener) {
      const attachment: Attach = (to) => to.on(name, listener);
      attachments.set(attachment, client ? attachment(client) : undefined);
      return () => {
        attachments.get(attachment)?.();
        attachments.delete(attachment);
      };
    },

    get status() {
      return status;
    },

    onStatus(listener) {
      statusListeners.add(listener);
      return () => statusListeners.delete(listener);
    },

    close() {
      closed = true;
      cancelWait?.();
      client?.close();
    },
  };
}
