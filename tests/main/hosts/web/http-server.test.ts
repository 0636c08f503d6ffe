import { readFile } from 'node:fs/promises';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { inRepository } from '../../../helpers/repository.ts';
import { type Gate, openGate, sendRequest } from './gate-fixture.ts';

let gate: Gate;
beforeEach(async () => {
  gate = await openGate();
});
afterEach(() => gate.close());

const own = (): string[] => [`Host: ${gate.host}`, `Cookie: ${gate.cookie}`];

async function* pieces(...texts: string[]): AsyncGenerator<string> {
  yield* texts;
}

test('the printed key is exchanged for a cookie that no script and no other site gets', async () => {
  const { status, head } = await sendRequest(gate.port, {
    path: `/enter/${gate.gatekeeper.key}`,
    headers: [`Host: ${gate.host}`],
  });
  expect(status).toBe(303);
  expect(head).toMatch(/^Location: \/$/m);
  const cookie = /^Set-Cookie: (.+)$/m.exec(head)?.[1];
  expect(cookie).toMatch(new RegExp(`^portolan-${gate.port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`));
  expect(cookie).not.toContain(gate.gatekeeper.key);
});

test('a single-use key admits once; the printed one as often as it is opened', async () => {
  const single = gate.gatekeeper.createSingleUseKey();
  const open = async (key: string): Promise<number> =>
    (await sendRequest(gate.port, { path: `/enter/${key}`, headers: [`Host: ${gate.host}`] })).status;
  expect(await open(single)).toBe(303);
  expect(await open(single)).toBe(401);
  expect(await open(gate.gatekeeper.key)).toBe(303);
  expect(await open(gate.gatekeeper.key)).toBe(303);
});

test('the page comes whole, under the strict policy and without any CORS header', async () => {
  const { status, head, body } = await sendRequest(gate.port, { path: '/', headers: own() });
  expect(status).toBe(200);
  expect(head).toContain(
    `Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; ` +
      `font-src 'self'; connect-src 'self' ws://${gate.host}; base-uri 'none'; form-action 'none'; ` +
      `frame-ancestors 'none'; require-trusted-types-for 'script'`,
  );
  expect(head).toMatch(/^X-Content-Type-Options: nosniff$/m);
  expect(head).toMatch(/^Referrer-Policy: no-referrer$/m);
  expect(head).not.toMatch(/access-control/i);
  expect(body).toContain(
    await readFile(inRepository('LICENSE'), 'utf8').then((text) => text.trim().slice(0, 100)),
  );
  const headOnly = await sendRequest(gate.port, { method: 'HEAD', path: '/', headers: own() });
  expect(headOnly).toMatchObject({ status: 200, body: '' });
});

test('a ticket yields its file once, as an attachment with its true name', async () => {
  const ticket = gate.tickets.issue({
    fileName: 'scan "ä".csv',
    mediaType: 'text/csv; charset=utf-8',
    content: pieces('address,', 'port\r\n'),
  });
  const path = `/download/${ticket}`;
  expect((await sendRequest(gate.port, { method: 'HEAD', path, headers: own() })).status).toBe(404);
  const first = await sendRequest(gate.port, { path, headers: own() });
  expect(first.status).toBe(200);
  expect(first.head).toMatch(/^Content-Type: text\/csv; charset=utf-8$/m);
  expect(first.head).toContain(
    `Content-Disposition: attachment; filename="scan ___.csv"; filename*=UTF-8''scan%20%22%C3%A4%22.csv`,
  );
  expect(first.body).toContain('address,');
  expect((await sendRequest(gate.port, { path, headers: own() })).status).toBe(404);
});

test('a ticket that nobody fetches for a minute is gone, and its text let go', async () => {
  const released = vi.fn<() => void>();
  async function* text(): AsyncGenerator<string> {
    try {
      yield 'never read';
    } finally {
      released();
    }
  }
  const iterator = text();
  await iterator.next();
  const ticket = gate.tickets.issue({ fileName: 'a.csv', mediaType: 'text/csv', content: iterator });
  gate.advanceMs(60_001);
  expect((await sendRequest(gate.port, { path: `/download/${ticket}`, headers: own() })).status).toBe(404);
  await vi.waitFor(() => expect(released).toHaveBeenCalledOnce());
});

test('a file that fails on the way breaks the download instead of ending it well', async () => {
  async function* text(): AsyncGenerator<string> {
    yield 'half a line';
    throw new Error('the disk is gone');
  }
  const ticket = gate.tickets.issue({ fileName: 'a.csv', mediaType: 'text/csv', content: text() });
  const answer = fetch(`http://${gate.host}/download/${ticket}`, { headers: { Cookie: gate.cookie } });
  await expect(answer.then((response) => response.text())).rejects.toThrow();
});

async function openSocket(): Promise<WebSocket> {
  const socket = new WebSocket(`ws://${gate.host}/socket`, {
    origin: `http://${gate.host}`,
    headers: { Cookie: gate.cookie },
  });
  await once(socket, 'open');
  return socket;
}

test('an admitted page gets its web socket, uncompressed', async () => {
  const socket = await openSocket();
  expect(socket.extensions).toBe('');
  const received: unknown[] = [];
  gate.sockets[0]?.onMessage((message) => received.push(message));
  socket.send('{"kind":"cancel","id":1}');
  socket.send('no JSON at all');
  socket.send('{"kind":"cancel","id":2}');
  await vi.waitFor(() =>
    expect(received).toEqual([
      { kind: 'cancel', id: 1 },
      { kind: 'cancel', id: 2 },
    ]),
  );
  socket.close();
});

test.each([
  ['binary', Buffer.from('{"kind":"cancel","id":1}'), 1003],
  ['a frame over 1 MiB', `"${'x'.repeat(1_048_576)}"`, 1009],
])('%s closes the socket and nothing else', async (_what, data, code) => {
  const socket = await openSocket();
  const [received] = [[] as unknown[]];
  gate.sockets[0]?.onMessage((message) => received.push(message));
  const closed = once(socket, 'close');
  socket.send(data);
  expect((await closed)[0]).toBe(code);
  expect(received).toEqual([]);
  expect((await sendRequest(gate.port, { path: '/', headers: own() })).status).toBe(200);
});
