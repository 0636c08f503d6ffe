import { expect, test, vi } from 'vitest';
import { isDraftTab } from '../../../src-renderer/state/draft-tabs.ts';
import { createAppStore } from '../../../src-renderer/state/store.ts';
import { stripOf } from '../../../src-renderer/state/tabs-slice.ts';
import { createFakeCore } from '../fake-core.ts';

function start() {
  const store = createAppStore(createFakeCore({}).core);
  return { store, strip: () => stripOf(store.getState()) };
}

test('an empty new tab is used again, a full one is not', () => {
  const { store, strip } = start();
  expect(strip()).toEqual(['new']);
  store.getState().changeDraft('new', { targets: '10.0.0.1' });
  const second = store.getState().newTab();
  expect(second).not.toBe('new');
  expect(isDraftTab(second)).toBe(true);
  store.getState().navigate({ screen: 'history' });
  expect(store.getState().newTab()).toBe(second);
  expect(strip()).toEqual([second, 'new']);
});

test('walking goes around, over scans and drafts', () => {
  const { store, strip } = start();
  store.getState().changeDraft('new', { targets: '10.0.0.1' });
  store.getState().openScan('a');
  expect(strip()).toEqual(['a', 'new']);
  store.getState().stepTab(1);
  expect(store.getState().route).toEqual({ screen: 'scan', scanId: null });
  store.getState().stepTab(1);
  expect(store.getState().route).toEqual({ screen: 'scan', scanId: 'a' });
  store.getState().stepTab(-1);
  expect(store.getState().route).toEqual({ screen: 'scan', scanId: null });
});

test('a closed draft comes back to its place, with an offer to undo; an empty one goes without a word', () => {
  const { store, strip } = start();
  store.getState().changeDraft('new', { targets: '10.0.0.1' });
  const second = store.getState().newTab({ targets: '10.0.0.2', ports: '22' });
  store.getState().openScan('a');
  store.getState().closeTab(second);
  expect(strip()).toEqual(['a', 'new']);
  const [notice] = store.getState().notices;
  expect(notice?.action?.label).toBe('Undo');
  notice?.action?.run();
  expect(strip()).toEqual([second, 'a', 'new']);
  expect(store.getState().drafts[second]).toMatchObject({ targets: '10.0.0.2', ports: '22' });

  const third = store.getState().newTab();
  const before = store.getState().notices.length;
  store.getState().closeTab(third);
  expect(store.getState().notices).toHaveLength(before);
  expect(store.getState().closedTabs.map(({ tab }) => tab)).not.toContain(third);
});

test('a closed scan takes its matrix, its services and its rows along', async () => {
  const matrix = { ports: [22], hosts: [], morePorts: 0, moreHosts: 0 };
  const fake = createFakeCore({
    'scan.matrix': () => matrix,
    'scan.services': () => ({ services: [{ service: 'ssh', count: 1 }] }),
  });
  const store = createAppStore(fake.core);
  await vi.waitFor(() => expect(fake.core.status).toBe('online'));
  store.getState().openScan('a');
  store.getState().showMatrix('a', true);
  store.getState().changeQuery('a', { states: ['open'], text: ' ssh ' });
  await store.getState().loadMatrix('a');
  await store.getState().loadServices('a');
  expect(fake.calls.find(({ name }) => name === 'scan.matrix')?.input).toEqual({
    scanId: 'a',
    filter: { text: 'ssh', states: ['open'], reasons: [], hosts: [], services: [] },
  });
  expect(store.getState().matrix).toEqual({ shown: { a: true }, data: { a: matrix }, faults: {} });

  const late = store.getState().loadMatrix('a');
  store.getState().closeTab('a');
  await late;
  expect(store.getState().matrix).toEqual({ shown: {}, data: {}, faults: {} });
  expect(store.getState().services).toEqual({});
  expect(store.getState().results).toEqual({});
});
