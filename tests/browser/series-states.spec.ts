/** The Series screen in every state, on timelines that no history could be filled with in a few seconds. */
import type { Page } from '@playwright/test';
import { PortolanError } from '../../src-shared/contract/wire.ts';
import type { Answers } from '../renderer/fake-core.ts';
import { sampleRun } from '../renderer/sample-runs.ts';
import { hugeTimeline, officeTimeline, sampleTimeline } from '../renderer/sample-timeline.ts';
import { bridgeCore } from './bridged-core.ts';
import { findBarriers } from './find-barriers.ts';
import { expect, test, watchPage } from './portolan-test.ts';

const COUNTS = { open: 51, closed: 435_650, filtered: 215_113 };

/** A run of the office that is under way. */
const RUNNING = sampleRun({
  scanId: 'run-37',
  status: 'running',
  series: { id: 'office', name: 'Office LAN', index: 37, runs: 37 },
});

/** The page on the series, with everything else answered by nothing. */
async function openSeries(
  page: Page,
  host: { readonly url: string; readonly port: number },
  timeline: Answers['compare.timeline'],
): Promise<string[]> {
  const faults = watchPage(page, host.port);
  const latest = {
    scanId: 'run-36',
    startedAt: '2026-11-22T02:00:00.000Z',
    status: 'completed' as const,
    counts: COUNTS,
  };
  const series = { targets: ['10.66.4.0/28'], moreTargets: 0, ports: '-', latest, baseline: null };
  await bridgeCore(page, {
    'history.list': () => ({ total: 1, runs: [RUNNING] }),
    'scan.running': () => ({ scanIds: [] }),
    'series.list': () => ({
      series: [
        { ...series, id: 'office', name: 'Office LAN', runs: 36, changed: true },
        { ...series, id: 'long', name: 'A'.repeat(120), runs: 2, changed: false },
        { ...series, id: 'named', name: 'One run', runs: 1, changed: false },
      ],
    }),
    'compare.timeline': timeline ?? (() => officeTimeline()),
  });
  await page.goto(host.url);
  await page.evaluate(() => (location.hash = '#/series/office'));
  return faults;
}

const slider = (page: Page) => page.getByRole('slider', { name: 'Run', exact: true });

test('steps through the runs by keyboard, everything following', async ({ page, host }) => {
  const faults = await openSeries(page, host, () => officeTimeline());
  await expect(page.getByRole('heading', { level: 1, name: 'Office LAN' })).toBeVisible();
  await expect(page.getByText('36 nightly runs of')).toContainText('46 ports were ever not in');
  await expect(page.getByRole('link', { name: 'one more is running' })).toHaveAttribute(
    'href',
    '#/scan/run-37',
  );
  const side = page.getByRole('complementary', { name: 'Chosen run' });
  await expect(side.getByRole('heading', { level: 2 })).toContainText('22 Nov');
  await slider(page).focus();
  await page.keyboard.press('Home');
  await expect(slider(page)).toHaveAttribute('aria-valuetext', /^Run 1 of 36, 18 Oct/);
  await expect(side).toContainText('The first run');
  for (let step = 0; step < 27; step += 1) await page.keyboard.press('ArrowRight');
  await expect(side.getByRole('heading', { level: 2 })).toContainText('14 Nov');
  const changed = side.getByRole('region', { name: 'Changed in this run' });
  await expect(changed.getByRole('listitem')).toHaveCount(4);
  await expect(changed).toContainText('reopened after 11 runs');
  await expect(changed).toContainText('80, 554 were open');
  await expect(side.getByRole('button', { name: 'Compare with 13 Nov' })).toBeVisible();
  // From the second run on: to the first that changed something.
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(slider(page)).toHaveAttribute('aria-valuenow', '4');
  await page.keyboard.press('End');
  await expect(slider(page)).toHaveAttribute('aria-valuenow', '36');
  expect(faults).toEqual([]);
});

