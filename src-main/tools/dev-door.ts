/**
 * Where the dev server serves the page and the web host the core: one way from the first to the second, for the browser
 * that was given the key and for no other site. The host is restarted at every change; this door outlives it.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Connect, ProxyOptions } from 'vite';

const COOKIE = 'portolan-dev';

export interface DevDoor {
  /** Where the browser enters, below the dev server's address. */
  readonly path: string;
  /** Exchanges the key for a cookie. */
  readonly middleware: Connect.NextHandleFunction;
  /** Passes the core's addresses on, with the host's own cookie where the browser has ours. */
  readonly proxy: Record<string, ProxyOptions>;
  /** The host has started (again): its printed address holds the key to it. */
  admitTo(hostAddress: string): Promise<void>;
}

/** `ownOrigin` gives the dev server's origin once it listens; `hostPort` is the web host's. */
export function createDevDoor(hostPort: number, ownOrigin: () => string | undefined): DevDoor {
  const key = randomBytes(32).toString('base64url');
  const hostOrigin = `http://127.0.0.1:${hostPort}`;
  let hostCookie = '';

  const isKey = (given: string): boolean =>
    given.length === key.length && timingSafeEqual(Buffer.from(given), Buffer.from(key));
  const isAdmitted = ({ headers }: IncomingMessage): boolean => {
    const cookies = headers.cookie?.split('; ') ?? [];
    return cookies.some(
      (cookie) => cookie.startsWith(`${COOKIE}=`) && isKey(cookie.slice(COOKIE.length + 1)),
    );
  };
  const introduce = (onward: ClientRequest, request: IncomingMessage): void => {
    onward.removeHeader('cookie');
    if (isAdmitted(request)) onward.setHeader('cookie', hostCookie);
    // Another site's origin stays as it is: the host refuses it.
    if (request.headers.origin === ownOrigin()) onward.setHeader('origin', hostOrigin);
  };
  const passOn: ProxyOptions = {
    target: hostOrigin,
    changeOrigin: true,
    ws: true,
    configure(proxy) {
      proxy.on('proxyReq', introduce);
      proxy.on('proxyReqWs', introduce);
    },
  };

  return {
    path: `/enter/${key}`,
    middleware(request, response, next) {
      if (!request.url?.startsWith('/enter/')) return next();
      if (!isKey(request.url.slice('/enter/'.length))) return void response.writeHead(403).end();
      const cookie = `${COOKIE}=${key}; HttpOnly; SameSite=Strict; Path=/`;
      response
        .writeHead(303, { Location: '/', 'Set-Cookie': cookie, 'Referrer-Policy': 'no-referrer' })
        .end();
    },
    proxy: { '^/socket$': passOn, '^/download/': passOn },
    async admitTo(hostAddress) {
      const response = await fetch(hostAddress, { redirect: 'manual' });
      hostCookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    },
  };
}
