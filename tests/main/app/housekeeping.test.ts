import { statSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isDeepStrictEqual } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HISTORY_FILE } from '../../../src-main/app/create-app.ts';
import { IDLE_MS } from '../../../src-main/app/housekeeping.ts';
import { openDatabase } from '../../../src-main/store/database.ts';
import { createTempFolder, type TempFolder } from '../../helpers/temp-folder.ts';
import { createFakeEngine } from './fake-engine.ts';
import { openApp, settle, type OpenedApp } from './open-app.ts';

let folder: TempFolder;
let opened: OpenedApp;
beforeEach(async () => {
  folder = await createTempFolder();
  opened = await openFolder();
});
afterEach(async () => {
  await opened.app.close();
  await folder.dispose();
});

const openFolder = (): Promise<OpenedApp> =>
  openApp(folder.path, {
    engine: createFakeEngine({ answer: (_address, port) => (port % 7 === 0 ? 'syn-ack' : 'reset') }),
  });
const file = (): string => path.join(folder.path, HISTORY_FILE);

/** Reads beside the app, as another program would. */
function look(sql: string): number {
  const database = new DatabaseSync(file());
  try {
    return Number(Object.values(database.prepare(sql).get() ?? {})[0]);
  } finally {
    database.close();
  }
}
const rows = (): number => look('SELECT count(*) FROM hosts');
const chunks = (): number => look('SELECT count(*) FROM host_chunks');

async function scan(targets: string, ports = '1-30'): Promise<string> {
  const { scanId } = await opened.call('scan.start', { options: { targets: [targets], ports } });
  do await settle();
  while ((await opened.call('scan.running', {})).scanIds.length > 0);
  return scanId;
}
async function reportOf(scanId: string): Promise<object> {
  const report = await opened.app.report(scanId);
  return { ...report, hosts: [...report.hosts] };
}
/** Without printing some thousand hosts where it does not hold. */
async function expectReport(scanId: string, before: object): Promise<void> {
  expect(isDeepStrictEqual(await reportOf(scanId), before)).toBe(true);
}

describe('a large run', () => {
  it('is compacted after its end while nobody waits, and its report stays the same', async () => {
    const scanId = await scan('127.0.0.0/21');
    expect(rows()).toBeGreaterThan(1_000);
    const before = await reportOf(scanId);
    opened.clock.advance(IDLE_MS);
    expect(rows()).toBe(0);
    expect(chunks()).toBe(8);
    await opened.app.close();
    opened = await openFolder();
    await expectReport(scanId, before);
  });

  it('is compacted when the app closes before that', async () => {
    await scan('127.0.0.0/21');
    expect(rows()).toBeGreaterThan(1_000);
    await opened.app.close();
    expect(rows()).toBe(0);
  });
});

describe('what was removed', () => {
  it('leaves nothing behind, and its room is given back without being asked', async () => {
    const kept = await scan('127.0.0.1');
    const before = await reportOf(kept);
    const gone = await scan('127.0.0.0/22', '1-400');
    await opened.call('history.delete', { scanIds: [gone] });
    await opened.app.close();
    const { size } = statSync(file());
    opened = await openFolder();
    opened.clock.advance(60_000);
    expect(look('SELECT count(*) FROM outcomes')).toBe(1);
    expect(look('SELECT count(*) FROM rosters')).toBe(1);
    expect(look('SELECT count(*) FROM questions')).toBe(1);
    await opened.app.close();
    expect(statSync(file()).size).toBeLessThanOrEqual(size);
    expect(look('PRAGMA freelist_count') * look('PRAGMA page_size')).toBeLessThan(1_100_000);
    opened = await openFolder();
    await expectReport(kept, before);
  });
});

describe('a history that an older version began', () => {
  it('is rewritten once when a person asks for it, and from then on gives room back by itself', async () => {
    await scan('127.0.0.1');
    await opened.app.close();
    const database = openDatabase(file());
    database.write(() => {
      for (let index = 0; index < 3_000; index++)
        database.run(
          'INSERT INTO settings VALUES (?, ?)',
          `filler ${index}`,
          JSON.stringify('x'.repeat(1_000)),
        );
    });
    database.run('DELETE FROM settings');
    database.get('PRAGMA auto_vacuum = NONE');
    database.close();
    const rewrite = new DatabaseSync(file());
    rewrite.exec('PRAGMA journal_mode = DELETE; PRAGMA auto_vacuum = NONE; VACUUM');
    rewrite.close();
    expect(look('PRAGMA auto_vacuum')).toBe(0);
    opened = await openFolder();
    await scan('127.0.0.2');
    const { bytesBefore, bytesAfter } = await opened.call('data.vacuum', {});
    expect(bytesAfter).toBeLessThanOrEqual(bytesBefore);
    expect(look('PRAGMA auto_vacuum')).toBe(2);
    expect((await opened.call('history.list', {})).total).toBe(2);
  });

  it('does so while a scan runs', async () => {
    await opened.app.close();
    opened = await openApp(folder.path, { engine: createFakeEngine() });
    const { scanId } = await opened.call('scan.start', { options: { targets: ['127.0.0.1'], ports: '1-9' } });
    await settle();
    await opened.call('data.vacuum', {});
    expect((await opened.call('scan.running', {})).scanIds).toEqual([scanId]);
  });
});
