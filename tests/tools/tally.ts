/** What a suite came to: the one shape both test runners report in, through a file. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

export interface SkippedTest {
  readonly name: string;
  readonly reason: string;
}

export interface Tally {
  readonly passed: number;
  /** Names of what failed: tests, and files that could not be loaded. */
  readonly failed: readonly string[];
  readonly skipped: readonly SkippedTest[];
  /** Files whose tests have no result, as their process was aborted under them; absent: none. */
  readonly unfinished?: readonly string[];
}

/** The file the reporters write to is handed to them in this variable. */
export const TALLY_FILE_VARIABLE = 'PORTOLAN_TALLY_FILE';

/** Writes the tally where run-tests.ts waits for it; does nothing when a runner was started by hand. */
export function writeTally(tally: Tally): void {
  const file = process.env[TALLY_FILE_VARIABLE];
  if (file !== undefined) writeFileSync(file, JSON.stringify(tally));
}

/** Reads a tally back; undefined where the runner wrote none, which means that it crashed. */
export function readTally(file: string): Tally | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Tally) : undefined;
}

/** What V8 says as it aborts: a fault of its own where threads come and go (nodejs/node#64500). */
export const V8_ABORT = 'Check failed: jit_page.has_value()';
const ABORTED_WORKER = 'Worker forks emitted error';

/** The files to run again, where V8 aborted a test process and nothing but that went wrong with them. */
export function abortedFiles(tally: Tally | undefined, sawAbort: boolean): readonly string[] {
  return sawAbort ? (tally?.unfinished ?? []) : [];
}

/** A tally whose aborted files were run again. */
export function mergeRerun(first: Tally, rerun: Tally): Tally {
  const again = new Set(first.unfinished);
  const isOfRerun = (name: string): boolean => again.has(name.split(' > ', 1)[0] ?? '');
  return {
    passed: first.passed + rerun.passed,
    failed: [
      ...first.failed.filter((name) => !name.includes(ABORTED_WORKER) && !isOfRerun(name)),
      ...rerun.failed,
    ],
    skipped: [...first.skipped.filter(({ name }) => !isOfRerun(name)), ...rerun.skipped],
  };
}

/**
 * A tally made honest by how its runner ended: no tally, a bad exit code without a failed test, and a run without any
 * test are failures too.
 */
export function judgeRun(suite: string, tally: Tally | undefined, end: RunEnd): Tally {
  if (end.timedOut) {
    const rest = tally ?? { passed: 0, failed: [], skipped: [] };
    return { ...rest, failed: [...rest.failed, `${suite}: stopped after its time was up`] };
  }
  if (!tally)
    return { passed: 0, failed: [`${suite}: the runner crashed (${describeEnd(end)})`], skipped: [] };
  if (end.code !== 0 && tally.failed.length === 0) {
    return { ...tally, failed: [`${suite}: the runner ended badly (${describeEnd(end)})`] };
  }
  if (tally.passed + tally.failed.length + tally.skipped.length === 0) {
    return { ...tally, failed: [`${suite}: not one test was found`] };
  }
  return tally;
}

export interface RunEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly timedOut: boolean;
}

function describeEnd(end: RunEnd): string {
  return end.signal === null ? `exit code ${end.code}` : `signal ${end.signal}`;
}

/** The sum over all suites; `sumLine` is the last line of `npm test`. */
export function sumLine(tallies: readonly Tally[]): string {
  const sum = (count: (tally: Tally) => number): number =>
    tallies.reduce((total, tally) => total + count(tally), 0);
  const passed = sum((tally) => tally.passed);
  const failed = sum((tally) => tally.failed.length);
  const skipped = sum((tally) => tally.skipped.length);
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
