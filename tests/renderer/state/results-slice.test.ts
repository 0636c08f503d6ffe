import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PortolanError } from '../../../src-shared/contract/wire.ts';
import type { RowPage, RowQuery, TableLine } from '../../../src-shared/scan/scan-row.ts';
import { NO_RESULTS } from '../../../src-renderer/state/results-slice.ts';
import { lineAt } from '../../../src-renderer/state/row-pages.ts';
import { createAppStore } from '../../../src-renderer/state/store.ts';
import { createFakeCore } from '../fake-core.ts';
import { closedEvent, startedEvent, viewOf } from './sample-scan.ts';

const FRESH_MS = 1_600;

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => vi.useRealTimers());

function openPort(port: number): TableLine {
  return {
    line: 'port',
    row: {
      address: '10.0.0.1',
      hostName: null,
      port,
      protocol: 'tcp',
      state: 'open',
      reason: 'syn-ack',
      service: port === 22 ? 'ssh' : null,
      rttMs: 0.3,
      attempts: 1,
      confidence: 1,
    },
  };
}

/** A store with one open scan, whose core answers rows out of `ports`, filtered by text. */
async function start(ports: number[]) {
  const table: { ports: number[]; fault: PortolanError | null } = { ports, fault: null };
  const pending: (() => void)[] = [];
  let held = false;
  const answer = (query: RowQuery): RowPage => {
    if (table.fault) throw table.fault;
    const all = table.ports.filter((port) => String(port).includes(query.text)).map(openPort);
    const lines = all.slice(query.offset, query.offset + query.limit);
    return { total: all.length, lines, ports: all.length, seq: 0 };
  };
  const fake = createFakeCore({
    'scan.rows': ({ query }) =>
      held
        ? new Promise((resolve) => {
            pending.push(() => resolve(answer(query)));
          })
        : answer(query),
  });
  const store = createAppStore(fake.core);
  await settle();
  store.getState().openScan('s');
  store.getState().receiveView(viewOf('s', [startedEvent('s')]));
  return {
    fake,
    store,
    table,
    hold: () => {
      held = true;
    },
    release: () => pending.splice(0).forEach((task) => task()),
    results: () => store.getState().results['s'] ?? NO_RESULTS,
    asked: () => fake.calls.filter(({ name }) => name === 'scan.rows').length,
    moveOn: (seq: number) => store.getState().receiveEvents([closedEvent('s', seq, 1)]),
  };
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 40; turn += 1) await Promise.resolve();
}

test('lines are asked for by the page they stand on, and once', async () => {
  const { store, results, asked } = await start(Array.from({ length: 950 }, (_, port) => port));
  store.getState().showLines('s', 0, 0);
  await settle();
  expect(results().rows.total).toBe(950);
  store.getState().showLines('s', 380, 420);
  store.getState().showLines('s', 381, 421);
  await settle();
  expect(asked()).toBe(3);
  expect(lineAt(results().rows, 400)).toEqual(openPort(400));
  expect(lineAt(results().rows, 700)).toBeUndefined();
});

test('shown lines are asked for again only after the scan has moved on', async () => {
  const { store, asked, moveOn } = await start([22]);
  store.getState().showLines('s', 0, 0);
  await settle();
  store.getState().refreshLines('s');
  await settle();
  expect(asked()).toBe(1);
  moveOn(1);
  store.getState().refreshLines('s');
  await settle();
  expect(asked()).toBe(2);
});

test('an answer to a filter that was changed meanwhile is dropped', async () => {
  const { store, results, hold, release } = await start([22, 80, 443]);
  store.getState().showLines('s', 0, 0);
  await settle();
  hold();
  store.getState().changeQuery('s', { text: '4' });
  store.getState().changeQuery('s', { text: '80' });
  await settle();
  // The old lines stay meanwhile: typing does not flicker.
  expect(results().rows.total).toBe(3);
  release();
  await settle();
  expect(results().rows.total).toBe(1);
  expect(lineAt(results().rows, 0)).toEqual(openPort(80));
});

test('a filter that was changed and changed back while its answer was on the way is answered', async () => {
  const { store, results, hold, release } = await start([22, 80, 443]);
  store.getState().showLines('s', 0, 0);
  await settle();
  hold();
  for (const text of ['4', '', '4']) store.getState().changeQuery('s', { text });
  await settle();
  release();
  await settle();
  expect(results().rows.total).toBe(1);
});

test('any filter lists every match; without one the uninteresting ports are summed up', async () => {
  const { fake, store } = await start([22]);
  store.getState().showLines('s', 0, 0);
  store.getState().changeQuery('s', { states: ['closed'] });
  store.getState().changeQuery('s', { states: [], text: ' ssh ' });
  await settle();
  const queries = fake.calls.map(({ input }) => (input as { query: RowQuery }).query);
  expect(queries.map(({ summarise, states, text }) => ({ summarise, states, text }))).toEqual([
    { summarise: true, states: [], text: '' },
    { summarise: false, states: ['closed'], text: '' },
    { summarise: false, states: [], text: 'ssh' },
  ]);
});

test('a port that arrives while its page is being looked at is marked for a moment', async () => {
  const { store, table, results, moveOn } = await start([22]);
  store.getState().showLines('s', 0, 0);
  await settle();
  expect([...results().fresh]).toEqual([]);
  table.ports = [22, 80];
  moveOn(1);
  store.getState().refreshLines('s');
  await settle();
  expect([...results().fresh]).toEqual(['10.0.0.1 80']);
  vi.advanceTimersByTime(FRESH_MS);
  expect([...results().fresh]).toEqual([]);
});

test('the chosen port stays chosen while rows arrive around it, and is told what changed', async () => {
  const { store, table, results, moveOn } = await start([443]);
  store.getState().showLines('s', 0, 0);
  await settle();
  const line = lineAt(results().rows, 0);
  store.getState().selectPort('s', line?.line === 'port' ? line.row : null);
  table.ports = [22, 80, 443];
  moveOn(1);
  store.getState().refreshLines('s');
  await settle();
  expect(results().selected?.port).toBe(443);
});

test('rows that cannot be had are said so, and the next answer takes that back', async () => {
  const { store, table, results, moveOn } = await start([22]);
  table.fault = new PortolanError('not-found', 'This run was deleted.');
  store.getState().showLines('s', 0, 0);
  await settle();
  expect(results().fault).toBe('This run was deleted.');
  table.fault = null;
  moveOn(1);
  store.getState().refreshLines('s');
  await settle();
  expect(results()).toMatchObject({ fault: null, rows: { total: 1 } });
});
