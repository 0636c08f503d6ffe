import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, type Database } from '../../../src-main/store/database.ts';
import { countTags, readMarks, saveMarks } from '../../../src-main/store/mark-rows.ts';
import { createRuns } from '../../../src-main/store/migrations/001-runs.ts';
import type { FinishedHost } from '../../../src-main/store/run-record.ts';
import { createRunRepository, type RunRepository } from '../../../src-main/store/run-repository.ts';
import { createSeriesRepository, type SeriesRepository } from '../../../src-main/store/series-repository.ts';
import { createTempFolder, type TempFolder } from '../../helpers/temp-folder.ts';
import { COMPLETED, keepRuns, NO_CHANGES, sampleNewRun } from './sample-runs.ts';

let folder: TempFolder;
let database: Database;
let runs: RunRepository;
let series: SeriesRepository;

beforeEach(async () => {
  folder = await createTempFolder();
  open();
});
afterEach(async () => {
  database.close();
  await folder.dispose();
});

function open(): void {
  database = openDatabase(path.join(folder.path, 'history.db'));
  runs = createRunRepository(database, () => Date.UTC(2026, 5, 1));
  series = createSeriesRepository(database);
}

const seriesOf = (id: string): string => readMarks(database, [id]).get(id)?.series.id ?? expect.fail();
const placeOf = (id: string) => readMarks(database, [id]).get(id)?.series;

describe('a new run', () => {
  it('joins the runs of the same scope, however it was typed, whether scanned or kept whole', () => {
    keepRuns(runs, ['a', 'b'], ['10.0.0.0/30']);
    runs.begin(sampleNewRun('c', { targets: ['10.0.0.0-3'], startedAt: '2026-01-09T00:00:00.000Z' }));
    keepRuns(runs, ['x'], ['10.0.0.0/29']);
    expect(series.runsOf(seriesOf('a'))).toEqual(['a', 'b', 'c']);
    expect(placeOf('b')).toMatchObject({ index: 2, runs: 3, name: null });
    expect(placeOf('x')).toMatchObject({ index: 1, runs: 1 });
    expect(series.list(10)).toMatchObject([{ id: seriesOf('a'), runs: 3, latest: 'c', baseline: null }]);
    expect(series.lastEnded(seriesOf('a'), 2)).toEqual(['b', 'a']);
  });

  it('that was kept before there were series finds its place when the file is opened', () => {
    database.close();
    const file = path.join(folder.path, 'old.db');
    const old = openDatabase(file, { migrations: [createRuns] });
    for (const [index, targets] of [['10.0.0.0/30'], ['10.0.0.1'], ['10.0.0.0-3']].entries()) {
      old.run(
        `INSERT INTO runs (id, started_at, status, scanner, options, plan, search, hosts_total, ports_per_host, heartbeat_ms)
         VALUES (?, ?, 'completed', '{}', ?, '{}', '', 1, 1, 0)`,
        `run-${index}`,
        `2026-01-0${index + 1}T00:00:00.000Z`,
        JSON.stringify({ targets, exclude: [], ports: '1-10' }),
      );
    }
    old.close();
    database = openDatabase(file);
    runs = createRunRepository(database, Date.now);
    series = createSeriesRepository(database);
    expect(series.runsOf(seriesOf('run-0'))).toEqual(['run-0', 'run-2']);
    expect(series.runsOf(seriesOf('run-1'))).toEqual(['run-1']);
    const next = sampleNewRun('next', { targets: ['10.0.0.1'] });
    runs.keep({ ...next, options: { ...next.options, ports: '1-10' } }, NO_CHANGES, COMPLETED);
    expect(seriesOf('next')).toBe(seriesOf('run-1'));
  });
});

