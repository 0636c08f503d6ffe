import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PortolanError } from '../../../src-shared/contract/wire.ts';
import { createTempFolder, type TempFolder } from '../../helpers/temp-folder.ts';
import { createFakeEngine } from './fake-engine.ts';
import { openApp, settle, type OpenedApp } from './open-app.ts';

let folder: TempFolder;
let opened: OpenedApp;
let openPorts: number[];
let told: number;

beforeEach(async () => {
  folder = await createTempFolder();
  openPorts = [22, 80];
  opened = await openApp(folder.path, {
    engine: createFakeEngine({
      answer: (_address, port) => (openPorts.includes(port) ? 'syn-ack' : 'reset'),
    }),
  });
  told = 0;
  opened.app.events.subscribe((...published) => {
    if (published[0] === 'history.changed') told++;
  });
});
afterEach(async () => {
  await opened.app.close();
  await folder.dispose();
});

async function scan(targets = ['127.0.0.1'], ports = '1-100'): Promise<string> {
  const { scanId } = await opened.call('scan.start', { options: { targets, ports } });
  await settle();
  opened.clock.advance(60_000);
  return scanId;
}
async function refusal(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  return error instanceof PortolanError ? error.code : expect.fail(String(error));
}
const list = async () => (await opened.call('series.list', {})).series;

describe('series', () => {
  it('tell whether the latest run differs from the one before it, or from the baseline', async () => {
    const first = await scan();
    await scan(['127.0.0.2']);
    expect(await list()).toEqual([]);
    const second = await scan();
    expect(await list()).toMatchObject([
      {
        name: null,
        targets: ['127.0.0.1'],
        moreTargets: 0,
        ports: '1-100',
        runs: 2,
        latest: { scanId: second, status: 'completed', counts: { open: 2 } },
        baseline: null,
        changed: false,
      },
    ]);
    openPorts = [22];
    const third = await scan();
    expect(await list()).toMatchObject([{ latest: { scanId: third }, changed: true }]);
    const fourth = await scan();
    const [{ id } = expect.fail()] = await list();
    expect(await list()).toMatchObject([{ latest: { scanId: fourth }, changed: false }]);
    told = 0;
    await opened.call('series.update', { seriesId: id, baseline: first, name: ' Office ' });
    expect(told).toBe(1);
    expect(await list()).toMatchObject([{ name: 'Office', baseline: first, changed: true }]);
    await opened.call('history.delete', { scanIds: [first] });
    expect(await list()).toMatchObject([{ baseline: null, changed: false }]);
    await opened.call('history.restore', { scanIds: [first] });
    expect(await list()).toMatchObject([{ baseline: first, changed: true }]);
  });

  it('are split and joined, and each run says where it stands', async () => {
    const [first, second] = [await scan(), await scan()];
    const [{ id } = expect.fail()] = await list();
    const { seriesId } = await opened.call('series.move', { scanIds: [second], seriesId: null });
    const { runs } = await opened.call('history.list', { series: seriesId });
    expect(runs).toMatchObject([{ scanId: second, series: { id: seriesId, name: null, index: 1, runs: 1 } }]);
    await opened.call('series.move', { scanIds: [second], seriesId: id });
    expect((await opened.call('history.list', {})).runs.map((run) => [run.scanId, run.series.index])).toEqual(
      [
        [second, 2],
        [first, 1],
      ],
    );
  });

  it('refuse what cannot be, and change nothing then', async () => {
    const [first, other] = [await scan(), await scan(['127.0.0.2'])];
    await scan();
    const [{ id } = expect.fail()] = await list();
    expect(await refusal(opened.call('series.update', { seriesId: id, baseline: other }))).toBe(
      'wrong-state',
    );
    expect(await refusal(opened.call('series.update', { seriesId: id, baseline: 'none' }))).toBe('not-found');
    expect(await refusal(opened.call('series.update', { seriesId: 'none', name: 'x' }))).toBe('not-found');
    const move = { scanIds: [first, 'none'], seriesId: null };
    expect(await refusal(opened.call('series.move', move))).toBe('not-found');
    expect(await refusal(opened.call('series.move', { scanIds: [first], seriesId: 'none' }))).toBe(
      'not-found',
    );
    expect(await list()).toMatchObject([{ id, runs: 2, baseline: null, name: null }]);
  });
});

describe('tags and notes', () => {
  it('come with the run, are told of, and can be taken away', async () => {
    const scanId = await scan();
    told = 0;
    await opened.call('history.update', { scanIds: [scanId], addTags: [' weekly '], note: 'new switch' });
    expect(told).toBe(1);
    const { runs } = await opened.call('history.list', {
      text: 'switch',
      tag: 'Weekly',
      status: 'completed',
    });
    expect(runs).toMatchObject([{ scanId, tags: ['weekly'], note: 'new switch' }]);
    expect(await opened.call('history.tags', {})).toEqual({ tags: [{ tag: 'weekly', runs: 1 }] });
    await opened.call('history.update', { scanIds: [scanId], removeTags: ['weekly'], note: '' });
    expect((await opened.call('history.list', {})).runs).toMatchObject([{ tags: [], note: '' }]);
  });

  it('are all changed or none', async () => {
    const scanId = await scan();
    const missing = opened.call('history.update', { scanIds: [scanId, 'none'], note: 'x' });
    expect(await refusal(missing)).toBe('not-found');
    const tags = (from: number): string[] => Array.from({ length: 20 }, (_, index) => `tag ${from + index}`);
    await opened.call('history.update', { scanIds: [scanId], addTags: tags(0) });
    const tooMany = opened.call('history.update', { scanIds: [scanId], addTags: tags(20) });
    expect(await refusal(tooMany)).toBe('invalid-input');
    const [run] = (await opened.call('history.list', {})).runs;
    expect(run?.note).toBe('');
    expect(run?.tags).toHaveLength(20);
  });
});

describe('vacuum', () => {
  it('gives back the room of what was deleted, and everything else is still there', async () => {
    const gone = await scan(['127.0.0.0/25'], '1-10');
    const kept = await scan();
    await opened.call('history.delete', { scanIds: [gone] });
    await opened.app.close();
    opened = await openApp(folder.path);
    const { bytesBefore, bytesAfter } = await opened.call('data.vacuum', {});
    expect(bytesAfter).toBeLessThan(bytesBefore);
    expect((await opened.call('scan.snapshot', { scanId: kept })).ports.open).toBe(2);
  });
});
