/** What every dialer must do, with real sockets on loopback. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { findClosedPort, openListener, type Listener } from '../helpers/listeners.ts';
import { longRun } from '../helpers/repository.ts';
import { DIALERS, Exchange } from './dialers.ts';

const LOOPBACK = ['127.0.0.1', '::1'] as const;

for (const under of DIALERS) {
  describe.skipIf(under.missing !== null)(`${under.name} dialer`, () => {
    let exchange = new Exchange(under);
    const listeners: Listener[] = [];
    afterEach(async () => {
      exchange.dialer.close();
      exchange = new Exchange(under);
      for (const listener of listeners.splice(0)) await listener.close();
    });
    const listen = async (...args: Parameters<typeof openListener>): Promise<Listener> => {
      const listener = await openListener(...args);
      listeners.push(listener);
      return listener;
    };

    describe.each(LOOPBACK)('on %s', (address) => {
      it('tells a listener from nobody', async () => {
        const { port } = await listen(address);
        const closed = await findClosedPort(address);
        expect(await exchange.dial(0, address, port)).toEqual({ kind: 'connected' });
        expect(await exchange.dial(1, address, closed)).toEqual(under.refusal);
      });

      it.each(['reset', 'greet'] as const)(
        'sees an open port behind a service that does "%s"',
        async (behaviour) => {
          const { port } = await listen(address, 0, behaviour);
          const outcomes = await Promise.all(
            Array.from({ length: 50 }, (_, ticket) => exchange.dial(ticket, address, port)),
          );
          for (const outcome of outcomes) {
            // A reset that overtakes us still followed a completed handshake.
            if (outcome.kind === 'error')
              expect(outcome).toEqual({ kind: 'error', code: 'ECONNRESET', atOnce: false });
            else expect(outcome).toEqual({ kind: 'connected' });
          }
        },
      );

      it('knows a connection with itself', async () => {
        // Source and target the same: the kernel completes the handshake with the very socket that began it.
        for (let known = 0; known < (longRun ? 1_000 : 100);) {
          const port = await findClosedPort(address);
          const outcome = await exchange.dial(known, address, port, port);
          // Somebody else on this machine may have taken the port in between.
          if (outcome.kind === 'error' && outcome.code === 'EADDRINUSE') continue;
          expect(outcome).toEqual({ kind: 'self-connect' });
          known += 1;
        }
      });
    });

    it('never tells before dial has returned, and tells once for each ticket', async () => {
      const { port } = await listen('127.0.0.1');
      const closed = await findClosedPort('127.0.0.1');
      for (let ticket = 0; ticket < 200; ticket += 1) {
        exchange.dialer.dial(ticket, '127.0.0.1', ticket % 2 === 0 ? port : closed);
        expect(exchange.told).toHaveLength(0);
      }
      while (exchange.told.length < 200) await sleep(1);
      const told = exchange.told.toSorted((a, b) => a.ticket - b.ticket);
      expect(told.map(({ ticket }) => ticket)).toEqual(Array.from({ length: 200 }, (_, ticket) => ticket));
      for (const { ticket, outcome } of told)
        expect(outcome).toEqual(ticket % 2 === 0 ? { kind: 'connected' } : under.refusal);
    });

    it('tells nothing of what was abandoned, and its ticket is free', async () => {
      const { port } = await listen('127.0.0.1');
      const closed = await findClosedPort('127.0.0.1');
      exchange.dialer.dial(0, '127.0.0.1', closed);
      exchange.dialer.abandon(0);
      exchange.dialer.abandon(0);
      expect(await exchange.dial(0, '127.0.0.1', port)).toEqual({ kind: 'connected' });
      expect(exchange.told).toHaveLength(1);
    });

    it('tells nothing after close', async () => {
      const { port } = await listen('127.0.0.1');
      for (let ticket = 0; ticket < 100; ticket += 1) exchange.dialer.dial(ticket, '127.0.0.1', port);
      exchange.dialer.close();
      // Another dialer's answer, asked later, comes: whatever the first had to tell would have come before.
      const other = new Exchange(under);
      expect(await other.dial(0, '127.0.0.1', port)).toEqual({ kind: 'connected' });
      other.dialer.close();
      expect(exchange.told).toHaveLength(0);
    });

    it('says that connect itself failed', async () => {
      const { port } = await listen('127.0.0.1');
      // The listener holds that local port, so no socket can be bound to it. Many at once, as in a scan.
      const outcomes = await Promise.all(
        Array.from({ length: 50 }, (_, ticket) => exchange.dial(ticket, '127.0.0.1', port, port)),
      );
      for (const outcome of outcomes)
        expect(outcome).toEqual({ kind: 'error', code: 'EADDRINUSE', atOnce: true });
    });

    it('leaves no connection behind', async () => {
      const listener = await listen('127.0.0.1');
      await Promise.all(
        Array.from({ length: 300 }, (_, ticket) => exchange.dial(ticket, '127.0.0.1', listener.port)),
      );
      // Closing waits for every connection; those that ended by RST are gone.
      await listeners.pop()?.close();
      await expect(exchange.dial(0, '127.0.0.1', listener.port)).resolves.toEqual(under.refusal);
    });
  });
}
