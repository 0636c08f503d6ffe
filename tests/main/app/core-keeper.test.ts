/** A core that dies behind windows that live on. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepCore } from '../../../src-main/app/core-keeper.ts';
import { createClient } from '../../../src-shared/contract/client.ts';
import { portolanContract } from '../../../src-shared/contract/portolan-contract.ts';
import { createMemoryTransportPair } from '../../../src-shared/contract/transport.ts';
import { PortolanError } from '../../../src-shared/contract/wire.ts';
import { createTempFolder, type TempFolder } from '../../helpers/temp-folder.ts';
import { createFakeEngine, hostUp, verdicts, type FakeEngine } from './fake-engine.ts';
import { openApp, settle } from './open-app.ts';

const FAULT = 'It met a fault of its own: planted';
let folder: TempFolder;
beforeEach(async () => {
  folder = await createTempFolder();
});
afterEach(() => folder.dispose());

/** A keeper with one window; `refuse` makes the next start fail. */
async function keep(refuse: Error | null = null) {
  const engines: FakeEngine[] = [];
  const faults: unknown[] = [];
  let refusal = refuse;
  const core = await keepCore({
    start: async () => {
      if (refusal) throw refusal;
      const engine = createFakeEngine();
      // A name that never resolves: a call that waits for as long as the core lives.
      const opened = await openApp(folder.path, {
        engine: { ...engine, resolveNames: () => new Promise(() => {}) },
      });
      engines.push(engine);
      return opened.app;
    },
    onFault: (error) => faults.push(error),
  });
  const [near, far] = createMemoryTransportPair();
  core.connect(far);
  const client = createClient(portolanContract, near);
  const statuses: (string | null)[] = [];
  client.on('core.changed', ({ fault }) => statuses.push(fault));
  const setRefusal = (next: Error | null): void => {
    refusal = next;
  };
  return { core, client, engines, faults, statuses, setRefusal };
}

test('a core that dies refuses what waits and what comes, keeps what it knew, and starts again', async () => {
  const { core, client, engines, faults, statuses } = await keep();
  expect(await client.call('core.status', {})).toEqual({ fault: null });
  const { scanId } = await client.call('scan.start', { options: { targets: ['10.0.0.1'], ports: '1-9' } });
  engines[0]?.scans[0]?.say(hostUp('10.0.0.1', false));
  engines[0]?.scans[0]?.say({ type: 'verdicts', batches: [verdicts('10.0.0.1', [1, 2, 3], 'reset')] });
  const waiting = client.call('scan.start', { options: { targets: ['a.test'], ports: '1' } });
  waiting.catch(() => {});
  await settle();

  core.fail(new Error('planted'));
  await expect(waiting).rejects.toMatchObject({ code: 'disconnected' });
  await expect(client.call('scan.snapshot', { scanId })).rejects.toMatchObject({ code: 'disconnected' });
  expect(await client.call('core.status', {})).toEqual({ fault: FAULT });
  expect(faults).toMatchObject([{ message: 'planted' }]);

  expect(await client.call('core.start', {})).toEqual({ fault: null });
  expect(statuses).toEqual([FAULT, null]);
  expect(await client.call('core.start', {})).toEqual({ fault: null });
  expect(engines).toHaveLength(2);
  const { status, ports } = await client.call('scan.snapshot', { scanId });
  expect({ status, ports }).toEqual({ status: 'stopped', ports: { open: 0, closed: 3, filtered: 0 } });
  await client.call('scan.take-up', { scanId });
  expect((await client.call('scan.snapshot', { scanId })).status).toBe('running');
  await core.close();
});

test('a core that cannot start says why in its own words, again and again, until it can', async () => {
  const why = new PortolanError('unavailable', 'The history is held by another program: close that program.');
  const { core, client, faults, statuses, setRefusal } = await keep(why);
  expect(await client.call('core.status', {})).toEqual({ fault: why.message });
  await expect(client.call('settings.get', {})).rejects.toMatchObject({ code: 'disconnected' });
  expect(await client.call('core.start', {})).toEqual({ fault: why.message });
  expect(faults).toEqual([why, why]);
  setRefusal(null);
  // Two windows at once start one core.
  const [first, second] = await Promise.all([client.call('core.start', {}), client.call('core.start', {})]);
  expect([first, second]).toEqual([{ fault: null }, { fault: null }]);
  expect(statuses).toEqual([why.message, null]);
  expect((await client.call('settings.get', {})).timing).toBe('T3');
  await core.close();
  // Closed for good: nothing is started any more by a window that is slow to go.
  core.fail(new Error('late'));
  expect(statuses).toHaveLength(2);
});
