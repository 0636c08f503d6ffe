/** The web host's server alone, on a real loopback port, with requests as raw as an attacker's. */
import { connect } from 'node:net';
import {
  createSecret,
  createGatekeeper,
  type Gatekeeper,
} from '../../../../src-main/hosts/web/access-token.ts';
import {
  createDownloadTickets,
  type DownloadTickets,
} from '../../../../src-main/hosts/web/download-tickets.ts';
import { listenOnLoopback, serveRequests } from '../../../../src-main/hosts/web/http-server.ts';
import { createSocketTransport } from '../../../../src-main/hosts/web/socket-transport.ts';
import type { Transport } from '../../../../src-shared/contract/transport.ts';
import { inRepository } from '../../../helpers/repository.ts';

export interface Gate {
  readonly host: string;
  readonly port: number;
  readonly gatekeeper: Gatekeeper;
  /** `name=value` of someone who was admitted. */
  readonly cookie: string;
  readonly tickets: DownloadTickets;
  readonly sockets: Transport[];
  /** Moves the tickets' clock. */
  advanceMs(ms: number): void;
  close(): Promise<void>;
}

export async function openGate(): Promise<Gate> {
  const { server, port, host } = await listenOnLoopback(0);
  const gatekeeper = createGatekeeper(port);
  let nowMs = 0;
  const tickets = createDownloadTickets(() => nowMs);
  const sockets: Transport[] = [];
  const file = { file: inRepository('LICENSE'), mediaType: 'text/html; charset=utf-8' };
  const files = new Map([
    ['/', file],
    ['/assets/page.js', { ...file, mediaType: 'text/javascript; charset=utf-8' }],
  ]);
  serveRequests(server, {
    host,
    gatekeeper,
    files,
    tickets,
    onSocket: (socket) => sockets.push(createSocketTransport(socket)),
  });
  return {
    host,
    port,
    gatekeeper,
    cookie: gatekeeper.admit(gatekeeper.key)?.split(';')[0] ?? '',
    tickets,
    sockets,
    advanceMs: (ms) => (nowMs += ms),
    async close() {
      for (const socket of sockets) socket.close();
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

export interface RawAnswer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/** Sends bytes as they are, ends its side if asked to, and reads until the server ends the connection. */
export function sendRaw(port: number, text: string, { thenEnd = false } = {}): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port });
    let received = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => (received += chunk));
    socket.on('error', reject);
    socket.on('close', () => {
      const [head = '', ...rest] = received.split('\r\n\r\n');
      resolve({
        status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? NaN),
        head,
        body: rest.join('\r\n\r\n'),
      });
    });
    if (thenEnd) socket.end(text);
    else socket.write(text);
  });
}

export interface RequestParts {
  readonly method?: string;
  readonly path: string;
  /** Header lines as they are sent. */
  readonly headers: readonly string[];
  readonly body?: string;
}

export function sendRequest(port: number, parts: RequestParts): Promise<RawAnswer> {
  const lines = [
    `${parts.method ?? 'GET'} ${parts.path} HTTP/1.1`,
    ...parts.headers,
    'Connection: close',
    '',
    '',
  ];
  return sendRaw(port, lines.join('\r\n') + (parts.body ?? ''));
}

/** Someone else's key of the right form. */
export const wrongKey: string = createSecret();
