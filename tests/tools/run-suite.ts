/** Runs one suite of `npm test` in a process of its own, and ends whatever it leaves behind. */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { killGroup, runChild } from '../helpers/child.ts';
import { repositoryFolder } from '../helpers/repository.ts';
import { endLeftovers, RUN_MARK_VARIABLE } from './leftovers.ts';
import { passLines } from './pass-lines.ts';
import type { Namespace } from './namespace.ts';
import { readListing, runnerArguments, type Suite } from './suites.ts';
import {
  abortedFiles,
  judgeRun,
  mergeRerun,
  readTally,
  TALLY_FILE_VARIABLE,
  V8_ABORT,
  type RunEnd,
  type Tally,
} from './tally.ts';

const LEFTOVER_GRACE_MS = 5_000;

/** What all suites of a run share. */
export interface SuiteRuns {
  /** A folder for what they write. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly long: boolean;
  readonly namespace: Namespace | string;
}

/** Runs suites, several at a time where asked to. */
export class SuiteRunner {
  readonly #shared: SuiteRuns;
  readonly #running = new Set<ChildProcess>();
  readonly #marks: string[] = [];

  constructor(shared: SuiteRuns) {
    this.#shared = shared;
  }

  /** Runs a suite to its end; where this system cannot, every test of it is skipped by name. */
  async run(suite: Suite): Promise<Tally> {
    const { env, folder, namespace } = this.#shared;
    const mark = randomUUID();
    this.#marks.push(mark);
    const own: NodeJS.ProcessEnv = {
      ...env,
      [RUN_MARK_VARIABLE]: mark,
      // Nothing of the person's own history is ever touched, even by a test that forgets to say where.
      PORTOLAN_DATA_DIR: path.join(folder, `data-${suite.name}`),
    };
    if (!suite.inNamespace) {
      return this.#runTwiceIfAborted(suite, (command, args) => ({ command, args: [...args] }), own);
    }
    if (typeof namespace === 'string') return skipSuite(suite, namespace, own);
    return this.#runTwiceIfAborted(suite, namespace.wrap, { ...own, ...namespace.env });
  }

  /** Ends what still runs, and all that it started. */
  async end(): Promise<void> {
    for (const child of this.#running) killGroup(child, 'SIGKILL');
    for (const mark of this.#marks) await endLeftovers(mark, 0);
  }

  /** Once more for the files whose process V8 aborted: whatever else went wrong stands. */
  async #runTwiceIfAborted(suite: Suite, wrap: Namespace['wrap'], env: NodeJS.ProcessEnv): Promise<Tally> {
    const { tally, aborted } = await this.#runFiles(suite, wrap, env, []);
    if (aborted.length === 0) return tally;
    console.log(
      `\n${suite.name}: V8 aborted a test process (nodejs/node#64500); again: ${aborted.join(', ')}`,
    );
    const rerun = await this.#runFiles(suite, wrap, env, aborted);
    return mergeRerun({ ...tally, unfinished: aborted }, rerun.tally);
  }

  /** `files` empty: all of the suite. */
  async #runFiles(
    suite: Suite,
    wrap: Namespace['wrap'],
    env: NodeJS.ProcessEnv,
    files: readonly string[],
  ): Promise<{ tally: Tally; aborted: readonly string[] }> {
    const { folder, long } = this.#shared;
    const tallyFile = path.join(folder, `${suite.name}-${files.length}.json`);
    const { command, args } = wrap(process.execPath, [...runnerArguments(suite, 'run'), ...files]);
    const child = spawn(command, args, {
      cwd: repositoryFolder,
      env: { ...env, [TALLY_FILE_VARIABLE]: tallyFile },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    });
    this.#running.add(child);
    let sawAbort = false;
    const look = (line: string): void => {
      sawAbort ||= line.includes(V8_ABORT);
    };
    const said = Promise.all([
      passLines(child.stdout, process.stdout, suite.name, look),
      passLines(child.stderr, process.stderr, suite.name, look),
    ]);
    const end = await waitFor(child, long ? suite.longLimitMs : suite.limitMs);
    // Whatever the runner left in its group goes with it.
    killGroup(child, 'SIGKILL');
    this.#running.delete(child);
    const told = readTally(tallyFile);
    const tally = judgeRun(suite.name, told, end);
    const leftovers = await endLeftovers(env[RUN_MARK_VARIABLE] ?? '', LEFTOVER_GRACE_MS);
    await Promise.race([said, after(LEFTOVER_GRACE_MS)]);
    const faults = leftovers.map(({ command: left }) => `${suite.name}: left running: ${left.slice(0, 200)}`);
    return {
      tally: { ...tally, failed: [...tally.failed, ...faults] },
      aborted: end.timedOut ? [] : abortedFiles(told, sawAbort),
    };
  }
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

/** For what is waited for, but not for ever: the timer keeps nothing alive. */
function after(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}

/** Every test of a suite that cannot be run here, by name, with the one reason. */
async function skipSuite(suite: Suite, reason: string, env: NodeJS.ProcessEnv): Promise<Tally> {
  const listing = await runChild(process.execPath, runnerArguments(suite, 'list'), {
    cwd: repositoryFolder,
    env,
  });
  const names = readListing(suite, listing.stdout);
  const end: RunEnd = { code: listing.code, signal: listing.signal, timedOut: false };
  return judgeRun(
    suite.name,
    { passed: 0, failed: [], skipped: names.map((name) => ({ name, reason })) },
    end,
  );
}
