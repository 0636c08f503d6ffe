/** `BrowserWindow`: a page of Chromium with a window's life around it. Nothing is drawn outside the page. */
import { EventEmitter } from 'node:events';
import type { Rectangle } from 'electron';
import { app } from './app.ts';
import { createEvent, failOnMissing } from './not-implemented.ts';
import { getChromium, openWindows, tellTest, type OpenWindow } from './state.ts';
import { WebContents, type WebPreferences } from './web-contents.ts';

interface WindowOptions {
  readonly x?: number;
  readonly y?: number;
  readonly width?: number;
  readonly height?: number;
  readonly show?: boolean;
  readonly backgroundColor?: string;
  readonly webPreferences?: WebPreferences;
}

const facades = new Map<OpenWindow, BrowserWindow>();
let lastId = 0;

export class BrowserWindow extends EventEmitter implements OpenWindow {
  readonly id = ++lastId;
  readonly webContents: WebContents;
  readonly #page: WebContents;
  readonly #closed = Promise.withResolvers<void>();
  #targetId = '';
  #visible: boolean;
  #minimized = false;
  #maximized = false;
  #focused = false;
  #bounds: Rectangle;
  #background: string;
  #destroyed = false;
  #closing = false;

  constructor(options: WindowOptions = {}) {
    super();
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready');
    this.#visible = options.show ?? true;
    this.#background = options.backgroundColor ?? '#FFF';
    const { x = 0, y = 0, width = 800, height = 600 } = options;
    this.#bounds = { x, y, width, height };
    this.#page = new WebContents(options.webPreferences ?? {});
    this.webContents = this.#page.facade;
    openWindows.add(this);
    app.emit('web-contents-created', createEvent({}), this.webContents);
    this.#page.once('did-finish-load', () => {
      this.emit('ready-to-show', createEvent({}));
      tellTest({ kind: 'window', targetId: this.#targetId });
    });
    this.#open(options.width ?? 800, options.height ?? 600).catch((error: unknown) => {
      console.error('stand-in: the window could not be opened:', error);
    });
    const facade = failOnMissing('BrowserWindow', this);
    facades.set(this, facade);
    return facade;
  }

  async #open(width: number, height: number): Promise<void> {
    const { cdp } = getChromium();
    const { targetId } = await cdp.browser.send('Target.createTarget', {
      url: 'about:blank',
      newWindow: true,
      width,
      height,
    });
    this.#targetId = targetId;
    cdp.browser.on('Target.targetDestroyed', (gone) => {
      if (gone.targetId === targetId) this.#gone();
    });
    const { sessionId } = await cdp.browser.send('Target.attachToTarget', { targetId, flatten: true });
    const session = cdp.session(sessionId);
    await session.send('Emulation.setDeviceMetricsOverride', {
      width,
      height,
      deviceScaleFactor: 0,
      mobile: false,
    });
    await this.#page.attach(session);
  }

  static getAllWindows(): BrowserWindow[] {
    return [...openWindows].map((window) => facades.get(window)).filter((facade) => facade !== undefined);
  }

  loadURL(url: string): Promise<void> {
    return this.#page.loadURL(url);
  }

  show(): void {
    this.#visible = true;
    this.#focused = true;
    this.emit('show');
  }

  isVisible(): boolean {
    return this.#visible;
  }

  focus(): void {
    this.#focused = true;
    this.emit('focus', createEvent({}));
  }

  blur(): void {
    this.#focused = false;
    this.emit('blur', createEvent({}));
  }

  isFocused(): boolean {
    return this.#focused;
  }

  maximize(): void {
    this.#maximized = true;
  }

  isMaximized(): boolean {
    return this.#maximized;
  }

  setBounds(bounds: Partial<Rectangle>): void {
    this.#bounds = { ...this.#bounds, ...bounds };
  }

  getBounds(): Rectangle {
    return this.#bounds;
  }

  /** The bounds beside being maximised. */
  getNormalBounds(): Rectangle {
    return this.#bounds;
  }

  minimize(): void {
    this.#minimized = true;
  }

  isMinimized(): boolean {
    return this.#minimized;
  }

  restore(): void {
    this.#minimized = false;
  }

  setBackgroundColor(colour: string): void {
    this.#background = colour;
  }

  getBackgroundColor(): string {
    return this.#background;
  }

  setTitleBarOverlay(): void {}

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  close(): void {
    if (this.#destroyed || this.#closing) return;
    const event = createEvent({});
    this.emit('close', event);
    if (event.defaultPrevented) return;
    this.#closing = true;
    void getChromium()
      .cdp.browser.send('Target.closeTarget', { targetId: this.#targetId })
      .catch(() => this.#gone());
  }

  /** Not Electron's: true once closed, false where closing was vetoed. */
  async whenSettled(): Promise<boolean> {
    if (!this.#closing && !this.#destroyed) return false;
    await this.#closed.promise;
    return true;
  }

  #gone(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    openWindows.delete(this);
    facades.delete(this);
    this.#page.destroyed();
    this.emit('closed');
    this.#closed.resolve();
    app.windowClosed();
  }
}
