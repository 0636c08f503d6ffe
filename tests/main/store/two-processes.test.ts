import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase } from '../../../src-main/store/database.ts';
import { readHosts } from '../../../src-main/store/read-hosts.ts';
import { createRunRepository } from '../../../src-main/store/run-repository.ts';
import { runChild } from '../../helpers/child.ts';
import { createTempFolder, type TempFolder } from '../../helpers/temp-folder.ts';

const program = path.join(import.meta.dirname, 'programs/write-runs.ts');
const RUNS = process.env['PORTOLAN_LONG'] === '1' ? 500 : 25;

let folder: TempFolder;
beforeEach(async () => {
  folder = await createTempFolder();
});
afterEach(() => folder.dispose());

it('several processes make, open and write one history at once, and no error reaches anyone', async () => {
  const names = ['a', 'b', 'c'];
  const results = await Promise.all(
    names.map((name) => runChild(process.execPath, [program, folder.path, name, String(RUNS)])),
  );
  for (const { code, stdout, stderr } of results)
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: 'ok', stderr: '' });
  const database = openDatabase(path.join(folder.path, 'history.db'));
  const { total, runs } = createRunRepository(database, Date.now).list({ text: '', offset: 0, limit: 2_000 });
  expect(total).toBe(names.length * RUNS);
  // None was taken for dead while its process lived.
  expect(new Set(runs.map(({ status }) => status))).toEqual(new Set(['completed']));
  for (const { id } of runs) expect([...readHosts(database, id)], id).toHaveLength(1);
  database.close();
});
