/** The web host as people start it: its one line, its page, its core, its end. Needs the built page (`npm run build`). */
import { once } from 'node:events';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { createSocketTransport } from '../../../../src-main/hosts/web/socket-transport.ts';
import { type Client, createClient } from '../../../../src-shared/contract/client.ts';
import {
  portolanContract,
  type PortolanContract,
} from '../../../../src-shared/contract/portolan-contract.ts';
import { runChild, startChild, stopChild } from '../../../helpers/child.ts';
import { type Listener, openListener } from '../../../helpers/listeners.ts';
import { programFile } from '../../../helpers/repository.ts';
import { createTempFolder, type TempFolder } from '../../../helpers/temp-folder.ts';
import { startWebHost, type WebHost } from '../../../helpers/web-host.ts';

let folder: TempFolder;
beforeEach(async () => {
  folder = await createTempFolder();
});
afterEach(() => folder.dispose());

/** Key in, cookie out. */
async function enter(url: string): Promise<string> {
  const answer = await fetch(url, { redirect: 'manual' });
  expect(answer.status).toBe(303);
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

describe('a running web host', () => {
  let host: WebHost;
  let cookie: string;
  let client: Client<PortolanContract>;
  let listener: Listener;

  beforeEach(async () => {
    listener = await openListener('127.0.0.1');
    host = await startWebHost({ dataFolder: folder.path });
    cookie = await enter(host.url);
    const address = `127.0.0.1:${host.port}`;
    const socket = new WebSocket(`ws://${address}/socket`, {
      origin: `http://${address}`,
      headers: { Cookie: cookie },
    });
    client = createClient(portolanContract, createSocketTransport(socket));
    await once(socket, 'open');
  });
  afterEach(async () => {
    client.close();
    await host.stop();
    await listener.close();
  });

  test('serves the built page and all it names, to its cookie only', async () => {
    const origin = `http://127.0.0.1:${host.port}`;
    expect((await fetch(origin)).status).toBe(401);
    const page = await (await fetch(origin, { headers: { Cookie: cookie } })).text();
    const named = [...page.matchAll(/(?:src|href)="\.?(\/[^"]+)"/g)].map((match) => match[1]);
    expect(named.length).toBeGreaterThan(0);
    for (const file of named) {
      expect((await fetch(`${origin}${file}`, { headers: { Cookie: cookie } })).status, file).toBe(200);
    }
  });

  test('scans, keeps, exports by a ticket, and tells what is wrong', async () => {
    const finished = vi.fn<() => void>();
    client.on('scan.events', ({ events }) => {
      if (events.some(({ type }) => type === 'finished')) finished();
    });
    expect(await client.call('app.info', {})).toMatchObject({ host: 'web', dataFolder: folder.path });
    const options = { targets: ['127.0.0.1'], ports: `1-50,${listener.port}` };
    const { scanId } = await client.call('scan.start', { options });
    await vi.waitFor(() => expect(finished).toHaveBeenCalled(), { timeout: 50_000 });
    expect((await client.call('history.list', {})).runs).toMatchObject([{ scanId, status: 'completed' }]);

    const delivery = await client.call('report.export', { scanId, format: 'csv' });
    if (delivery.kind !== 'download') throw new Error(`not a download: ${delivery.kind}`);
    expect(delivery.fileName).toMatch(/^[\w-]+\.csv$/);
    const file = await fetch(`http://127.0.0.1:${host.port}${delivery.url}`, { headers: { Cookie: cookie } });
    expect(file.headers.get('content-disposition')).toContain(`filename="${delivery.fileName}"`);
    const rows: Record<string, string>[] = parse(await file.text(), { columns: true });
    expect(rows.find(({ port }) => port === String(listener.port))).toMatchObject({
      state: 'open',
      reason: 'syn-ack',
    });

    const wrong = { targets: ['127.0.0.900'], ports: '1' };
    await expect(client.call('scan.start', { options: wrong })).rejects.toMatchObject({
      code: 'invalid-input',
      fields: [{ field: 'targets' }],
    });
  });
});

const ADDRESS = /^Portolan is at (http:\/\/127\.0\.0\.1:\d+\/\S+)\n$/;

/** Starts a program and gives all of its standard output at the moment it has printed a line. */
async function startAndRead(args: readonly string[], env: NodeJS.ProcessEnv) {
  const child = startChild(process.execPath, args, { env });
  let stdout = '';
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString('utf8')));
  await vi.waitFor(() => expect(stdout).toContain('\n'), { timeout: 50_000 });
  return { child, stdout: () => stdout };
}

test.each([
  ['the web host', [programFile('web')], 'SIGINT'],
  ['portolan serve', [programFile('cli'), 'serve'], 'SIGTERM'],
] as const)('%s prints its one line, and a signal ends it well', async (_what, args, signal) => {
  const env = { ...process.env, PORTOLAN_DATA_DIR: folder.path };
  const { child, stdout } = await startAndRead(args, env);
  const url = ADDRESS.exec(stdout())?.[1] ?? '';
  await enter(url);
  const ended = once(child, 'exit');
  child.kill(signal);
  expect(await ended).toEqual([0, null]);
  expect(stdout()).toMatch(ADDRESS);
  await expect(fetch(url)).rejects.toThrow();
});

// The opener is put in place by its Linux name.
test.runIf(process.platform === 'linux')(
  '--open hands the browser a key that works once; the printed one stays good',
  async () => {
    const opener = path.join(folder.path, 'xdg-open');
    const opened = path.join(folder.path, 'opened');
    await writeFile(
      opener,
      `#!/bin/sh\nprintf '%s' "$1" > "${opened}.part" && mv "${opened}.part" "${opened}"\n`,
    );
    await chmod(opener, 0o755);
    const env = {
      ...process.env,
      PORTOLAN_DATA_DIR: folder.path,
      PATH: `${folder.path}:${process.env['PATH']}`,
    };
    const { child, stdout } = await startAndRead([programFile('web'), '--open'], env);
    const given = await vi.waitFor(() => readFile(opened, 'utf8'), { timeout: 50_000 });
    const printed = ADDRESS.exec(stdout())?.[1] ?? '';
    expect(new URL(given).origin).toBe(new URL(printed).origin);
    expect(given).not.toBe(printed);
    await enter(given);
    expect((await fetch(given, { redirect: 'manual' })).status).toBe(401);
    await enter(printed);
    await stopChild(child);
  },
);

test('a port that is taken is one line and exit 2', async () => {
  const taken = await openListener('127.0.0.1');
  const env = { ...process.env, PORTOLAN_DATA_DIR: folder.path };
  const args = [programFile('web'), '--port', String(taken.port)];
  const { code, stdout, stderr } = await runChild(process.execPath, args, { env });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(
    /^portolan serve: Port \d+ of 127\.0\.0\.1 cannot be used: another program listens there\..*\n$/,
  );
  await taken.close();
});
