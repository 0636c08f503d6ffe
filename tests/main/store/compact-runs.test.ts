import { copyFileSync } from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCompactor } from '../../../src-main/store/compact-runs.ts';
import { IN_MEMORY, openDatabase, type Database } from '../../../src-main/store/database.ts';
import { createRuns } from '../../../src-main/store/migrations/001-runs.ts';
import { readHosts } from '../../../src-main/store/read-hosts.ts';
import type { FinishedHost, HostHead, KeptHost } from '../../../src-main/store/run-record.ts';
import { createRunRepository } from '../../../src-main/store/run-repository.ts';
import { createSweep } from '../../../src-main/store/sweep-content.ts';
import { encodeVerdicts } from '../../../src-main/store/verdict-codec.ts';
import { createTempFolder, type TempFolder } from '../../helpers/temp-folder.ts';
import { finishedHosts } from './random-hosts.ts';
import { COMPLETED, NO_CHANGES, sampleNewRun } from './sample-runs.ts';

const STOPPED = { ...COMPLETED, status: 'stopped' } as const;
const ROUNDS = process.env['PORTOLAN_LONG'] === '1' ? 1_000 : 60;
const opened: Database[] = [];

let folder: TempFolder;
beforeEach(async () => {
  folder = await createTempFolder();
});
afterEach(async () => {
  for (const database of opened.splice(0)) database.close();
  await folder.dispose();
});

function open(file: string = IN_MEMORY): Database {
  const database = openDatabase(file);
  opened.push(database);
  return database;
}
const repositoryOf = (database: Database) => createRunRepository(database, () => 0);
const hostsOf = (database: Database, id: string): KeptHost[] => [...readHosts(database, id)];
const rowsLeft = (database: Database): number =>
  Number(database.get('SELECT count(*) AS n FROM hosts WHERE finished = 1')?.['n']);

/** Time passes with every look at it: each step does one chunk. */
function compactInSteps(database: Database, afterEachStep: () => void = () => {}): void {
  let now = 0;
  const compactor = createCompactor(database, () => now++);
  while (compactor.step(1)) afterEachStep();
}

function host(position: number, more: Partial<FinishedHost> = {}): FinishedHost {
  const extraports = [
    { state: 'closed', reason: 'reset', count: 99, ports: '1-21,23-100', attempts: 1, confidence: 1 },
  ] as const;
  const address = `10.0.${position >>> 8}.${position & 255}`;
  return {
    position,
    address,
    names: [],
    status: 'up',
    reason: 'reset',
    srttMs: 1,
    ports: [],
    extraports,
    ...more,
  };
}

