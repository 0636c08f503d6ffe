import { afterEach, beforeEach, expect, it } from 'vitest';
import { IN_MEMORY, openDatabase, type Database } from '../../../src-main/store/database.ts';
import { readMarks, saveMarks } from '../../../src-main/store/mark-rows.ts';
import { createRunRepository, type RunRepository } from '../../../src-main/store/run-repository.ts';
import { createSeriesRepository } from '../../../src-main/store/series-repository.ts';
import { keepRuns, sampleNewRun } from './sample-runs.ts';

let database: Database;
let repository: RunRepository;
beforeEach(() => {
  database = openDatabase(IN_MEMORY);
  repository = createRunRepository(database, () => 0);
  keepRuns(repository, ['a', 'b', 'c', 'd', 'e'], ['10.0.0.1']);
  keepRuns(repository, ['x', 'y'], ['10.0.0.2']);
});
afterEach(() => database.close());

const FUTURE = '2027-01-01T00:00:00.000Z';
const left = (): string[] => database.all('SELECT id FROM runs ORDER BY id').map((row) => String(row['id']));

it('runs go by their age, and what is newer stays', () => {
  expect(repository.forgetBefore('2026-01-03T00:00:00.000Z').sort()).toEqual(['a', 'b', 'x', 'y']);
  expect(left()).toEqual(['c', 'd', 'e']);
});

it('a baseline, and what has a tag or a note, stays whatever its age', () => {
  const series = readMarks(database, ['b']).get('b')?.series.id ?? expect.fail();
  createSeriesRepository(database).update(series, { baseline: 'b' });
  saveMarks(database, ['c'], { note: 'before the move' });
  saveMarks(database, ['x'], { addTags: ['audit'] });
  expect(repository.forgetBefore(FUTURE).sort()).toEqual(['a', 'd', 'e', 'y']);
  expect(left()).toEqual(['b', 'c', 'x']);
  saveMarks(database, ['x'], { removeTags: ['audit'] });
  createSeriesRepository(database).update(series, { baseline: null });
  expect(repository.forgetBefore(FUTURE).sort()).toEqual(['b', 'x']);
});

it('the newest of each series stay, a run that goes on and one that was deleted are left alone', () => {
  repository.begin(sampleNewRun('running', { targets: ['10.0.0.3'] }));
  repository.softDelete(['e']);
  expect(repository.forgetBefore(FUTURE, 2).sort()).toEqual(['a', 'b']);
  expect(left()).toEqual(['c', 'd', 'e', 'running', 'x', 'y']);
  expect(repository.forgetBefore(FUTURE, 2)).toEqual([]);
});
