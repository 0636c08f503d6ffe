/** Runs that are named by their place in history: the latest, and what it is compared with. */
import { PortolanError } from '../../../src-shared/contract/wire.ts';
import type { RunSummary } from '../../../src-shared/contract/scan-snapshot.ts';
import type { PortolanApp } from '../../app/create-app.ts';
import { listRuns } from './find-run.ts';

/** The words that stand for runs. A file of such a name is meant by "./latest". */
export const LATEST = 'latest';
export const BASELINE = 'baseline';

/** What "latest" means, for the help of commands that know the word. */
export const LATEST_HELP = 'the ended scan that began last, leaving out what is dated in the future';
/** Of clocks that are set right now and then. */
const CLOCK_SKEW_MS = 60_000;

/**
 * The ended run that began last: of all, or of a series (by its name or id) or target. A name of a series goes before a
 * target of the same spelling. Throws PortolanError `not-found`.
 *
 * Runs count by their own date and not by when they were taken in, so that an old report that is imported today does not
 * become the latest. A run dated in the future (a stranger's report, or one of a day when this clock was ahead) would be
 * the latest for years, and everything after it would be compared backwards: it counts only where there is nothing else.
 */
export async function findLatest(
  core: PortolanApp,
  wanted?: string,
  nowMs = Date.now(),
): Promise<RunSummary> {
  const ofSeries = new LatestRun(nowMs);
  const ofTarget = new LatestRun(nowMs);
  for await (const run of listRuns(core)) {
    if (run.status === 'running' || run.status === 'paused') continue;
    if (wanted === undefined || isOfSeries(run, wanted)) ofSeries.see(run);
    else if (hasTarget(run, wanted)) ofTarget.see(run);
    if (ofSeries.isSettled) break;
  }
  const found = ofSeries.run ?? ofTarget.run;
  if (found) return found;
  throw new PortolanError(
    'not-found',
    wanted === undefined
      ? 'There is no ended scan in the history: scan or import some first.'
      : `No ended scan in the history has the target or is of the series "${clean(wanted)}": "portolan history list" shows those there are.`,
  );
}

/** Runs are seen from the newest to the oldest: the first that is not of the future, otherwise the last that is. */
class LatestRun {
  readonly #latestMs: number;
  run: RunSummary | undefined;
  isSettled = false;

  constructor(nowMs: number) {
    this.#latestMs = nowMs + CLOCK_SKEW_MS;
  }

  see(run: RunSummary): void {
    if (this.isSettled) return;
    this.run = run;
    this.isSettled = Date.parse(run.startedAt) <= this.#latestMs;
  }
}

/** The run that the latest is compared with: the baseline of its series, otherwise the one before it. */
export async function findBefore(core: PortolanApp, latest: RunSummary): Promise<string> {
  const { baseline, previous } = await core.comparedWith(latest.scanId);
  const before = baseline ?? previous;
  if (before !== null) return before;
  throw new PortolanError(
    'not-found',
    `${latest.scanId} is the only ended scan of ${describeTargets(latest)} so far: there is nothing to compare it with yet.`,
  );
}

/** The baseline of a run's series. Throws PortolanError `not-found` where it has none. */
export async function findBaseline(core: PortolanApp, scanId: string): Promise<string> {
  const { baseline } = await core.comparedWith(scanId);
  if (baseline !== null) return baseline;
  throw new PortolanError(
    'not-found',
    `The series of ${scanId} has no baseline: "portolan diff --latest" compares with the scan before.`,
  );
}

function isOfSeries({ series }: RunSummary, wanted: string): boolean {
  return series.id === wanted || series.name?.toLowerCase() === wanted.toLowerCase();
}

function hasTarget({ targets }: RunSummary, wanted: string): boolean {
  return targets.includes(wanted) || targets.join(' ') === wanted;
}

function describeTargets({ targets, moreTargets, ports }: RunSummary): string {
  const shown = targets.slice(0, 3).join(' ').slice(0, 80);
  return clean(`${shown}${targets.length + moreTargets > 3 ? ' …' : ''}, ports ${ports.slice(0, 40)}`);
}

function clean(text: string): string {
  return text.slice(0, 160).replace(/[\p{Cc}\p{Cf}]/gu, '?');
}
