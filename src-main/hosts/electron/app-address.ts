/** The address of the window's own page. Everything that trusts a page compares with this one value. */

/** The scheme the page is served under; not `file:`, whose pages could read every file. */
export const APP_SCHEME = 'app';
export const APP_HOST = 'portolan';
export const APP_PAGE = `${APP_SCHEME}://${APP_HOST}/index.html`;

/** `protocol` and `host` of a trusted address. */
export interface PageOrigin {
  readonly protocol: string;
  readonly host: string;
}

/**
 * True where `address` lies on `origin`. Compares protocol *and* host: `URL.origin` of a scheme of one's own is the
 * string "null" for every such scheme, so it proves nothing. An empty or malformed address is on no origin.
 */
export function isOnOrigin(address: string, origin: PageOrigin): boolean {
  const url = URL.parse(address);
  return url !== null && url.protocol === origin.protocol && url.host === origin.host && url.host !== '';
}

/** The origin of a page's address; throws TypeError where it is no address. */
export function originOf(address: string): PageOrigin {
  const { protocol, host } = new URL(address);
  return { protocol, host };
}
