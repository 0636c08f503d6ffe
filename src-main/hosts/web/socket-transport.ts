/** A web socket as a transport: one JSON text a frame. */
import { WebSocket, type RawData } from 'ws';
import type { Transport } from '../../../src-shared/contract/transport.ts';

/** A page that reads nothing for this many bytes is cut off; it connects again and takes a fresh snapshot. */
const MAX_UNSENT_BYTES = 64 * 1_048_576;
/** Close codes, RFC 6455 section 7.4.1. */
const NORMAL = 1_000;
const UNSUPPORTED_DATA = 1_003;

/**
 * Frames that are no JSON are dropped: their sender cannot be answered, and means nothing good. The socket's own limit
 * on frames bounds what is parsed here.
 */
export function createSocketTransport(socket: WebSocket): Transport {
  let listener: ((message: unknown) => void) | undefined;
  const waiting: unknown[] = [];
  const closeListeners: (() => void)[] = [];
  let closed = false;

  socket.on('message', (data: RawData, isBinary: boolean) => {
    if (isBinary) {
      socket.close(UNSUPPORTED_DATA);
      return;
    }
    const message = parseFrame(data);
    if (message === undefined || closed) return;
    if (listener === undefined) waiting.push(message);
    else listener(message);
  });
  // 'close' follows every error.
  socket.on('error', () => {});
  socket.on('close', endAll);

  function endAll(): void {
    if (closed) return;
    closed = true;
    for (const close of closeListeners) close();
  }

  return {
    post(message) {
      if (closed || socket.readyState !== WebSocket.OPEN) return;
      if (socket.bufferedAmount > MAX_UNSENT_BYTES) socket.terminate();
      else socket.send(JSON.stringify(message));
    },
    onMessage(next) {
      listener = next;
      for (const message of waiting.splice(0)) next(message);
    },
    onClose(next) {
      if (closed) queueMicrotask(next);
      else closeListeners.push(next);
    },
    close() {
      socket.close(NORMAL);
      endAll();
    },
  };
}

function parseFrame(data: RawData): unknown {
  try {
    return JSON.parse(data.toString()) as unknown;
  } catch {
    return undefined;
  }
}
