/**
 * `npm start`: builds what is stale, then opens the window where that is possible, and the same app in the browser
 * where it is not. `--web` asks for the browser; other arguments go to the web host. Says on standard error what it does
 * and why; standard output belongs to the web host's address.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildIfStale } from './build-if-stale.ts';
import { fetchRuntime, findRuntime } from './electron-runtime.ts';

const FETCH_LIMIT_MS = 180_000;
/** A runtime that fails sooner than this never showed a window. */
const EARLY_MS = 10_000;
const EXIT_INTERNAL = 4;
const EXIT_INTERRUPTED = 130;
const PASSED_ON: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

interface WebProgram {
  /** Serves until a signal ends it; gives the exit code. */
  runWebHost(args: readonly string[]): Promise<number>;
}

const root = path.resolve(import.meta.dirname, '../..');

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function hasDisplay(): boolean {
  if (process.platform === 'win32' || process.platform === 'darwin') return true;
  return Boolean(process.env['DISPLAY']) || Boolean(process.env['WAYLAND_DISPLAY']);
}

/** The runtime's program, fetched where it is missing; otherwise the reason why there is none. */
async function obtainRuntime(): Promise<{ program: string } | { missing: string }> {
  const present = findRuntime(root, process.env);
  if (present !== null) return { program: present };
  say('Fetching the Electron runtime, once; this can take up to 3 minutes …');
  const giveUp = (): never => process.exit(EXIT_INTERRUPTED);
  for (const signal of PASSED_ON) process.on(signal, giveUp);
  try {
    await fetchRuntime(root, process.env, {
      limitMs: FETCH_LIMIT_MS,
      onProgress: (elapsedMs) => {
        if (process.stderr.isTTY) process.stderr.write(`\r  ${Math.round(elapsedMs / 1_000)} s `);
      },
    });
  } catch (error) {
    return { missing: `The Electron runtime could not be fetched (${sentenceOf(error)})` };
  } finally {
    for (const signal of PASSED_ON) process.off(signal, giveUp);
  }
  const program = findRuntime(root, process.env);
  return program === null ? { missing: 'The Electron runtime was fetched, but is not there' } : { program };
}

/** Runs the window to its end. Resolves with the reason where it could not be opened; null when it was closed. */
function runWindow(program: string): Promise<string | null> {
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
  if (asRoot) say("Started as root, the window runs without Chromium's sandbox; an ordinary user has it.");
  const startedAt = performance.now();
  let asked = false;
  return new Promise((resolve) => {
    // Before the window is there: it may be interrupted the moment it is.
    const passOn = (signal: NodeJS.Signals): void => {
      asked = true;
      window.kill(signal);
    };
    for (const signal of PASSED_ON) process.on(signal, passOn);
    const window = spawn(program, [...(asRoot ? ['--no-sandbox'] : []), root], { stdio: 'inherit' });
    const endWith = (why: string | null): void => {
      for (const signal of PASSED_ON) process.off(signal, passOn);
      resolve(why);
    };
    window.once('error', (error) => endWith(`The window could not be opened (${error.message})`));
    window.once('close', (code, signal) => {
      const early = performance.now() - startedAt < EARLY_MS;
      if (!asked && code !== 0 && early) {
        endWith(`The window could not be opened (${signal ?? `exit code ${code}`})`);
        return;
      }
      process.exitCode = code ?? 0;
      endWith(null);
    });
  });
}

/** Why the app is served to the browser; null once a window was opened and closed. */
async function tryWindow(): Promise<string | null> {
  if (!hasDisplay()) return 'There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)';
  const runtime = await obtainRuntime();
  return 'missing' in runtime ? runtime.missing : runWindow(runtime.program);
}

/** The web host, in this process: signals and the exit code are its own. */
async function serve(args: readonly string[]): Promise<void> {
  const program = path.join(root, 'dist', 'web', 'main.js');
  const { runWebHost } = (await import(pathToFileURL(program).href)) as WebProgram;
  process.exit(await runWebHost(args));
}

async function start(args: readonly string[]): Promise<void> {
  await buildIfStale(root, () => say('Building Portolan …'));
  const forTheWeb = args.filter((arg) => arg !== '--web');
  if (forTheWeb.length === args.length) {
    const why = await tryWindow();
    if (why === null) return;
    say(`${why}, so Portolan is served to your browser: open the address below. Ctrl-C ends it.`);
  }
  await serve(forTheWeb);
}

start(process.argv.slice(2)).catch((error: unknown) => {
  say(`Portolan could not start: ${sentenceOf(error)}`);
  process.exitCode = EXIT_INTERNAL;
});
