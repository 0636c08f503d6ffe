/** The suites of `npm test`: which runner runs each, where, and for how long at most. */
import { inRepository } from '../helpers/repository.ts';

export const SUITE_NAMES = [
  'unit',
  'lab',
  'browser',
  'electron',
  'alone',
  'lab-alone',
  'lab-browser',
] as const;
export type SuiteName = (typeof SUITE_NAMES)[number];

export interface Suite {
  readonly name: SuiteName;
  readonly runner: 'vitest' | 'playwright';
  /** Runs inside a network namespace of its own. */
  readonly inNamespace: boolean;
  /** Only ends what hangs: with its neighbours on a busy machine a suite takes several times what it needs. */
  readonly limitMs: number;
  /** The same with `--long`. */
  readonly longLimitMs: number;
}

const MINUTE = 60_000;

export const SUITES: readonly Suite[] = [
  { name: 'unit', runner: 'vitest', inNamespace: false, limitMs: 20 * MINUTE, longLimitMs: 60 * MINUTE },
  { name: 'lab', runner: 'vitest', inNamespace: true, limitMs: 20 * MINUTE, longLimitMs: 120 * MINUTE },
  {
    name: 'browser',
    runner: 'playwright',
    inNamespace: false,
    limitMs: 20 * MINUTE,
    longLimitMs: 30 * MINUTE,
  },
  {
    name: 'electron',
    runner: 'playwright',
    inNamespace: false,
    limitMs: 20 * MINUTE,
    longLimitMs: 30 * MINUTE,
  },
  {
    name: 'alone',
    runner: 'playwright',
    inNamespace: false,
    limitMs: 5 * MINUTE,
    longLimitMs: 15 * MINUTE,
  },
  {
    name: 'lab-alone',
    runner: 'vitest',
    inNamespace: true,
    limitMs: 10 * MINUTE,
    longLimitMs: 60 * MINUTE,
  },
  {
    name: 'lab-browser',
    runner: 'playwright',
    inNamespace: true,
    limitMs: 5 * MINUTE,
    longLimitMs: 15 * MINUTE,
  },
];

/**
 * What runs beside what: stages one after the other, in each its lanes side by side, in each lane its suites in turn. The
 * lab is a machine of its own and mostly waits; what measures the page, holds a scan of the lab to its seconds, or looks
 * at all of loopback, comes when nothing else runs.
 */
export const STAGES: readonly (readonly (readonly SuiteName[])[])[] = [
  [
    ['lab', 'lab-browser'],
    ['unit', 'browser', 'electron'],
  ],
  [['alone', 'lab-alone']],
];

/** The arguments for Node that run a suite; `list` only names its tests, on standard output. */
export function runnerArguments(suite: Suite, mode: 'run' | 'list'): string[] {
  if (suite.runner === 'vitest') {
    const common = ['--config', 'tests/vitest.config.ts', '--project', suite.name];
    const program = inRepository('node_modules/vitest/vitest.mjs');
    return mode === 'list'
      ? [program, 'list', '--no-staticParse', ...common]
      : [program, 'run', ...common, '--reporter', 'default', '--reporter', './tests/tools/vitest-tally.ts'];
  }
  const program = inRepository('node_modules/@playwright/test/cli.js');
  return [
    program,
    'test',
    '--config',
    'tests/playwright.config.ts',
    '--project',
    suite.name,
    // Each its own folder: a run empties it first, and the traces of the suite before would be gone.
    ...(mode === 'list' ? ['--list'] : ['--output', `test-results/${suite.name}`]),
  ];
}

/** The names of a suite's tests from what `list` printed. */
export function readListing(suite: Suite, output: string): string[] {
  const lines = output.split('\n').map((line) => line.trim());
  const marker = `[${suite.name}]`;
  return lines
    .filter((line) => line.startsWith(marker))
    .map((line) => line.slice(marker.length).replace(/^ › /, '').trim());
}
