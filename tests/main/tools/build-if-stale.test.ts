import { mkdir, readFile, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { buildIfStale, isStale } from '../../../src-main/tools/build-if-stale.ts';
import { createTempFolder, type TempFolder } from '../../helpers/temp-folder.ts';

const OUTPUTS = [
  'dist/renderer/index.html',
  'dist/main/main.js',
  'dist/preload/preload.cjs',
  'dist/worker/scan-worker.js',
  'dist/web/main.js',
  'dist/cli/portolan.js',
];
let folder: TempFolder;

async function write(relative: string, ageSeconds: number): Promise<void> {
  const file = path.join(folder.path, relative);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, relative);
  const time = Date.now() / 1_000 - ageSeconds;
  await utimes(file, time, time);
}

async function age(relative: string, ageSeconds: number): Promise<void> {
  const time = Date.now() / 1_000 - ageSeconds;
  await utimes(path.join(folder.path, relative), time, time);
}

/** Stands for the build: writes every output now. */
async function build(): Promise<void> {
  for (const output of OUTPUTS) await write(output, 0);
}

beforeEach(async () => {
  folder = await createTempFolder();
  await write('src-main/app/a.ts', 100);
  await write('assets/screenshots/x.png', 100);
  for (const output of OUTPUTS) await write(output, 50);
  for (const relative of ['src-main/app', 'src-main', 'assets', 'assets/screenshots'])
    await age(relative, 100);
});
afterEach(() => folder.dispose());

test('what is newer than its sources is left alone', async () => {
  expect(await isStale(folder.path)).toBe(false);
  const never = vi.fn<() => Promise<void>>();
  expect(await buildIfStale(folder.path, never, never)).toBe(false);
  expect(never).not.toHaveBeenCalled();
});

test.each([
  ['a source that changed', () => write('src-main/app/a.ts', 10)],
  ['a new source deep inside', () => write('src-renderer/x/y/z.css', 10)],
  ['a source that was removed', () => age('src-main/app', 10)],
  ['other packages', () => write('package-lock.json', 10)],
  ['one output older than the sources', () => write('dist/web/main.js', 200)],
])('%s calls for a build', async (_what, change) => {
  await change();
  expect(await isStale(folder.path)).toBe(true);
  expect(await buildIfStale(folder.path, () => {}, build)).toBe(true);
  expect(await isStale(folder.path)).toBe(false);
});

test('screenshots of the product are no source of it', async () => {
  await write('assets/screenshots/x.png', 0);
  await age('assets/screenshots', 0);
  expect(await isStale(folder.path)).toBe(false);
});

test('two at once build once', async () => {
  await write('src-main/app/a.ts', 10);
  const counted = vi.fn<() => Promise<void>>(build);
  const built = await Promise.all([1, 2, 3].map(() => buildIfStale(folder.path, () => {}, counted)));
  expect(built.filter(Boolean)).toHaveLength(1);
  expect(counted).toHaveBeenCalledOnce();
});

test('a lock whose owner died does not hold anybody up', async () => {
  await write('src-main/app/a.ts', 10);
  const lock = path.join(folder.path, 'node_modules/.cache/portolan-build.lock');
  await mkdir(path.dirname(lock), { recursive: true });
  await writeFile(lock, '2147483646');
  expect(await buildIfStale(folder.path, () => {}, build)).toBe(true);
  await expect(readFile(lock)).rejects.toThrow();
});

test('a build that fails says so, and frees the lock', async () => {
  await write('src-main/app/a.ts', 10);
  const fail = async (): Promise<void> => {
    throw new Error('The build failed');
  };
  await expect(buildIfStale(folder.path, () => {}, fail)).rejects.toThrow('The build failed');
  expect(await buildIfStale(folder.path, () => {}, build)).toBe(true);
});
