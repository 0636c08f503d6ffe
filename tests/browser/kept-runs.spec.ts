/** What becomes of runs: marked, compared, missed, and settings kept; by keyboard where a keyboard must do. */
import type { Locator, Page } from '@playwright/test';
import { findClosedPort, openListener, type Listener } from '../helpers/listeners.ts';
import { expect, test } from './portolan-test.ts';
import type { Portolan } from './portolan-page.ts';

const heading = (page: Page, name: string | RegExp): Locator => page.getByRole('heading', { name });

/** Two runs of one port of this computer: open in the first, closed in the second. Answers with the port. */
async function scanBeforeAndAfter(portolan: Portolan): Promise<number> {
  const listener = await openListener('127.0.0.1');
  await portolan.scan('127.0.0.1', String(listener.port));
  await listener.close();
  await portolan.scan('127.0.0.1', String(listener.port));
  return listener.port;
}

test('marking and comparing two runs needs no mouse', async ({ portolan, page }) => {
  const port = await scanBeforeAndAfter(portolan);
  await portolan.open('History');
  const runs = portolan.rows('Runs', '127.0.0.1');
  await expect(runs).toHaveCount(2);
  await runs.first().focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await expect(runs.nth(1)).toBeFocused();
  await page.keyboard.press('Space');
  await expect(page.getByText('2 runs marked')).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: 'Compare', exact: true }).press('Enter');
  await expect(heading(page, '1 port closed')).toBeVisible();
  await expect(portolan.rows('Changes', String(port))).toHaveCount(1);
});

test('Enter opens the run that has the focus', async ({ portolan, page }) => {
  const port = await scanBeforeAndAfter(portolan);
  await portolan.open('History');
  await portolan.rows('Runs', '127.0.0.1').nth(1).focus();
  await page.keyboard.press('Enter');
  await expect(portolan.portRow(port)).toContainText('open');
});

test('the sides of a comparison can be swapped, and a change tells what both runs saw', async ({
  portolan,
  page,
}) => {
  const port = await scanBeforeAndAfter(portolan);
  await portolan.open('Compare');
  await expect(heading(page, '1 port closed')).toBeVisible();
  await page.getByRole('button', { name: 'Swap before and after' }).click();
  await expect(heading(page, '1 port opened')).toBeVisible();
  await portolan.rows('Changes', String(port)).click();
  await expect(page.getByRole('region', { name: 'Before', exact: true })).toContainText('refused');
  await expect(page.getByRole('region', { name: 'After', exact: true })).toContainText('accepted');
});

test('a run is picked by searching, from the keyboard', async ({ portolan, page }) => {
  const closed = await findClosedPort('127.0.0.1');
  await portolan.scan('127.0.0.1', String(closed));
  await portolan.scan('127.0.0.2', String(closed));
  await portolan.scan('127.0.0.1', String(closed));
  await portolan.open('Compare');
  await expect(heading(page, 'Nothing changed')).toBeVisible();
  const before = page.getByRole('combobox', { name: 'Before', exact: true });
  await before.click();
  await page.getByRole('textbox', { name: 'Search runs for Before' }).fill('127.0.0.2');
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(before).toContainText('127.0.0.2');
  await expect(heading(page, /no host in common/)).toBeVisible();
  await expect(portolan.table('Changes')).toContainText('not scanned');
});

test('a port that only one run asked is not scanned, never closed', async ({ portolan, page }) => {
  const listeners: Listener[] = [await openListener('127.0.0.1'), await openListener('127.0.0.1')];
  const [first, second] = listeners.map(({ port }) => port);
  await portolan.scan('127.0.0.1', `${first},${second}`);
  await portolan.scan('127.0.0.1', String(first));
  await portolan.open('Compare');
  await expect(heading(page, /^Nothing changed/)).toBeVisible();
  const unasked = portolan.rows('Changes', String(second));
  await expect(unasked).toContainText('not scanned');
  await expect(unasked).not.toContainText('closed');
  await Promise.all(listeners.map((listener) => listener.close()));
});

