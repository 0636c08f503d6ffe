/** The page's files: listed once at the start, and only what is on the list is ever opened. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { PortolanError } from '../../../src-shared/contract/wire.ts';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

export interface StaticFile {
  readonly file: string;
  readonly mediaType: string;
}

/** Address path -> file. A request's path is looked up as it stands, so no spelling of `..` can lead out. */
export type StaticFiles = ReadonlyMap<string, StaticFile>;

/** Throws PortolanError `unavailable` where the page has not been built. */
export async function listStaticFiles(folder: string): Promise<StaticFiles> {
  const files = new Map<string, StaticFile>();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const mediaType = MEDIA_TYPES[path.extname(entry.name)];
    // Regular files only: a link could point anywhere. Source maps and the like have no type here and stay unserved.
    if (!entry.isFile() || mediaType === undefined) continue;
    const file = path.join(entry.parentPath, entry.name);
    const address = `/${path.relative(folder, file).split(path.sep).map(encodeURIComponent).join('/')}`;
    files.set(address, { file, mediaType });
  }
  const page = files.get('/index.html');
  if (page === undefined) {
    throw new PortolanError(
      'unavailable',
      'The page is not built: run "npm run build" in the checkout first.',
    );
  }
  files.set('/', page);
  files.delete('/index.html');
  return files;
}
