/** Real sockets on loopback: what is read of services that greet, and of those that do worse. */
import type { Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createGreetingReader, MAX_GREETING_BYTES } from '../../../src-main/engine/greeting-reader.ts';
import {
  findClosedPort,
  openListener,
  type Listener,
  type ListenerBehaviour,
} from '../../helpers/listeners.ts';

const ADDRESS = '127.0.0.1';
const open = createGreetingReader((address) => address === ADDRESS || address === '::1');

const listeners: Listener[] = [];
afterEach(async () => {
  await Promise.all(listeners.splice(0).map((listener) => listener.close()));
});

async function listen(behaviour: ListenerBehaviour, address = ADDRESS): Promise<Listener> {
  const listener = await openListener(address, 0, behaviour);
  listeners.push(listener);
  return listener;
}

interface Read {
  readonly text: string;
  readonly failure: string | null;
  readonly connected: boolean;
}

/** Reads to the end, or for `limitMs`. */
function read(port: number, limitMs = 5_000, address = ADDRESS): Promise<Read> {
  return new Promise((resolve) => {
    let connected = false;
    const finish = (failure: string | null): void => {
      clearTimeout(timer);
      connection.close();
      resolve({ text: Buffer.from(connection.bytes()).toString('latin1'), failure, connected });
    };
    const timer = setTimeout(() => finish('time'), limitMs);
    const connection = open(address, port, { connected: () => (connected = true), ended: finish });
  });
}

const sayAndEnd = (text: string) => (socket: Socket) => void socket.end(text, 'latin1');

describe('a service that', () => {
  it.each([ADDRESS, '::1'])('greets and hangs up is read whole (%s)', async (address) => {
    const listener = await listen(sayAndEnd('220 hello\r\n'), address);
    expect(await read(listener.port, 5_000, address)).toEqual({
      text: '220 hello\r\n',
      failure: null,
      connected: true,
    });
  });

  it('greets and waits has its greeting in what was read by then', async () => {
    const { port } = await listen('greet');
    expect(await read(port, 300)).toEqual({ text: 'hello\r\n', failure: 'time', connected: true });
  });

  it('sends 10 MiB is left after the first KiB', async () => {
    let isCutOff = false;
    const { port } = await listen((socket) => {
      socket.on('close', (hadError) => (isCutOff = hadError));
      socket.write(Buffer.alloc(10 * 2 ** 20, 'x'));
    });
    expect(await read(port)).toEqual({
      text: 'x'.repeat(MAX_GREETING_BYTES),
      failure: null,
      connected: true,
    });
    await expect.poll(() => isCutOff, { timeout: 5_000 }).toBe(true);
  });

  it('sends its greeting in pieces has them put together', async () => {
    const { port } = await listen((socket) => {
      for (const [index, piece] of ['SSH', '-2.0', '-x\r\n'].entries())
        setTimeout(() => (index === 2 ? socket.end(piece) : socket.write(piece)), 30 * index);
    });
    expect((await read(port)).text).toBe('SSH-2.0-x\r\n');
  });

  it('resets after its greeting loses nothing of what had come', async () => {
    const { port } = await listen((socket) => {
      socket.write('bye', () => setTimeout(() => socket.resetAndDestroy(), 100));
    });
    expect(await read(port)).toEqual({ text: 'bye', failure: null, connected: true });
  });

  it('resets at once says nothing', async () => {
    const { port } = await listen('reset');
    expect((await read(port)).text).toBe('');
  });

  it('is gone refuses', async () => {
    const port = await findClosedPort(ADDRESS);
    expect(await read(port)).toEqual({ text: '', failure: 'ECONNREFUSED', connected: false });
  });
});

it('nothing is sent, whatever the service does', async () => {
  const behaviours: ListenerBehaviour[] = [
    'accept',
    'greet',
    sayAndEnd('x'),
    (socket) => void socket.write('a?\r\n'),
  ];
  for (const behaviour of behaviours) {
    const listener = await listen(behaviour);
    await read(listener.port, 200);
    expect(listener).toMatchObject({ accepted: 1, received: 0 });
  }
});

it('an address that is not a target is never connected to', async () => {
  const listener = await listen('greet');
  const guarded = createGreetingReader(() => false);
  const nobody = { connected: () => {}, ended: () => {} };
  expect(() => guarded(ADDRESS, listener.port, nobody)).toThrow('127.0.0.1 is not among the targets');
  await read(listener.port, 100);
  expect(listener.accepted).toBe(1);
});
