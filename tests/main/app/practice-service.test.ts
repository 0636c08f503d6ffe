import { connect, createServer, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createPracticeService, type PracticeService } from '../../../src-main/app/practice-service.ts';
import type { PracticeKind } from '../../../src-shared/scan/practice-range.ts';
import { createTempFolder } from '../../helpers/temp-folder.ts';
import { openApp } from './open-app.ts';

let services: PracticeService[] = [];
afterEach(async () => {
  await Promise.all(services.map((service) => service.stop()));
  services = [];
});

function open(platform?: NodeJS.Platform): PracticeService {
  const service = createPracticeService(platform);
  services.push(service);
  return service;
}

interface Meeting {
  readonly connected: boolean;
  readonly said: string;
  readonly ended: string | null;
}

/** Connects and waits until the other side speaks, resets or refuses, or for a moment where it does nothing. */
function meet(port: number, patienceMs = 300): Promise<Meeting> {
  return new Promise((resolve) => {
    let connected = false;
    const socket = connect({ host: '127.0.0.1', port });
    const end = (said: string, ended: string | null): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ connected, said, ended });
    };
    const timer = setTimeout(() => end('', null), patienceMs);
    socket.on('connect', () => {
      connected = true;
    });
    socket.on('data', (said) => end(String(said), null));
    socket.on('error', (error: NodeJS.ErrnoException) => end('', error.code ?? 'unknown'));
  });
}

describe('the practice range', () => {
  it('opens ports that do what their names say', async () => {
    const { ports } = await open().start();
    const port = (kind: PracticeKind) => ports.find((each) => each.kind === kind)?.port ?? 0;
    expect(await meet(port('open'))).toEqual({ connected: true, said: '', ended: null });
    expect((await meet(port('greeting'))).said).toMatch(/^220 .*\r\n$/);
    expect(await meet(port('late'), 300)).toEqual({ connected: true, said: '', ended: null });
    expect((await meet(port('late'), 3_000)).said).toMatch(/^220 /);
    expect((await meet(port('resetting'))).ended).toBe('ECONNRESET');
    expect(await meet(port('closed'))).toEqual({ connected: false, said: '', ended: 'ECONNREFUSED' });
  });

  it.runIf(process.platform === 'linux')('has a port that stays silent, without a firewall', async () => {
    const { ports } = await open().start();
    const { port } = ports.find(({ kind }) => kind === 'swamped') ?? { port: 0 };
    expect(await meet(port)).toEqual({ connected: false, said: '', ended: null });
  });

  it('leaves the silent port out where a full queue would not be silent', async () => {
    const { ports } = await open('win32').start();
    expect(ports.map(({ kind }) => kind)).toEqual(['open', 'greeting', 'late', 'resetting', 'closed']);
  });

  it('is one range however often it is started, and gone when it is stopped', async () => {
    const service = open();
    const [first, second] = await Promise.all([service.start(), service.start()]);
    expect(second).toEqual(first);
    expect(service.status()).toEqual(first);
    await service.stop();
    expect(service.status()).toEqual({ ports: [] });
    for (const { port } of first.ports) expect((await meet(port)).ended).toBe('ECONNREFUSED');
  });

  it('takes other ports where its own are in use', async () => {
    const first = await open().start();
    const second = await open().start();
    const ports = new Set([...first.ports, ...second.ports].map(({ port }) => port));
    expect(ports.size).toBe(first.ports.length * 2);
  });

  it('listens on 127.0.0.1 alone', async () => {
    const { ports } = await open().start();
    // The same port of another loopback address is free: nothing is bound to all of them.
    for (const { port } of ports) {
      const server = createServer();
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen({ host: '127.0.0.2', port }, resolve);
      });
      expect((server.address() as AddressInfo).address).toBe('127.0.0.2');
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    }
  });
});

describe('the practice range of the app', () => {
  it('is started, told of and stopped by commands, and ends with the app', async () => {
    const folder = await createTempFolder();
    const { app, call } = await openApp(folder.path);
    expect(await call('practice.status', {})).toEqual({ ports: [] });
    const started = await call('practice.start', {});
    expect(await call('practice.status', {})).toEqual(started);
    const port = started.ports.find(({ kind }) => kind === 'open')?.port ?? 0;
    expect((await meet(port)).connected).toBe(true);
    await call('practice.stop', {});
    expect((await meet(port)).ended).toBe('ECONNREFUSED');

    const again = await call('practice.start', {});
    expect((await meet(again.ports[0]?.port ?? 0)).connected).toBe(true);
    await app.close();
    for (const each of again.ports) expect((await meet(each.port)).ended).toBe('ECONNREFUSED');
    await folder.dispose();
  });
});
