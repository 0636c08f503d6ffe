import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClient } from '../../../src-shared/contract/client.ts';
import { portolanContract } from '../../../src-shared/contract/portolan-contract.ts';
import { createMemoryTransportPair } from '../../../src-shared/contract/transport.ts';
import { PortolanError, type ErrorCode } from '../../../src-shared/contract/wire.ts';
import { HISTORY_FILE } from '../../../src-main/app/create-app.ts';
import { WATCH_MS } from '../../../src-main/app/watch-history.ts';
import { reportFormats } from '../../../src-main/reports/formats.ts';
import { createTempFolder, type TempFolder } from '../../helpers/temp-folder.ts';
import { createFakeEngine } from './fake-engine.ts';
import { openApp, settle, type OpenedApp } from './open-app.ts';
import { unpackDiff } from '../../../src-shared/scan/pack-diff.ts';

let folder: TempFolder;
let opened: OpenedApp;
let openPorts: number[];

beforeEach(async () => {
  folder = await createTempFolder();
  openPorts = [22, 80];
  opened = await openApp(folder.path, { engine: answeringEngine() });
});
afterEach(async () => {
  await opened.app.close();
  await folder.dispose();
});

function answeringEngine(): ReturnType<typeof createFakeEngine> {
  return createFakeEngine({ answer: (_address, port) => (openPorts.includes(port) ? 'syn-ack' : 'reset') });
}

async function scan(targets = ['127.0.0.1'], ports = '1-100'): Promise<string> {
  const { scanId } = await opened.call('scan.start', { options: { targets, ports } });
  await settle();
  return scanId;
}

async function codeOf(promise: Promise<unknown>): Promise<ErrorCode | undefined> {
  try {
    await promise;
  } catch (error) {
    return error instanceof PortolanError ? error.code : undefined;
  }
  return undefined;
}

describe('history', () => {
  it('lists runs newest first with what they found, as other processes see them', async () => {
    const first = await scan(['127.0.0.1'], 'top:2');
    opened.clock.advance(60_000);
    const second = await scan(['127.0.0.1', '127.0.0.2']);
    const { total, runs } = await opened.call('history.list', {});
    expect(total).toBe(2);
    expect(runs).toMatchObject([
      {
        scanId: second,
        status: 'completed',
        targets: ['127.0.0.1', '127.0.0.2'],
        ports: '1-100',
        counts: { open: 4, closed: 196 },
        hostsUp: 2,
        hostsTotal: 2,
      },
      { scanId: first, ports: 'top:2', counts: { open: 2 } },
    ]);
    expect(
      (await opened.call('history.list', { text: '127.0.0.2' })).runs.map(({ scanId }) => scanId),
    ).toEqual([second]);
    const other = await openApp(folder.path);
    expect(await other.call('history.list', {})).toEqual({ total, runs });
    await other.app.close();
  });

  it('deletes, restores, and forgets for good when the app closes', async () => {
    const [first, second] = [await scan(), await scan()];
    let told = 0;
    opened.app.events.subscribe((...published) => {
      if (published[0] === 'history.changed') told++;
    });
    await opened.call('history.delete', { scanIds: [first, second] });
    expect((await opened.call('history.list', {})).total).toBe(0);
    expect(await codeOf(opened.call('scan.snapshot', { scanId: first }))).toBe('not-found');
    await opened.call('history.restore', { scanIds: [second] });
    expect(told).toBe(2);
    expect((await opened.call('scan.snapshot', { scanId: second })).ports.open).toBe(2);
    await opened.app.close();
    opened = await openApp(folder.path);
    await opened.call('history.restore', { scanIds: [first] });
    expect((await opened.call('history.list', {})).runs.map(({ scanId }) => scanId)).toEqual([second]);
  });
});

