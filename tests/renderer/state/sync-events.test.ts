import { settingsSchema } from '../../../src-shared/contract/portolan-contract.ts';
import { expect, test, vi } from 'vitest';
import { PortolanError } from '../../../src-shared/contract/wire.ts';
import type { ScanEvent } from '../../../src-shared/scan/scan-event.ts';
import { createAppStore } from '../../../src-renderer/state/store.ts';
import { startSync, type SyncClock } from '../../../src-renderer/state/sync-events.ts';
import { createFakeCore, type Answers } from '../fake-core.ts';
import { sampleRun } from '../sample-runs.ts';
import { closedEvent, finishedEvent, snapshotOf, startedEvent } from './sample-scan.ts';

/** Frames and delays that pass when the test says so. */
function fakeClock() {
  const frames: (() => void)[] = [];
  const delays: (() => void)[] = [];
  const clock: SyncClock = {
    nextFrame: (task) => frames.push(task),
    after: (_delayMs, task) => delays.push(task),
  };
  return {
    clock,
    frames,
    drawFrame: () => frames.splice(0).forEach((task) => task()),
    passTime: () => delays.splice(0).forEach((task) => task()),
  };
}

const QUIET: Answers = {
  'app.info': () => ({
    version: '0.1.0',
    platform: 'linux',
    host: 'web',
    dialer: 'portable',
    dialerWhy: 'It is a test.',
    threads: 2,
    descriptors: 1_024,
    dataFolder: '/data',
    notice: null,
  }),
  'settings.get': () => settingsSchema.parse({ theme: 'dark', timing: 'T4', ports: 'top:100' }),
  'history.list': () => ({ total: 1, runs: [sampleRun({ scanId: 'old' })] }),
  'scan.running': () => ({ scanIds: [] }),
  'scan.rows': () => ({ total: 0, lines: [], ports: 0, seq: 0 }),
};

async function start(answers: Answers = {}) {
  const fake = createFakeCore({ ...QUIET, ...answers });
  const store = createAppStore(fake.core);
  const time = fakeClock();
  const stop = startSync(fake.core, store, time.clock);
  await vi.waitFor(() => expect(store.getState().connection.info).not.toBeNull());
  const send = (...events: ScanEvent[]) => fake.publish('scan.events', { events });
  return { fake, store, time, stop, send };
}

test('a connection brings what is known of the core, the settings and the last runs', async () => {
  const { store } = await start();
  const state = store.getState();
  expect(state.connection).toMatchObject({ status: 'online', info: { dialer: 'portable' } });
  await vi.waitFor(() => expect(store.getState().recent).toHaveLength(1));
  expect(state.settings).toMatchObject({ theme: 'dark', timing: 'T4', ports: 'top:100' });
});

test('events that come while the snapshot is on its way are neither lost nor counted twice', async () => {
  const known = [startedEvent('s'), closedEvent('s', 1, 10), closedEvent('s', 2, 10)];
  let answer: (() => void) | undefined;
  const { store, time, send } = await start({
    'scan.snapshot': () =>
      new Promise((resolve) => {
        answer = () => resolve(snapshotOf('s', known));
      }),
  });
  store.getState().openScan('s');
  await vi.waitFor(() => expect(answer).toBeDefined());
  // 2 is in the snapshot as well; 3 is not.
  send(closedEvent('s', 2, 10), closedEvent('s', 3, 5));
  await settle();
  answer?.();
  await vi.waitFor(() => expect(store.getState().scans.views['s']).toBeDefined());
  time.drawFrame();
  expect(store.getState().scans.views['s']).toMatchObject({ seq: 3, ports: { closed: 25 } });
});