describe('moving runs', () => {
  it('joins a scope to another series: its later runs follow', () => {
    keepRuns(runs, ['a', 'b'], ['10.0.0.0/30']);
    keepRuns(runs, ['x'], ['10.0.0.0/29']);
    expect(series.move(['x'], seriesOf('a'))).toBe(seriesOf('a'));
    keepRuns(runs, ['y'], ['10.0.0.0/29']);
    keepRuns(runs, ['c'], ['10.0.0.0/30']);
    expect(new Set(series.runsOf(seriesOf('a')))).toEqual(new Set(['a', 'b', 'c', 'x', 'y']));
  });

  it('out of a series makes a new one; the later runs stay with those that remained', () => {
    keepRuns(runs, ['a', 'b', 'c']);
    const first = seriesOf('a');
    const out = series.move(['b'], null);
    expect(out).not.toBe(first);
    expect(series.runsOf(out ?? '')).toEqual(['b']);
    keepRuns(runs, ['d']);
    expect(seriesOf('d')).toBe(first);
    expect(series.move(['b'], first)).toBe(first);
    expect(series.runsOf(first)).toHaveLength(4);
  });

  it('of a whole series out of it changes nothing, and an unknown series takes none', () => {
    keepRuns(runs, ['a', 'b']);
    expect(series.move(['a', 'b'], null)).toBe(seriesOf('a'));
    expect(series.move(['a'], 'series-none')).toBeUndefined();
    expect(series.runsOf(seriesOf('a'))).toEqual(['a', 'b']);
  });
});

describe('a baseline', () => {
  const baseline = (): string | null => series.find(seriesOf('c'))?.baseline ?? null;
  beforeEach(() => {
    keepRuns(runs, ['a', 'b', 'c']);
    series.update(seriesOf('a'), { baseline: 'a', name: 'Office' });
  });

  it('stays until it is changed or cleared', () => {
    expect(series.list(10)).toMatchObject([{ baseline: 'a', name: 'Office' }]);
    series.update(seriesOf('a'), { name: null });
    expect(baseline()).toBe('a');
    series.update(seriesOf('a'), { baseline: 'b' });
    expect(baseline()).toBe('b');
    series.update(seriesOf('a'), { baseline: null });
    expect(baseline()).toBeNull();
    expect(series.update('series-none', { name: 'x' })).toBe(false);
  });

  it('goes with its run, and comes back when the deletion is undone', () => {
    runs.softDelete(['a']);
    expect(baseline()).toBeNull();
    runs.restore(['a']);
    expect(baseline()).toBe('a');
    runs.softDelete(['a']);
    runs.purge();
    expect(baseline()).toBeNull();
    expect(placeOf('c')).toMatchObject({ index: 2, runs: 2 });
  });

  it('is none in a series that it left, and one again when it is back', () => {
    const home = seriesOf('c');
    const out = series.move(['a'], null) ?? '';
    expect(baseline()).toBeNull();
    expect(series.find(out)?.baseline).toBeNull();
    series.move(['a'], home);
    expect(baseline()).toBe('a');
  });
});

describe('a series without runs', () => {
  it('goes with the last of them, unless it was named: then later runs of its scope join it again', () => {
    keepRuns(runs, ['a'], ['10.0.0.1']);
    keepRuns(runs, ['b'], ['10.0.0.2']);
    const [plain, named] = [seriesOf('a'), seriesOf('b')];
    series.update(named, { name: 'Office' });
    runs.softDelete(['a', 'b']);
    expect(series.list(10)).toEqual([]);
    expect(runs.purge()).toBe(2);
    expect(database.all('SELECT id FROM series')).toEqual([{ id: named }]);
    keepRuns(runs, ['a2'], ['10.0.0.1']);
    keepRuns(runs, ['b2'], ['10.0.0.2']);
    expect(seriesOf('a2')).not.toBe(plain);
    expect(seriesOf('b2')).toBe(named);
  });
});

