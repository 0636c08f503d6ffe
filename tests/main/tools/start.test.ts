/** `npm start` on machines of every kind: the real script and downloader, a runtime and a web host of a few lines. */
import type { ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { access, chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startChild, stopChild } from '../../helpers/child.ts';
import { inRepository } from '../../helpers/repository.ts';
import { createFakeCheckout, type FakeCheckout } from './fake-checkout.ts';
import { storedZip } from './stored-zip.ts';

/** Says how it was started, then waits to be interrupted. */
const WINDOW = `#!/bin/sh
trap 'echo interrupted; exit 0' INT
echo "WINDOW $*"
while :; do sleep 0.05; done
`;
const ADDRESS = 'Portolan is at http://127.0.0.1:1/';

let checkout: FakeCheckout;
let child: ChildProcess | undefined;
let server: Server | undefined;

beforeEach(async () => {
  checkout = await createFakeCheckout();
});
afterEach(async () => {
  if (child) await stopChild(child, 1_000);
  child = undefined;
  server?.close();
  server = undefined;
  await checkout.dispose();
});

interface Started {
  /** Waits until standard output or error holds `text`; throws when it ends without. */
  see(text: string): Promise<void>;
  interrupt(): Promise<number | null>;
  ended(): Promise<number | null>;
  output(): { stdout: string; stderr: string };
}

/** Runs the start script with only these variables beside PATH and HOME. */
function start(args: readonly string[], variables: Readonly<Record<string, string>>): Started {
  const { PATH = '' } = process.env;
  const env = {
    PATH,
    HOME: checkout.root,
    electron_config_cache: path.join(checkout.root, 'cache'),
    ...variables,
  };
  const running = startChild(process.execPath, [checkout.startScript, ...args], { env });
  child = running;
  const output = { stdout: '', stderr: '' };
  running.stdout?.on('data', (chunk: Buffer) => (output.stdout += chunk.toString('utf8')));
  running.stderr?.on('data', (chunk: Buffer) => (output.stderr += chunk.toString('utf8')));
  const closed = once(running, 'close').then(([code]) => code as number | null);
  const sees = (text: string): boolean => output.stdout.includes(text) || output.stderr.includes(text);
  return {
    output: () => output,
    ended: () => closed,
    async see(text) {
      while (!sees(text)) {
        const news = [running.stdout, running.stderr].map((stream) =>
          stream ? once(stream, 'data') : closed,
        );
        const ended = await Promise.race([...news, closed.then(() => 'ended' as const)]);
        if (ended === 'ended' && !sees(text))
          throw new Error(`It never said "${text}": ${JSON.stringify(output)}`);
      }
    },
    interrupt() {
      running.kill('SIGINT');
      return closed;
    },
  };
}

async function listen(handler: Parameters<typeof createServer>[1]): Promise<string> {
  const listening = createServer(handler);
  server = listening;
  listening.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}/`;
}

/** Answers the downloader as its usual server would, with a runtime of a few lines. */
async function serveRuntime(program: string): Promise<{ mirror: string; requests: string[] }> {
  const manifest = JSON.parse(await readFile(inRepository('node_modules/electron/package.json'), 'utf8')) as {
    version: string;
  };
  const zip = storedZip([
    { name: 'electron', content: program, mode: 0o755 },
    { name: 'version', content: `v${manifest.version}`, mode: 0o644 },
  ]);
  const name = `electron-v${manifest.version}-linux-${process.arch}.zip`;
  const sums = `${createHash('sha256').update(zip).digest('hex')} *${name}\n`;
  const requests: string[] = [];
  const mirror = await listen((request, response) => {
    requests.push(request.url ?? '');
    response.end(request.url?.endsWith('.zip') ? zip : sums);
  });
  return { mirror, requests };
}

async function installWindow(program: string): Promise<void> {
  const folder = path.join(checkout.root, 'runtime');
  await mkdir(folder);
  await writeFile(path.join(folder, 'electron'), program);
  await chmod(path.join(folder, 'electron'), 0o755);
}

describe.skipIf(process.platform !== 'linux')('npm start', () => {
  it('without a display says so in one line and serves the app, fetching nothing', async () => {
    const app = start(['--port', '0'], { ELECTRON_MIRROR: 'http://127.0.0.1:1/' });
    await app.see(ADDRESS);
    expect(app.output().stdout).toBe(`${ADDRESS} ["--port","0"]\n`);
    expect(app.output().stderr.trim().split('\n')).toEqual([
      'There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set), so Portolan is served to your browser: open the address below. Ctrl-C ends it.',
    ]);
    expect(await app.interrupt()).toBe(0);
  });

  it('serves the app when asked to, though there is a display and a runtime', async () => {
    await installWindow(WINDOW);
    const app = start(['--web'], {
      DISPLAY: ':9',
      ELECTRON_OVERRIDE_DIST_PATH: path.join(checkout.root, 'runtime'),
    });
    await app.see(ADDRESS);
    expect(app.output()).toEqual({ stdout: `${ADDRESS} []\n`, stderr: '' });
    expect(await app.interrupt()).toBe(0);
  });

  it('opens the window with the runtime that is there, and passes an interrupt on', async () => {
    await installWindow(WINDOW);
    const app = start([], {
      DISPLAY: ':9',
      ELECTRON_OVERRIDE_DIST_PATH: path.join(checkout.root, 'runtime'),
    });
    await app.see('WINDOW ');
    const asRoot = process.getuid?.() === 0;
    expect(app.output().stdout).toBe(`WINDOW ${asRoot ? '--no-sandbox ' : ''}${checkout.root}\n`);
    expect(app.output().stderr.includes('without Chromium')).toBe(asRoot);
    expect(await app.interrupt()).toBe(0);
    expect(app.output().stdout).toContain('interrupted');
    expect(app.output().stdout).not.toContain(ADDRESS);
  });

  it('fetches a missing runtime once, checks its sum, and opens the window', async () => {
    const { mirror, requests } = await serveRuntime(WINDOW);
    const variables = {
      WAYLAND_DISPLAY: 'wayland-9',
      ELECTRON_MIRROR: mirror,
      electron_use_remote_checksums: '1',
    };
    const first = start([], variables);
    await first.see('WINDOW ');
    expect(first.output().stderr).toContain('Fetching the Electron runtime, once');
    expect(requests.filter((url) => url.endsWith('.zip'))).toHaveLength(1);
    expect(requests.some((url) => url.endsWith('SHASUMS256.txt'))).toBe(true);
    expect(await first.interrupt()).toBe(0);

    const second = start([], variables);
    await second.see('WINDOW ');
    expect(second.output().stderr).not.toContain('Fetching');
    expect(requests.filter((url) => url.endsWith('.zip'))).toHaveLength(1);
    expect(await second.interrupt()).toBe(0);
  });

  it('does not run a runtime whose sum is wrong', async () => {
    const { mirror } = await serveRuntime(WINDOW);
    // The package's own sums are those of the real runtime.
    const app = start([], { DISPLAY: ':9', ELECTRON_MIRROR: mirror });
    await app.see(ADDRESS);
    expect(app.output().stderr).toMatch(
      /could not be fetched \(.*checksum.*\), so Portolan is served to your browser/i,
    );
    await expect(access(path.join(checkout.root, 'node_modules/electron/dist'))).rejects.toThrow('ENOENT');
    expect(await app.interrupt()).toBe(0);
  });

  it.each([
    ['answers with an error', (base: string) => base, /could not be fetched \(Response code 503/],
    ['is not there', () => 'http://127.0.0.1:1/', /could not be fetched \(its server cannot be reached/],
  ])('serves the app where the download server %s', async (_kind, mirrorOf, sentence) => {
    const base = await listen((_request, response) => void response.writeHead(503).end());
    const app = start([], { DISPLAY: ':9', ELECTRON_MIRROR: mirrorOf(base) });
    await app.see(ADDRESS);
    const lines = app.output().stderr.trim().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(sentence);
    expect(await app.interrupt()).toBe(0);
  });

  it('stops fetching when interrupted', async () => {
    let asked: () => void = () => {};
    const request = new Promise<void>((resolve) => (asked = resolve));
    const mirror = await listen(() => asked());
    const app = start([], { DISPLAY: ':9', ELECTRON_MIRROR: mirror });
    await request;
    expect(await app.interrupt()).toBe(130);
    server?.closeAllConnections();
    expect(app.output().stdout).toBe('');
  });

  it('serves the app where the window cannot be opened', async () => {
    await installWindow('#!/bin/sh\nexit 127\n');
    const app = start([], {
      DISPLAY: ':9',
      ELECTRON_OVERRIDE_DIST_PATH: path.join(checkout.root, 'runtime'),
    });
    await app.see(ADDRESS);
    expect(app.output().stderr).toContain(
      'The window could not be opened (exit code 127), so Portolan is served',
    );
    expect(await app.interrupt()).toBe(0);
  });
});
