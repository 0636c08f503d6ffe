/** What every start must fetch stays small: heavy screens and charts come when they are needed. Reads the built page. */
import { expect, test } from 'vitest';
import { readInitialScript } from '../helpers/initial-script.ts';

const LIMIT_BYTES = 400_000;

test('the scripts of the first paint are under 400 kB packed, and bring no charts', async () => {
  const { files, gzippedBytes } = await readInitialScript();
  expect(files.some((file) => /index-/.test(file))).toBe(true);
  expect(files.filter((file) => /charts|history|compare/.test(file))).toEqual([]);
  expect(gzippedBytes).toBeGreaterThan(50_000);
  expect(gzippedBytes).toBeLessThan(LIMIT_BYTES);
});
