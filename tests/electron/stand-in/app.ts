/** `app`: paths, the command line, readiness, and the order of events when quitting. */
import { EventEmitter } from 'node:events';
import { mkdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Cdp } from './cdp.ts';
import { launchChromium } from './chromium.ts';
import { createEvent, failOnMissing } from './not-implemented.ts';
import { getChromium, openWindows, setChromium, tellTest } from './state.ts';

export interface Manifest {
  readonly name: string;
  readonly productName?: string;
  readonly version: string;
}

/**
 * Hears of pages that go, and closes those that a page opened before they load anything: whether a window may be opened
 * is the app's to say, and where it says yes it is the app that makes one.
 */
async function followTargets({ browser, session }: Cdp): Promise<void> {
  browser.on('Target.attachedToTarget', ({ targetInfo, sessionId }) => {
    const { targetId, openerId } = targetInfo;
    const answer =
      openerId === undefined
        ? session(sessionId).send('Runtime.runIfWaitingForDebugger')
        : browser.send('Target.closeTarget', { targetId });
    // It may have gone by itself.
    answer.catch(() => {});
  });
  await browser.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: true,
    flatten: true,
  });
  await browser.send('Target.setDiscoverTargets', { discover: true });
}

export class App extends EventEmitter {
  readonly isPackaged = false;
  readonly #switches = new Map<string, string>();
  readonly #paths = new Map<string, string>();
  #manifest: Manifest = { name: 'app', version: '0.0.0' };
  #ready = false;
  #closingAll = false;
  #exiting = false;

  readonly commandLine = failOnMissing('app.commandLine', {
    appendSwitch: (name: string, value = ''): void => void this.#switches.set(name, value),
    hasSwitch: (name: string): boolean => this.#switches.has(name),
    getSwitchValue: (name: string): string => this.#switches.get(name) ?? '',
  });

  /** Not Electron's: what the runtime does between loading main and being ready. */
  async becomeReady(manifest: Manifest): Promise<void> {
    this.#manifest = manifest;
    const chromium = await launchChromium(this.#switches);
    setChromium(chromium);
    chromium.cdp.onClose(() => {
      if (this.#exiting) return;
      console.error('stand-in: Chromium went away');
      process.exit(1);
    });
    await followTargets(chromium.cdp);
    this.#ready = true;
    this.emit('ready', createEvent({}), {});
    tellTest({ kind: 'ready', address: chromium.address });
  }

  isReady(): boolean {
    return this.#ready;
  }

  whenReady(): Promise<void> {
    if (this.#ready) return Promise.resolve();
    return new Promise((resolve) => this.once('ready', () => resolve()));
  }

  getName(): string {
    return this.#manifest.productName ?? this.#manifest.name;
  }

  getVersion(): string {
    return this.#manifest.version;
  }

  getPath(name: string): string {
    if (name === 'home') return os.homedir();
    if (name === 'temp') return os.tmpdir();
    const known = this.#paths.get(name);
    if (known !== undefined) return known;
    // Never a folder of the person who runs the tests.
    const userData = this.#paths.get('userData');
    if (name === 'downloads' && userData !== undefined) return path.join(userData, 'downloads');
    throw new Error(`stand-in: app.getPath('${name}') is not implemented`);
  }

  setPath(name: string, folder: string): void {
    if (!path.isAbsolute(folder)) throw new Error('Path must be absolute');
    mkdirSync(folder, { recursive: true });
    this.#paths.set(name, folder);
  }

  /** Every page of the stand-in is isolated from Node anyway. */
  enableSandbox(): void {
    if (this.#ready) throw new Error('app.enableSandbox() can only be called before app is ready');
  }

  requestSingleInstanceLock(): boolean {
    return true;
  }

  quit(): void {
    if (this.#closingAll || this.#exiting) return;
    const before = createEvent({});
    this.emit('before-quit', before);
    if (!before.defaultPrevented) void this.#closeAllThenQuit();
  }

  async #closeAllThenQuit(): Promise<void> {
    // From here on Electron does not emit window-all-closed.
    this.#closingAll = true;
    for (const window of openWindows) {
      window.close();
      if (await window.whenSettled()) continue;
      this.#closingAll = false;
      return;
    }
    this.#closingAll = false;
    const will = createEvent({});
    this.emit('will-quit', will);
    if (!will.defaultPrevented) this.exit(0);
  }

  exit(code = 0): void {
    if (this.#exiting) return;
    this.#exiting = true;
    this.emit('quit', createEvent({}), code);
    const closed = this.#ready ? getChromium().close() : Promise.resolve();
    void closed.finally(() => process.exit(code));
  }

  /** Not Electron's: a window has gone. */
  windowClosed(): void {
    if (openWindows.size > 0 || this.#closingAll || this.#exiting) return;
    if (this.listenerCount('window-all-closed') > 0) this.emit('window-all-closed');
    else this.quit();
  }
}

export const app: App = new App();

// As the binary does: a signal is a request to quit, and nothing outlives the test that started it.
process.on('SIGINT', () => app.quit());
process.on('SIGTERM', () => app.quit());
process.on('disconnect', () => app.exit(0));
