/** A checkout for `npm start`: the real start script and the real Electron downloader around a built app of a few lines. */
import { copyFile, cp, mkdir, symlink, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { inRepository } from '../../helpers/repository.ts';
import { createTempFolder } from '../../helpers/temp-folder.ts';

const TOOLS = ['start.ts', 'build-if-stale.ts', 'electron-runtime.ts'];
const DOWNLOADER = ['package.json', 'index.js', 'install.js', 'cli.js', 'checksums.json'];
const OUTPUTS = [
  'dist/renderer/index.html',
  'dist/main/main.js',
  'dist/preload/preload.cjs',
  'dist/worker/scan-worker.js',
  'dist/cli/portolan.js',
];
/** Prints its arguments with the address, and ends with 0 when interrupted, as the real one does. */
const WEB_HOST = `
export function runWebHost(args) {
  const alive = setInterval(() => {}, 1000);
  const interrupted = new Promise((resolve) => process.once('SIGINT', () => { clearInterval(alive); resolve(0); }));
  process.stdout.write('Portolan is at http://127.0.0.1:1/ ' + JSON.stringify(args) + '\\n');
  return interrupted;
}
`;

export interface FakeCheckout {
  readonly root: string;
  /** The script that `npm start` runs. */
  readonly startScript: string;
  dispose(): Promise<void>;
}

/** Makes one in a temporary folder: everything is built, the Electron runtime is missing. */
export async function createFakeCheckout(): Promise<FakeCheckout> {
  const folder = await createTempFolder();
  const at = (...parts: string[]): string => path.join(folder.path, ...parts);
  await mkdir(at('src-main/tools'), { recursive: true });
  for (const file of TOOLS) await copyFile(inRepository('src-main/tools', file), at('src-main/tools', file));
  await mkdir(at('node_modules/electron'), { recursive: true });
  for (const file of DOWNLOADER) {
    await cp(inRepository('node_modules/electron', file), at('node_modules/electron', file));
  }
  for (const scope of ['@electron', '@electron-internal']) {
    await symlink(inRepository('node_modules', scope), at('node_modules', scope));
  }
  await writeFile(at('package.json'), '{ "name": "fake", "type": "module" }\n');
  for (const file of [...OUTPUTS, 'dist/web/main.js']) {
    await mkdir(path.dirname(at(file)), { recursive: true });
    await writeFile(at(file), file === 'dist/web/main.js' ? WEB_HOST : '');
    // Newer than every source, so that nothing is built.
    const later = new Date(Date.now() + 3_600_000);
    await utimes(at(file), later, later);
  }
  return { root: folder.path, startScript: at('src-main/tools/start.ts'), dispose: () => folder.dispose() };
}
