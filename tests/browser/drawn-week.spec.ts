/**
 * A drawn week of 50 runs in the window: ports open and close, rules change, hosts vanish, scopes change, runs are stopped.
 * The series screen and the comparison tell what the truth says, run by run.
 */
import type { Locator, Page } from '@playwright/test';
import { stateOfReason, type Reason } from '../../src-shared/scan/port-state.ts';
import { keepReports } from '../helpers/keep-reports.ts';
import { seedOr } from '../helpers/random.ts';
import { longRun } from '../helpers/repository.ts';
import { createTempFolder } from '../helpers/temp-folder.ts';
import { changesOfPair, changesOfSeries } from '../lab/week/week-truth.ts';
import { reportsOfWeek } from './drawn-week.ts';
import { expect, test as base } from './portolan-test.ts';

const RUNS = 50;
/** The list of a run holds so many; the comparison has the rest. */
const MOST_LISTED = 24;
const PAIRS = 6;

const SEED = seedOr(longRun ? Math.floor(Date.now() / 86_400_000) : 5_007);
const WEEK = reportsOfWeek(SEED, { runs: RUNS, hosts: 6, portsPerHost: 40 });

const test = base.extend<{ dataFolder: string; scanIds: string[] }>({
  scanIds: async ({}, use) => {
    await use([]);
  },
  // Playwright reads a fixture's needs from the pattern: it has to be one, even when empty.
  dataFolder: async ({ scanIds }, use) => {
    const folder = await createTempFolder();
    const kept = await keepReports(folder.path, WEEK.reports, async ({ handlers }, scanIds) => {
      const context = { signal: new AbortController().signal, connectionId: 'test' };
      const { series } = await handlers['series.list']({}, context);
      const largest = series.toSorted((a, b) => b.runs - a.runs)[0];
      // Runs that asked for less are another scope: here they are joined by hand.
      await handlers['series.move']({ scanIds: [...scanIds], seriesId: largest?.id ?? null }, context);
    });
    scanIds.push(...kept);
    await use(folder.path);
    await folder.dispose();
  },
});

test('every change is told in the run that saw it, and none is made up', async ({
  portolan,
  page,
  scanIds,
}) => {
  test.setTimeout(120_000);
  await page
    .getByRole('navigation', { name: 'Series' })
    .getByRole('link', { name: new RegExp(`${RUNS} runs`) })
    .click();
  const slider = page.getByRole('slider', { name: 'Run', exact: true });
  const side = page.getByRole('complementary', { name: 'Chosen run' });
  const changed = side.getByRole('region', { name: 'Changed in this run' });
  const reasons = side.getByRole('region', { name: 'Other reasons' });
  const expected = changesOfSeries(WEEK.truths);
  await slider.focus();
  await page.keyboard.press('Home');
  for (const [run, lines] of expected.entries()) {
    if (run > 0) await page.keyboard.press('ArrowRight');
    await expect(slider).toHaveAttribute('aria-valuenow', String(run + 1));
    await expect(side).toContainText(`Run ${run + 1} of ${RUNS}`);
    const [reasonOnly, others] = [isReasonOnly, not(isReasonOnly)].map((of) => lines.filter(of));
    await expectLines(changed, others ?? [], `seed ${SEED}, run ${run + 1}`);
    await expectLines(reasons, reasonOnly ?? [], `seed ${SEED}, reasons of run ${run + 1}`);
  }

  const telling = expected.flatMap((lines, run) => (run > 0 && lines.length > 0 ? [run] : []));
  for (const run of telling.slice(0, PAIRS)) await expectPair(page, scanIds, run);
  expect(portolan.faults).toEqual([]);
});

/** Holds a list of the chosen run against lines of the truth, in any order. */
async function expectLines(list: Locator, lines: readonly string[], what: string): Promise<void> {
  const due = lines.map(asWritten).sort();
  const written = list.getByRole('listitem');
  await expect(written, what).toHaveCount(Math.min(due.length, MOST_LISTED));
  const told = await written.evaluateAll((items) =>
    items.map((item) => {
      const states = item.querySelector('.changed-states');
      const [place, port] = [
        item.querySelector('.changed-place b'),
        item.querySelector('.changed-place .mono'),
      ];
      const [before, after] = [states?.firstElementChild, states?.lastElementChild];
      return `${place?.textContent} ${port?.textContent ?? 'whole'} ${before?.textContent}>${after?.textContent}`;
    }),
  );
  if (due.length <= MOST_LISTED) expect(told.sort(), what).toEqual(due);
  else expect(due, what).toEqual(expect.arrayContaining(told));
}

/** A line of the truth as the window words it: "10.66.7.2 443 closed>open". */
function asWritten(line: string): string {
  const [kind = '', address = '', port, turn = ''] = line.split(' ');
  if (port === undefined) return `${address} whole ${kind === 'gone' ? 'up>gone' : 'gone>up'}`;
  if (kind === 'reason-only') return `${address} ${port} ${turn}`;
  const [before, after] = turn.split('>').map((reason) => stateOfReason(reason as Reason));
  return `${address} ${port} ${before}>${after}`;
}

/** The comparison of a run with the one before it has so many changes of each kind as the truth. */
async function expectPair(page: Page, scanIds: readonly string[], run: number): Promise<void> {
  await page.evaluate(
    (hash) => {
      location.hash = hash;
    },
    `#/compare/${scanIds[run - 1]}/${scanIds[run]}`,
  );
  await expect(page.getByLabel('After', { exact: true })).toContainText(
    new Date(WEEK.reports[run]?.startedAt ?? '').toLocaleDateString('en-GB', {
      day: 'numeric',
      month: 'short',
    }),
  );
  const lines = changesOfPair(WEEK.truths[run - 1] ?? new Map(), WEEK.truths[run] ?? new Map());
  const counts = new Map<string, number>();
  for (const line of lines) {
    const kind = line.slice(0, line.indexOf(' '));
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const told = page.getByRole('main').getByRole('heading', { level: 2 }).first();
  const words = {
    opened: 'opened',
    closed: 'closed',
    filtered: 'filtered',
    gone: 'gone',
    appeared: 'appeared',
  };
  for (const [kind, word] of Object.entries(words)) {
    const count = counts.get(kind) ?? 0;
    const wanted = new RegExp(`${count} (?:ports? |hosts? )?${word}`);
    if (count > 0) await expect(told, `runs ${run} and ${run + 1}`).toHaveText(wanted);
    else await expect(told, `runs ${run} and ${run + 1}`).not.toHaveText(new RegExp(`\\b${word}\\b`));
  }
}

const isReasonOnly = (line: string): boolean => line.startsWith('reason-only');
const not =
  (test: (line: string) => boolean) =>
  (line: string): boolean =>
    !test(line);
