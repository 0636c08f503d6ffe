/**
 * `npm test`: brings what the tests need, builds, runs every suite, and ends with the line
 * `N passed, N failed, N skipped`. Exit code 0 only when nothing failed.
 *
 *   npm test                     everything
 *   npm test -- unit browser     these suites only
 *   npm run test:long            the long variants of sampled tests as well
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { killGroup, runChild } from '../helpers/child.ts';
import { inRepository, repositoryFolder } from '../helpers/repository.ts';
import { createTempFolder } from '../helpers/temp-folder.ts';
import { installNeeds } from './install-needs.ts';
import { endLeftovers, RUN_MARK_VARIABLE } from './leftovers.ts';
import { findNamespace, type Namespace } from './namespace.ts';
import { readListing, runnerArguments, SUITE_NAMES, SUITES, type Suite } from './suites.ts';
import {
  abortedFiles,
  judgeRun,
  mergeRerun,
  readTally,
  sumLine,
  TALLY_FILE_VARIABLE,
  V8_ABORT,
  type RunEnd,
  type Tally,
} from './tally.ts';

const LEFTOVER_GRACE_MS = 5_000;

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

const mark = randomUUID();
const scratch = await createTempFolder();
let running: ChildProcess | undefined;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    if (running) killGroup(running, 'SIGKILL');
    void cleanUp().finally(() => process.exit(130));
  });
}

const environment: NodeJS.ProcessEnv = {
  ...process.env,
  [RUN_MARK_VARIABLE]: mark,
  PORTOLAN_BUILT: '1',
  PORTOLAN_LONG: long ? '1' : '0',
  // Nothing of the person's own history is ever touched, even by a test that forgets to say where.
  PORTOLAN_DATA_DIR: path.join(scratch.path, 'data'),
};

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
    env: environment,
    timeoutMs: 300_000,
  });
  if (build.code !== 0) {
    console.log(`${build.stdout}\n${build.stderr}\nThe build failed, so no suite was run.`);
    return [{ passed: 0, failed: ['the build'], skipped: [] }];
  }
  const suites = SUITES.filter((suite) => wanted.length === 0 || wanted.includes(suite.name));
  const namespace = await findNamespace(path.join(scratch.path, 'xtables.lock'));
  const results: Tally[] = [];
  for (const suite of suites) {
    console.log(`\n== ${suite.name} ==`);
    results.push(await runSuite(suite, namespace));
  }
  return results;
}

async function runSuite(suite: Suite, namespace: Namespace | string): Promise<Tally> {
  if (!suite.inNamespace) return run(suite, (command, args) => ({ command, args: [...args] }), environment);
  if (typeof namespace === 'string') return skipSuite(suite, namespace);
  return run(suite, namespace.wrap, { ...environment, ...namespace.env });
}

/** Once more for the files whose process V8 aborted: whatever else went wrong stands. */
async function run(suite: Suite, wrap: Namespace['wrap'], env: NodeJS.ProcessEnv): Promise<Tally> {
  const { tally, aborted } = await runFiles(suite, wrap, env, []);
  if (aborted.length === 0) return tally;
  console.log(`\n${suite.name}: V8 aborted a test process (nodejs/node#64500); again: ${aborted.join(', ')}`);
  const rerun = await runFiles(suite, wrap, env, aborted);
  return mergeRerun({ ...tally, unfinished: aborted }, rerun.tally);
}

/** `files` empty: all of the suite. */
async function runFiles(
  suite: Suite,
  wrap: Namespace['wrap'],
  env: NodeJS.ProcessEnv,
  files: readonly string[],
): Promise<{ tally: Tally; aborted: readonly string[] }> {
  const tallyFile = path.join(scratch.path, `${suite.name}-${files.length}.json`);
  const { command, args } = wrap(process.execPath, [...runnerArguments(suite, 'run'), ...files]);
  const child = spawn(command, args, {
    cwd: repositoryFolder,
    env: { ...env, [TALLY_FILE_VARIABLE]: tallyFile },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  running = child;
  let sawAbort = false;
  const pass = (stream: NodeJS.ReadableStream | null, to: NodeJS.WriteStream): void => {
    stream?.on('data', (chunk: Buffer) => {
      sawAbort ||= chunk.includes(V8_ABORT);
      to.write(chunk);
    });
  };
  pass(child.stdout, process.stdout);
  pass(child.stderr, process.stderr);
  const end = await waitFor(child, long ? suite.longLimitMs : suite.limitMs);
  // Whatever the runner left in its group goes with it.
  killGroup(child, 'SIGKILL');
  running = undefined;
  const told = readTally(tallyFile);
  const tally = judgeRun(suite.name, told, end);
  const leftovers = await endLeftovers(mark, LEFTOVER_GRACE_MS);
  const faults = leftovers.map(({ command: left }) => `${suite.name}: left running: ${left.slice(0, 200)}`);
  return {
    tally: { ...tally, failed: [...tally.failed, ...faults] },
    aborted: end.timedOut ? [] : abortedFiles(told, sawAbort),
  };
}

function waitFor(child: ChildProcess, limitMs: number): Promise<RunEnd> {
  return new Promise((resolve) => {
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      killGroup(child, 'SIGKILL');
    }, limitMs);
    const settle = (code: number | null, signal: NodeJS.Signals | null): void => {
      clearTimeout(timer);
      resolve({ code, signal, timedOut });
    };
    child.once('exit', settle);
    child.once('error', () => settle(127, null));
  });
}

/** Every test of a suite that cannot be run here, by name, with the one reason. */
async function skipSuite(suite: Suite, reason: string): Promise<Tally> {
  const listing = await runChild(process.execPath, runnerArguments(suite, 'list'), {
    cwd: repositoryFolder,
    env: environment,
  });
  const names = readListing(suite, listing.stdout);
  const end: RunEnd = { code: listing.code, signal: listing.signal, timedOut: false };
  return judgeRun(
    suite.name,
    { passed: 0, failed: [], skipped: names.map((name) => ({ name, reason })) },
    end,
  );
}

function report(tallies: readonly Tally[]): void {
  const skipped = tallies.flatMap((tally) => tally.skipped);
  const failures = tallies.flatMap((tally) => tally.failed);
  if (skipped.length > 0) console.log('\nSkipped:');
  for (const { name, reason } of skipped) console.log(`  ${name}: ${reason}`);
  if (failures.length > 0) console.log('\nFailed:');
  for (const name of failures) console.log(`  ${name}`);
  console.log(`\n${sumLine(tallies)}`);
}

/** Nothing is left running, nothing on the disk. */
async function cleanUp(): Promise<void> {
  await endLeftovers(mark, 0);
  await scratch.dispose();
}
