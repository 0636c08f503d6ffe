/** `session.defaultSession`: what the app permits its pages. Without a handler everything is, as in Electron. */
import { EventEmitter } from 'node:events';
import { failOnMissing } from './not-implemented.ts';
import { getChromium } from './state.ts';

interface RequestDetails {
  readonly url: string;
  readonly method: string;
  readonly resourceType: string;
}
type RequestFilter = (details: RequestDetails, answer: (response: { cancel?: boolean }) => void) => void;
type PermissionRequest = (contents: unknown, permission: string, answer: (granted: boolean) => void) => void;
type PermissionCheck = (contents: unknown, permission: string, origin: string) => boolean;

/** Electron's names of permissions, and Chromium's. */
const PERMISSIONS: readonly (readonly [string, string])[] = [
  ['geolocation', 'geolocation'],
  ['notifications', 'notifications'],
  ['clipboard-read', 'clipboard-read'],
  ['clipboard-sanitized-write', 'clipboard-write'],
  ['midi', 'midi'],
  ['media', 'camera'],
  ['media', 'microphone'],
];

export class Session extends EventEmitter {
  #filter: RequestFilter | undefined;
  #request: PermissionRequest | null = null;
  #check: PermissionCheck | null = null;

  readonly webRequest = failOnMissing('session.webRequest', {
    onBeforeRequest: (filter: RequestFilter): void => void (this.#filter = filter),
  });

  setPermissionRequestHandler(handler: PermissionRequest | null): void {
    this.#request = handler;
  }

  setPermissionCheckHandler(handler: PermissionCheck | null): void {
    this.#check = handler;
  }

  /** No page of headless Chromium can reach a device. */
  setDevicePermissionHandler(): void {}

  setSpellCheckerEnabled(): void {}

  /** Not Electron's: lets Chromium answer for permissions as the app's handlers do. */
  async applyPermissions(contents: unknown, origin: string): Promise<void> {
    for (const [electronName, name] of PERMISSIONS) {
      const requested = await new Promise<boolean>((resolve) => {
        if (this.#request) this.#request(contents, electronName, resolve);
        else resolve(true);
      });
      const granted = requested && (this.#check?.(contents, electronName, origin) ?? true);
      const setting = granted ? 'granted' : 'denied';
      await getChromium().cdp.browser.send('Browser.setPermission', { permission: { name }, setting });
    }
  }

  /** Not Electron's: whether the app's filter lets a request pass. */
  permitsRequest(details: RequestDetails): Promise<boolean> {
    const filter = this.#filter;
    if (!filter) return Promise.resolve(true);
    return new Promise((resolve) => filter(details, ({ cancel }) => resolve(cancel !== true)));
  }
}

export const defaultSession: Session = new Session();
