/**
 * The requests of the loopback web host. Each passes the same gate in the same order (host, method, body, origin, key)
 * before its route is even looked up; whatever fails gets a 4xx and one sentence.
 */
import { createReadStream } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Readable, type Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { WebSocketServer, type WebSocket } from 'ws';
import { MAX_MESSAGE_LENGTH, PortolanError } from '../../../src-shared/contract/wire.ts';
import type { Gatekeeper } from './access-token.ts';
import type { DownloadTickets } from './download-tickets.ts';
import { securityHeaders } from './security-headers.ts';
import type { StaticFiles } from './static-files.ts';

export interface HttpServerParts {
  /** The only address it answers to: `127.0.0.1:PORT`. */
  readonly host: string;
  readonly gatekeeper: Gatekeeper;
  readonly files: StaticFiles;
  readonly tickets: DownloadTickets;
  /** A page that passed the gate has connected. */
  onSocket(socket: WebSocket): void;
}

interface Route {
  readonly path: RegExp;
  /** A path that leads here, for the tests' matrix. */
  readonly sample: string;
  /** Reached without the cookie. */
  readonly isPublic?: true;
  handle(
    parts: HttpServerParts,
    request: IncomingMessage,
    response: ServerResponse,
    rest: string,
  ): void | Promise<void>;
}

/** The address at which a page asks for its web socket. */
export const SOCKET_PATH = '/socket';

/** Every route there is; what matches none is 404. */
export const ROUTES: readonly Route[] = [
  { path: /^\/enter\/(.+)$/, sample: '/enter/KEY', isPublic: true, handle: enter },
  { path: /^\/download\/(.+)$/, sample: '/download/TICKET', handle: download },
  {
    path: /^\/socket$/,
    sample: SOCKET_PATH,
    handle: (parts, _request, response) =>
      refuse(parts, response, 426, 'This address speaks web socket only.'),
  },
  { path: /^(\/.*)$/, sample: '/', handle: sendStatic },
];

/** Connections that may be open at once, sockets of pages included. */
const MAX_CONNECTIONS = 256;

/** The only interface that is ever listened on. */
const LOOPBACK = '127.0.0.1';

/**
 * Listens on the loopback interface; port 0 takes a free one. Nobody is answered before {@link serveRequests}.
 * Throws PortolanError `unavailable` where the port cannot be had.
 */
export async function listenOnLoopback(
  port: number,
): Promise<{ server: Server; port: number; host: string }> {
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 30_000, maxHeaderSize: 16_384 });
  server.maxConnections = MAX_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(explainListenError(error, port)));
    server.listen({ host: LOOPBACK, port, exclusive: true }, resolve);
  });
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new TypeError('A TCP server has an address');
  // As a browser writes it: without the port where that is the scheme's own.
  return { server, port: bound.port, host: new URL(`http://${LOOPBACK}:${bound.port}`).host };
}

function explainListenError(error: Error, port: number): PortolanError {
  const code = 'code' in error ? error.code : undefined;
  const why =
    code === 'EADDRINUSE'
      ? 'another program listens there'
      : code === 'EACCES'
        ? 'this port needs more rights'
        : error.message;
  const sentence = `Port ${port} of ${LOOPBACK} cannot be used: ${why}. Choose another, or --port 0 for a free one.`;
  return new PortolanError('unavailable', sentence, { cause: error });
}

/** Answers requests and web sockets from now on. */
export function serveRequests(server: Server, parts: HttpServerParts): void {
  server.on('request', (request, response) => {
    answer(parts, request, response).catch(() => response.destroy());
  });
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_LENGTH,
    perMessageDeflate: false,
    clientTracking: false,
  });
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', () => stream.destroy());
    const refusal = upgradeRefusal(parts, request);
    if (refusal !== undefined) {
      stream.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => parts.onSocket(socket));
  });
}

