/**
 * The only listening sockets of the core: the practice range's, on 127.0.0.1 and nowhere else. No root is needed, and
 * whoever connects can do no more than read a line.
 */
import { createServer, connect, type Server, type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import { PRACTICE_ADDRESS, type PracticeKind } from '../../src-shared/scan/practice-range.ts';

export interface OpenPort {
  /** Resolves when nothing listens any more and no connection is left. */
  close(): Promise<void>;
}

/** A slow program's pause before its first word. */
const LATE_MS = 800;
/** Connections are forgotten after this long: nobody can pile them up. */
const IDLE_MS = 10_000;
const MAX_CONNECTIONS = 64;

const BEHAVIOUR: Readonly<Record<'open' | 'greeting' | 'late' | 'resetting', (socket: Socket) => void>> = {
  open: () => {},
  greeting: (socket) => void socket.write('220 practice.portolan ready, and glad to see you\r\n'),
  late: (socket) => {
    const timer = setTimeout(() => socket.write('220 practice.portolan, awake at last\r\n'), LATE_MS);
    socket.once('close', () => clearTimeout(timer));
  },
  resetting: (socket) => void socket.resetAndDestroy(),
};

/** Opens one port of the range. Throws what `listen` throws (EADDRINUSE, EACCES). */
export async function openPracticePort(kind: PracticeKind, port: number): Promise<OpenPort> {
  if (kind === 'closed') return proveClosed(port);
  if (kind === 'swamped') return openSwamped(port);
  return openServer(port, BEHAVIOUR[kind]);
}

async function openServer(port: number, behave: (socket: Socket) => void): Promise<OpenPort> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    socket.setTimeout(IDLE_MS, () => socket.destroy());
    socket.resume();
    behave(socket);
  });
  server.maxConnections = MAX_CONNECTIONS;
  await listen(server, port);
  return {
    close: () => {
      for (const socket of sockets) socket.destroy();
      return closeServer(server);
    },
  };
}

/** Nobody listens: taken for a moment to be sure of it, and given back. */
async function proveClosed(port: number): Promise<OpenPort> {
  const server = createServer();
  await listen(server, port);
  await closeServer(server);
  return { close: async () => {} };
}

/**
 * Listens with a queue of one and never accepts, as a program that hangs: its thread sleeps. A source text, since a
 * thread that only sleeps is not worth an entry of its own in every host's build.
 */
const SLEEPER = `
const { createServer } = require('node:net');
const { parentPort, workerData } = require('node:worker_threads');
const server = createServer();
server.once('error', (error) => parentPort.postMessage(error.code ?? 'unknown'));
server.listen({ host: workerData.host, port: workerData.port, backlog: 1 }, () => {
  parentPort.postMessage(null);
  Atomics.wait(new Int32Array(workerData.bell), 0, 0);
});
`;

/** What a queue of one holds in Linux: one more than its length. */
const QUEUE = 2;

async function openSwamped(port: number): Promise<OpenPort> {
  const bell = new SharedArrayBuffer(4);
  const worker = new Worker(SLEEPER, {
    eval: true,
    name: 'practice-sleeper',
    execArgv: [],
    workerData: { host: PRACTICE_ADDRESS, port, bell },
  });
  const fillers: Socket[] = [];
  const close = async (): Promise<void> => {
    for (const socket of fillers) socket.destroy();
    await worker.terminate();
  };
  try {
    await new Promise<void>((resolve, reject) => {
      worker.once('error', reject);
      worker.once('message', (problem: string | null) =>
        problem === null ? resolve() : reject(Object.assign(new Error(problem), { code: problem })),
      );
    });
    await Promise.all(Array.from({ length: QUEUE }, () => fill(fillers, port)));
  } catch (error) {
    await close();
    throw error;
  }
  worker.on('error', () => {});
  return { close };
}

function fill(fillers: Socket[], port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: PRACTICE_ADDRESS, port }, resolve);
    socket.once('error', reject);
    fillers.push(socket);
  });
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: PRACTICE_ADDRESS, port, exclusive: true }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
