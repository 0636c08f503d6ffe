/** Every request of a page, held until the app has had its say: navigation, request filter, own protocol. */
import type { CdpSession } from './cdp.ts';
import { fromChromium, handlerOf } from './protocol.ts';
import { defaultSession } from './session.ts';
import type { FrameTree } from './web-frame.ts';

interface PausedRequest {
  readonly requestId: string;
  readonly frameId: string;
  readonly resourceType: string;
  readonly request: {
    readonly url: string;
    readonly method: string;
    readonly headers: Record<string, string>;
  };
}

/**
 * Holds the requests of a page. `mayNavigate` is asked for navigations that the page itself began, as Electron's
 * will-navigate is; those that the app began with loadURL pass unasked.
 */
export async function holdRequests(
  session: CdpSession,
  frames: FrameTree,
  mayNavigate: (address: string, isMainFrame: boolean) => boolean,
): Promise<void> {
  const begunByPage = new Map<string, string>();
  session.on('Page.frameRequestedNavigation', ({ frameId, url }) => begunByPage.set(frameId, url));

  const fail = async (requestId: string, errorReason: 'Aborted' | 'BlockedByClient'): Promise<void> => {
    await session.send('Fetch.failRequest', { requestId, errorReason });
  };
  const answer = async (paused: PausedRequest): Promise<void> => {
    const { requestId, frameId, request } = paused;
    const url = fromChromium(request.url);
    if (paused.resourceType === 'Document') {
      const begun = begunByPage.get(frameId) === request.url;
      begunByPage.delete(frameId);
      if (begun && !mayNavigate(url, frameId === frames.main.frameToken)) return fail(requestId, 'Aborted');
    }
    const details = { url, method: request.method, resourceType: paused.resourceType.toLowerCase() };
    if (!(await defaultSession.permitsRequest(details))) return fail(requestId, 'BlockedByClient');
    const handle = handlerOf(url);
    if (!handle) {
      await session.send('Fetch.continueRequest', { requestId });
      return;
    }
    const response = await handle(new Request(url, { method: request.method, headers: request.headers }));
    await session.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: response.status,
      responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
      body: Buffer.from(await response.arrayBuffer()).toString('base64'),
    });
  };
  session.on('Fetch.requestPaused', (paused) => {
    answer(paused).catch((error: unknown) => {
      // A page that is gone needs no answer; a handler that threw is a fault to be seen.
      if (!/Invalid InterceptionId|Session with given id|browser is gone/.test(String(error)))
        console.error('stand-in:', error);
    });
  });
  await session.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
}
