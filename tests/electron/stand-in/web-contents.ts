/** `webContents`: one page of Chromium behind Electron's interface. */
import { randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { CdpSession } from './cdp.ts';
import { nativeTheme } from './native-theme.ts';
import { createEvent, failOnMissing } from './not-implemented.ts';
import { holdRequests } from './page-requests.ts';
import { toChromium } from './protocol.ts';
import { defaultSession, type Session } from './session.ts';
import { FrameTree, type WebFrame } from './web-frame.ts';
import { RECEIVER, SENDER, type PreloadMessage } from './worlds/preload-world.ts';
import { pageSource, PRELOAD_WORLD, preloadSource } from './worlds/sources.ts';

export interface WebPreferences {
  readonly preload?: string;
  readonly sandbox?: boolean;
  readonly contextIsolation?: boolean;
  readonly nodeIntegration?: boolean;
  readonly webviewTag?: boolean;
}

type WindowOpenHandler = (details: { url: string; frameName: string; features: string }) => {
  action: string;
};

/** Weaker settings than these would need an emulation of the weakness. */
function requireStrength(preferences: WebPreferences): void {
  const {
    sandbox = true,
    contextIsolation = true,
    nodeIntegration = false,
    webviewTag = false,
  } = preferences;
  if (sandbox && contextIsolation && !nodeIntegration && !webviewTag) return;
  throw new Error('stand-in: only sandboxed, isolated pages without Node are implemented');
}

let lastId = 0;

export class WebContents extends EventEmitter {
  readonly id = ++lastId;
  readonly session: Session = defaultSession;
  /** Messages of this page only. */
  readonly ipc: EventEmitter = new EventEmitter();
  readonly #preload: string | undefined;
  readonly #frames = new FrameTree();
  readonly #attached = Promise.withResolvers<CdpSession>();
  #openHandler: WindowOpenHandler | undefined;
  #destroyed = false;
  #self: WebContents = this;

  constructor(preferences: WebPreferences) {
    super();
    requireStrength(preferences);
    this.#preload = preferences.preload;
    this.#frames.onMainDocument = () => this.emit('did-navigate', createEvent({}), this.getURL(), 200, 'OK');
    this.#self = failOnMissing('webContents', this);
  }

  /** Not Electron's: what the app gets to see of this object. */
  get facade(): WebContents {
    return this.#self;
  }

  /** Not Electron's: takes over a page of Chromium. */
  async attach(session: CdpSession): Promise<void> {
    session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === SENDER) this.#receive(JSON.parse(payload) as PreloadMessage, executionContextId);
    });
    session.on('Page.lifecycleEvent', ({ name, frameId }) => {
      if (name === 'load' && frameId === this.#frames.main.frameToken) this.#loaded();
    });
    session.on('Page.windowOpen', ({ url, windowName, windowFeatures }) => {
      this.#askToOpen(url, windowName, windowFeatures.join(','));
    });
    session.on('Inspector.targetCrashed', () => {
      this.emit('render-process-gone', createEvent({}), { reason: 'crashed', exitCode: 1 });
    });
    await session.send('Page.enable');
    await this.#frames.follow(session, PRELOAD_WORLD);
    await session.send('Runtime.enable');
    await session.send('Page.setLifecycleEventsEnabled', { enabled: true });
    await session.send('Runtime.addBinding', { name: SENDER, executionContextName: PRELOAD_WORLD });
    await this.#addScripts(session);
    await holdRequests(session, this.#frames, (url, isMainFrame) => this.#mayNavigate(url, isMainFrame));
    await this.session.applyPermissions(this.facade, '');
    await this.#followTheme(session);
    this.#attached.resolve(session);
  }

  async #addScripts(session: CdpSession): Promise<void> {
    const token = `stand-in-${randomBytes(12).toString('hex')}:`;
    await session.send('Page.addScriptToEvaluateOnNewDocument', { source: pageSource(token) });
    const file = this.#preload;
    if (file === undefined) return;
    const source = preloadSource(token, readFileSync(file, 'utf8'), file);
    await session.send('Page.addScriptToEvaluateOnNewDocument', { source, worldName: PRELOAD_WORLD });
  }

  async #followTheme(session: CdpSession): Promise<void> {
    const apply = async (): Promise<void> => {
      const value = nativeTheme.shouldUseDarkColors ? 'dark' : 'light';
      await session.send('Emulation.setEmulatedMedia', {
        features: [{ name: 'prefers-color-scheme', value }],
      });
    };
    const onUpdate = (): void => void apply().catch(() => {});
    nativeTheme.on('updated', onUpdate);
    this.once('destroyed', () => nativeTheme.off('updated', onUpdate));
    await apply();
  }

  #receive(message: PreloadMessage, contextId: number): void {
    if (message.kind === 'preload-error') {
      console.error(`Unable to load preload script: ${this.#preload}\n${message.message}`);
      this.emit('preload-error', createEvent({}), this.#preload, new Error(message.message));
      return;
    }
    const event = createEvent({
      sender: this.facade,
      senderFrame: this.#frames.frameOfWorld(contextId),
      type: 'frame',
    });
    this.ipc.emit(message.channel, event, ...message.args);
  }

  #loaded(): void {
    if (this.getURL() !== 'about:blank') this.emit('did-finish-load');
  }

  #mayNavigate(url: string, isMainFrame: boolean): boolean {
    const event = createEvent({ url, isMainFrame, isSameDocument: false });
    this.emit('will-frame-navigate', event);
    if (isMainFrame) this.emit('will-navigate', event, url);
    return !event.defaultPrevented;
  }

  #askToOpen(url: string, frameName: string, features: string): void {
    const answer = this.#openHandler?.({ url, frameName, features }) ?? { action: 'allow' };
    if (answer.action !== 'deny') throw new Error('stand-in: windows opened by pages are not implemented');
  }

  get mainFrame(): WebFrame {
    return this.#frames.main;
  }

  getURL(): string {
    return this.#frames.main.url;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#openHandler = handler;
  }

  async loadURL(url: string): Promise<void> {
    const session = await this.#attached.promise;
    const loaded = new Promise((resolve) => this.once('did-finish-load', resolve));
    const { errorText } = await session.send('Page.navigate', { url: toChromium(url) });
    if (errorText !== undefined) throw new Error(`${errorText} loading '${url}'`);
    await loaded;
  }

  reload(): void {
    void this.#attached.promise.then((session) => session.send('Page.reload'));
  }

  /** To the preload of the top frame, as JSON; nothing happens while the document has none. */
  send(channel: string, ...args: unknown[]): void {
    if (this.#destroyed) throw new TypeError('Object has been destroyed');
    const contextId = this.#frames.worldOfMain();
    if (contextId === undefined) return;
    const expression = `${RECEIVER}(${JSON.stringify({ channel, args })})`;
    // The document may be replaced before this arrives; in Electron the message is lost then, too.
    void this.#attached.promise
      .then((session) => session.send('Runtime.evaluate', { contextId, expression }))
      .catch(() => {});
  }

  /** Not Electron's: the page is gone. */
  destroyed(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.emit('destroyed');
  }
}
