/** `npm run -s portolan -- ARGS`: the built command line, built first where it is missing or stale. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildIfStale } from './build-if-stale.ts';

const root = path.resolve(import.meta.dirname, '../..');
try {
  await buildIfStale(root, () => console.error('Building Portolan …'));
} catch (error) {
  console.error(`portolan: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(4);
}
const program = path.join(root, 'dist', 'cli', 'portolan.js');
// The program sees itself as started directly, in the caller's folder (npm moves to the package's).
process.argv[1] = program;
const startedIn = process.env['INIT_CWD'];
if (startedIn !== undefined) process.chdir(startedIn);
await import(pathToFileURL(program).href);
