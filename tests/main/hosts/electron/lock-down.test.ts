import { EventEmitter } from 'node:events';
import type { Session, WebContents } from 'electron';
import { describe, expect, it } from 'vitest';
import { APP_PAGE, originOf, type PageOrigin } from '../../../../src-main/hosts/electron/app-address.ts';
import { TCP_STANDARD } from '../../../../src-main/hosts/electron/external-links.ts';
import { lockDownContents, lockDownSession } from '../../../../src-main/hosts/electron/lock-down.ts';

type OpenHandler = (details: { url: string }) => { action: string };

class Contents extends EventEmitter {
  ask: OpenHandler = () => ({ action: 'allow' });
  setWindowOpenHandler(handler: OpenHandler): void {
    this.ask = handler;
  }
  /** Whether an event of this kind towards `url` is let pass. */
  permits(kind: string, url: string): boolean {
    let denied = false;
    this.emit(kind, { url, preventDefault: () => (denied = true) });
    return !denied;
  }
}

function lockedContents(reloadable: PageOrigin | null = null): { contents: Contents; opened: string[] } {
  const contents = new Contents();
  const opened: string[] = [];
  lockDownContents(contents as unknown as WebContents, {
    reloadable,
    openExternal: (address) => opened.push(address),
  });
  return { contents, opened };
}

type Answer = (granted: boolean) => void;
type Filter = (details: { url: string }, answer: (response: { cancel?: boolean }) => void) => void;

class FakeSession extends EventEmitter {
  request: (contents: unknown, permission: string, answer: Answer) => void = (_c, _p, answer) => answer(true);
  check: () => boolean = () => true;
  device: () => boolean = () => true;
  spellChecker = true;
  filter: Filter = (_details, answer) => answer({});
  readonly webRequest = { onBeforeRequest: (filter: Filter): void => void (this.filter = filter) };
  setPermissionRequestHandler(handler: typeof this.request): void {
    this.request = handler;
  }
  setPermissionCheckHandler(handler: () => boolean): void {
    this.check = handler;
  }
  setDevicePermissionHandler(handler: () => boolean): void {
    this.device = handler;
  }
  setSpellCheckerEnabled(enabled: boolean): void {
    this.spellChecker = enabled;
  }
}

function lockedSession(page: string): FakeSession {
  const session = new FakeSession();
  lockDownSession(session as unknown as Session, originOf(page));
  return session;
}

describe('lockDownContents', () => {
  const kinds = ['will-navigate', 'will-frame-navigate', 'will-redirect'];
  it.each(kinds)('denies %s to every address, our own too', (kind) => {
    const { contents } = lockedContents();
    for (const url of [APP_PAGE, 'https://example.test/', 'file:///etc/passwd', 'javascript:alert(1)', '']) {
      expect(contents.permits(kind, url), url).toBe(false);
    }
  });

  it('lets a page of the dev server load itself again, and go nowhere else', () => {
    const { contents } = lockedContents(originOf('http://localhost:5173/'));
    expect(contents.permits('will-navigate', 'http://localhost:5173/#/history')).toBe(true);
    expect(contents.permits('will-navigate', 'http://localhost:5174/')).toBe(false);
    expect(contents.permits('will-navigate', 'https://localhost:5173/')).toBe(false);
  });

  it('denies webviews', () => {
    expect(lockedContents().contents.permits('will-attach-webview', APP_PAGE)).toBe(false);
  });

  it('denies every new window; only listed links open, and outside', () => {
    const { contents, opened } = lockedContents();
    const refused = [
      `${TCP_STANDARD}?x`,
      TCP_STANDARD.replace('https', 'http'),
      TCP_STANDARD.toUpperCase(),
      'https://example.test/',
      'file:///bin/sh',
      'smb://host/share',
      APP_PAGE,
    ];
    for (const url of [TCP_STANDARD, ...refused]) expect(contents.ask({ url })).toEqual({ action: 'deny' });
    expect(opened).toEqual([TCP_STANDARD]);
  });
});

describe('lockDownSession', () => {
  it('denies every permission that is requested or checked, every device, every download', () => {
    const session = lockedSession(APP_PAGE);
    for (const permission of [
      'media',
      'geolocation',
      'notifications',
      'clipboard-read',
      'openExternal',
      'unknown',
    ]) {
      let granted: boolean | undefined;
      session.request(null, permission, (answer) => (granted = answer));
      expect(granted, permission).toBe(false);
    }
    expect(session.check()).toBe(false);
    expect(session.device()).toBe(false);
    expect(session.spellChecker).toBe(false);
    let prevented = false;
    session.emit('will-download', { preventDefault: () => (prevented = true) });
    expect(prevented).toBe(true);
  });

  const requests: [string, string, boolean][] = [
    [APP_PAGE, 'app://portolan/assets/app.js', true],
    [APP_PAGE, 'devtools://devtools/bundled/inspector.html', true],
    [APP_PAGE, 'data:image/png;base64,AA==', true],
    [APP_PAGE, 'app://other/x.js', false],
    [APP_PAGE, 'https://portolan/x.js', false],
    [APP_PAGE, 'https://example.test/x.js', false],
    [APP_PAGE, 'http://127.0.0.1:80/', false],
    [APP_PAGE, 'ws://127.0.0.1:80/', false],
    [APP_PAGE, 'file:///etc/passwd', false],
    [APP_PAGE, 'not an address', false],
    ['http://localhost:5173/', 'http://localhost:5173/main.tsx', true],
    ['http://localhost:5173/', 'ws://localhost:5173/', true],
    ['http://localhost:5173/', 'http://localhost:5174/', false],
    ['http://localhost:5173/', 'https://example.test/', false],
  ];
  it.each(requests)('for a page at %s: %s passes: %s', (page, url, passes) => {
    let cancelled: boolean | undefined;
    lockedSession(page).filter({ url }, ({ cancel }) => (cancelled = cancel));
    expect(cancelled).toBe(!passes);
  });
});