async function answer(
  parts: HttpServerParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!isOwnHost(parts, request))
    return refuse(parts, response, 421, 'Portolan does not answer under this name.');
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return refuse(parts, response, 405, 'Only GET is answered here.');
  }
  if (hasBody(request)) return refuse(parts, response, 413, 'A request here has no body.');
  if (!isOwnOrigin(parts, request, { required: false })) {
    return refuse(parts, response, 403, 'Other sites may not ask Portolan.');
  }
  const url = request.url ?? '';
  for (const route of ROUTES) {
    const match = route.path.exec(url);
    if (match === null) continue;
    if (route.isPublic !== true && !parts.gatekeeper.isAdmitted(request.headers.cookie)) {
      return refuse(
        parts,
        response,
        401,
        'Open the address that Portolan printed when it started: it holds the key.',
      );
    }
    return await route.handle(parts, request, response, match[1] ?? '');
  }
  return refuse(parts, response, 404, 'There is nothing at this address.');
}

/** The status line that refuses a web socket, or undefined for the one kind that is let in. */
function upgradeRefusal(parts: HttpServerParts, request: IncomingMessage): string | undefined {
  if (!isOwnHost(parts, request)) return '421 Misdirected Request';
  if (request.method !== 'GET') return '405 Method Not Allowed';
  if (hasBody(request)) return '413 Content Too Large';
  if (!isOwnOrigin(parts, request, { required: true })) return '403 Forbidden';
  if (!parts.gatekeeper.isAdmitted(request.headers.cookie)) return '401 Unauthorized';
  if (request.url !== SOCKET_PATH) return '404 Not Found';
  return undefined;
}

/** DNS rebinding brings a stranger's page to this port, but under the stranger's name. */
function isOwnHost(parts: HttpServerParts, request: IncomingMessage): boolean {
  const hosts = request.headersDistinct['host'] ?? [];
  return hosts.length === 1 && hosts[0] === parts.host;
}

function isOwnOrigin(parts: HttpServerParts, request: IncomingMessage, rule: { required: boolean }): boolean {
  const origins = request.headersDistinct['origin'] ?? [];
  if (origins.length === 0) return !rule.required;
  return origins.length === 1 && origins[0] === `http://${parts.host}`;
}

function hasBody(request: IncomingMessage): boolean {
  const length = request.headers['content-length'];
  return request.headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
}

function refuse(parts: HttpServerParts, response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, {
    ...securityHeaders(parts.host),
    'Content-Type': 'text/plain; charset=utf-8',
    // Whatever else stands in this connection is not read.
    Connection: 'close',
    ...(status === 405 ? { Allow: 'GET, HEAD' } : {}),
  });
  response.end(`${sentence}\n`);
}

/** Key in, cookie out, and on to an address that no longer shows the key. */
function enter(
  parts: HttpServerParts,
  _request: IncomingMessage,
  response: ServerResponse,
  key: string,
): void {
  const cookie = parts.gatekeeper.admit(key);
  if (cookie === undefined) {
    return refuse(
      parts,
      response,
      401,
      'This key is not valid (any more): open the address that Portolan printed.',
    );
  }
  response.writeHead(303, { ...securityHeaders(parts.host), 'Set-Cookie': cookie, Location: '/' });
  response.end();
}

async function download(
  parts: HttpServerParts,
  request: IncomingMessage,
  response: ServerResponse,
  ticket: string,
): Promise<void> {
  // HEAD must not use the ticket up, and has nothing to say without it.
  const file = request.method === 'GET' ? parts.tickets.redeem(ticket) : undefined;
  if (file === undefined)
    return refuse(parts, response, 404, 'This file was fetched already: export it again.');
  response.writeHead(200, {
    ...securityHeaders(parts.host),
    'Content-Type': file.mediaType,
    'Content-Disposition': attachment(file.fileName),
  });
  await pipeline(Readable.from(file.content), response);
}

/** RFC 6266: an ASCII name for old readers, the true one in UTF-8. */
function attachment(fileName: string): string {
  const ascii = fileName.replace(/[^\w. -]/g, '_');
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(fileName).replace(/['()*]/g, percentEncode)}`;
}

function percentEncode(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

async function sendStatic(
  parts: HttpServerParts,
  request: IncomingMessage,
  response: ServerResponse,
  address: string,
): Promise<void> {
  const found = parts.files.get(address);
  if (found === undefined) return refuse(parts, response, 404, 'There is nothing at this address.');
  response.writeHead(200, { ...securityHeaders(parts.host), 'Content-Type': found.mediaType });
  if (request.method === 'HEAD') response.end();
  else await pipeline(createReadStream(found.file), response);
}