test('everything of one frame is one change of the store', async () => {
  const { store, time, send } = await start({ 'scan.snapshot': () => snapshotOf('s', [startedEvent('s')]) });
  store.getState().openScan('s');
  await vi.waitFor(() => expect(store.getState().scans.views['s']).toBeDefined());
  const changes = vi.fn();
  store.subscribe(changes);
  for (let seq = 1; seq <= 50; seq += 1) send(closedEvent('s', seq, 2));
  await settle();
  expect(time.frames).toHaveLength(1);
  expect(changes).not.toHaveBeenCalled();
  time.drawFrame();
  expect(changes).toHaveBeenCalledTimes(1);
  expect(store.getState().scans.views['s']).toMatchObject({ seq: 50, ports: { closed: 100 } });
});

test('scans that no tab shows cost nothing', async () => {
  const { store, time, send } = await start();
  send(startedEvent('other'), closedEvent('other', 1, 10));
  await settle();
  expect(time.frames).toHaveLength(0);
  expect(store.getState().scans.views).toEqual({});
});

test('after a break the tabs are loaded again, and what was missed is there', async () => {
  let known = [startedEvent('s'), closedEvent('s', 1, 10)];
  const { fake, store, time, send } = await start({ 'scan.snapshot': () => snapshotOf('s', known) });
  store.getState().openScan('s');
  await vi.waitFor(() => expect(store.getState().scans.views['s']?.seq).toBe(1));
  store.getState().changeDraft('new', { targets: '10.0.0.0/24' });

  fake.disconnect();
  await vi.waitFor(() => expect(store.getState().connection.status).toBe('lost'));
  expect(store.getState().scans.views['s']?.ports.closed).toBe(10);
  known = [...known, closedEvent('s', 2, 80)];
  fake.reconnect();
  await vi.waitFor(() => expect(store.getState().scans.views['s']?.seq).toBe(2));
  send(closedEvent('s', 3, 10), finishedEvent('s', 4));
  await settle();
  time.drawFrame();
  expect(store.getState().scans.views['s']).toMatchObject({ status: 'completed', ports: { closed: 100 } });
  expect(store.getState().drafts['new']?.targets).toBe('10.0.0.0/24');
});

test('a run that is gone is said so in its tab', async () => {
  const { store } = await start({
    'scan.snapshot': () => {
      throw new PortolanError('not-found', 'This run is not in History any more.');
    },
  });
  store.getState().openScan('gone');
  await vi.waitFor(() =>
    expect(store.getState().scans.faults['gone']).toBe('This run is not in History any more.'),
  );
});

test('scans that run already become tabs without taking the window over', async () => {
  const { store } = await start({
    'scan.running': () => ({ scanIds: ['s'] }),
    'scan.snapshot': () => snapshotOf('s', [startedEvent('s')]),
  });
  await vi.waitFor(() => expect(store.getState().scans.views['s']).toBeDefined());
  expect(store.getState().route).toEqual({ screen: 'scan', scanId: null });
});

test('the rows of a scan being looked at are asked for again, but not for every frame', async () => {
  const { fake, store, time, send } = await start({
    'scan.snapshot': () => snapshotOf('s', [startedEvent('s')]),
  });
  store.getState().openScan('s');
  await vi.waitFor(() => expect(store.getState().scans.views['s']).toBeDefined());
  const asked = () => fake.calls.filter(({ name }) => name === 'scan.rows').length;
  for (let seq = 1; seq <= 5; seq += 1) {
    send(closedEvent('s', seq, 2));
    await settle();
    time.drawFrame();
  }
  expect(asked()).toBe(0);
  time.passTime();
  await vi.waitFor(() => expect(asked()).toBe(1));
});

test('history that changes refreshes the side bar once for a burst', async () => {
  const { fake, time } = await start();
  const asked = () => fake.calls.filter(({ name }) => name === 'history.list').length;
  await vi.waitFor(() => expect(asked()).toBe(1));
  fake.publish('history.changed', {});
  fake.publish('history.changed', {});
  await settle();
  time.passTime();
  await settle();
  expect(asked()).toBe(2);
});

/** Lets everything that is under way in the in-memory transport arrive. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