test('lines are walked by keyboard, say what they are, and tell their story', async ({ page, host }) => {
  await openSeries(page, host, () => officeTimeline());
  const grid = page.getByRole('grid', { name: 'Ports over time' });
  await grid.focus();
  const cell = page.getByRole('gridcell');
  await expect(cell).toHaveText(/^gw\.lan 8443: closed, runs 22 to 36, since 8 Nov/);
  for (let step = 0; step < 6; step += 1) await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('rowheader')).toHaveText('db-primary.lan 6379');
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(slider(page)).toHaveAttribute('aria-valuenow', '7');
  await expect(cell).toHaveText(/: filtered, runs 7 to 36, since 24 Oct/);
  await page.keyboard.press('Enter');
  const story = page.getByRole('region', { name: 'Chosen line' });
  await expect(story.getByRole('listitem')).toHaveCount(2);
  await story.getByRole('button', { name: /^open/ }).click();
  await expect(slider(page)).toHaveAttribute('aria-valuenow', '1');
  await grid.focus();
  await page.keyboard.press('Escape');
  await expect(story).toHaveCount(0);
  await page.getByText('Hosts', { exact: true }).click();
  await expect(page.getByRole('grid', { name: 'Hosts over time' })).toBeVisible();
  await expect(cell).toHaveText(/^gw\.lan: up, /);
  await page.getByRole('button', { name: 'Show as a table' }).click();
  await expect(page.getByRole('table', { name: 'Hosts over time' }).getByRole('row')).toHaveCount(9);
});

test('typed words leave the lines that have them, in strips, table and hosts', async ({ page, host }) => {
  const faults = await openSeries(page, host, () => officeTimeline());
  const field = page.getByRole('textbox', { name: 'Filter lines' });
  const grid = page.getByRole('grid', { name: 'Ports over time' });
  const count = page.getByText(/^\d+ of \d+ lines$/);
  await expect(grid).toHaveAttribute('aria-rowcount', '16');
  const scrubber = await slider(page).boundingBox();
  await page.keyboard.press('Control+f');
  await expect(field).toBeFocused();
  await page.keyboard.type('db-primary');
  await expect(count).toHaveText('3 of 16 lines');
  await expect(grid).toHaveAttribute('aria-rowcount', '3');
  // Nothing else moves.
  expect(await slider(page).boundingBox()).toEqual(scrubber);
  expect(await findBarriers(page)).toEqual([]);

  await page.keyboard.press('Enter');
  await expect(grid).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('rowheader')).toHaveText('db-primary.lan 6379');
  await page.getByText('Hosts', { exact: true }).click();
  await expect(count).toHaveText('1 of 8 lines');
  await page.getByRole('button', { name: 'Show as a table' }).click();
  const table = page.getByRole('table', { name: 'Hosts over time' });
  await expect(table.getByRole('row')).toHaveCount(2);

  await field.fill('no such');
  await expect(page.getByText('No host has “no such”')).toBeVisible();
  await expect(count).toHaveText('0 of 8 lines');
  expect(await findBarriers(page)).toEqual([]);
  // Another screen and back: it is as it was left.
  await page.evaluate(() => (location.hash = '#/settings'));
  await page.goBack();
  await expect(field).toHaveValue('no such');
  await page.getByRole('button', { name: 'Show all lines' }).first().click();
  await expect(table.getByRole('row')).toHaveCount(9);
  await field.fill('redis');
  await field.press('Escape');
  await expect(field).toHaveValue('');
  expect(faults).toEqual([]);
});

test('a line that changes again and again says which of its changes are listed', async ({ page, host }) => {
  await openSeries(page, host, () =>
    sampleTimeline({ ports: [{ address: '10.0.0.1', port: 80, strip: 'oc'.repeat(90) }] }),
  );
  await page.getByRole('grid', { name: 'Ports over time' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Chosen line' })).toContainText(
    /Marks and reasons are kept of the latest 100 of 179 changes, from .+ on\./,
  );
});

test('the pointer chooses, tells, looks closer, and drags along', async ({ page, host }) => {
  await openSeries(page, host, () => officeTimeline());
  const grid = page.getByRole('grid', { name: 'Ports over time' });
  // Run 10 of 36, the second line: nas.lan 21.
  const box = await grid.boundingBox();
  if (!box) throw new Error('The strips are not laid out.');
  const plot = box.width - 178 - 20;
  const at = (run: number, line: number) => ({ x: 178 + ((run - 0.5) * plot) / 36, y: 24 * line - 12 });
  await grid.hover({ position: at(10, 2) });
  await expect(page.getByText('runs 10 to 36, since 27 Oct')).toBeVisible();
  await grid.click({ position: at(10, 2) });
  await expect(slider(page)).toHaveAttribute('aria-valuenow', '10');
  await expect(page.getByRole('region', { name: 'Chosen line' })).toContainText('nas.lan');
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -400);
  await page.keyboard.up('Control');
  await expect(page.getByText(/^runs \d+ to \d+ of 36$/)).toBeVisible();
  const shown = await page.getByText(/^runs \d+ to \d+ of 36$/).textContent();
  await page.mouse.move(box.x + 700, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + 420, box.y + 40, { steps: 4 });
  await page.mouse.up();
  await expect(page.getByText(/^runs \d+ to \d+ of 36$/)).not.toHaveText(shown ?? '');
  await page.getByRole('button', { name: 'Show all runs' }).click();
  await expect(page.getByText('Shift jumps to the next change')).toBeVisible();
  const line = await slider(page).boundingBox();
  if (!line) throw new Error('The scrubber is not laid out.');
  await page.mouse.move(line.x + 5, line.y + 20);
  await page.mouse.down();
  await page.mouse.move(line.x + line.width - 3, line.y + 20, { steps: 8 });
  await page.mouse.up();
  await expect(slider(page)).toHaveAttribute('aria-valuenow', '36');
});