describe('tags and notes', () => {
  const list = (query: Partial<Parameters<RunRepository['list']>[0]>): string[] =>
    runs.list({ text: '', offset: 0, limit: 10, ...query }).runs.map(({ id }) => id);

  it('are kept with each run, counted, and found by filter and search', () => {
    keepRuns(runs, ['a', 'b', 'c']);
    saveMarks(database, ['a', 'b', 'unknown'], { addTags: ['Weekly', 'weekly'], note: 'after the MOVE' });
    saveMarks(database, ['a'], { addTags: ['audit'] });
    saveMarks(database, ['b'], { note: '' });
    expect(readMarks(database, ['a', 'b', 'unknown'])).toEqual(
      new Map([
        ['a', { series: placeOf('a'), tags: ['audit', 'Weekly'], note: 'after the MOVE' }],
        ['b', { series: placeOf('b'), tags: ['Weekly'], note: '' }],
      ]),
    );
    expect(countTags(database, 10)).toEqual([
      { tag: 'Weekly', runs: 2 },
      { tag: 'audit', runs: 1 },
    ]);
    expect(list({ tag: 'WEEKLY' })).toEqual(['b', 'a']);
    expect(list({ text: 'the move' })).toEqual(['a']);
    expect(list({ text: 'week' })).toEqual(['b', 'a']);
    saveMarks(database, ['a'], { removeTags: ['WEEKLY'] });
    expect(list({ tag: 'weekly' })).toEqual(['b']);
    runs.softDelete(['b']);
    expect(countTags(database, 10)).toEqual([{ tag: 'audit', runs: 1 }]);
    runs.purge();
    expect(database.all('SELECT tag FROM tags')).toEqual([{ tag: 'audit' }]);
  });

  it('stand beside filters by status and series, and a search for the name of a series', () => {
    keepRuns(runs, ['a', 'b'], ['10.0.0.1']);
    keepRuns(runs, ['x'], ['10.0.0.2']);
    runs.begin(sampleNewRun('y', { targets: ['10.0.0.2'], startedAt: '2026-01-05T00:00:00.000Z' }));
    series.update(seriesOf('x'), { name: 'Branch Office' });
    expect(list({ series: seriesOf('a') })).toEqual(['b', 'a']);
    expect(list({ status: 'running' })).toEqual(['y']);
    expect(list({ text: 'branch office' })).toEqual(['y', 'x']);
    expect(list({ text: 'branch', status: 'completed' })).toEqual(['x']);
    expect(list({ series: 'none' })).toEqual([]);
  });

  it('are found whatever script their capitals are of, as names of series are', () => {
    keepRuns(runs, ['a', 'b']);
    keepRuns(runs, ['c'], ['10.9.9.9']);
    saveMarks(database, ['a'], { note: 'Änderung am Übergang', addTags: ['ÖFFENTLICH'] });
    series.update(seriesOf('c'), { name: 'Łódź ÉTAGE' });
    for (const text of ['änderung', 'ÄNDERUNG AM ü', 'öffentlich', 'Öff'])
      expect(list({ text })).toEqual(['a']);
    expect(list({ text: 'łódź étage' })).toEqual(['c']);
  });

  it('and names of hosts are searched as they are read, not as they are kept', () => {
    const host = (position: number, names: string[]): FinishedHost => ({
      position,
      address: `10.0.0.${position + 1}`,
      names,
      status: 'up',
      reason: 'syn-ack',
      srttMs: null,
      ports: [],
      extraports: [],
    });
    const finished = [host(0, ['Drucker.BÜRO.lan', 'odd"name']), host(1, ['b\\c'])];
    runs.keep(sampleNewRun('ended'), { ...NO_CHANGES, finished }, COMPLETED);
    runs.begin(sampleNewRun('running', { startedAt: '2026-01-05T00:00:00.000Z' }));
    runs.commit('running', { ...NO_CHANGES, heads: finished.map((head) => ({ ...head, finished: false })) });
    const both = ['running', 'ended'];
    for (const text of ['büro', 'odd"n', 'b\\c', '\\']) expect(list({ text }), text).toEqual(both);
    for (const text of ['","', '[', 'lan"', '\\\\', 'b\\\\c', '","odd'])
      expect(list({ text }), text).toEqual([]);
  });
});
