import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, type Database } from '../../../src-main/store/database.ts';
import { readHosts } from '../../../src-main/store/read-hosts.ts';
import {
  currentProcess,
  encodeIdentity,
  HEARTBEAT_LIMIT_MS,
} from '../../../src-main/store/process-identity.ts';
import type {
  FinishedHost,
  HostHead,
  NewRun,
  RunChanges,
  RunTotals,
} from '../../../src-main/store/run-record.ts';
import { createRunRepository, type RunRepository } from '../../../src-main/store/run-repository.ts';
import { decodeVerdicts, encodeVerdicts } from '../../../src-main/store/verdict-codec.ts';
import { createTempFolder, type TempFolder } from '../../helpers/temp-folder.ts';

let folder: TempFolder;
let database: Database;
let repository: RunRepository;
let nowMs: number;

beforeEach(async () => {
  folder = await createTempFolder();
  nowMs = Date.UTC(2026, 0, 1);
  database = openDatabase(path.join(folder.path, 'history.db'));
  repository = createRunRepository(database, () => nowMs);
});
afterEach(async () => {
  database.close();
  await folder.dispose();
});

function newRun(id: string, startedAt = '2026-01-01T00:00:00.000Z', targets = ['10.0.0.0/30']): NewRun {
  return {
    id,
    startedAt,
    scanner: { name: 'Portolan', version: '1', dialer: 'portable', platform: 'test' },
    options: {
      targets,
      exclude: [],
      ports: '1-100',
      timing: 'T3',
      discovery: true,
      seed: 7,
      portsAsked: 'top:100',
    },
    plan: '{}',
    hostsTotal: 4,
    portsPerHost: 100,
  };
}
const totals: RunTotals = {
  elapsedMs: 12.5,
  probesSent: 100,
  retries: 3,
  lossRate: 0.01,
  ports: { open: 1, closed: 99, filtered: 0 },
  hosts: { up: 1, down: 1 },
};
const nothing: RunChanges = { heads: [], verdicts: [], finished: [], warnings: [], totals };
const head: HostHead = {
  position: 1,
  address: '10.0.0.1',
  names: ['router.example'],
  status: 'up',
  reason: 'reset',
  srttMs: 0.5,
};
const finishedHost: FinishedHost = {
  ...head,
  ports: [
    {
      port: 22,
      protocol: 'tcp',
      state: 'open',
      reason: 'syn-ack',
      service: 'ssh',
      rttMs: 0.25,
      attempts: 1,
      confidence: null,
    },
  ],
  extraports: [
    { state: 'closed', reason: 'reset', count: 99, ports: '1-21,23-100', attempts: 1, confidence: 1 },
  ],
};