test('plays to the last run, and goes on by hand where motion is not wanted', async ({ page, host }) => {
  await openSeries(page, host, () =>
    sampleTimeline({ ports: [{ address: '10.0.0.1', port: 80, strip: 'occo' }] }),
  );
  await slider(page).focus();
  await page.keyboard.press('Home');
  await page.getByRole('button', { name: 'Play' }).click();
  await expect(slider(page)).toHaveAttribute('aria-valuenow', '4');
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.getByRole('button', { name: 'First run' }).click();
  await page.getByRole('button', { name: 'Next run' }).click();
  await expect(slider(page)).toHaveAttribute('aria-valuenow', '2');
});

test('a thousand runs of 256 hosts are drawn, and zoomed into', async ({ page, host }) => {
  const timeline = hugeTimeline(1_000, 500, 256);
  await openSeries(page, host, () => timeline);
  await expect(page.getByRole('grid', { name: 'Ports over time' })).toHaveAttribute('aria-rowcount', '500');
  await slider(page).focus();
  for (let step = 0; step < 7; step += 1) await page.keyboard.press('+');
  await expect(page.getByText(/^runs 9\d\d to 1,?000 of 1,?000$/)).toBeVisible();
  await page.keyboard.press('Home');
  await expect(page.getByText(/^runs 1 to \d+ of 1,?000$/)).toBeVisible();
  await page.keyboard.press('0');
  await expect(page.getByText('Shift jumps to the next change')).toBeVisible();
});

test('reading, trouble, and a series of one run have their own faces', async ({ page, host }) => {
  let release: (() => void) | undefined;
  let answer: NonNullable<Answers['compare.timeline']> = async () => {
    await new Promise<void>((resolve) => (release = resolve));
    throw new PortolanError('unavailable', 'The history could not be read: the disk said no.');
  };
  await openSeries(page, host, (...call) => answer(...call));
  await expect(page.getByRole('status').filter({ hasText: 'Reading the runs' })).toBeVisible();
  await expect.poll(() => release !== undefined).toBe(true);
  release?.();
  await expect(page.getByRole('alert')).toContainText('the disk said no');
  answer = () => sampleTimeline({ ports: [{ address: '10.0.0.1', port: 80, strip: 'o' }] });
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { name: 'One run is no series yet' })).toBeVisible();
  expect(await findBarriers(page)).toEqual([]);
});

test('axe finds nothing', async ({ page, host }) => {
  await openSeries(page, host, () => officeTimeline());
  const grid = page.getByRole('grid', { name: 'Ports over time' });
  await grid.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Chosen line' })).toBeVisible();
  expect(await findBarriers(page), 'ports').toEqual([]);
  await page.keyboard.press('+');
  await page.getByText('Hosts', { exact: true }).click();
  await grid.waitFor({ state: 'detached' });
  expect(await findBarriers(page), 'hosts, zoomed').toEqual([]);
  await page.getByRole('button', { name: 'Show as a table' }).click();
  expect(await findBarriers(page), 'table').toEqual([]);
  await page.getByRole('button', { name: 'Export' }).click();
  await expect(page.getByRole('menuitem').first()).toBeVisible();
  expect(await findBarriers(page), 'export').toEqual([]);
  await page.setViewportSize({ width: 1_024, height: 640 });
  await page.keyboard.press('Escape');
  expect(await findBarriers(page), 'small').toEqual([]);
});