describe('a run in its compact form', () => {
  it('reads as it did in rows, whatever its hosts said', () => {
    fc.assert(
      fc.property(finishedHosts, (hosts) => {
        const database = open();
        const repository = repositoryOf(database);
        repository.begin(sampleNewRun('a'));
        repository.commit('a', { ...NO_CHANGES, finished: hosts });
        const before = hostsOf(database, 'a');
        expect(before.map(({ position }) => position)).toEqual(hosts.map(({ position }) => position));
        repository.commit('a', NO_CHANGES, COMPLETED);
        compactInSteps(database);
        expect(rowsLeft(database)).toBe(0);
        expect(hostsOf(database, 'a')).toEqual(before);
      }),
      { numRuns: ROUNDS },
    );
  });

  it('can be taken up again: what was compacted, what was in flight and what comes then are one run', () => {
    fc.assert(
      fc.property(finishedHosts, fc.func(fc.boolean()), (hosts, isEarlier) => {
        const database = open();
        const repository = repositoryOf(database);
        const earlier = hosts.filter(({ position }) => isEarlier(position));
        const later = hosts.filter(({ position }) => !isEarlier(position));
        const verdicts = encodeVerdicts({
          ports: Uint16Array.of(80),
          reasons: Uint8Array.of(0),
          attempts: Uint8Array.of(1),
          rttMs: Float32Array.of(1),
          confidence: Float32Array.of(1),
        });
        repository.begin(sampleNewRun('a'));
        repository.commit(
          'a',
          {
            ...NO_CHANGES,
            heads: later.map(headOf),
            verdicts: later.map(({ position }) => ({ position, verdicts })),
            finished: earlier,
          },
          STOPPED,
        );
        compactInSteps(database);
        const between = hostsOf(database, 'a');
        expect(between.filter(({ finished }) => finished).map(({ position }) => position)).toEqual(
          earlier.map(({ position }) => position),
        );
        for (const { finished, inFlight } of between) expect(inFlight).toEqual(finished ? [] : [verdicts]);
        expect(repository.takeUp('a')).toBe(true);
        repository.commit('a', { ...NO_CHANGES, finished: later });
        repository.begin(sampleNewRun('b'));
        repository.commit('b', { ...NO_CHANGES, finished: hosts });
        const whole = hostsOf(database, 'b');
        expect(hostsOf(database, 'a')).toEqual(whole);
        repository.commit('a', NO_CHANGES, COMPLETED);
        compactInSteps(database);
        expect(hostsOf(database, 'a')).toEqual(whole);
      }),
      { numRuns: ROUNDS },
    );
  });

  it('is made piece by piece, and reads the same after every piece', () => {
    const database = open();
    const repository = repositoryOf(database);
    const hosts = Array.from({ length: 2_000 }, (_, index) => host(3 * index));
    repository.begin(sampleNewRun('a'));
    repository.commit('a', { ...NO_CHANGES, finished: hosts });
    const before = hostsOf(database, 'a');
    repository.commit('a', NO_CHANGES, COMPLETED);
    let steps = 0;
    compactInSteps(database, () => {
      steps++;
      expect(hostsOf(database, 'a')).toEqual(before);
    });
    expect(steps).toBeGreaterThan(10);
    expect(rowsLeft(database)).toBe(0);
  });

  it('ends a small run: nothing is left to do', () => {
    const database = open();
    const repository = repositoryOf(database);
    repository.keep(sampleNewRun('a'), { ...NO_CHANGES, finished: [host(0), host(7)] }, COMPLETED);
    expect(rowsLeft(database)).toBe(0);
    expect(createCompactor(database, () => 0).step(1)).toBe(false);
    expect(hostsOf(database, 'a')).toHaveLength(2);
  });

  it('splits where hosts list many ports', () => {
    const database = open();
    const repository = repositoryOf(database);
    const ports = Array.from({ length: 15_000 }, (_, index) => ({
      port: index,
      protocol: 'tcp' as const,
      state: 'open' as const,
      reason: 'syn-ack' as const,
      service: null,
      rttMs: index / 1_000,
      attempts: 1,
      confidence: 1,
    }));
    repository.keep(
      sampleNewRun('a'),
      { ...NO_CHANGES, finished: [0, 1, 2].map((at) => host(at, { ports })) },
      COMPLETED,
    );
    compactInSteps(database);
    expect(database.get('SELECT count(*) AS n FROM host_chunks')).toEqual({ n: 3 });
    for (const { report } of hostsOf(database, 'a')) expect(report.ports).toEqual(ports);
  });

  it('is left alone while it runs or is deleted, and made once it is restored', () => {
    const database = open();
    const repository = repositoryOf(database);
    const finished = Array.from({ length: 1_000 }, (_, index) => host(index));
    repository.begin(sampleNewRun('running'));
    repository.commit('running', { ...NO_CHANGES, finished });
    repository.keep(sampleNewRun('deleted'), { ...NO_CHANGES, finished }, COMPLETED);
    const left = rowsLeft(database);
    repository.softDelete(['deleted']);
    compactInSteps(database);
    expect(rowsLeft(database)).toBe(left);
    repository.restore(['deleted']);
    compactInSteps(database);
    expect(rowsLeft(database)).toBe(1_000);
    expect(hostsOf(database, 'deleted')).toEqual(hostsOf(database, 'running'));
  });

  it('is made by two processes at once without harm', () => {
    const file = path.join(folder.path, 'history.db');
    const [one, other] = [open(file), open(file)];
    const finished = Array.from({ length: 3_000 }, (_, index) => host(index));
    const repository = repositoryOf(one);
    repository.begin(sampleNewRun('a'));
    repository.commit('a', { ...NO_CHANGES, finished });
    const before = hostsOf(one, 'a');
    repository.commit('a', NO_CHANGES, COMPLETED);
    let now = 0;
    const compactors = [one, other].map((each) => createCompactor(each, () => now++));
    while (compactors.map((compactor) => compactor.step(1)).some(Boolean));
    expect(hostsOf(other, 'a')).toEqual(before);
    expect(rowsLeft(one)).toBe(0);
  });
});

