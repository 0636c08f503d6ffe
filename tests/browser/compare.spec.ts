/** Two runs compared: the headline, every change, and the maps of a host, which move as one. */
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { officeRun, hugeRun } from '../helpers/office-runs.ts';
import { allBut, sketchReport } from '../helpers/sketch-report.ts';
import { compareRuns, importRuns } from './import-runs.ts';
import { expect, test } from './portolan-test.ts';
import type { Portolan } from './portolan-page.ts';

const maps = (page: Page): Locator => page.getByRole('slider', { name: /^Port maps of/ });
const wordsOfPort = (page: Page, words: RegExp) =>
  expect(maps(page)).toHaveAttribute('aria-valuetext', words);

async function openOffice(portolan: Portolan): Promise<void> {
  await importRuns(portolan, [officeRun('before'), officeRun('after')]);
  await compareRuns(portolan, 'office-before', 'office-after');
  await expect(maps(portolan.page)).toBeVisible();
}

test('the headline tells what changed, the line under it what is less certain or cannot be said', async ({
  portolan,
  page,
}) => {
  await openOffice(portolan);
  const headline = page.getByRole('region', { name: 'What changed' });
  await expect(headline.getByRole('heading')).toHaveText(
    '3 ports opened, 1 closed, 216 filtered, 1 host gone',
  );
  await expect(headline).toContainText('1 port changed reason only');
  await expect(headline).toContainText('216 ports went from refused to silent');
  await expect(headline).toContainText(
    '4,536 ports were cut off by a host timeout, so nothing is said about them',
  );
  await expect(portolan.rows('Changes', '61000')).toContainText('host timeout');
  await expect(portolan.rows('Changes', '61000')).not.toContainText('closed');
});

test('a chosen change is looked at on both maps, and a place on a map is a line of the table', async ({
  portolan,
  page,
}) => {
  await openOffice(portolan);
  await portolan.rows('Changes', '9100').click();
  await wordsOfPort(page, /^9100: before filtered, no-response.*; after open, node-exporter.*; changed$/);
  const story = page.getByRole('region', { name: 'hv-01.lan, port 9100' });
  await expect(story).toContainText('accepted a connection');

  // By the keyboard: the next change on the map, and what lies beside it.
  await page.getByRole('button', { name: 'Next change on the map' }).press('Enter');
  await wordsOfPort(page, /^49152: before closed, reset.*; after filtered, no-response.*; changed$/);
  await expect(portolan.rows('Changes', '49152')).toHaveAttribute('aria-selected', 'true');
  await maps(page).focus();
  await page.keyboard.press('ArrowUp');
  await wordsOfPort(page, /^48896: before filtered.*; after filtered[^;]*$/);
  await expect(page.getByRole('region', { name: 'hv-01.lan, port 48896' })).toContainText(
    'not among the changes',
  );

  // By the pointer: port 60000 stands in column 96 of row 234.
  const box = await maps(page).boundingBox();
  await page.mouse.click((box?.x ?? 0) + 10 + 96.5, (box?.y ?? 0) + 10 + 234.5);
  await wordsOfPort(page, /^60000: before filtered.*; after open.*; changed$/);
  await expect(portolan.rows('Changes', '60000')).toHaveAttribute('aria-selected', 'true');
  await page
    .getByRole('region', { name: 'hv-01.lan, port 60000' })
    .getByRole('button', { name: 'Close' })
    .click();
  await expect(page.getByRole('region', { name: /port 60000$/ })).toBeHidden();
});

test('both maps zoom and move as one, by wheel, drag and keys', async ({ portolan, page }) => {
  await openOffice(portolan);
  const box = await maps(page).boundingBox();
  if (!box) throw new Error('The maps have no place.');
  const zoom = page.getByRole('group', { name: 'Zoom of the map' });
  // Over the right one; the same place in the left one then holds the same port.
  const right = { x: box.x + 282 + 10 + 140, y: box.y + 10 + 35 };
  await page.mouse.move(right.x, right.y);
  const panel = page.getByRole('region', { name: /^Port maps of/ });
  const readout = panel.getByRole('paragraph').getByText(/^\d+$/);
  await expect(readout).toHaveText('9100');
  for (let step = 0; step < 3; step += 1) await page.mouse.wheel(0, -100);
  await expect(zoom).toContainText('8 ×');
  await page.mouse.move(right.x + 1, right.y);
  const pointedAt = await readout.innerText();
  await page.mouse.move(right.x + 1 - 282, right.y);
  await expect(readout).toHaveText(pointedAt);
  await page.mouse.down();
  await page.mouse.move(right.x - 282 - 60, right.y, { steps: 4 });
  await page.mouse.up();
  await page.mouse.move(right.x + 1, right.y);
  await expect(readout).not.toHaveText(pointedAt);
  await maps(page).focus();
  await page.keyboard.press('0');
  await expect(zoom).not.toContainText('×');
});

