/** The core behind a loopback server: starts both, ends both. */
import type { WebSocket } from 'ws';
import { createApp } from '../../app/create-app.ts';
import { createGatekeeper } from './access-token.ts';
import { createDownloadTickets } from './download-tickets.ts';
import { listenOnLoopback, serveRequests } from './http-server.ts';
import { createSocketTransport } from './socket-transport.ts';
import { listStaticFiles } from './static-files.ts';

/** RFC 6455 section 7.4.1: the server is going away. */
const GOING_AWAY = 1_001;

export interface WebHostOptions {
  readonly dataFolder: string;
  /** 0: a free one. */
  readonly port: number;
  /** The built page. */
  readonly rendererFolder: string;
  /** Told of faults of the program that a page sees only as `internal`. */
  readonly onFault: (error: unknown) => void;
}

export interface WebHost {
  /** The address to open, key included. */
  readonly url: string;
  /** The same with a key that admits once: for a browser's command line, which others on this machine can read. */
  createSingleUseUrl(): string;
  /** Ends scans cleanly, closes the history and every connection. */
  close(): Promise<void>;
}

/** Throws PortolanError `unavailable` where the port is taken, the page is not built or history cannot be opened. */
export async function startWebHost(options: WebHostOptions): Promise<WebHost> {
  const files = await listStaticFiles(options.rendererFolder);
  const tickets = createDownloadTickets(() => performance.now());
  const core = await createApp({
    dataFolder: options.dataFolder,
    host: 'web',
    onFault: options.onFault,
    abilities: {
      async deliverFile(file) {
        return { kind: 'download', url: `/download/${tickets.issue(file)}`, fileName: file.fileName };
      },
    },
  });
  const sockets = new Set<WebSocket>();
  let connections = 0;

  function connectPage(socket: WebSocket): void {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    core.connect(createSocketTransport(socket), `page-${connections}`);
  }

  try {
    const { server, port, host } = await listenOnLoopback(options.port);
    const gatekeeper = createGatekeeper(port);
    serveRequests(server, { host, gatekeeper, files, tickets, onSocket: connectPage });
    return {
      url: `http://${host}/enter/${gatekeeper.key}`,
      createSingleUseUrl: () => `http://${host}/enter/${gatekeeper.createSingleUseKey()}`,
      async close() {
        const closed = new Promise<void>((resolve) => {
          server.close(() => resolve());
        });
        tickets.clear();
        // The pages hear of the last results before they are let go.
        await core.close();
        for (const socket of sockets) socket.close(GOING_AWAY);
        server.closeAllConnections();
        await closed;
      },
    };
  } catch (error) {
    await core.close();
    throw error;
  }
}
