/** Serves the built page under our own scheme: files of one folder, of known types, and nothing else. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { APP_HOST, APP_SCHEME, isOnOrigin } from './app-address.ts';

/** No inline script or style, no network, no frames; the web host differs only in `connect-src`. */
export const CONTENT_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

const mediaTypes: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.json', 'application/json; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.ico', 'image/x-icon'],
  ['.woff2', 'font/woff2'],
]);

const appOrigin = { protocol: `${APP_SCHEME}:`, host: APP_HOST };

/**
 * The file under `folder` that `address` names; null where it names none: another host, a path that leaves the folder
 * (however it is written), hidden files, and types that no page of ours has.
 */
export function locateFile(folder: string, address: string): string | null {
  if (!isOnOrigin(address, appOrigin)) return null;
  let name: string;
  try {
    name = decodeURIComponent(new URL(address).pathname);
  } catch {
    return null;
  }
  // An encoded slash or dot is decoded only now, so every part is looked at again.
  const parts = name.slice(1).split('/');
  if (parts.some((part) => part === '' || part.startsWith('.') || !/^[\w.-]+$/.test(part))) return null;
  if (!mediaTypes.has(path.extname(name))) return null;
  const file = path.join(folder, ...parts);
  return file.startsWith(folder + path.sep) ? file : null;
}

function refuse(status: number): Response {
  return new Response(null, { status, headers: { 'Content-Security-Policy': "default-src 'none'" } });
}

/** A handler for `protocol.handle`: answers GET with a file of `folder`, anything else with 404 or 405. */
export function servePage(folder: string): (request: Request) => Promise<Response> {
  return async (request) => {
    if (request.method !== 'GET') return refuse(405);
    const file = locateFile(folder, request.url);
    if (file === null) return refuse(404);
    let body: Buffer<ArrayBuffer>;
    try {
      body = await readFile(file);
    } catch {
      return refuse(404);
    }
    return new Response(body, {
      headers: {
        'Content-Type': mediaTypes.get(path.extname(file)) ?? 'application/octet-stream',
        'Content-Security-Policy': CONTENT_POLICY,
        'X-Content-Type-Options': 'nosniff',
        'Referrer-Policy': 'no-referrer',
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Resource-Policy': 'same-origin',
        'Cache-Control': 'no-store',
      },
    });
  };
}
