/** What a browser must fetch and run before the built page shows anything: the scripts it imports statically. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { inRepository } from './repository.ts';

const RENDERER = inRepository('dist/renderer');
/** `import ... from "./x.js"` and `import "./x.js"`, as the bundler writes them; `import("./x.js")` comes later. */
const STATIC_IMPORT = /(?:\bfrom|\bimport)\s*["'](\.[^"']+\.js)["']/g;

export interface InitialScript {
  readonly files: readonly string[];
  /** Bytes of all of them, each packed on its own, as a server would send them. */
  readonly gzippedBytes: number;
}

/** Reads the built page. Throws where it is not built. */
export async function readInitialScript(folder = RENDERER): Promise<InitialScript> {
  const page = await readFile(path.join(folder, 'index.html'), 'utf8');
  const waiting = [...page.matchAll(/(?:src|href)="([^"]+\.js)"/g)].map(([, file]) =>
    path.join(folder, file ?? ''),
  );
  const sizes = new Map<string, number>();
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (sizes.has(file)) continue;
    const text = await readFile(file, 'utf8');
    sizes.set(file, gzipSync(text).length);
    for (const [, found] of text.matchAll(STATIC_IMPORT))
      waiting.push(path.join(path.dirname(file), found ?? ''));
  }
  return {
    files: [...sizes.keys()].map((file) => path.relative(folder, file)),
    gzippedBytes: [...sizes.values()].reduce((sum, size) => sum + size, 0),
  };
}
