/**
 * `npm run dev`: beside the page's dev server, the desktop app or, where Electron cannot run, the web host. Their
 * sources are built as they change; a change in the main process restarts it, one in the preload reloads the page.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';
import { createBuilder, type Plugin, type ViteDevServer } from 'vite';
import { buildIfStale } from './build-if-stale.ts';
import { createDevDoor, type DevDoor } from './dev-door.ts';
import { findRuntime } from './electron-runtime.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** The two ways to run the core in development. */
interface HostKind {
  /** Builds to watch; the last one starts the host. */
  readonly builds: readonly string[];
  start(server: ViteDevServer): ChildProcess;
}

function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}

function pageAddress(server: ViteDevServer): string {
  const address = server.resolvedUrls?.local[0];
  if (address === undefined) throw new Error('The dev server has no local address.');
  return address;
}

function desktopHost(runtime: string): HostKind {
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
  return {
    builds: ['worker', 'preload', 'main'],
    start: (server) =>
      spawn(runtime, [...(asRoot ? ['--no-sandbox'] : []), root], {
        stdio: 'inherit',
        env: { ...process.env, VITE_DEV_SERVER_URL: pageAddress(server) },
      }),
  };
}

function webHost(port: number, door: DevDoor): HostKind {
  let announced = false;
  return {
    builds: ['worker', 'web'],
    start(server) {
      const program = path.join(root, 'dist', 'web', 'main.js');
      const child = spawn(process.execPath, [program, '--port', String(port)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      child.stdout.once('data', (line: Buffer) => {
        const address = /http:\S+/.exec(line.toString('utf8'))?.[0] ?? '';
        void door.admitTo(address).then(() => {
          if (!announced)
            server.config.logger.info(`Portolan is at ${new URL(door.path, pageAddress(server)).href}`);
          announced = true;
        });
      });
      return child;
    },
  };
}

/** A port that is free now, so that the host can have the same one after every restart. */
async function findFreePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const bound = probe.address();
  probe.close();
  if (bound === null || typeof bound === 'string') throw new TypeError('A TCP server has a port');
  return bound.port;
}

/** Keeps one host running: `restart` ends the one before it first. */
function keepHost(kind: HostKind, server: ViteDevServer): { restart(): Promise<void>; end(): void } {
  let child: ChildProcess | undefined;
  const onExit = (): void => void server.close().then(() => process.exit());
  const end = (): void => {
    child?.off('exit', onExit);
    child?.kill();
  };
  return {
    end,
    async restart() {
      const before = child;
      end();
      // Its port and its history must be free before the next one wants them.
      if (before && before.exitCode === null && before.signalCode === null) await once(before, 'exit');
      child = kind.start(server);
      child.once('exit', onExit);
    },
  };
}

async function watchAndRun(kind: HostKind, server: ViteDevServer): Promise<void> {
  await buildIfStale(root, () => server.config.logger.info('Building Portolan …'));
  const host = keepHost(kind, server);
  process.once('exit', host.end);
  server.httpServer?.once('close', host.end);
  const { configFile } = server.config;
  const builder = await createBuilder({ configFile: configFile ?? false, logLevel: 'warn' });
  let started = false;
  for (const name of kind.builds) {
    const environment = builder.environments[name];
    if (!environment) throw new Error(`vite.config.ts has no environment "${name}".`);
    environment.config.build.watch = {};
    const watcher = await builder.build(environment);
    if (!('on' in watcher)) throw new Error(`The build "${name}" cannot be watched.`);
    const built = Promise.withResolvers<void>();
    watcher.on('event', (event) => {
      if (event.code !== 'END') return;
      built.resolve();
      if (!started) return;
      if (name === 'preload') server.ws.send({ type: 'full-reload' });
      else void host.restart();
    });
    await built.promise;
  }
  started = true;
  await host.restart();
}

/** Vite's plugin; does nothing in builds and under the test runner. */
export function devHost(): Plugin {
  let kind: HostKind | undefined;
  let door: DevDoor | undefined;
  let running: ViteDevServer | undefined;
  return {
    name: 'portolan:dev-host',
    apply: 'serve',
    async config() {
      if (process.env['VITEST'] !== undefined) return null;
      const runtime = hasDisplay() ? findRuntime(root, process.env) : null;
      if (runtime !== null) {
        kind = desktopHost(runtime);
        return null;
      }
      const port = await findFreePort();
      door = createDevDoor(port, () => running && new URL(pageAddress(running)).origin);
      kind = webHost(port, door);
      return { server: { proxy: door.proxy } };
    },
    configureServer(server) {
      const chosen = kind;
      if (!chosen) return;
      running = server;
      if (door) server.middlewares.use(door.middleware);
      server.httpServer?.once('listening', () => {
        // The addresses are known a moment after it listens.
        setImmediate(() => {
          watchAndRun(chosen, server).catch((error: unknown) => {
            server.config.logger.error(error instanceof Error ? error.message : String(error));
            process.exit(1);
          });
        });
      });
    },
  };
}
