/** What the desktop specs run on: the stand-in everywhere, the real Electron where it is installed. */
import { _electron } from '@playwright/test';
import { findRuntime } from '../../src-main/tools/electron-runtime.ts';
import { repositoryFolder } from '../helpers/repository.ts';
import { launchStandIn, type DesktopApp } from './stand-in/launch.ts';

export type RuntimeName = 'stand-in' | 'electron';
export const RUNTIMES: readonly RuntimeName[] = ['stand-in', 'electron'];

/** Why specs cannot run on a runtime here; null where they can. */
export function whyNot(runtime: RuntimeName): string | null {
  if (runtime === 'stand-in') return null;
  if (findRuntime(repositoryFolder, process.env) === null) {
    return 'the Electron runtime is not installed; `npx install-electron` fetches it';
  }
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  const hasDisplay = process.platform !== 'linux' || Boolean(DISPLAY) || Boolean(WAYLAND_DISPLAY);
  return hasDisplay ? null : 'there is no display for the real Electron; xvfb-run gives one';
}

async function launchElectron(env: Readonly<Record<string, string>>): Promise<DesktopApp> {
  const program = findRuntime(repositoryFolder, process.env);
  if (program === null) throw new Error('The Electron runtime is not installed.');
  const app = await _electron.launch({
    executablePath: program,
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), repositoryFolder],
    env: { ...(process.env as Record<string, string>), ...env },
  });
  const child = app.process();
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  return {
    exited,
    output: () => output,
    firstWindow: () => app.firstWindow(),
    windows: () => app.windows(),
    evaluate: (fn, arg) => app.evaluate(fn as never, arg),
    async close() {
      if (child.exitCode === null && child.signalCode === null) await app.close();
      return exited;
    },
  };
}

/** Starts the built app with a data folder of its own. */
export function launchDesktop(runtime: RuntimeName, dataFolder: string): Promise<DesktopApp> {
  const env = { PORTOLAN_DATA_DIR: dataFolder };
  return runtime === 'electron' ? launchElectron(env) : launchStandIn({ folder: repositoryFolder, env });
}
