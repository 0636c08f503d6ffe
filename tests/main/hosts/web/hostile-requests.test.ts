import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROUTES, SOCKET_PATH } from '../../../../src-main/hosts/web/http-server.ts';
import { type Gate, openGate, type RequestParts, sendRaw, sendRequest, wrongKey } from './gate-fixture.ts';
import { longRun } from '../../../helpers/repository.ts';

let gate: Gate;
beforeAll(async () => {
  gate = await openGate();
});
afterAll(() => gate.close());

/** A request of the page's own: the one thing that each attack below changes. */
function ownRequest(path: string): RequestParts & { headers: string[] } {
  return { path, headers: [`Host: ${gate.host}`, `Cookie: ${gate.cookie}`] };
}

type Attack = [what: string, change: (request: RequestParts & { headers: string[] }) => RequestParts];

function withHost(host: string): Attack {
  return [
    `Host: ${host}`,
    (request) => ({
      ...request,
      headers: [`Host: ${host.replace('PORT', String(gate.port))}`, ...request.headers.slice(1)],
    }),
  ];
}

function withHeader(line: string): Attack {
  return [
    line,
    (request) => ({ ...request, headers: [...request.headers, line.replace('PORT', String(gate.port))] }),
  ];
}

const HOSTILE_HOSTS = [
  'evil.example',
  'evil.example:PORT',
  'localhost',
  'localhost:PORT',
  '127.0.0.1',
  '127.0.0.1:1',
  '127.0.0.2:PORT',
  '127.1:PORT',
  '0x7f000001:PORT',
  '0.0.0.0:PORT',
  '[::1]:PORT',
  '127.0.0.1:PORT.evil.example',
  'evil.example#127.0.0.1:PORT',
  'user@127.0.0.1:PORT',
  '127.0.0.1:PORT, evil.example',
  '',
].map(withHost);

const HOSTILE_ORIGINS = [
  'Origin: http://evil.example',
  'Origin: null',
  'Origin: http://127.0.0.1',
  'Origin: https://127.0.0.1:PORT',
  'Origin: http://localhost:PORT',
  'Origin: http://127.0.0.1:PORT.evil.example',
  'Origin: http://127.0.0.1:1',
  'Origin: file://',
  'Origin: ',
].map(withHeader);

const HOSTILE_METHODS: Attack[] = ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'].map(
  (method) => [method, (request) => ({ ...request, method })],
);

const HOSTILE_BODIES: Attack[] = [
  ['a body', (request) => ({ ...request, headers: [...request.headers, 'Content-Length: 4'], body: 'body' })],
  [
    'a chunked body',
    (request) => ({
      ...request,
      headers: [...request.headers, 'Transfer-Encoding: chunked'],
      body: '4\r\nbody\r\n0\r\n\r\n',
    }),
  ],
  [
    'two lengths (smuggling)',
    (request) => ({
      ...request,
      headers: [...request.headers, 'Content-Length: 4', 'Transfer-Encoding: chunked'],
      body: '0\r\n\r\nGET / HTTP/1.1\r\n\r\n',
    }),
  ],
  ['two hosts', (request) => ({ ...request, headers: [...request.headers, 'Host: evil.example'] })],
  ['no host', (request) => ({ ...request, headers: request.headers.slice(1) })],
  [
    'a header of 20 kB',
    (request) => ({ ...request, headers: [...request.headers, `X: ${'x'.repeat(20_000)}`] }),
  ],
];

const HOSTILE_PATHS = [
  '/../LICENSE',
  '/..%2fLICENSE',
  '/%2e%2e/LICENSE',
  '/assets/../../LICENSE',
  '/assets/..\\..\\LICENSE',
  '//etc/passwd',
  '/etc/passwd',
  '/.git/config',
  '/package.json',
  '/assets/',
  '/assets/page.js/',
  '/assets/page.js%00.html',
  '/assets/page.js?x',
  '/INDEX.HTML',
  '/index.html',
  '/enter/',
  '/enter',
  `/enter/${wrongKey}`,
  `/download/${wrongKey}`,
  '/download/',
  '/download/../',
  '/constructor',
  '/__proto__',
  '/socket/',
  'http://evil.example/',
  '*',
  `/${'a'.repeat(15_000)}`,
  '/%',
  '/\u00e4',
];

