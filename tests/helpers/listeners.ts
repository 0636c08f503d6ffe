/** Real loopback sockets whose truth the test knows. */
import { createServer, type Server, type Socket } from 'node:net';

/**
 * `accept`: takes the connection and keeps it until the other side goes. `reset`: takes it and at once resets it, as
 * some services do to strangers: still an open port. `greet`: says a line first, as SSH and SMTP do. A function does
 * with each connection what it likes.
 */
export type ListenerBehaviour = 'accept' | 'reset' | 'greet' | ((socket: Socket) => void);

export interface Listener {
  readonly address: string;
  readonly port: number;
  /** Connections taken so far. */
  readonly accepted: number;
  /** Bytes that the other sides have sent so far. */
  readonly received: number;
  close(): Promise<void>;
}

/** Listens on a loopback address; port 0 takes a free one. Throws what `listen` throws (EADDRINUSE...). */
export async function openListener(
  address: string,
  port = 0,
  behaviour: ListenerBehaviour = 'accept',
): Promise<Listener> {
  const sockets = new Set<Socket>();
  let accepted = 0;
  let received = 0;
  const server = createServer((socket) => {
    accepted += 1;
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    if (behaviour === 'reset') socket.resetAndDestroy();
    else if (behaviour === 'greet') socket.write('hello\r\n');
    else if (typeof behaviour === 'function') behaviour(socket);
    socket.on('data', (chunk) => {
      received += chunk.length;
    });
  });
  await listen(server, address, port);
  return {
    address,
    port: boundPort(server),
    get accepted() {
      return accepted;
    },
    get received() {
      return received;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** A port nobody listens on at this moment: bound, seen, and given back. */
export async function findClosedPort(address: string): Promise<number> {
  const server = createServer();
  await listen(server, address, 0);
  const port = boundPort(server);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  return port;
}

function listen(server: Server, address: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: address, port, backlog: 511 }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function boundPort(server: Server): number {
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('The listener has no port.');
  return bound.port;
}