test('another host is chosen by searching, and one that is gone is not called closed', async ({
  portolan,
  page,
}) => {
  await openOffice(portolan);
  await page.getByRole('combobox', { name: /^Host on the maps/ }).click();
  await page.getByRole('textbox', { name: 'Search hosts' }).fill('mail');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const panel = page.getByRole('region', { name: 'Port maps of mail.lan' });
  await expect(panel).toContainText('1 changed cell lit');
  await portolan.rows('Changes', 'cam-door.lan').click();
  await expect(page.getByRole('region', { name: 'Port maps of cam-door.lan' })).toContainText(
    'asked, not there',
  );
  await maps(page).focus();
  await wordsOfPort(page, /after not scanned/);
});

test('runs without a host in common are told apart from runs in which all closed', async ({
  portolan,
  page,
}) => {
  const run = (id: string, address: string, startedAt: string) =>
    sketchReport({
      id,
      startedAt,
      targets: [address],
      ports: '1-1024',
      hosts: [{ address, open: { 22: 'ssh' }, rest: [['reset', allBut([22], 1, 1_024)]] }],
    });
  await importRuns(portolan, [
    run('here-before', '10.1.0.1', '2026-11-13T02:00:00.000Z'),
    run('there-after', '10.2.0.1', '2026-11-14T02:00:00.000Z'),
  ]);
  await compareRuns(portolan, 'here-before', 'there-after');
  await expect(page.getByRole('heading', { name: /no host in common/ })).toBeVisible();
  await expect(portolan.table('Changes')).not.toContainText('closed');
  await expect(page.getByRole('region', { name: /^Port maps of/ })).toContainText('not scanned');
});

test('a run against itself has nothing to show, and says so', async ({ portolan, page }) => {
  await importRuns(portolan, [officeRun('before')]);
  await compareRuns(portolan, 'office-before', 'office-before');
  await expect(page.getByRole('heading', { name: 'Nothing changed', exact: true }).first()).toBeVisible();
  await expect(page.getByRole('region', { name: /^Port maps of/ })).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Gained and lost, by reason' })).toContainText('no change');
});

test('tens of thousands of changes are a table that is scrolled to its end at once', async ({
  portolan,
  page,
}) => {
  await importRuns(portolan, [hugeRun('before', 2), hugeRun('after', 2)]);
  await compareRuns(portolan, 'huge-before', 'huge-after');
  await expect(page.getByRole('heading', { name: '65,536 ports filtered' })).toBeVisible();
  await expect(portolan.table('Changes')).toHaveAttribute('aria-rowcount', '65538');
  await portolan.table('Changes').getByRole('row').nth(2).click();
  await page.keyboard.press('End');
  await expect(portolan.rows('Changes', '65535')).toBeFocused();
  await wordsOfPort(page, /^65535: before closed.*; after filtered.*; changed$/);
  await page.keyboard.press('Home');
  await expect(portolan.rows('Changes', 'Went silent')).toBeInViewport();
});

test('services of open ports stand side by side, the rest counted, and go out as a picture', async ({
  portolan,
  page,
}) => {
  await openOffice(portolan);
  const services = page.getByRole('region', { name: 'Services of open ports' });
  const row = (name: string) => services.getByRole('row').filter({ hasText: name });
  await expect(row('https')).toHaveText('https33');
  await expect(services.getByRole('row')).toHaveCount(1 + 8 + 2);
  // What came is not lost among the others.
  await expect(row('node-exporter')).toHaveText('node-exporter01+1');
  await services.scrollIntoViewIfNeeded();
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export Services of open ports as a picture' }).click();
  await page.getByRole('menuitem', { name: 'SVG' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('services-office-before-office-after.svg');
  const svg = await readFile(await download.path(), 'utf8');
  expect(svg).toContain('https');
  expect(svg).toContain('other services');
});

test('where no service is known, nothing is said of services', async ({ portolan, page }) => {
  const closed = ['dull-before', 'dull-after'].map((id) =>
    sketchReport({
      id,
      startedAt: '2026-11-13T02:00:00.000Z',
      targets: ['10.0.0.1'],
      ports: '1-65535',
      hosts: [{ address: '10.0.0.1', open: {}, rest: [['reset', allBut([])]] }],
    }),
  );
  await importRuns(portolan, closed);
  await compareRuns(portolan, 'dull-before', 'dull-after');
  await expect(page.getByRole('region', { name: 'States' })).toBeVisible();
  await expect(page.getByRole('region', { name: /Services/ })).toHaveCount(0);
});
