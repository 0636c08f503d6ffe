/** What no page may do here, whoever wrote it: leave, open windows, ask for powers, reach the network. */
import type { Session, WebContents } from 'electron';
import { isOnOrigin, type PageOrigin } from './app-address.ts';
import { isExternalLink } from './external-links.ts';

interface NavigationEvent {
  readonly url: string;
  preventDefault(): void;
}

export interface ContentsLimits {
  /** An origin that the page may load again by itself (the dev server's full reload); null in the built app. */
  readonly reloadable: PageOrigin | null;
  /** Hands a permitted address to the system's browser. */
  openExternal(address: string): void;
}

/**
 * Denies navigation, redirects, frames, new windows and webviews to a page. A link on the exact list of external links
 * opens in the system's browser instead.
 */
export function lockDownContents(contents: WebContents, limits: ContentsLimits): void {
  const stay = (event: NavigationEvent): void => {
    if (limits.reloadable === null || !isOnOrigin(event.url, limits.reloadable)) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    if (isExternalLink(url)) limits.openExternal(url);
    return { action: 'deny' };
  });
}

/**
 * Denies every permission, device and download, and blocks every request but those to `origin` (and, in development,
 * the dev server's sockets, which lie on its host).
 */
export function lockDownSession(session: Session, origin: PageOrigin): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest((details, answer) => {
    const url = URL.parse(details.url);
    const ours = url !== null && url.host === origin.host && [origin.protocol, 'ws:'].includes(url.protocol);
    const harmless = url !== null && ['devtools:', 'data:'].includes(url.protocol);
    answer({ cancel: !ours && !harmless });
  });
}
