/** A series on the real history: eight nights whose story is known, from the side bar to the comparison and back. */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { createTempFolder } from '../helpers/temp-folder.ts';
import { findBarriers } from './find-barriers.ts';
import { keepWeek } from './kept-week.ts';
import { expect, test as base } from './portolan-test.ts';

const test = base.extend({
  // Playwright reads a fixture's needs from the pattern: it has to be one, even when empty.
  dataFolder: async ({}, use) => {
    const folder = await createTempFolder();
    await keepWeek(folder.path);
    await use(folder.path);
    await folder.dispose();
  },
});

const seriesLink = (page: Page) =>
  page.getByRole('navigation', { name: 'Series' }).getByRole('link', { name: /8 runs/ });
const slider = (page: Page) => page.getByRole('slider', { name: 'Run', exact: true });
const side = (page: Page) => page.getByRole('complementary', { name: 'Chosen run' });

async function goToRun(page: Page, run: number): Promise<void> {
  await slider(page).focus();
  await page.keyboard.press('Home');
  for (let step = 1; step < run; step += 1) await page.keyboard.press('ArrowRight');
  await expect(slider(page)).toHaveAttribute('aria-valuenow', String(run));
}

test('every change is told in the run that saw it, and none is made up', async ({ portolan, page }) => {
  await seriesLink(page).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('10.66.4.1-3');
  await expect(page.getByText('8 nightly runs')).toContainText('18 Oct to 25 Oct');
  const changed = side(page).getByRole('region', { name: 'Changed in this run' });
  const told: Record<number, readonly RegExp[]> = {
    1: [],
    2: [],
    3: [/db\.lan\s*6379.*open.*filtered/],
    4: [/gw\.lan\s*8443.*closed.*open.*first seen open/],
    5: [/nas\.lan.*up.*gone.*22, 80 were open/],
    6: [/nas\.lan.*gone.*up/, /gw\.lan\s*8443.*open.*closed/],
    7: [],
    8: [/gw\.lan\s*8443.*closed.*open.*reopened after 2 runs/],
  };
  for (const [run, lines] of Object.entries(told)) {
    await goToRun(page, Number(run));
    await expect(changed.getByRole('listitem'), `run ${run}`).toHaveText([...lines]);
  }
  await goToRun(page, 6);
  const reasons = side(page).getByRole('region', { name: 'Other reasons' });
  await expect(reasons.getByRole('listitem')).toHaveText([/db\.lan\s*6379.*no-response.*admin-prohibited/]);
  await goToRun(page, 7);
  await expect(reasons).toHaveCount(0);
  await expect(side(page)).toContainText('stopped: what it did not ask is not judged');
  expect(portolan.faults).toEqual([]);
});

test('a run leads to its comparison with the one before, and that back to the series', async ({
  portolan,
  page,
}) => {
  await seriesLink(page).click();
  await goToRun(page, 4);
  await side(page).getByRole('button', { name: 'Compare with 20 Oct' }).click();
  await expect(page.getByRole('heading', { name: '1 port opened' })).toBeVisible();
  await page
    .getByRole('navigation', { name: 'Ways to compare' })
    .getByRole('link', { name: 'Series' })
    .click();
  await expect(slider(page)).toHaveAttribute('aria-valuenow', '4');
  await side(page).getByRole('button', { name: 'Open this run' }).click();
  await expect(portolan.portRow(8443).filter({ hasText: 'syn-ack' })).toHaveCount(1);
});

test('a line leads to its port in the chosen run', async ({ portolan, page }) => {
  await seriesLink(page).click();
  await goToRun(page, 3);
  const grid = page.getByRole('grid', { name: 'Ports over time' });
  await grid.focus();
  const header = page.getByRole('rowheader');
  for (let step = 0; step < 20; step += 1) {
    if ((await header.textContent()) === 'db.lan 6379') break;
    await page.keyboard.press('ArrowDown');
  }
  await expect(header).toHaveText('db.lan 6379');
  await expect(page.getByRole('gridcell')).toContainText('filtered, runs 3 to 6');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Open the port in this run' }).click();
  await expect(page.getByRole('img', { name: 'Handshake' })).toBeVisible();
  await expect(portolan.portRow(6379).filter({ hasText: 'no-response' })).toHaveCount(1);
});

test('a series is named in place, and a baseline decides what differs', async ({ portolan, page }) => {
  await seriesLink(page).click();
  await page.getByRole('heading', { level: 1 }).hover();
  await page.getByRole('button', { name: 'Rename the series' }).click();
  await page.getByRole('textbox', { name: 'Name of the series' }).fill('Office LAN');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Office LAN');
  const link = page.getByRole('navigation', { name: 'Series' }).getByRole('link', { name: /Office LAN/ });
  await expect(link.getByRole('img', { name: 'the latest run differs' })).toBeVisible();
  // Night 4 was as the latest is: with it as the baseline nothing differs.
  await goToRun(page, 4);
  const baseline = side(page).getByRole('button', { name: 'Baseline' });
  await baseline.click();
  await expect(baseline).toHaveAttribute('aria-pressed', 'true');
  await expect(link.getByRole('img', { name: 'the latest run differs' })).toHaveCount(0);
  await goToRun(page, 8);
  await side(page).getByRole('button', { name: 'Compare with the baseline' }).click();
  await expect(page.getByRole('heading', { name: 'Nothing changed' })).toBeVisible();
  expect(portolan.faults).toEqual([]);
});

test('the pictures are saved as SVG, with what they show', async ({ portolan, page }) => {
  await seriesLink(page).click();
  await expect(slider(page)).toBeVisible();
  const save = async (group: string): Promise<string> => {
    await page.getByRole('button', { name: 'Export' }).click();
    const downloading = page.waitForEvent('download');
    await page.getByRole('group', { name: group }).getByRole('menuitem', { name: /SVG/ }).click();
    return readFile(await (await downloading).path(), 'utf8');
  };
  const strips = await save('Strips');
  for (const word of ['gw.lan', '8443', '6379', '18 Oct']) expect(strips).toContain(`>${word}<`);
  expect(strips).toContain('stroke-dasharray');
  const area = await save('Area over time');
  expect(area).toContain('ports over time<');
  expect(area).toContain('>18 Oct<');
  expect(await save('All pictures')).toContain('first seen open<');
  expect(portolan.faults).toEqual([]);
});

test('a series whose runs are gone says so', async ({ portolan, page }) => {
  await seriesLink(page).click();
  const address = page.url();
  await portolan.open('History');
  await expect(portolan.rows('Runs', '10.66.4')).toHaveCount(8);
  for (let run = 8; run > 0; run -= 1) {
    await portolan.rows('Runs', '10.66.4').first().hover();
    await page.getByRole('button', { name: 'Delete' }).first().click();
    await expect(portolan.rows('Runs', '10.66.4')).toHaveCount(run - 1);
  }
  await page.goto(address);
  await expect(page.getByRole('alert')).toContainText('This series is gone');
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Go to History' }).click();
  await expect(page.getByRole('heading', { name: 'No runs yet' })).toBeVisible();
});
