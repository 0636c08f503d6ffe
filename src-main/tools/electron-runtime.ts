/**
 * The Electron runtime of a checkout: where it is, and how it gets there. The npm package holds only a downloader, so
 * the runtime is missing until something fetches it. Never imports `electron`: that would start a silent download.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return null;
  }
}

/**
 * The runtime's program for the checkout at `root`, found as the package itself finds it (`path.txt`,
 * ELECTRON_OVERRIDE_DIST_PATH); null where it is missing or of another version than the package.
 */
export function findRuntime(root: string, env: NodeJS.ProcessEnv): string | null {
  const folder = path.join(root, 'node_modules', 'electron');
  const inDist = readText(path.join(folder, 'path.txt'));
  const override = env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override !== undefined && override !== '') {
    const program = path.join(override, inDist ?? 'electron');
    return existsSync(program) ? program : null;
  }
  const wanted = readText(path.join(folder, 'package.json'));
  const present = readText(path.join(folder, 'dist', 'version'));
  if (inDist === null || wanted === null || present === null) return null;
  const { version } = JSON.parse(wanted) as { version: string };
  const program = path.join(folder, 'dist', inDist);
  return present.replace(/^v/, '') === version && existsSync(program) ? program : null;
}

/** The sentence in what a failed download printed, which is an error with its stack. */
function whyItFailed(stderr: string): string {
  const message = /^\w*Error(?: \[\w+\])?: (.+)$/m.exec(stderr)?.[1] ?? stderr.trim().split('\n')[0] ?? '';
  if (message === 'fetch failed') return 'its server cannot be reached';
  return message === '' ? 'the download gave no reason' : message;
}

export interface FetchOptions {
  /** The download is given up after this long. */
  readonly limitMs: number;
  /** Called about every second with the time it has taken. */
  onProgress(elapsedMs: number): void;
}

/** Fetches the runtime by the package's own `install-electron`. Throws one sentence where that fails or takes too long. */
export function fetchRuntime(root: string, env: NodeJS.ProcessEnv, options: FetchOptions): Promise<void> {
  const installer = path.join(root, 'node_modules', 'electron', 'install.js');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [installer], {
      stdio: ['ignore', 'ignore', 'pipe'],
      // Node's own fetch looks at HTTPS_PROXY and its like only when told to.
      env: { ...env, NODE_USE_ENV_PROXY: '1', ELECTRON_GET_NO_PROGRESS: '1' },
    });
    const startedAt = performance.now();
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
    let gaveUp = false;
    const limit = setTimeout(() => {
      gaveUp = true;
      child.kill('SIGKILL');
    }, options.limitMs);
    const progress = setInterval(() => options.onProgress(performance.now() - startedAt), 1_000);
    const killChild = (): void => void child.kill('SIGKILL');
    process.once('exit', killChild);
    const settle = (failure: string | null): void => {
      clearTimeout(limit);
      clearInterval(progress);
      process.off('exit', killChild);
      if (failure === null) resolve();
      else reject(new Error(failure));
    };
    child.once('error', (error) => settle(error.message));
    child.once('close', (code) => {
      if (code === 0) settle(null);
      else if (gaveUp) settle(`it was not there after ${Math.round(options.limitMs / 1_000)} s`);
      else settle(whyItFailed(stderr));
    });
  });
}