describe.each(ROUTES.map(({ sample }) => sample))('%s', (sample) => {
  test.each([...HOSTILE_HOSTS, ...HOSTILE_ORIGINS, ...HOSTILE_METHODS, ...HOSTILE_BODIES])(
    'refuses %s',
    async (_what, change) => {
      // With the right key, so that only the attack can be the reason.
      const path = sample.replace('KEY', gate.gatekeeper.key);
      const { status, head } = await sendRequest(gate.port, change(ownRequest(path)));
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
      expect(head).not.toMatch(/set-cookie|access-control/i);
    },
  );
});

test.each(HOSTILE_PATHS)('nothing is found at %j', async (path) => {
  const { status, head } = await sendRequest(gate.port, ownRequest(path));
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
  expect(head).not.toMatch(/access-control/i);
});

const NO_COOKIES: [string, string[]][] = [
  ['no cookie', []],
  ['a wrong cookie', [`Cookie: portolan-PORT=${wrongKey}`]],
  ['an empty cookie', ['Cookie: portolan-PORT=']],
  ['a cookie of another port', [`Cookie: portolan-1=SESSION`]],
  ['a cookie without a name', ['Cookie: SESSION']],
];

describe.each(NO_COOKIES)('with %s', (_what, lines) => {
  const headers = (): string[] => [
    `Host: ${gate.host}`,
    ...lines.map((line) =>
      line.replace('PORT', String(gate.port)).replace('SESSION', gate.cookie.split('=')[1] ?? ''),
    ),
  ];

  test.each(ROUTES.filter((route) => route.isPublic !== true).map(({ sample }) => sample))(
    '%s is 401',
    async (path) => {
      expect((await sendRequest(gate.port, { path, headers: headers() })).status).toBe(401);
    },
  );

  test('no web socket opens', async () => {
    const answer = await sendRaw(gate.port, upgrade([...headers(), `Origin: http://${gate.host}`]));
    expect(answer.status).toBe(401);
  });
});

function upgrade(headers: readonly string[], path = SOCKET_PATH): string {
  return [
    `GET ${path} HTTP/1.1`,
    ...headers,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    '',
    '',
  ].join('\r\n');
}

describe('a web socket', () => {
  test.each([...HOSTILE_HOSTS, ...HOSTILE_ORIGINS])('refuses %s', async (what, change) => {
    const own = ownRequest(SOCKET_PATH);
    // An attack by Host keeps the right Origin; one by Origin replaces it.
    const changed = change(
      what.startsWith('Host') ? { ...own, headers: [...own.headers, `Origin: http://${gate.host}`] } : own,
    );
    const { status } = await sendRaw(gate.port, upgrade(changed.headers));
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  });

  test('needs an origin', async () => {
    expect((await sendRaw(gate.port, upgrade(ownRequest('/').headers))).status).toBe(403);
  });

  test.each(['/', '/socket/', '/socket?x', '/assets/page.js', '/SOCKET'])('is not at %s', async (path) => {
    const headers = [...ownRequest('/').headers, `Origin: http://${gate.host}`];
    expect((await sendRaw(gate.port, upgrade(headers, path))).status).toBe(404);
  });

  test('let nobody in during all of this', () => {
    expect(gate.sockets).toEqual([]);
  });
});

test.each([
  '',
  '\r\n\r\n',
  'garbage\r\n\r\n',
  'GET\r\n\r\n',
  '\u0016\u0003\u0001TLS hello',
  'GET / HTTP/9.9\r\n\r\n',
])('bytes that are no request (%j) end the connection without an answer of worth', async (text) => {
  const { status } = await sendRaw(gate.port, text, { thenEnd: true });
  expect(Number.isNaN(status) || (status >= 400 && status < 500) || status === 505).toBe(true);
  expect((await sendRequest(gate.port, ownRequest('/'))).status).toBe(200);
});

test('no path made at random leads anywhere', async () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '..',
      '.',
      '%2e%2e',
      '%2f',
      '\\',
      'assets',
      'page.js',
      'enter',
      'download',
      'socket',
      'etc',
      'passwd',
      '%00',
      '?',
      '#',
      ';',
    ),
    fc.string({ unit: 'grapheme-ascii', maxLength: 8 }).map((text) => text.replace(/[\r\n ]/g, '')),
  );
  const path = fc.array(piece, { minLength: 2, maxLength: 6 }).map((pieces) => `/${pieces.join('/')}`);
  await fc.assert(
    fc.asyncProperty(path, async (path) => {
      const { status } = await sendRequest(gate.port, ownRequest(path));
      expect([200, 400, 401, 404]).toContain(status);
      expect(status === 200).toBe(path === '/assets/page.js');
    }),
    { numRuns: longRun ? 5_000 : 300 },
  );
});
