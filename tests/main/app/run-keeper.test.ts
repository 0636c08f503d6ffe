import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { COMMIT_MS, RETRY_MS, RunKeeper } from '../../../src-main/app/run-keeper.ts';
import { openDatabase, type Database } from '../../../src-main/store/database.ts';
import { readHosts } from '../../../src-main/store/read-hosts.ts';
import { HEARTBEAT_LIMIT_MS } from '../../../src-main/store/process-identity.ts';
import { createRunRepository } from '../../../src-main/store/run-repository.ts';
import type { StoreError } from '../../../src-main/store/store-error.ts';
import { createTempFolder, type TempFolder } from '../../helpers/temp-folder.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';

let folder: TempFolder;
let database: Database;
let clock: FakeClock;
let keeper: RunKeeper;
let committed: number[];
let troubles: StoreError[];
let settled: number;

beforeEach(async () => {
  folder = await createTempFolder();
  database = openDatabase(path.join(folder.path, 'history.db'));
  clock = createFakeClock();
  committed = [];
  troubles = [];
  settled = 0;
  const repository = createRunRepository(database, () => clock.wallMs());
  repository.begin({
    id: 'a',
    startedAt: '2026-01-01T00:00:00.000Z',
    scanner: { name: 'test', version: '', dialer: '', platform: '' },
    options: { targets: ['10.0.0.1'], exclude: [], ports: '1-65535', timing: 'T3', discovery: true, seed: 1 },
    plan: '{}',
    hostsTotal: 1,
    portsPerHost: 65_535,
  });
  const totals = {
    elapsedMs: 1,
    probesSent: 1,
    retries: 0,
    lossRate: null,
    ports: { open: 0, closed: 0, filtered: 0 },
    hosts: { up: 0, down: 0 },
  };
  keeper = new RunKeeper({
    scanId: 'a',
    repository,
    clock,
    state: () => ({ totals, settled }),
    onCommitted: (ports) => committed.push(ports),
    onTrouble: (error) => troubles.push(error),
  });
  keeper.head({ position: 0, address: '10.0.0.1', names: [], status: 'up', reason: 'reset', srttMs: 1 });
});
afterEach(async () => {
  database.close();
  await folder.dispose();
});

function learn(count: number): void {
  const ports = Uint16Array.from({ length: count }, (_, index) => settled + index + 1);
  settled += count;
  const columns = {
    ports,
    reasons: new Uint8Array(count).fill(1),
    attempts: new Uint8Array(count).fill(1),
    rttMs: new Float32Array(count),
    confidence: new Float32Array(count),
  };
  keeper.verdicts(0, columns, []);
}

function keptVerdicts(): number {
  return [...readHosts(database, 'a')].reduce(
    (sum, { inFlight }) => sum + inFlight.reduce((all, piece) => all + piece.length / 12, 0),
    0,
  );
}

describe('a disk that is full', () => {
  const fill = (): void => {
    const pages = Number(database.get('PRAGMA page_count')?.['page_count']);
    database.get(`PRAGMA max_page_count = ${pages}`);
  };
  const makeRoom = (): void => {
    database.get('PRAGMA max_page_count = 1000000');
  };

  it('is told of once, loses nothing, and is written as soon as there is room', () => {
    learn(10);
    clock.advance(COMMIT_MS);
    expect(committed).toEqual([10]);
    fill();
    learn(20_000);
    clock.advance(COMMIT_MS);
    learn(10_000);
    clock.advance(3 * RETRY_MS);
    expect(committed).toEqual([10]);
    expect(troubles.map(({ trouble }) => trouble)).toEqual(['full']);
    expect(troubles[0]?.message).toMatch(/disk is full or failing; free some space\.$/);
    expect(keptVerdicts()).toBe(10);
    makeRoom();
    clock.advance(RETRY_MS);
    expect(committed).toEqual([10, 30_010]);
    expect(keptVerdicts()).toBe(30_010);
    expect(keeper.isKept).toBe(true);
  });

  it('at the end of the scan is tried again until the program closes', () => {
    fill();
    learn(20_000);
    expect(keeper.end({ status: 'completed', finishedAt: '2026-01-01T00:00:01.000Z', error: null })).toBe(
      false,
    );
    expect(keeper.isKept).toBe(false);
    makeRoom();
    keeper.close();
    expect(keeper.isKept).toBe(true);
    expect(createRunRepository(database, () => 0).find('a')?.status).toBe('completed');
    expect(keptVerdicts()).toBe(20_000);
  });
});

describe('how often', () => {
  it('nothing is written where nothing is new', () => {
    clock.advance(COMMIT_MS);
    clock.advance(10 * COMMIT_MS);
    expect(committed).toHaveLength(1);
  });

  it('signs of life are given while nothing is new (a pause, a slow template), and none after the end', () => {
    const silentMs = (): number =>
      clock.wallMs() - Number(database.get('SELECT heartbeat_ms AS ms FROM runs')?.['ms']);
    for (let turn = 0; turn < 5; turn++) {
      clock.advance(HEARTBEAT_LIMIT_MS * 0.9);
      expect(silentMs()).toBeLessThan(HEARTBEAT_LIMIT_MS / 2);
    }
    keeper.end({ status: 'stopped', finishedAt: '2026-01-01T00:00:01.000Z', error: null });
    clock.advance(HEARTBEAT_LIMIT_MS);
    expect(silentMs()).toBe(HEARTBEAT_LIMIT_MS);
  });
});
