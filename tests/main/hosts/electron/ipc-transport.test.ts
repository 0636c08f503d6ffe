import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { Transport } from '../../../../src-shared/contract/transport.ts';
import { MAX_MESSAGE_LENGTH } from '../../../../src-shared/contract/wire.ts';
import { servePages, type PageContents } from '../../../../src-main/hosts/electron/ipc-transport.ts';
import type { SenderFrame } from '../../../../src-main/hosts/electron/trusted-senders.ts';

const ours: SenderFrame = { url: 'app://portolan/index.html', parent: null, detached: false };

/** A window's contents as far as the transport looks at it. */
class Contents extends EventEmitter implements PageContents {
  readonly ipc = new EventEmitter();
  readonly sent: unknown[] = [];
  destroyed = false;
  isDestroyed(): boolean {
    return this.destroyed;
  }
  send(_channel: string, text: string): void {
    if (this.destroyed) throw new TypeError('Object has been destroyed');
    this.sent.push(JSON.parse(text));
  }
  /** A message as the preload sends it, or anything else a page might. */
  receive(argument: unknown, senderFrame: SenderFrame | null = ours): void {
    this.ipc.emit('portolan', { senderFrame }, argument);
  }
}

function serve(): { contents: Contents; transports: Transport[]; received: unknown[]; closed: Transport[] } {
  const contents = new Contents();
  const transports: Transport[] = [];
  const received: unknown[] = [];
  const closed: Transport[] = [];
  servePages(
    contents,
    (frame) => frame === ours,
    (transport) => {
      transports.push(transport);
      transport.onMessage((message) => received.push(message));
      transport.onClose(() => closed.push(transport));
    },
  );
  return { contents, transports, received, closed };
}

describe('servePages', () => {
  it('opens one connection for a page and delivers its messages in order', () => {
    const { contents, transports, received } = serve();
    expect(transports).toHaveLength(0);
    contents.receive('{"n":1}');
    contents.receive('{"n":2}');
    expect(transports).toHaveLength(1);
    expect(received).toEqual([{ n: 1 }, { n: 2 }]);
    transports[0]?.post({ answer: 1 });
    expect(contents.sent).toEqual([{ answer: 1 }]);
  });

  it('keeps messages for a listener that comes later', () => {
    const contents = new Contents();
    let transport: Transport | undefined;
    servePages(
      contents,
      () => true,
      (opened) => (transport = opened),
    );
    contents.receive('1');
    contents.receive('2');
    const received: unknown[] = [];
    transport?.onMessage((message) => received.push(message));
    contents.receive('3');
    expect(received).toEqual([1, 2, 3]);
  });

  it.each(['did-navigate', 'render-process-gone', 'destroyed'])('ends the connection on %s', (event) => {
    const { contents, transports, received, closed } = serve();
    contents.receive('1');
    contents.emit(event);
    expect(closed).toEqual(transports);
    transports[0]?.post('too late');
    expect(contents.sent).toEqual([]);
    if (event === 'destroyed') return;
    contents.receive('2');
    expect(transports).toHaveLength(2);
    expect(received).toEqual([1, 2]);
  });

  it('gives a page that is loaded again a connection of its own', () => {
    const { contents, transports } = serve();
    contents.receive('1');
    contents.emit('did-navigate');
    contents.receive('2');
    transports[0]?.post('for the page that is gone');
    transports[1]?.post('for this page');
    expect(contents.sent).toEqual(['for this page']);
  });

  it('posts nothing to a window that is gone', () => {
    const { contents, transports } = serve();
    contents.receive('1');
    contents.destroyed = true;
    expect(() => transports[0]?.post('late')).not.toThrow();
  });

  it('hears nothing from frames that are not trusted', () => {
    const { contents, transports } = serve();
    contents.receive('1', null);
    contents.receive('1', { ...ours, url: 'app://other/index.html' });
    expect(transports).toHaveLength(0);
  });

  const noMessages: [string, unknown][] = [
    ['nothing', undefined],
    ['an object', { kind: 'call' }],
    ['a number', 7],
    ['a buffer', new Uint8Array(4)],
    ['broken JSON', '{"kind":'],
    ['an empty text', ''],
    ['more than may be sent', `"${'x'.repeat(MAX_MESSAGE_LENGTH)}"`],
  ];
  it.each(noMessages)('ignores %s', (_what, argument) => {
    const { contents, transports, received } = serve();
    contents.receive(argument);
    expect(transports).toHaveLength(0);
    contents.receive('"well"');
    expect(received).toEqual(['well']);
  });
});