describe('another process', () => {
  it('that writes to the history is noticed, our own writing is not', async () => {
    let told = 0;
    opened.app.events.subscribe((...published) => {
      if (published[0] === 'history.changed') told++;
    });
    await opened.call('settings.set', { theme: 'dark' });
    opened.clock.advance(3 * WATCH_MS);
    expect(told).toBe(0);
    const other = await openApp(folder.path, { engine: answeringEngine(), host: 'cli' });
    await other.call('scan.start', { options: { targets: ['127.0.0.1'], ports: '80' } });
    await settle();
    await other.app.close();
    opened.clock.advance(WATCH_MS);
    expect(told).toBe(1);
    opened.clock.advance(3 * WATCH_MS);
    expect(told).toBe(1);
  });
});

describe('comparing', () => {
  it('tells what changed between two runs', async () => {
    const before = await scan();
    openPorts = [22, 90];
    const after = await scan();
    const diff = unpackDiff(await opened.call('compare.runs', { before, after }));
    expect(diff.different).toBe(true);
    expect(diff.ports.map(({ port, kind }) => `${port} ${kind}`)).toEqual(['80 closed', '90 opened']);
    expect((await opened.call('compare.runs', { before, after: before })).different).toBe(false);
    expect(await codeOf(opened.call('compare.runs', { before, after: 'nothing' }))).toBe('not-found');
  });
});

describe('exporting', () => {
  it('hands over the whole report, named for its run', async () => {
    const scanId = await scan();
    for (const format of ['json', 'csv'] as const) await opened.call('report.export', { scanId, format });
    expect(opened.delivered.map(({ fileName }) => fileName)).toEqual([
      `portolan-${scanId}.json`,
      `portolan-${scanId}.csv`,
    ]);
    const [json, csv] = opened.delivered;
    const report = reportFormats.json.read(json?.text ?? '');
    expect(report).toMatchObject({
      id: scanId,
      status: 'completed',
      stats: { ports: { open: 2, closed: 98 } },
    });
    expect(csv?.text.split('\r\n')).toHaveLength(102);
  });

  it('of a scan that still runs says so', async () => {
    await opened.app.close();
    opened = await openApp(folder.path, { engine: createFakeEngine() });
    const scanId = await scan();
    await opened.call('report.export', { scanId, format: 'json' });
    expect(reportFormats.json.read(opened.delivered[0]?.text ?? '')).toMatchObject({
      status: 'stopped',
      finishedAt: null,
      warnings: [{ code: 'still-running' }],
    });
  });
});

describe('settings', () => {
  it('have defaults, are kept, told of, and survive nonsense in the file', async () => {
    expect(await opened.call('settings.get', {})).toMatchObject({
      theme: 'system',
      timing: 'T3',
      ports: 'top:1000',
    });
    const told: unknown[] = [];
    opened.app.events.subscribe((...published) => {
      if (published[0] === 'settings.changed') told.push(published[1]);
    });
    const kept = await opened.call('settings.set', { theme: 'dark', ports: 'ssh,80' });
    expect(kept).toMatchObject({ theme: 'dark', timing: 'T3', ports: 'ssh,80' });
    expect(told).toEqual([kept]);
    expect(await opened.call('settings.set', { timing: 'T4' })).toEqual({ ...kept, timing: 'T4' });
    await opened.call('settings.set', { timing: 'T3' });
    expect(await codeOf(opened.call('settings.set', { ports: 'no such thing!' }))).toBe('invalid-input');
    await opened.app.close();
    const database = new DatabaseSync(path.join(folder.path, HISTORY_FILE));
    database.exec(
      `INSERT OR REPLACE INTO settings VALUES ('timing', '"T9"'), ('theme', '{'), ('later', '1')`,
    );
    database.close();
    opened = await openApp(folder.path);
    expect(await opened.call('settings.get', {})).toMatchObject({
      theme: 'system',
      timing: 'T3',
      ports: 'ssh,80',
    });
  });
});

