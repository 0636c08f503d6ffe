/** The only sockets that read: what a service says of itself to someone who says nothing. */
import { Socket } from 'node:net';

/** More of a greeting is not kept. */
export const MAX_GREETING_BYTES = 1_024;

/** One connection whose greeting is being read. */
export interface GreetingConnection {
  /** What has come so far. */
  bytes(): Uint8Array;
  /** Resets the connection; nothing more is told of it. */
  close(): void;
}

export interface GreetingListener {
  connected(): void;
  /**
   * Nothing more will come: the other side ended, or as much was read as is wanted. `failure`: the error's name where
   * the connection was never made. Told once, and never before the connection was returned.
   */
  ended(failure: string | null): void;
}

/** Connects and reads. `address` is a literal. Knows no time: the caller closes what takes too long. */
export type OpenGreeting = (address: string, port: number, listener: GreetingListener) => GreetingConnection;

/**
 * Reads through `node:net`, for every platform and beside any dialer. Not one byte is ever sent. An address that is not
 * allowed is a fault of ours: opening throws, the worker ends and with it, soon, the scan.
 */
export function createGreetingReader(isAllowed: (address: string) => boolean): OpenGreeting {
  return (address, port, listener) => {
    if (!isAllowed(address)) throw new Error(`${address} is not among the targets and was not connected to`);
    const socket = new Socket();
    const taken = new Uint8Array(MAX_GREETING_BYTES);
    let length = 0;
    let isConnected = false;
    let isOver = false;

    const close = (): void => {
      if (isOver) return;
      isOver = true;
      // An RST instead of a FIN: no TIME_WAIT, and whatever else the other side sends is refused.
      if (isConnected) socket.resetAndDestroy();
      else socket.destroy();
    };
    const end = (failure: string | null): void => {
      if (isOver) return;
      close();
      listener.ended(failure);
    };

    socket.on('connect', () => {
      if (isOver) return;
      isConnected = true;
      listener.connected();
    });
    socket.on('data', (chunk) => {
      const wanted = chunk.subarray(0, MAX_GREETING_BYTES - length);
      taken.set(wanted, length);
      length += wanted.length;
      if (length === MAX_GREETING_BYTES) end(null);
    });
    socket.on('end', () => {
      end(null);
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      end(isConnected ? null : (error.code ?? 'EUNKNOWN'));
    });
    // Node's choice among a name's addresses is not wanted for a literal, and would cut the attempt short.
    socket.connect({ host: address, port, autoSelectFamily: false });
    return { bytes: () => taken.subarray(0, length), close };
  };
}
