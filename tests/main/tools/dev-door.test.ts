/** The dev server's way to the web host, with Vite's real proxy and a host that tells what reached it. */
import { once } from 'node:events';
import {
  createServer as createHttpServer,
  request,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer, type ViteDevServer } from 'vite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDevDoor, type DevDoor } from '../../../src-main/tools/dev-door.ts';
import { createTempFolder, type TempFolder } from '../../helpers/temp-folder.ts';

let folder: TempFolder;
let host: Server;
let hostOrigin: string;
let reached: IncomingHttpHeaders[];
let door: DevDoor;
let server: ViteDevServer;
let devOrigin: string;

beforeAll(async () => {
  host = createHttpServer((incoming, response) => {
    reached.push(incoming.headers);
    if (incoming.url === '/enter/HOSTKEY') response.setHeader('Set-Cookie', 'portolan-1=SECRET; HttpOnly');
    response.end();
  });
  host.listen(0, '127.0.0.1');
  await once(host, 'listening');
  const { port } = host.address() as AddressInfo;
  hostOrigin = `http://127.0.0.1:${port}`;
  folder = await createTempFolder();
  door = createDevDoor(port, () => devOrigin);
  server = await createServer({
    configFile: false,
    root: folder.path,
    logLevel: 'silent',
    optimizeDeps: { noDiscovery: true },
    server: { host: '127.0.0.1', port: 0, proxy: door.proxy, hmr: false, watch: null },
    plugins: [{ name: 'door', configureServer: ({ middlewares }) => void middlewares.use(door.middleware) }],
  });
  await server.listen();
  devOrigin = new URL(server.resolvedUrls?.local[0] ?? '').origin;
  reached = [];
  await door.admitTo(`${hostOrigin}/enter/HOSTKEY`);
});
beforeEach(() => {
  reached = [];
});
afterAll(async () => {
  await server.close();
  host.close();
  await folder.dispose();
});

/** A request as a browser may make it: `fetch` would not let a test choose Origin and Cookie. */
async function ask(
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: IncomingHttpHeaders }> {
  const asking = request(`${devOrigin}${path}`, { headers });
  asking.end();
  const [response] = (await once(asking, 'response')) as [IncomingMessage];
  response.resume();
  return { status: response.statusCode ?? 0, headers: response.headers };
}

async function enter(): Promise<string> {
  const { headers } = await ask(door.path);
  return headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

describe('createDevDoor', () => {
  it('exchanges the key for a cookie that scripts cannot read, and clears the address', async () => {
    const { status, headers } = await ask(door.path);
    expect(status).toBe(303);
    expect(headers.location).toBe('/');
    expect(headers['set-cookie']?.[0]).toMatch(
      /^portolan-dev=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/,
    );
  });

  it('has another key each time, and takes no wrong one', async () => {
    expect(createDevDoor(1, () => devOrigin).path).not.toBe(door.path);
    for (const path of ['/enter/', '/enter/x', `${door.path}x`]) {
      const { status, headers } = await ask(path);
      expect([status, headers['set-cookie']]).toEqual([403, undefined]);
    }
  });

  it("lends the host's cookie to the browser that has ours", async () => {
    const cookie = await enter();
    await ask('/download/TICKET', { Cookie: `other=1; ${cookie}` });
    expect(reached.map((headers) => [headers.cookie, headers.host])).toEqual([
      ['portolan-1=SECRET', new URL(hostOrigin).host],
    ]);
  });

  it('lends nothing to others, and passes no cookie of theirs on', async () => {
    await ask('/download/TICKET');
    await ask('/download/TICKET', { Cookie: 'portolan-dev=guess; portolan-1=guess' });
    expect(reached.map(({ cookie }) => cookie)).toEqual([undefined, undefined]);
  });

  it("writes the page's own origin as the host's, and leaves any other for the host to refuse", async () => {
    await ask('/download/TICKET', { Origin: devOrigin });
    await ask('/download/TICKET', { Origin: 'http://evil.test' });
    await ask('/download/TICKET', { Origin: `${devOrigin}.evil.test` });
    expect(reached.map(({ origin }) => origin)).toEqual([
      hostOrigin,
      'http://evil.test',
      `${devOrigin}.evil.test`,
    ]);
  });
});