describe('a preview', () => {
  it('counts what would be sent and names what is wrong, each in its place', async () => {
    const preview = await opened.call('scan.preview', {
      targets: '127.0.0.0/30 host.test 10.0.0.300',
      ports: '1-10,x!',
    });
    expect(preview).toMatchObject({
      hosts: 5,
      names: 1,
      portsPerHost: 10,
      probes: expect.any(Number),
      publicTargets: [],
    });
    expect(preview.probes).toBeGreaterThanOrEqual(50);
    expect(preview.problems).toMatchObject([
      { field: 'targets', start: 30, end: 33 },
      { field: 'ports', start: 5, end: 7 },
    ]);
    expect((await opened.call('scan.preview', { targets: '9.9.9.0/24', ports: '1' })).publicTargets).toEqual([
      '9.9.9.0/24',
    ]);
    expect(await opened.call('scan.preview', { targets: '', ports: '1' })).toMatchObject({
      hosts: 0,
      probes: 0,
    });
    expect((await opened.call('scan.preview', { targets: '::/0', ports: '1' })).problems).not.toEqual([]);
  });
});

describe('what is not there', () => {
  it.each(['scan.pause', 'scan.resume', 'scan.stop', 'scan.snapshot'] as const)(
    '%s says so',
    async (name) => {
      expect(await codeOf(opened.call(name, { scanId: 'nothing' }))).toBe('not-found');
    },
  );
  it('also for rows, exports and resuming', async () => {
    expect(await codeOf(opened.call('scan.rows', { scanId: 'nothing', query: {} }))).toBe('not-found');
    expect(await codeOf(opened.call('report.export', { scanId: 'nothing', format: 'csv' }))).toBe(
      'not-found',
    );
    expect(await codeOf(opened.app.resumeRun('nothing'))).toBe('not-found');
  });
});

describe('a history that cannot be used', () => {
  const makeNewer = async (): Promise<void> => {
    await opened.app.close();
    const database = new DatabaseSync(path.join(folder.path, HISTORY_FILE));
    database.exec('PRAGMA user_version = 99');
    database.close();
  };

  it('leaves a window working, with the reason where it is read', async () => {
    await makeNewer();
    opened = await openApp(folder.path, { engine: answeringEngine() });
    expect((await opened.call('app.info', {})).notice).toMatch(
      /newer version of Portolan.*only while Portolan is open/,
    );
    const scanId = await scan();
    expect((await opened.call('scan.snapshot', { scanId })).ports.open).toBe(2);
  });

  it('stops the command line with the reason', async () => {
    await makeNewer();
    expect(await codeOf(openApp(folder.path, { host: 'cli' }))).toBe('unavailable');
    opened = await openApp(path.join(folder.path, 'other'));
  });

  it('that is damaged is set aside and told of', async () => {
    await opened.app.close();
    mkdirSync(path.join(folder.path, 'b'));
    writeFileSync(
      path.join(folder.path, 'b', HISTORY_FILE),
      'not a database at all, by any means'.repeat(99),
    );
    opened = await openApp(path.join(folder.path, 'b'), { host: 'cli' });
    expect((await opened.call('app.info', {})).notice).toContain('set aside');
  });
});

describe('a connection', () => {
  it('is served: calls, errors as data, events', async () => {
    const [ours, theirs] = createMemoryTransportPair();
    opened.app.connect(ours);
    const client = createClient(portolanContract, theirs);
    const finished = new Promise<void>((resolve) => {
      client.on('scan.events', ({ events }) => {
        if (events.some(({ type }) => type === 'finished')) resolve();
      });
    });
    const { scanId } = await client.call('scan.start', { options: { targets: ['127.0.0.1'], ports: '80' } });
    await settle();
    opened.app.events.flush();
    await finished;
    expect((await client.call('scan.rows', { scanId, query: {} })).ports).toBe(1);
    expect(await codeOf(client.call('scan.stop', { scanId }))).toBe('wrong-state');
    client.close();
  });

  it('closing twice is closing once', async () => {
    await opened.app.close();
    await opened.app.close();
    expect(await codeOf(opened.call('scan.start', { options: { targets: ['127.0.0.1'] } }))).toBe(
      'wrong-state',
    );
  });
});
