/** The headless Chromium whose pages are the stand-in's windows. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findChromium, UNSEEN_FEATURES } from '../../helpers/chromium.ts';
import { connectCdp, type Cdp } from './cdp.ts';

/** Given to Chromium when the app appended them to Electron's command line. */
const PASSED_ON: ReadonlySet<string> = new Set(['lang', 'force-device-scale-factor', 'host-resolver-rules']);

const FLAGS = [
  '--headless',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--disable-extensions',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--hide-scrollbars',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-background-timer-throttling',
  `--disable-features=${UNSEEN_FEATURES.join(',')}`,
  '--remote-debugging-port=0',
  // Chromium ends when this pipe does, and the pipe ends with this process, even by SIGKILL.
  '--remote-debugging-pipe',
];

export interface Chromium {
  readonly cdp: Cdp;
  /** Where others (Playwright) can connect. */
  readonly address: string;
  readonly version: string;
  close(): Promise<void>;
}

function addressFrom(stderr: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
      const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
      if (address !== undefined) resolve(address);
    });
    stderr.on('end', () => reject(new Error(`Chromium ended at its start:\n${said}`)));
  });
}

/** Starts Chromium with a profile of its own. Throws where none is installed or it ends at once. */
export async function launchChromium(switches: ReadonlyMap<string, string>): Promise<Chromium> {
  const program = findChromium();
  if (program === undefined) throw new Error('No Chromium is installed; the desktop specs need one.');
  const profile = mkdtempSync(path.join(os.tmpdir(), 'portolan-stand-in-'));
  const passedOn = [...switches]
    .filter(([name]) => PASSED_ON.has(name))
    .map(([name, value]) => `--${name}=${value}`);
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(
    program,
    [...FLAGS, ...sandbox, ...passedOn, `--user-data-dir=${profile}`, 'about:blank'],
    {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    },
  );
  const removeProfile = (): void => rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  const killAtExit = (): void => {
    child.kill('SIGKILL');
    removeProfile();
  };
  process.once('exit', killAtExit);
  const stderr = child.stderr;
  if (!stderr) throw new Error('Chromium has no standard error.');
  const address = await addressFrom(stderr);
  const cdp = await connectCdp(address);
  const { product } = await cdp.browser.send('Browser.getVersion');
  return {
    cdp,
    address,
    version: product.replace(/^.*\//, ''),
    async close() {
      const exited = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : null;
      const timer = setTimeout(() => child.kill('SIGKILL'), 3_000);
      // It may go away before it answers.
      await cdp.browser.send('Browser.close').catch(() => {});
      await exited;
      clearTimeout(timer);
      process.off('exit', killAtExit);
      removeProfile();
    },
  };
}
