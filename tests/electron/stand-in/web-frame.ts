/** Frames as the main process sees them, kept in step with Chromium's frame tree. */
import type { CdpSession } from './cdp.ts';
import { fromChromium } from './protocol.ts';

export class WebFrame {
  url = '';
  parent: WebFrame | null = null;
  detached = false;
  readonly frameToken: string;

  constructor(frameToken: string) {
    this.frameToken = frameToken;
  }

  get top(): WebFrame {
    return this.parent?.top ?? this;
  }

  isDestroyed(): boolean {
    return this.detached;
  }
}

/** The frames of one page, and the preload world of each. */
export class FrameTree {
  readonly #frames = new Map<string, WebFrame>();
  readonly #frameOfWorld = new Map<number, string>();
  #main: WebFrame | undefined;

  /** Called for every new document of the top frame but the first empty one. */
  onMainDocument: () => void = () => {};

  get main(): WebFrame {
    if (!this.#main) throw new Error('stand-in: the page has no frame yet');
    return this.#main;
  }

  frame(id: string): WebFrame {
    const known = this.#frames.get(id);
    if (known) return known;
    const made = new WebFrame(id);
    this.#frames.set(id, made);
    return made;
  }

  /** The frame whose preload world this is. */
  frameOfWorld(contextId: number): WebFrame | null {
    const id = this.#frameOfWorld.get(contextId);
    return id === undefined ? null : this.frame(id);
  }

  /** The preload world of the top frame, once its document has one. */
  worldOfMain(): number | undefined {
    const id = this.#main?.frameToken;
    return [...this.#frameOfWorld].findLast(([, frameId]) => frameId === id)?.[0];
  }

  /** Follows the session's events; `world` is the name of the preload's world. */
  async follow(session: CdpSession, world: string): Promise<void> {
    session.on('Page.frameAttached', ({ frameId, parentFrameId }) => {
      this.frame(frameId).parent = this.frame(parentFrameId);
    });
    session.on('Page.frameDetached', ({ frameId, reason }) => {
      if (reason === 'swap') return;
      this.frame(frameId).detached = true;
      this.#frames.delete(frameId);
    });
    session.on('Page.frameNavigated', ({ frame }) => {
      this.frame(frame.id).url = fromChromium(frame.url);
      if (frame.parentId === undefined && frame.url !== 'about:blank') this.onMainDocument();
    });
    session.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      this.frame(frameId).url = fromChromium(url);
    });
    session.on('Runtime.executionContextCreated', ({ context }) => {
      const about: { frameId?: string } = context.auxData ?? {};
      if (context.name === world && about.frameId !== undefined)
        this.#frameOfWorld.set(context.id, about.frameId);
    });
    session.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      this.#frameOfWorld.delete(executionContextId);
    });
    session.on('Runtime.executionContextsCleared', () => this.#frameOfWorld.clear());
    const { frameTree } = await session.send('Page.getFrameTree');
    this.#main = this.frame(frameTree.frame.id);
    this.#main.url = frameTree.frame.url;
  }
}
