/** `protocol`: schemes of the app's own. Chromium refuses schemes it does not know, so pages see them mapped. */
type Handler = (request: Request) => Response | Promise<Response>;

const handlers = new Map<string, Handler>();
const privileged = new Set<string>();

export const protocol = {
  registerSchemesAsPrivileged(schemes: readonly { scheme: string }[]): void {
    for (const { scheme } of schemes) privileged.add(scheme);
  },
  handle(scheme: string, handler: Handler): void {
    // A scheme that was not registered in time has no origin in Electron; its pages would not run.
    if (!privileged.has(scheme)) throw new Error(`stand-in: ${scheme} was not registered as privileged`);
    if (handlers.has(scheme)) throw new Error('The scheme has been registered');
    handlers.set(scheme, handler);
  },
  isProtocolHandled: (scheme: string): boolean => handlers.has(scheme),
};

/** The handler of an address's scheme, where the app has one. */
export function handlerOf(address: string): Handler | undefined {
  return handlers.get(address.slice(0, address.indexOf(':')));
}

/** `app://bundle/x` as Chromium is told it: `http://bundle.app.localhost/x`, a secure context and an origin of its own. */
export function toChromium(address: string): string {
  const [, scheme = '', host = '', rest = ''] = /^([a-z][a-z\d+.-]*):\/\/([^/]*)(.*)$/.exec(address) ?? [];
  return handlers.has(scheme) ? `http://${host}.${scheme}.localhost${rest}` : address;
}

/** The reverse of {@link toChromium}. */
export function fromChromium(address: string): string {
  const [, host = '', scheme = '', rest = ''] =
    /^http:\/\/([^/]*)\.([^./]+)\.localhost(\/.*)?$/.exec(address) ?? [];
  return handlers.has(scheme) ? `${scheme}://${host}${rest}` : address;
}
