/** `portolan history`: tags, notes, series, baselines and compacting, as a person types them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findClosedPort } from '../../../helpers/listeners.ts';
import { runCli } from '../../../helpers/run-cli.ts';
import { createTempFolder, type TempFolder } from '../../../helpers/temp-folder.ts';

let folder: TempFolder;
let ids: string[];

const history = (...args: string[]) => runCli(['history', ...args], { dataFolder: folder.path });

beforeAll(async () => {
  folder = await createTempFolder();
  const port = String(await findClosedPort('127.0.0.1'));
  for (const address of ['127.0.0.1', '127.0.0.1', '127.0.0.2']) {
    await runCli(['scan', address, '-p', port, '-oJ', '-'], { dataFolder: folder.path });
  }
  const { stdout } = await history('list', '--format', 'json');
  const runs = stdout.trim().split('\n');
  ids = runs.map((line) => (JSON.parse(line) as { scanId: string }).scanId).toReversed();
});
afterAll(() => folder.dispose());

describe('what is added to a scan is shown, and found by', () => {
  test('tags and a note', async () => {
    const [first = '', second = ''] = ids;
    expect((await history('tag', first, second, '+weekly', '+draft')).stdout).toBe(
      'Changed the tags of 2 scans.\n',
    );
    expect((await history('tag', second, '-draft')).code).toBe(0);
    expect((await history('note', first, 'before the switch')).stdout).toBe('Kept the note.\n');
    const shown = (await history('show', first)).stdout;
    expect(shown).toContain('Tags: draft, weekly');
    expect(shown).toContain('Note: before the switch');
    expect((await history('show', second)).stdout).toContain('Tags: weekly\n');
    const found = (await history('list', 'switch')).stdout;
    expect(found).toContain(first);
    expect(found).not.toContain(second);
  });

  test('a series, its name and its baseline', async () => {
    const [first = '', second = '', other = ''] = ids;
    expect((await history('show', second)).stdout).toContain('Series: run 2 of 2\n');
    expect((await history('baseline', first)).code).toBe(0);
    expect((await history('series', first, '--name', 'Home')).code).toBe(0);
    expect((await history('show', second)).stdout).toContain(
      `Series: Home, run 2 of 2, compared with ${first}`,
    );
    expect((await history('series')).stdout).toContain('Home');
    expect((await history('move', other, '--to', first)).stdout).toBe('Moved 1 scan.\n');
    expect((await history('show', other)).stdout).toContain('run 3 of 3');
    expect((await history('move', other, '--out')).code).toBe(0);
    expect((await history('show', second)).stdout).toContain('run 2 of 2');
    expect((await history('baseline', first, '--clear')).code).toBe(0);
    expect((await history('show', second)).stdout).not.toContain('compared with');
  });

  test('compacting says what it gave back', async () => {
    expect((await history('vacuum')).stdout).toMatch(
      /^The data folder took [\d,]+ bytes and takes [\d,]+ now\.\n$/,
    );
  });
});

test.each([
  [['tag', 'ID'], 'No tag is named'],
  [['tag', 'ID', '+a,b'], 'tag'],
  [['move', 'ID'], 'Give either --to ID or --out.'],
  [['baseline', 'nosuch'], 'nosuch'],
  [['dance'], 'History knows list, show'],
])('%j is told of in one line', async (args, part) => {
  const { code, stdout, stderr } = await history(...args.map((arg) => (arg === 'ID' ? (ids[0] ?? '') : arg)));
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(part);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
});
