/** Finds the core: over the preload's bridge in the desktop window, over a web socket in a browser. */
import type { Transport } from '../src-shared/contract/transport.ts';
import type { Core } from './core.ts';
import { createReconnectingCore, type Wait } from './reconnecting-core.ts';

/** What the desktop's preload puts on the page. */
interface PortolanBridge {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
}

declare global {
  interface Window {
    readonly portolanBridge?: PortolanBridge;
  }
}

const wait: Wait = (delayMs, task) => {
  const timer = setTimeout(task, delayMs);
  return () => clearTimeout(timer);
};

export function connectCore(): Core {
  const bridge = window.portolanBridge;
  return createReconnectingCore({ open: bridge ? async () => overBridge(bridge) : openWebSocket, wait });
}

/** The bridge lives as long as the page: it neither opens nor breaks. */
function overBridge(bridge: PortolanBridge): Transport {
  return {
    post: (message) => bridge.post(message),
    onMessage: (listener) => bridge.onMessage(listener),
    onClose() {},
    close() {},
  };
}

/** Resolves once the socket is open; the session's cookie is the page's permission. */
function openWebSocket(): Promise<Transport> {
  const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = new WebSocket(`${scheme}//${location.host}/socket`);
  return new Promise((resolve, reject) => {
    const refused = () => reject(new Error('the socket was refused'));
    socket.addEventListener('error', refused, { once: true });
    socket.addEventListener('close', refused, { once: true });
    socket.addEventListener('open', () => resolve(overSocket(socket)), { once: true });
  });
}

function overSocket(socket: WebSocket): Transport {
  const waiting: unknown[] = [];
  let receive: ((message: unknown) => void) | undefined;
  socket.addEventListener('message', ({ data }) => {
    const message: unknown = parseMessage(data);
    if (message === undefined) socket.close();
    else if (receive) receive(message);
    else waiting.push(message);
  });
  return {
    post(message) {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
    },
    onMessage(listener) {
      receive = listener;
      for (const message of waiting.splice(0)) listener(message);
    },
    onClose: (listener) => socket.addEventListener('close', () => listener(), { once: true }),
    close: () => socket.close(),
  };
}

/** Undefined where it is not JSON: such a line cannot be trusted further. */
function parseMessage(data: unknown): unknown {
  if (typeof data !== 'string') return undefined;
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}
