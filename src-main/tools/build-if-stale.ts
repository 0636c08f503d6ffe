/** Builds `dist` when a source is newer than it; what `npm start` and `npm run portolan` do first. */
import { spawn } from 'node:child_process';
import { mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a build reads. A folder's own time tells of files that were removed. */
const SOURCES = [
  'src-main',
  'src-renderer',
  'src-shared',
  'assets',
  'vite.config.ts',
  'postcss.config.cjs',
  'package.json',
  'package-lock.json',
];
/** The entries that a build writes, one for each environment of vite.config.ts. */
const OUTPUTS = [
  'dist/renderer/index.html',
  'dist/main/main.js',
  'dist/preload/preload.cjs',
  'dist/worker/scan-worker.js',
  'dist/web/main.js',
  'dist/cli/portolan.js',
];
/** Drawn from the running product, read by no build. */
const IGNORED = new Set([path.join('assets', 'screenshots')]);

async function modifiedMs(file: string): Promise<number | null> {
  try {
    return (await stat(file)).mtimeMs;
  } catch {
    return null;
  }
}

async function newestMs(root: string, relative: string): Promise<number> {
  if (IGNORED.has(relative)) return 0;
  const file = path.join(root, relative);
  let newest = (await modifiedMs(file)) ?? 0;
  const entries = await readdir(file, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const inside = path.join(relative, entry.name);
    const time = entry.isDirectory()
      ? await newestMs(root, inside)
      : ((await modifiedMs(path.join(root, inside))) ?? 0);
    newest = Math.max(newest, time);
  }
  return newest;
}

/** Whether any output of the checkout at `root` is missing or older than any of its sources. */
export async function isStale(root: string): Promise<boolean> {
  const built = await Promise.all(OUTPUTS.map((output) => modifiedMs(path.join(root, output))));
  let oldest = Infinity;
  for (const time of built) {
    if (time === null) return true;
    oldest = Math.min(oldest, time);
  }
  for (const source of SOURCES) {
    if ((await newestMs(root, source)) > oldest) return true;
  }
  return false;
}

/** Two commands started at once must not build into the same folder: the second waits, then finds it fresh. */
async function withBuildLock(root: string, build: () => Promise<void>): Promise<void> {
  const lock = path.join(root, 'node_modules', '.cache', 'portolan-build.lock');
  await mkdir(path.dirname(lock), { recursive: true });
  for (;;) {
    try {
      const handle = await open(lock, 'wx');
      await handle.writeFile(String(process.pid));
      await handle.close();
      break;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      if (await isAbandoned(lock)) await rm(lock, { force: true });
      else await sleep(200);
    }
  }
  try {
    await build();
  } finally {
    await rm(lock, { force: true });
  }
}

async function isAbandoned(lock: string): Promise<boolean> {
  const pid = Number(await readFile(lock, 'utf8').catch(() => ''));
  // Empty: its owner is between creating and writing it, unless it died there.
  if (pid === 0) return Date.now() - ((await modifiedMs(lock)) ?? Date.now()) > 5_000;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

function runBuild(root: string): Promise<void> {
  const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
      cwd: root,
      // Standard output belongs to the program that is about to run.
      stdio: ['ignore', process.stderr, process.stderr],
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`The build failed (${signal ?? `exit ${code}`}); its messages stand above.`));
    });
  });
}

/**
 * Makes `dist` of the checkout at `root` current; returns whether it had to be built. Throws one sentence when the build
 * fails. Safe to call from several processes at once.
 */
export async function buildIfStale(
  root: string,
  onBuild: () => void = () => {},
  build: (root: string) => Promise<void> = runBuild,
): Promise<boolean> {
  if (!(await isStale(root))) return false;
  let built = false;
  await withBuildLock(root, async () => {
    if (!(await isStale(root))) return;
    onBuild();
    await build(root);
    built = true;
  });
  return built;
}
