/**
 * `unit` runs anywhere; `lab` and `lab-alone` need a network namespace of its own (`unshare -Urn`) and are started inside
 * one by run-tests.ts. Browser and desktop specs are Playwright's (playwright.config.ts).
 */
import { defineConfig } from 'vitest/config';

/** Tests that hold a scan to its seconds: run-tests.ts runs them when nothing else runs. */
const ALONE = 'tests/lab/**/*.alone.test.ts';
/** One kernel, one rule table: the files take turns. */
const inTurn = { fileParallelism: false, testTimeout: 300_000, hookTimeout: 120_000 } as const;

const root = new URL('..', import.meta.url).pathname;

export default defineConfig({
  root,
  // The page's styles and Vite's plugins play no part: sources run as Node runs them.
  css: { modules: { generateScopedName: '[local]' } },
  test: {
    pool: 'forks',
    maxWorkers: 2,
    // V8 aborts now and then ("Check failed: jit_page.has_value()") where threads come and go on processors that guard
    // pages by keys (PKU); these tests start and kill hundreds of threads.
    execArgv: ['--no-memory-protection-keys'],
    globals: false,
    restoreMocks: true,
    unstubEnvs: true,
    // Generous, because they only end what hangs: nothing here is tested by how long it takes.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    teardownTimeout: 10_000,
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['tests/{shared,main,renderer,contract,dialers}/**/*.test.{ts,tsx}'] },
      },
      {
        extends: true,
        test: {
          name: 'lab',
          include: ['tests/lab/**/*.test.ts'],
          exclude: [ALONE],
          ...inTurn,
        },
      },
      { extends: true, test: { name: 'lab-alone', include: [ALONE], ...inTurn } },
    ],
  },
});
