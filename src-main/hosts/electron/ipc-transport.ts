/** The main process's end of a page's connection: a Transport over one IPC channel. */
import { MAX_MESSAGE_LENGTH } from '../../../src-shared/contract/wire.ts';
import type { Transport } from '../../../src-shared/contract/transport.ts';
import type { SenderFrame } from './trusted-senders.ts';

/** The only channel; the preload has the same word. Messages cross it as JSON text in both directions. */
export const IPC_CHANNEL = 'portolan';

interface MessageEvent {
  readonly senderFrame: SenderFrame | null;
}

/** What is used of Electron's WebContents. */
export interface PageContents {
  readonly ipc: { on(channel: string, listener: (event: MessageEvent, ...args: unknown[]) => void): unknown };
  on(event: 'did-navigate' | 'render-process-gone', listener: () => void): unknown;
  once(event: 'destroyed', listener: () => void): unknown;
  isDestroyed(): boolean;
  send(channel: string, text: string): void;
}

interface PageEnd {
  readonly transport: Transport;
  receive(message: unknown): void;
}

function openPageEnd(contents: PageContents): PageEnd {
  let listener: ((message: unknown) => void) | undefined;
  let closed = false;
  const waiting: unknown[] = [];
  const closeListeners: (() => void)[] = [];
  return {
    transport: {
      post(message) {
        if (!closed && !contents.isDestroyed()) contents.send(IPC_CHANNEL, JSON.stringify(message));
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
        if (closed) return;
        closed = true;
        for (const close of closeListeners) close();
      },
    },
    receive(message) {
      if (closed) return;
      if (listener) listener(message);
      else waiting.push(message);
    },
  };
}

/** The message in a received argument; undefined where it is no JSON text of a permitted length. */
function parseMessage(text: unknown): unknown {
  if (typeof text !== 'string' || text.length > MAX_MESSAGE_LENGTH) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Serves the pages shown in a window, one connection after the other. A connection begins with the first message of a
 * trusted page and ends when that page is reloaded, crashes or its window closes: its calls are then aborted. What an
 * untrusted frame sends, and what is no message at all, has no effect.
 */
export function servePages(
  contents: PageContents,
  isTrusted: (frame: SenderFrame | null) => boolean,
  connect: (transport: Transport) => void,
): void {
  let page: PageEnd | undefined;
  const hangUp = (): void => {
    page?.transport.close();
    page = undefined;
  };
  contents.ipc.on(IPC_CHANNEL, (event, text) => {
    if (!isTrusted(event.senderFrame)) return;
    const message = parseMessage(text);
    if (message === undefined) return;
    if (page === undefined) {
      page = openPageEnd(contents);
      connect(page.transport);
    }
    page.receive(message);
  });
  contents.on('did-navigate', hangUp);
  contents.on('render-process-gone', hangUp);
  contents.once('destroyed', hangUp);
}