describe('a run', () => {
  it('comes back as it was kept, hosts in flight and finished ones', () => {
    repository.begin(newRun('a'));
    const columns = {
      ports: Uint16Array.of(80, 81),
      reasons: Uint8Array.of(0, 3),
      attempts: Uint8Array.of(1, 4),
      rttMs: Float32Array.of(1.5, Number.NaN),
      confidence: Float32Array.of(1, 0.875),
    };
    const other = { ...head, position: 2, address: '10.0.0.2', names: [] };
    repository.commit('a', {
      ...nothing,
      heads: [head, other],
      verdicts: [
        { position: 1, verdicts: encodeVerdicts(columns) },
        { position: 2, verdicts: encodeVerdicts(columns) },
      ],
    });
    repository.commit('a', {
      ...nothing,
      verdicts: [{ position: 2, verdicts: encodeVerdicts({ ...columns, ports: Uint16Array.of(90, 91) }) }],
    });
    repository.commit('a', {
      ...nothing,
      finished: [finishedHost],
      warnings: [{ code: 'w', message: 'look', address: '10.0.0.1' }],
    });

    const hosts = [...readHosts(database, 'a')];
    expect(hosts).toHaveLength(2);
    const { position: _, ...report } = finishedHost;
    expect(hosts[0]).toEqual({ position: 1, finished: true, inFlight: [], report: { ...report, family: 4 } });
    expect(hosts[1]?.finished).toBe(false);
    expect(hosts[1]?.inFlight.map((piece) => decodeVerdicts(piece).ports)).toEqual([
      Uint16Array.of(80, 81),
      Uint16Array.of(90, 91),
    ]);
    expect(decodeVerdicts(hosts[1]?.inFlight[0] ?? new Uint8Array())).toEqual(columns);
    expect(repository.warnings('a')).toEqual([{ code: 'w', message: 'look', address: '10.0.0.1' }]);
    expect(repository.find('a')).toEqual({
      ...newRun('a'),
      status: 'running',
      finishedAt: null,
      error: null,
      totals,
    });
  });

  it('keeps what ports of a host in flight said, and forgets nothing when it is finished', () => {
    repository.begin(newRun('a'));
    const columns = {
      ports: Uint16Array.of(22, 80),
      reasons: Uint8Array.of(0, 0),
      attempts: Uint8Array.of(1, 1),
      rttMs: Float32Array.of(1, 2),
      confidence: Float32Array.of(1, 1),
    };
    const [ssh] = finishedHost.ports;
    const greeted = { ...(ssh ?? expect.fail()), banner: 'SSH-2.0-x\\r\\n' };
    const verdicts = encodeVerdicts(columns);
    repository.commit('a', {
      ...nothing,
      heads: [head],
      verdicts: [{ position: 1, verdicts, greeted: [greeted] }],
    });
    const [inFlight] = readHosts(database, 'a');
    expect(inFlight).toMatchObject({ finished: false, report: { ports: [greeted] }, inFlight: [verdicts] });

    const http = { ...greeted, port: 80, service: 'http', banner: '220 hi' };
    repository.commit('a', { ...nothing, finished: [{ ...finishedHost, ports: [greeted, http] }] });
    const [finished] = readHosts(database, 'a');
    expect(finished).toMatchObject({ finished: true, report: { ports: [greeted, http] }, inFlight: [] });
  });

  it('with many hosts is read in the order of their addresses', () => {
    repository.begin(newRun('a'));
    const finished = Array.from({ length: 600 }, (_, index) => ({
      ...finishedHost,
      position: 599 - index,
      address: `h${599 - index}`,
    }));
    repository.commit('a', { ...nothing, finished });
    expect(Array.from(readHosts(database, 'a'), ({ position }) => position)).toEqual(
      finished.map((_, index) => index),
    );
  });

  it('ends in the transaction of its last results', () => {
    repository.begin(newRun('a'));
    repository.commit(
      'a',
      { ...nothing, finished: [finishedHost] },
      { status: 'stopped', finishedAt: '2026-01-01T00:00:09.000Z', error: null },
    );
    expect(repository.find('a')).toMatchObject({ status: 'stopped', finishedAt: '2026-01-01T00:00:09.000Z' });
  });

  it('is taken up again only once, and only when it has ended', () => {
    repository.begin(newRun('a'));
    expect(repository.takeUp('a')).toBe(false);
    repository.commit('a', nothing, {
      status: 'interrupted',
      finishedAt: '2026-01-01T00:00:09.000Z',
      error: null,
    });
    expect(repository.takeUp('a')).toBe(true);
    expect(repository.takeUp('a')).toBe(false);
    expect(repository.find('a')).toMatchObject({ status: 'running', finishedAt: null });
  });

  it('refuses bytes that are no verdicts', () => {
    expect(() => decodeVerdicts(new Uint8Array(13))).toThrow(RangeError);
  });
});

describe('the list', () => {
  it('is newest first, searched in targets, ports, timing and date, and paged', () => {
    repository.begin(newRun('a', '2026-01-01T00:00:00.000Z', ['Router.example']));
    repository.begin(newRun('b', '2026-01-03T00:00:00.000Z', ['10.9.0.0/24']));
    repository.begin(newRun('c', '2026-01-02T00:00:00.000Z', ['100%_literal']));
    const ids = (text: string, offset = 0, limit = 10): string[] =>
      repository.list({ text, offset, limit }).runs.map(({ id }) => id);
    expect(ids('')).toEqual(['b', 'c', 'a']);
    expect(ids('', 1, 1)).toEqual(['c']);
    expect(repository.list({ text: '', offset: 0, limit: 1 }).total).toBe(3);
    expect(ids('ROUTER')).toEqual(['a']);
    expect(ids('2026-01-03')).toEqual(['b']);
    expect(ids('top:100')).toEqual(['b', 'c', 'a']);
    expect(ids('%_')).toEqual(['c']);
    expect(ids("'; DROP TABLE runs; --")).toEqual([]);
  });
});

