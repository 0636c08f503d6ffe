import { expect, test } from 'vitest';
import { PortolanError } from '../../../src-shared/contract/wire.ts';
import { encodePortCodes } from '../../../src-shared/scan/port-codes.ts';
import type { HostDetail } from '../../../src-shared/scan/host-detail.ts';
import { createAppStore } from '../../../src-renderer/state/store.ts';
import { codesOf } from '../../shared/sample-ports.ts';
import { createFakeCore, type Answers } from '../fake-core.ts';
import { closedEvent, finishedEvent, startedEvent, viewOf } from './sample-scan.ts';

const settle = async () => {
  for (let turn = 0; turn < 30; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
};

const ADDRESS = '10.0.0.1';

function detailOf(spans: Parameters<typeof codesOf>[0], seq = 1): HostDetail {
  return {
    host: {
      address: ADDRESS,
      family: 4,
      names: [],
      status: 'up',
      reason: 'reset',
      srttMs: 0.4,
      finished: false,
      counts: { open: 0, closed: 1, filtered: 0 },
    },
    ports: encodePortCodes(codesOf(spans)),
    rows: [],
    reasons: [],
    rttSpread: null,
    warnings: [],
    seq,
  };
}

async function start(answers: Answers) {
  const fake = createFakeCore(answers);
  const store = createAppStore(fake.core);
  await settle();
  store.getState().openScan('s');
  store.getState().receiveView(viewOf('s', [startedEvent('s'), closedEvent('s', 1, 10)]));
  const asked = () => fake.calls.filter(({ name }) => name === 'scan.host').length;
  return { ...fake, store, asked, look: () => store.getState().hostLook };
}

test('a host is asked for once, and again only where the scan has moved on', async () => {
  const { store, asked, look } = await start({ 'scan.host': () => detailOf([[1, 9, 'reset']]) });
  store.getState().lookAtHost('s', ADDRESS);
  await settle();
  expect(look()?.detail?.host.address).toBe(ADDRESS);
  store.getState().refreshHost();
  await settle();
  expect(asked()).toBe(1);
  store.getState().receiveEvents([closedEvent('s', 2, 5)]);
  store.getState().refreshHost();
  await settle();
  expect(asked()).toBe(2);
});

test('ports that did not change are the same array, so that nothing is painted anew', async () => {
  let spans: Parameters<typeof codesOf>[0] = [[1, 9, 'reset']];
  const { store, look } = await start({ 'scan.host': () => detailOf(spans) });
  store.getState().lookAtHost('s', ADDRESS);
  await settle();
  const before = look()?.codes;
  store.getState().receiveEvents([closedEvent('s', 2, 5)]);
  store.getState().refreshHost();
  await settle();
  expect(look()?.codes).toBe(before);
  spans = [[1, 20, 'reset']];
  store.getState().receiveEvents([closedEvent('s', 3, 5)]);
  store.getState().refreshHost();
  await settle();
  expect(look()?.codes).not.toBe(before);
});

test('a host that the scan has not come to is waited for; of an ended scan it is a fault', async () => {
  let isKnown = false;
  const { store, look } = await start({
    'scan.host': () => {
      if (isKnown) return detailOf([[1, 9, 'reset']]);
      throw new PortolanError('not-found', 'This run knows nothing of it.');
    },
  });
  store.getState().lookAtHost('s', ADDRESS);
  await settle();
  expect(look()).toMatchObject({ detail: null, fault: null });
  isKnown = true;
  store.getState().refreshHost();
  await settle();
  expect(look()?.detail).not.toBeNull();

  isKnown = false;
  store.getState().receiveEvents([finishedEvent('s', 2)]);
  store.getState().lookAtHost('s', '10.0.0.9');
  await settle();
  expect(look()).toMatchObject({ detail: null, fault: 'This run knows nothing of it.' });
});

test('an answer that comes after another host was chosen is dropped', async () => {
  let release: (() => void) | undefined;
  const { store, look } = await start({
    'scan.host': async ({ address }) => {
      if (address === ADDRESS)
        await new Promise<void>((resolve) => {
          release = resolve;
        });
      return { ...detailOf([]), host: { ...detailOf([]).host, address } };
    },
  });
  store.getState().lookAtHost('s', ADDRESS);
  await settle();
  store.getState().lookAtHost('s', '10.0.0.2');
  await settle();
  release?.();
  await settle();
  expect(look()?.address).toBe('10.0.0.2');
  expect(look()?.detail?.host.address).toBe('10.0.0.2');
});

test('scanning a host again keeps ports and timing, goes to the new scan of it, and takes no draft along', async () => {
  const started: unknown[] = [];
  const { store } = await start({
    'scan.start': ({ options }) => {
      started.push(options);
      return { scanId: 'again' };
    },
  });
  store.getState().changeDraft('new', { targets: 'half typed' });
  store.getState().navigate({ screen: 'scan', scanId: 's', host: ADDRESS });
  await store.getState().rescanHost('s', ADDRESS);
  expect(started).toMatchObject([{ targets: [ADDRESS], ports: 'top:100', timing: 'T4' }]);
  expect(store.getState().route).toEqual({ screen: 'scan', scanId: 'again', host: ADDRESS });
  expect(store.getState().drafts['new']?.targets).toBe('half typed');
});

test('a port that cannot be had is told, and one without a verdict chooses nothing', async () => {
  let isDeleted = false;
  const { store } = await start({
    'scan.port': () => {
      if (isDeleted) throw new PortolanError('not-found', 'This run was deleted.');
      return { row: null };
    },
  });
  await store.getState().openPort('s', ADDRESS, 80);
  expect(store.getState().results['s']?.selected ?? null).toBeNull();
  isDeleted = true;
  await store.getState().openPort('s', ADDRESS, 80);
  expect(store.getState().notices.at(-1)?.message).toBe('Port 80 cannot be shown. This run was deleted.');
});
