import { describe, expect, it } from 'vitest';
import { APP_PAGE, originOf } from '../../../../src-main/hosts/electron/app-address.ts';
import { isTrustedFrame, type SenderFrame } from '../../../../src-main/hosts/electron/trusted-senders.ts';

const origin = originOf(APP_PAGE);
const frame = (change: Partial<SenderFrame> = {}): SenderFrame => ({
  url: APP_PAGE,
  parent: null,
  detached: false,
  ...change,
});

describe('isTrustedFrame', () => {
  it('trusts the top frame of our own page, whatever its hash', () => {
    expect(isTrustedFrame(frame(), origin)).toBe(true);
    expect(isTrustedFrame(frame({ url: `${APP_PAGE}#/history` }), origin)).toBe(true);
  });

  const strangers: [string, SenderFrame | null][] = [
    ['a frame that is gone', null],
    ['a frame inside another', frame({ parent: frame() })],
    ['a frame replaced by a navigation', frame({ detached: true })],
    ['an empty address', frame({ url: '' })],
    ['the empty document', frame({ url: 'about:blank' })],
    ['another host of our scheme', frame({ url: 'app://portolan.example/index.html' })],
    ['no host', frame({ url: 'app:///index.html' })],
    ['another scheme with our host', frame({ url: 'https://portolan/index.html' })],
    ['our address as a path', frame({ url: `https://example.test/${APP_PAGE}` })],
    ['our address as a user name', frame({ url: 'app://portolan@example.test/' })],
    ['our host with a port', frame({ url: 'app://portolan:80/index.html' })],
    ['a file', frame({ url: 'file:///portolan/index.html' })],
    ['a data address', frame({ url: 'data:text/html,app://portolan/' })],
  ];
  it.each(strangers)('does not trust %s', (_who, stranger) => {
    expect(isTrustedFrame(stranger, origin)).toBe(false);
  });

  it('does not trust a frame that throws when it is looked at', () => {
    const disposed = {
      detached: false,
      parent: null,
      get url(): string {
        throw new Error('Render frame was disposed before WebFrameMain could be accessed');
      },
    };
    expect(isTrustedFrame(disposed, origin)).toBe(false);
  });
});
