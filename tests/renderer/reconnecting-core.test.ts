import { expect, test, vi } from 'vitest';
import { createMemoryTransportPair, type Transport } from '../../src-shared/contract/transport.ts';
import { backOffMs, createReconnectingCore } from '../../src-renderer/reconnecting-core.ts';
import { createFakeServer } from './fake-core.ts';

function start(refusals = 0) {
  const server = createFakeServer({ 'scan.running': () => ({ scanIds: ['s'] }) });
  const waits: { delayMs: number; task: () => void }[] = [];
  let left = refusals;
  let line: Transport | undefined;
  const core = createReconnectingCore({
    async open() {
      if (left > 0) {
        left -= 1;
        throw new Error('refused');
      }
      const [near, far] = createMemoryTransportPair();
      server.serve(far);
      line = near;
      return near;
    },
    wait(delayMs, task) {
      const entry = { delayMs, task };
      waits.push(entry);
      return () => waits.splice(waits.indexOf(entry), 1);
    },
  });
  return { server, core, waits, breakLine: () => line?.close() };
}

test('a call before the connection says that there is none', async () => {
  const { core } = start();
  expect(core.status).toBe('connecting');
  await expect(core.call('scan.running', {})).rejects.toMatchObject({ code: 'disconnected' });
});

test('it tries again after pauses that grow, and stay bounded', async () => {
  const { core, waits } = start(3);
  for (const delayMs of [250, 500, 1_000]) {
    await vi.waitFor(() => expect(waits).toHaveLength(1));
    expect(waits[0]?.delayMs).toBe(delayMs);
    waits.pop()?.task();
  }
  await vi.waitFor(() => expect(core.status).toBe('online'));
  expect(await core.call('scan.running', {})).toEqual({ scanIds: ['s'] });
  expect(backOffMs(1_000)).toBe(5_000);
});

test('listeners live on when the line breaks and comes back', async () => {
  const { server, core, waits, breakLine } = start();
  const heard = vi.fn();
  const statuses: string[] = [];
  core.onStatus((status) => statuses.push(status));
  const off = core.on('history.changed', heard);
  await vi.waitFor(() => expect(core.status).toBe('online'));
  breakLine();
  await vi.waitFor(() => expect(waits).toHaveLength(1));
  waits.pop()?.task();
  await vi.waitFor(() => expect(core.status).toBe('online'));
  expect(statuses).toEqual(['online', 'lost', 'online']);
  server.publish('history.changed', {});
  await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(1));
  off();
  server.publish('history.changed', {});
  await core.call('scan.running', {});
  expect(heard).toHaveBeenCalledTimes(1);
});

test('closing ends the trying', async () => {
  const { core, waits } = start(1);
  await vi.waitFor(() => expect(waits).toHaveLength(1));
  core.close();
  expect(waits).toHaveLength(0);
});