describe('deleting', () => {
  const end = { status: 'completed', finishedAt: '2026-01-01T00:00:09.000Z', error: null } as const;

  it('hides a run until it is restored or purged; purging removes all of it', () => {
    for (const id of ['a', 'b']) {
      repository.begin(newRun(id));
      repository.commit(
        id,
        { ...nothing, finished: [finishedHost], warnings: [{ code: 'w', message: 'm' }] },
        end,
      );
    }
    expect(repository.softDelete(['a', 'b', 'unknown'])).toEqual([]);
    expect(repository.list({ text: '', offset: 0, limit: 10 }).total).toBe(0);
    expect(repository.find('a')).toBeUndefined();
    repository.restore(['b']);
    expect(repository.find('b')).toBeDefined();
    expect(repository.purge()).toBe(1);
    repository.restore(['a']);
    expect(repository.find('a')).toBeUndefined();
    for (const table of ['host_chunks', 'warnings']) {
      expect(database.get(`SELECT count(*) AS n FROM ${table}`), table).toEqual({ n: 1 });
    }
  });

  it('a deleted run can be kept anew, and stays kept when the deletion is undone or done for good', () => {
    const changes = { ...nothing, finished: [finishedHost] };
    repository.keep(newRun('a'), changes, end);
    repository.softDelete(['a']);
    repository.keep(newRun('a'), changes, end);
    expect(repository.list({ text: '', offset: 0, limit: 10 }).total).toBe(1);
    repository.restore(['a']);
    expect(repository.purge()).toBe(0);
    expect([...readHosts(database, 'a')]).toHaveLength(1);
    expect(() => repository.keep(newRun('a'), changes, end)).toThrow();
  });

  it('leaves running scans and names them', () => {
    repository.begin(newRun('a'));
    expect(repository.softDelete(['a'])).toEqual(['a']);
    expect(repository.find('a')).toBeDefined();
  });

  it('leaves to another living process what it may still undo, and clears up behind a dead one', () => {
    const me = currentProcess();
    const alive = encodeIdentity({ ...me, pid: process.ppid, startTicks: null });
    const dead = encodeIdentity({ ...me, startTicks: `${me.startTicks}9` });
    for (const [id, owner] of [
      ['a', alive],
      ['b', dead],
    ] as const) {
      repository.begin(newRun(id));
      repository.commit(id, nothing, end);
      database.run('UPDATE runs SET deleted_by = ?, deleted_ms = ? WHERE id = ?', owner, nowMs, id);
    }
    expect(repository.purge()).toBe(1);
    repository.restore(['a', 'b']);
    expect(repository.list({ text: '', offset: 0, limit: 10 }).runs.map(({ id }) => id)).toEqual(['a']);
  });
});

describe('telling an interrupted scan from a running one', () => {
  const statusOf = (owner: string, silentMs: number): string | undefined => {
    repository.begin(newRun('a'));
    database.run('UPDATE runs SET owner = ? WHERE id = ?', owner, 'a');
    nowMs += silentMs;
    repository.markInterrupted();
    return repository.find('a')?.status;
  };
  const me = currentProcess();
  const cases: readonly (readonly [string, object, number, string])[] = [
    ['this very process', {}, 0, 'running'],
    ['this process, silent for an hour (asleep, paused)', {}, 3_600_000, 'running'],
    ['a pid that was used again', { startTicks: 'another' }, 0, 'interrupted'],
    ['a pid that is gone', { pid: 2 ** 22 + 1 }, 0, 'interrupted'],
    ['another place, heard of just now', { place: 'elsewhere' }, 1_000, 'running'],
    ['another place, silent for long', { place: 'elsewhere' }, HEARTBEAT_LIMIT_MS + 1, 'interrupted'],
  ];
  it.each(cases)('%s', (_name, change, silentMs, expected) => {
    expect(statusOf(encodeIdentity({ ...me, ...change }), silentMs)).toBe(expected);
  });

  it('an owner that no version wrote', () => {
    expect(statusOf('not json', 0)).toBe('interrupted');
  });

  it('waits where nothing can be written: the list is shown, nothing is lost', () => {
    repository.begin(newRun('a'));
    repository.begin(newRun('b'));
    repository.commit('b', nothing, {
      status: 'stopped',
      finishedAt: '2026-01-01T00:00:01.000Z',
      error: null,
    });
    repository.softDelete(['b']);
    database.run("UPDATE runs SET owner = 'not json' WHERE id = 'a'");
    database.get('PRAGMA query_only = ON');
    expect(repository.markInterrupted()).toBe(0);
    expect(repository.purge()).toBe(0);
    expect(repository.list({ text: '', offset: 0, limit: 10 }).total).toBe(1);
    database.get('PRAGMA query_only = OFF');
    expect(repository.markInterrupted()).toBe(1);
    expect(repository.purge()).toBe(1);
  });

  it('a scan declared dead too early shows as running again with its next commit', () => {
    repository.begin(newRun('a'));
    database.run("UPDATE runs SET status = 'interrupted', owner = NULL WHERE id = 'a'");
    repository.commit('a', nothing);
    expect(repository.find('a')?.status).toBe('running');
    expect(repository.markInterrupted()).toBe(0);
  });
});