describe('a history of before', () => {
  it('reads the same when it is opened, while it is compacted, and after', () => {
    const file = path.join(folder.path, 'old.db');
    const old = openDatabase(file, { migrations: [createRuns] });
    old.write(() => {
      for (let run = 1; run <= 3; run++) {
        old.run(
          `INSERT INTO runs (key, id, started_at, status, scanner, options, plan, search, hosts_total, ports_per_host, heartbeat_ms)
           VALUES (?, ?, '2026-01-01T00:00:00.000Z', 'completed', '{}', '{"targets":["10.0.0.0/22"],"ports":"1-9"}', '{}', '', 900, 9, 0)`,
          run,
          `run-${run}`,
        );
        for (let position = 0; position < 900; position++) {
          old.run(
            `INSERT INTO hosts VALUES (?, ?, ?, ?, 'up', 'reset', ?, 1, 1, '[{"state":"closed","reason":"reset","count":8,"ports":"1-7,9"}]')`,
            run,
            position,
            `10.0.${position >>> 8}.${position & 255}`,
            position % 9 === 0 ? '["host.example"]' : '[]',
            position / 7,
          );
          old.run("INSERT INTO ports VALUES (?, ?, 8, 0, 'x', 1.25, 1, NULL, NULL)", run, position);
        }
      }
    });
    old.close();
    const database = open(file);
    const ids = ['run-1', 'run-2', 'run-3'];
    const before = ids.map((id) => hostsOf(database, id));
    expect(before.map((hosts) => hosts.length)).toEqual([900, 900, 900]);
    let steps = 0;
    compactInSteps(database, () => {
      if (++steps % 4 !== 0) return;
      // Whoever dies now leaves this.
      const copy = path.join(folder.path, `copy-${steps}.db`);
      for (const suffix of ['', '-wal']) copyFileSync(file + suffix, copy + suffix);
      expect(ids.map((id) => hostsOf(open(copy), id))).toEqual(before);
    });
    expect(steps).toBeGreaterThan(10);
    expect(rowsLeft(database)).toBe(0);
    expect(ids.map((id) => hostsOf(database, id))).toEqual(before);
    // What they said in common is kept once.
    expect(database.get('SELECT count(*) AS n FROM outcomes')).toEqual({ n: 1 });
    expect(database.get('SELECT count(*) AS n FROM rosters')).toEqual({ n: 4 });
  });
});

describe('what runs share', () => {
  const count = (database: Database, table: string): number =>
    Number(database.get(`SELECT count(*) AS n FROM ${table}`)?.['n']);
  const sweep = (database: Database, between: () => void = () => {}): void => {
    const step = createSweep(database);
    while (step()) between();
  };

  it('stays as long as one of them holds it, and goes after the last', () => {
    const database = open();
    const repository = repositoryOf(database);
    const own = (count: number): FinishedHost =>
      host(9, { extraports: [{ state: 'closed', reason: 'reset', count, ports: `1-${count}` }] });
    repository.keep(sampleNewRun('a'), { ...NO_CHANGES, finished: [host(0), own(1)] }, COMPLETED);
    repository.keep(sampleNewRun('b'), { ...NO_CHANGES, finished: [host(0), own(2)] }, COMPLETED);
    expect(count(database, 'outcomes')).toBe(3);
    const before = hostsOf(database, 'b');
    repository.softDelete(['a']);
    sweep(database);
    expect(count(database, 'outcomes')).toBe(3);
    repository.purge();
    sweep(database);
    expect(count(database, 'outcomes')).toBe(2);
    expect(hostsOf(database, 'b')).toEqual(before);
    repository.softDelete(['b']);
    repository.purge();
    sweep(database);
    expect([count(database, 'outcomes'), count(database, 'rosters')]).toEqual([0, 0]);
  });

  it('stays where a run that is kept in the midst of the sweep holds it', () => {
    const file = path.join(folder.path, 'history.db');
    const [database, other] = [open(file), open(file)];
    const repository = repositoryOf(database);
    const finished = Array.from({ length: 600 }, (_, index) =>
      host(index, {
        extraports: [{ state: 'closed', reason: 'reset', count: index + 1, ports: `1-${index + 1}` }],
      }),
    );
    repository.keep(sampleNewRun('a'), { ...NO_CHANGES, finished }, COMPLETED);
    compactInSteps(database);
    repository.softDelete(['a']);
    repository.purge();
    let kept = 0;
    sweep(database, () => {
      if (kept++ > 3) return;
      repositoryOf(other).keep(sampleNewRun(`b${kept}`), { ...NO_CHANGES, finished }, COMPLETED);
    });
    compactInSteps(database);
    for (let run = 1; run <= kept && run <= 4; run++) expect(hostsOf(database, `b${run}`)).toHaveLength(600);
    expect(kept).toBeGreaterThan(1);
  });
});

function headOf({ ports: _ports, extraports: _extraports, ...head }: FinishedHost): HostHead {
  return head;
}