test('a comparison with a deleted run says so, and the way on works', async ({ portolan, page }) => {
  await scanBeforeAndAfter(portolan);
  await portolan.open('Compare');
  await expect(portolan.table('Changes')).toBeVisible();
  const address = page.url();
  await portolan.open('History');
  await portolan.rows('Runs', '127.0.0.1').first().hover();
  await page.getByRole('button', { name: 'Delete' }).first().click();
  await expect(portolan.rows('Runs', '127.0.0.1')).toHaveCount(1);
  await portolan.open('Compare');
  const deleted = page.getByRole('alert').filter({ hasText: 'One of these runs was deleted' });
  await expect(deleted).toBeVisible();
  await expect(
    page.getByRole('combobox', { name: /^(Before|After)$/ }).filter({ hasText: 'A deleted run' }),
  ).toHaveCount(1);
  await expect(portolan.table('Changes')).toHaveCount(0);
  await deleted.getByRole('button', { name: 'Undo' }).click();
  await expect(portolan.table('Changes')).toBeVisible();
  await portolan.open('History');
  await portolan.rows('Runs', '127.0.0.1').first().hover();
  await page.getByRole('button', { name: 'Delete' }).first().click();
  await expect(portolan.rows('Runs', '127.0.0.1')).toHaveCount(1);
  await page.goto(address);
  await page.reload();
  await expect(page.getByRole('alert')).toContainText('One of these runs is gone');
  await page.getByRole('button', { name: 'Choose in History' }).click();
  await expect(portolan.table('Runs')).toBeVisible();
});

test('runs that another window starts arrive by themselves', async ({ portolan, page, context }) => {
  await portolan.open('History');
  await expect(heading(page, 'No runs yet')).toBeVisible();
  const other = await context.newPage();
  await other.goto(new URL('/', page.url()).href);
  await other.getByRole('textbox', { name: 'Targets', exact: true }).fill('127.0.0.1');
  await other.getByRole('textbox', { name: 'Ports', exact: true }).fill('1-10');
  await other.getByRole('button', { name: 'Scan', exact: true }).click();
  await expect(portolan.rows('Runs', '127.0.0.1')).toHaveCount(1);
  await expect(portolan.rows('Runs', '127.0.0.1')).toContainText('complete');
});

test('searching narrows the list, and finding nothing has a way back', async ({ portolan, page }) => {
  const closed = await findClosedPort('127.0.0.1');
  await portolan.scan('127.0.0.1', String(closed));
  await portolan.scan('127.0.0.2', String(closed));
  await portolan.open('History');
  const search = page.getByRole('textbox', { name: 'Search runs' });
  await search.fill('127.0.0.2');
  await expect(portolan.rows('Runs', '127.0.0')).toHaveCount(1);
  await search.fill('nowhere.example');
  await page.getByRole('button', { name: 'Show all runs' }).click();
  await expect(portolan.rows('Runs', '127.0.0')).toHaveCount(2);
});

test('settings are kept, wrong ports are not', async ({ portolan, page }) => {
  await portolan.open('Settings');
  const scheme = () => page.locator('html').getAttribute('data-mantine-color-scheme');
  await page.getByText('Dark', { exact: true }).click();
  await expect.poll(scheme).toBe('dark');
  await page.getByText('Light', { exact: true }).click();
  await expect.poll(scheme).toBe('light');
  const ports = page.getByRole('textbox', { name: 'Default ports' });
  await ports.fill('22,99999');
  await expect(page.getByText(/'99999'/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Keep' })).toBeDisabled();
  await ports.fill('22,2222');
  await page.getByRole('button', { name: 'Keep' }).click();
  await expect(page.getByRole('button', { name: 'Keep' })).toBeDisabled();
  await page.reload();
  await expect(ports).toHaveValue('22,2222');
  await portolan.open('Scan');
  await expect(portolan.field('Ports')).toHaveValue('22,2222');
});
