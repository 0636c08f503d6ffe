/** Where things are in the checkout, and which build of the programs the tests drive. */
import path from 'node:path';

export const repositoryFolder: string = path.resolve(import.meta.dirname, '../..');

/** An absolute path inside the checkout. */
export function inRepository(...parts: string[]): string {
  return path.join(repositoryFolder, ...parts);
}

type Program = 'cli' | 'web';

const BUILT: Record<Program, string> = { cli: 'dist/cli/portolan.js', web: 'dist/web/main.js' };
const SOURCES: Record<Program, string> = {
  cli: 'src-main/hosts/cli/main.ts',
  web: 'src-main/hosts/web/main.ts',
};

/**
 * The file that Node runs for a program: the built one under `npm test` (which builds first and sets PORTOLAN_BUILT),
 * the source otherwise, so that a test started by hand never runs a stale build.
 */
export function programFile(program: Program): string {
  const built = process.env['PORTOLAN_BUILT'] === '1';
  return inRepository(built ? BUILT[program] : SOURCES[program]);
}

/** Whether the long variants of sampled tests are wanted (`npm run test:long`). */
export const longRun: boolean = process.env['PORTOLAN_LONG'] === '1';
