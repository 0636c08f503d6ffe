/** The history as a place to find things again: tags, notes, filters, series and baselines. */
import type { Locator, Page } from '@playwright/test';
import { findClosedPort } from '../helpers/listeners.ts';
import { findBarriers } from './find-barriers.ts';
import { expect, test } from './portolan-test.ts';
import type { Portolan } from './portolan-page.ts';

/** Two runs of 127.0.0.1, one of 127.0.0.2. */
async function scanThrice(portolan: Portolan): Promise<void> {
  const closed = String(await findClosedPort('127.0.0.1'));
  await portolan.scan('127.0.0.1', closed);
  await portolan.scan('127.0.0.1', closed);
  await portolan.scan('127.0.0.2', closed);
  await portolan.open('History');
}

async function openMenu(portolan: Portolan, row: Locator): Promise<Locator> {
  await row.hover();
  await row.getByRole('button', { name: 'More' }).click();
  return portolan.page.getByRole('menu', { name: 'Actions of the run' });
}

async function writeMarks(page: Page, tag: string, note: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Tags and note' });
  await dialog
    .getByRole('combobox', { name: 'Tags' })
    .or(dialog.getByRole('textbox', { name: 'Tags' }))
    .first()
    .fill(tag);
  await page.keyboard.press('Enter');
  await dialog.getByRole('textbox', { name: 'Note' }).fill(note);
  await dialog.getByRole('button', { name: 'Keep' }).click();
  await expect(dialog).toBeHidden();
}

test('tags and a note are kept, shown, searched and filtered by', async ({ portolan, page }) => {
  await scanThrice(portolan);
  const row = portolan.rows('Runs', '127.0.0.2');
  await (await openMenu(portolan, row)).getByRole('menuitem', { name: 'Tags and note…' }).click();
  await writeMarks(page, 'audit', 'Before the switch replacement');
  await expect(row).toContainText('audit');
  await expect(row).toContainText('Before the switch replacement');

  await page.reload();
  await expect(row).toContainText('audit');
  await page.getByRole('textbox', { name: 'Search runs' }).fill('switch repl');
  await expect(portolan.rows('Runs', '127.0.0.1')).toHaveCount(0);
  await expect(row).toHaveCount(1);
  await page.getByRole('textbox', { name: 'Search runs' }).fill('');
  await expect(portolan.rows('Runs', '127.0.0.1')).toHaveCount(2);

  await page.getByRole('button', { name: 'audit 1' }).click();
  await expect(portolan.rows('Runs', '127.0.0.1')).toHaveCount(0);
  await page.getByRole('button', { name: 'Status: Any status' }).click();
  await page.getByRole('menuitem', { name: 'Stopped' }).click();
  await expect(page.getByText('Nothing kept fits this filter.')).toBeVisible();
  await page.getByRole('button', { name: 'Show all runs' }).click();
  await expect(portolan.rows('Runs', '127.0.0.1')).toHaveCount(2);
});

test('several runs get a tag at once, and a deleted run keeps its own', async ({ portolan, page }) => {
  await scanThrice(portolan);
  const runs = portolan.rows('Runs', '127.0.0.1');
  await runs.first().focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Tags', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Tags and note' });
  await expect(dialog.getByText('2 runs')).toBeVisible();
  await page.keyboard.type('weekly,');
  await dialog.getByRole('button', { name: 'Keep' }).click();
  await expect(portolan.rows('Runs', 'weekly')).toHaveCount(2);
  await page.getByRole('button', { name: 'Delete', exact: true }).first().click();
  await expect(portolan.rows('Runs', 'weekly')).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(portolan.rows('Runs', 'weekly')).toHaveCount(2);
});

test('runs of one scope are a series: counted, grouped, taken apart, given a baseline', async ({
  portolan,
  page,
}) => {
  await scanThrice(portolan);
  const first = portolan.rows('Runs', 'Run 1');
  await expect(portolan.rows('Runs', 'Run 2')).toHaveCount(1);
  await (await openMenu(portolan, first)).getByRole('menuitem', { name: /^Baseline/ }).click();
  await expect(first).toContainText('baseline');

  await page.getByRole('button', { name: 'Group by series' }).click();
  const series = page
    .getByRole('table', { name: 'Series' })
    .getByRole('row')
    .filter({ hasText: '127.0.0.1' });
  await expect(series).toHaveCount(1);
  await expect(series).toContainText('same as the baseline');
  await series.hover();
  await series.getByRole('button', { name: 'Show its 2 runs' }).click();
  await expect(portolan.rows('Runs', '127.0.0.1')).toHaveCount(2);
  await expect(portolan.rows('Runs', '127.0.0.2')).toHaveCount(0);

  await (await openMenu(portolan, first)).getByRole('menuitem', { name: 'No baseline any more' }).click();
  await expect(first).not.toContainText('baseline');
  await (await openMenu(portolan, first)).getByRole('menuitem', { name: 'Take out of its series' }).click();
  await expect(portolan.rows('Runs', '127.0.0.1')).toHaveCount(1);
});

test.describe('in a small window', () => {
  test.use({ viewport: { width: 1_024, height: 480 } });
  test('tags are in a menu, a menu at the pointer is seen whole, and series are searched', async ({
    portolan,
    page,
  }) => {
    await scanThrice(portolan);
    const row = portolan.rows('Runs', '127.0.0.2');
    const menu = await openMenu(portolan, row);
    await expect(menu.getByRole('menuitem', { name: 'Delete' })).toBeInViewport({ ratio: 1 });
    await menu.getByRole('menuitem', { name: 'Tags and note…' }).click();
    await writeMarks(page, 'before the update', '');
    await portolan.button('Tags').click();
    await page.getByRole('menuitem', { name: 'before the update 1' }).click();
    await expect(portolan.rows('Runs', '127.0.0.1')).toHaveCount(0);
    await expect(portolan.button('before the update')).toBeInViewport({ ratio: 1 });
    await portolan.button('before the update').click();

    await portolan.button('Group by series').click();
    const series = page
      .getByRole('table', { name: 'Series' })
      .getByRole('row')
      .filter({ hasText: '127.0.0.1' });
    await expect(series).toBeVisible();
    await page.getByRole('textbox', { name: 'Search series' }).fill('nowhere');
    await expect(page.getByText('No series matches')).toBeVisible();
    await portolan.button('Show all series').click();
    await expect(series).toBeVisible();
  });
});

test('axe finds nothing', async ({ portolan, page }) => {
  await scanThrice(portolan);
  const first = portolan.rows('Runs', 'Run 1');
  const menu = await openMenu(portolan, first);
  await expect(menu).toBeVisible();
  expect(await findBarriers(page), 'menu').toEqual([]);
  await menu.getByRole('menuitem', { name: 'Tags and note…' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await findBarriers(page), 'dialog').toEqual([]);
  await writeMarks(page, 'audit', 'A note');
  expect(await findBarriers(page), 'history').toEqual([]);
  await page.getByRole('button', { name: 'Group by series' }).click();
  await expect(page.getByRole('table', { name: 'Series' })).toBeVisible();
  expect(await findBarriers(page), 'series').toEqual([]);
});
