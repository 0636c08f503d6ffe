/**
 * `npm test`: brings what the tests need, builds, runs every suite, and ends with the line
 * `N passed, N failed, N skipped`. Exit code 0 only when nothing failed.
 *
 *   npm test                     everything
 *   npm test -- unit browser     these suites only
 *   npm run test:long            the long variants of sampled tests as well
 */
import path from 'node:path';
import { runChild } from '../helpers/child.ts';
import { inRepository, repositoryFolder } from '../helpers/repository.ts';
import { createTempFolder } from '../helpers/temp-folder.ts';
import { installNeeds } from './install-needs.ts';
import { findNamespace } from './namespace.ts';
import { SuiteRunner } from './run-suite.ts';
import { STAGES, SUITE_NAMES, SUITES, type SuiteName } from './suites.ts';
import { sumLine, type Tally } from './tally.ts';

const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const long = process.argv.includes('--long') || process.env['PORTOLAN_LONG'] === '1';
const unknown = [
  ...wanted.filter((name) => !SUITE_NAMES.some((suite) => suite === name)),
  ...process.argv.slice(2).filter((argument) => argument.startsWith('--') && argument !== '--long'),
];
if (unknown.length > 0) {
  console.error(`"${unknown[0]}" is not a suite: npm test -- ${SUITE_NAMES.join(' | ')}`);
  process.exit(2);
}

const scratch = await createTempFolder();
const env: NodeJS.ProcessEnv = {
  ...process.env,
  PORTOLAN_BUILT: '1',
  PORTOLAN_LONG: long ? '1' : '0',
  PORTOLAN_DATA_DIR: path.join(scratch.path, 'data'),
};
let runner: SuiteRunner | undefined;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    void cleanUp().finally(() => process.exit(130));
  });
}

let tallies: readonly Tally[] = [];
try {
  tallies = await runAll();
} finally {
  await cleanUp();
}
report(tallies);
process.exitCode = tallies.some((tally) => tally.failed.length > 0) ? 1 : 0;

async function runAll(): Promise<readonly Tally[]> {
  await installNeeds((line) => console.log(line));
  const build = await runChild(process.execPath, [inRepository('node_modules/vite/bin/vite.js'), 'build'], {
    cwd: repositoryFolder,
    env,
    timeoutMs: 300_000,
  });
  if (build.code !== 0) {
    console.log(`${build.stdout}\n${build.stderr}\nThe build failed, so no suite was run.`);
    return [{ passed: 0, failed: ['the build'], skipped: [] }];
  }
  const namespace = await findNamespace(path.join(scratch.path, 'xtables.lock'));
  const suiteRunner = new SuiteRunner({ folder: scratch.path, env, long, namespace });
  runner = suiteRunner;
  const results = new Map<SuiteName, Tally>();
  for (const lanes of STAGES) {
    await Promise.all(lanes.map((lane) => runInTurn(lane, suiteRunner, results)));
  }
  return SUITES.flatMap(({ name }) => results.get(name) ?? []);
}

async function runInTurn(
  lane: readonly SuiteName[],
  by: SuiteRunner,
  results: Map<SuiteName, Tally>,
): Promise<void> {
  for (const name of lane) {
    const suite = SUITES.find((each) => each.name === name);
    if (!suite || (wanted.length > 0 && !wanted.includes(name))) continue;
    const begunMs = performance.now();
    console.log(`\n== ${name} ==`);
    const tally = await by.run(suite);
    results.set(name, tally);
    const seconds = Math.round((performance.now() - begunMs) / 1_000);
    console.log(`\n== ${name}: ${sumLine([tally])}, in ${seconds} s ==`);
  }
}

function report(all: readonly Tally[]): void {
  const skipped = all.flatMap((tally) => tally.skipped);
  const failures = all.flatMap((tally) => tally.failed);
  if (skipped.length > 0) console.log('\nSkipped:');
  for (const { name, reason } of skipped) console.log(`  ${name}: ${reason}`);
  if (failures.length > 0) console.log('\nFailed:');
  for (const name of failures) console.log(`  ${name}`);
  console.log(`\n${sumLine(all)}`);
}

/** Nothing is left running, nothing on the disk. */
async function cleanUp(): Promise<void> {
  await runner?.end();
  await scratch.dispose();
}
