/** Starts the app on the stand-in, with the part of Playwright's ElectronApplication that the specs use. */
import { fork } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import type * as Electron from 'electron';
import { chromium, type Page } from 'playwright-core';

/** The shape shared with Playwright's `_electron.launch`. */
export interface DesktopApp {
  firstWindow(): Promise<Page>;
  windows(): Page[];
  /** Runs `fn` in the main process. It is sent as text, so it may use only its arguments. */
  evaluate<R, A>(fn: (electron: typeof Electron, arg: A) => R | Promise<R>, arg: A): Promise<R>;
  /** Quits as a person would, and gives the exit code; null where a signal ended it. */
  close(): Promise<number | null>;
  /** The exit code once the app has ended by itself. */
  exited: Promise<number | null>;
  /** All that main has printed. */
  output(): string;
}

type Message =
  | { readonly kind: 'ready'; readonly address: string }
  | { readonly kind: 'window'; readonly targetId: string }
  | { readonly kind: 'evaluated'; readonly id: number; readonly value?: unknown; readonly error?: string };

export interface LaunchOptions {
  /** The folder with package.json. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

async function targetIdOf(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const { targetInfo } = await session.send('Target.getTargetInfo');
  await session.detach();
  return targetInfo.targetId;
}

/** Starts it and waits until the app is ready. Throws, with what it printed, where it ends before. */
export async function launchStandIn(options: LaunchOptions): Promise<DesktopApp> {
  const child = fork(new URL('run.ts', import.meta.url), [options.folder], {
    execArgv: ['--import', new URL('register.ts', import.meta.url).href],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    serialization: 'advanced',
    env: { ...process.env, NODE_OPTIONS: '', ...options.env },
  });
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  const exited = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  const ended = exited.then((code): never => {
    throw new Error(`The app ended with ${code}:\n${output}`);
  });
  ended.catch(() => {});

  const news = new EventEmitter();
  const windowIds: string[] = [];
  child.on('message', (message: Message) => {
    if (message.kind === 'window') windowIds.push(message.targetId);
    news.emit(message.kind, message);
  });
  const [ready] = (await Promise.race([once(news, 'ready'), ended])) as [Message & { kind: 'ready' }];
  const connecting = chromium.connectOverCDP(ready.address, { noDefaults: true });
  const browser = await Promise.race([connecting, ended]);
  // Chromium's own first page is no window of the app's.
  const windows = (): Page[] =>
    browser
      .contexts()
      .flatMap((context) => context.pages())
      .filter((page) => page.url() !== 'about:blank');
  let lastCall = 0;

  return {
    exited,
    output: () => output,
    windows,
    async firstWindow() {
      if (windowIds.length === 0) await Promise.race([once(news, 'window'), ended]);
      for (;;) {
        for (const page of windows()) {
          if ((await targetIdOf(page)) === windowIds[0]) return page;
        }
        // Playwright has not heard of the page yet.
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    async evaluate<R, A>(fn: (electron: typeof Electron, arg: A) => R | Promise<R>, arg: A) {
      const id = ++lastCall;
      const answer = new Promise<Message & { kind: 'evaluated' }>((resolve) => {
        const take = (message: Message & { kind: 'evaluated' }): void => {
          if (message.id !== id) return;
          news.off('evaluated', take);
          resolve(message);
        };
        news.on('evaluated', take);
      });
      child.send({ id, source: fn.toString(), arg });
      const { error, value } = await Promise.race([answer, ended]);
      if (error !== undefined) throw new Error(error);
      return value as R;
    },
    async close() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
      const code = await exited;
      clearTimeout(timer);
      await browser.close();
      return code;
    },
  };
}
