/** Every transport there is, as connected pairs over the real thing or, for Electron, over its two ends of a fake wire. */
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { createMemoryTransportPair, type Transport } from '../../src-shared/contract/transport.ts';
import { type PageContents, servePages } from '../../src-main/hosts/electron/ipc-transport.ts';
import { createGatekeeper } from '../../src-main/hosts/web/access-token.ts';
import { createDownloadTickets } from '../../src-main/hosts/web/download-tickets.ts';
import { listenOnLoopback, serveRequests } from '../../src-main/hosts/web/http-server.ts';
import { createSocketTransport } from '../../src-main/hosts/web/socket-transport.ts';

export interface TransportPair {
  readonly server: Transport;
  readonly client: Transport;
  dispose(): Promise<void>;
}

export interface TransportKind {
  readonly name: string;
  /** Whether the client's end hears that the server's end was closed (a page dies with its window instead). */
  readonly tellsClient: boolean;
  createPair(): Promise<TransportPair>;
}

async function createMemoryPair(): Promise<TransportPair> {
  const [server, client] = createMemoryTransportPair();
  return { server, client, dispose: async () => client.close() };
}

async function createSocketPair(): Promise<TransportPair> {
  const { server: http, port, host } = await listenOnLoopback(0);
  const gatekeeper = createGatekeeper(port);
  const accepted = new Promise<Transport>((resolve) => {
    serveRequests(http, {
      host,
      gatekeeper,
      files: new Map(),
      tickets: createDownloadTickets(() => 0),
      onSocket: (socket) => resolve(createSocketTransport(socket)),
    });
  });
  const socket = new WebSocket(`ws://${host}/socket`, {
    origin: `http://${host}`,
    headers: { Cookie: gatekeeper.admit(gatekeeper.key)?.split(';')[0] ?? '' },
  });
  // The page's end is a web socket too; the host's transport serves for it here.
  const client = createSocketTransport(socket);
  await once(socket, 'open');
  const server = await accepted;
  return {
    server,
    client,
    async dispose() {
      socket.terminate();
      http.closeAllConnections();
      await new Promise((resolve) => {
        http.close(resolve);
      });
    },
  };
}

type ContentsEvent = 'did-navigate' | 'render-process-gone' | 'destroyed';
type IpcListener = Parameters<PageContents['ipc']['on']>[1];

/** The main process's real end over a fake `webContents`; the page's end does what the preload does. */
async function createElectronPair(): Promise<TransportPair> {
  const frame = { url: 'app://portolan/index.html', parent: null, detached: false };
  const ipcListeners: IpcListener[] = [];
  const contentsListeners: [ContentsEvent, () => void][] = [];
  let receive: (message: unknown) => void = () => {};
  const closeListeners: (() => void)[] = [];
  let destroyed = false;
  const end = (): void => {
    if (destroyed) return;
    destroyed = true;
    for (const [event, listener] of contentsListeners) if (event === 'destroyed') listener();
    for (const listener of closeListeners) listener();
  };
  const contents: PageContents = {
    ipc: { on: (_channel, listener) => ipcListeners.push(listener) },
    on: (event, listener) => contentsListeners.push([event, listener]),
    once: (event, listener) => contentsListeners.push([event, listener]),
    isDestroyed: () => destroyed,
    send: (_channel, text) => queueMicrotask(() => receive(JSON.parse(text))),
  };
  let connected: Transport | undefined;
  const serverReady = new Promise<Transport>((resolve) => {
    servePages(
      contents,
      (sender) => sender === frame,
      (transport) => {
        connected = transport;
        resolve(transport);
      },
    );
  });
  const client: Transport = {
    post(message) {
      const text = JSON.stringify(message);
      if (!destroyed)
        queueMicrotask(() => ipcListeners.forEach((listener) => listener({ senderFrame: frame }, text)));
    },
    onMessage(listener) {
      receive = listener;
    },
    onClose: (listener) => closeListeners.push(listener),
    close: end,
  };
  // A connection begins with a page's first message.
  client.post({ kind: 'cancel', id: 0 });
  await serverReady;
  return { server: connected ?? (await serverReady), client, dispose: async () => end() };
}

export const TRANSPORTS: readonly TransportKind[] = [
  { name: 'in memory', tellsClient: true, createPair: createMemoryPair },
  { name: 'web socket', tellsClient: true, createPair: createSocketPair },
  { name: 'Electron IPC', tellsClient: false, createPair: createElectronPair },
];
