/** Several rows at once: picked by mouse and keys, copied, scanned again; menus, filters, columns, unfolding. */
import { openListener } from '../helpers/listeners.ts';
import { findBarriers } from './find-barriers.ts';
import { expect, test } from './portolan-test.ts';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test('rows are picked with Ctrl and Shift, copied, and scanned again', async ({ portolan, page }) => {
  const listeners = await Promise.all(Array.from({ length: 4 }, () => openListener('127.0.0.1')));
  const ports = listeners.map(({ port }) => port).sort((a, b) => a - b);
  const [first = 0, second = 0, third = 0, fourth = 0] = ports;
  await portolan.scan('127.0.0.1', `${ports.join(',')},1-40`);

  await portolan.portRow(first).click();
  await portolan.portRow(third).click({ modifiers: ['ControlOrMeta'] });
  await expect(page.getByText('2 selected')).toBeVisible();
  expect(await findBarriers(page)).toEqual([]);
  await expect(portolan.portRow(second)).toHaveAttribute('aria-selected', 'false');
  await page.keyboard.press('ControlOrMeta+c');
  await expect(page.getByText('2 rows copied.')).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied.split('\n').map((line) => line.split('\t')[2])).toEqual([
    'Port',
    `${first}/tcp`,
    `${third}/tcp`,
  ]);

  await portolan.portRow(second).click();
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.getByText('3 selected')).toBeVisible();
  await expect(portolan.portRow(fourth)).toHaveAttribute('aria-selected', 'true');

  await portolan.portRow(fourth).click({ button: 'right' });
  await portolan.startBy(() => page.getByRole('menuitem', { name: 'Scan these ports again' }).click());
  await portolan.waitForEnd();
  await expect(portolan.table('Results')).toHaveAttribute('aria-rowcount', '5');
  await expect(portolan.portRow(first)).toHaveCount(0);
  for (const port of [second, third, fourth]) await expect(portolan.portRow(port)).toContainText('open');
  await Promise.all(listeners.map((listener) => listener.close()));
});

test('Ctrl+A is every row that matches, loaded or not', async ({ portolan, page }) => {
  await portolan.scan('127.0.0.1', '1-1200');
  await page.getByRole('textbox', { name: 'Filter rows' }).fill('closed');
  // The rows that match have come: before, ports that are mostly closed are one line.
  await expect(portolan.table('Results')).toHaveAttribute('aria-rowcount', /^1\d{3}$/);
  const lines = Number(await portolan.table('Results').getAttribute('aria-rowcount'));
  await portolan.rows('Results', 'closed').first().click();
  await page.keyboard.press('ControlOrMeta+a');
  await expect(page.getByText(/^1,\d\d\d selected/)).toBeVisible();
  await page.keyboard.press('ControlOrMeta+c');
  await expect(page.getByText(/^1,\d\d\d rows copied\.$/)).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  // The table has a heading of columns and one of the host.
  expect(copied.split('\n').length).toBe(lines - 1);
});

test('the menu of a row, by mouse and by key', async ({ portolan, page }) => {
  const open = await openListener('127.0.0.1');
  await portolan.scan('127.0.0.1', `${open.port},1-30`);
  await portolan.portRow(open.port).click({ button: 'right' });
  await expect(page.getByRole('menuitem', { name: 'Copy row', exact: true })).toBeVisible();
  expect(await findBarriers(page), 'menu of a row').toEqual([]);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
  await portolan.portRow(open.port).focus();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Only syn-ack' }).click();
  await expect(page.getByRole('button', { name: 'Filter by reason: syn-ack' })).toBeVisible();
  await portolan.button('Clear filters').click();
  await expect(portolan.button('Clear filters')).toHaveCount(0);
  await open.close();
});

test('"Not shown" unfolds into its ports, and columns can be hidden for good', async ({ portolan, page }) => {
  await portolan.scan('127.0.0.1', '1-60');
  await portolan
    .table('Results')
    .getByRole('button', { name: /Not shown: .*closed/ })
    .click();
  await expect(portolan.portRow(7)).toContainText('closed');
  await portolan.portRow(7).click();
  await page.keyboard.press('End');
  await portolan
    .table('Results')
    .getByRole('button', { name: /Shown above/ })
    .press('Enter');
  await expect(portolan.portRow(7)).toHaveCount(0);

  await portolan.button('Columns').click();
  expect(await findBarriers(page), 'menu of columns').toEqual([]);
  await page.getByRole('menuitemcheckbox', { name: 'Tries' }).click();
  await expect(page.getByRole('columnheader', { name: 'Tries' })).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('columnheader', { name: 'State' })).toBeVisible();
  await expect(page.getByRole('columnheader', { name: 'Tries' })).toHaveCount(0);
});

test('filters by service and host offer what there is, with counts', async ({ portolan, page }) => {
  const open = await openListener('127.0.0.1');
  const other = await openListener('127.0.0.2', open.port);
  await portolan.scan('127.0.0.1-2', `${open.port},1-30`);
  await portolan.button('Filter by host').click();
  expect(await findBarriers(page), 'menu of hosts').toEqual([]);
  await page.getByRole('checkbox', { name: /^127\.0\.0\.2/ }).click();
  await page.keyboard.press('Escape');
  await expect(portolan.portRow(open.port)).toHaveCount(1);
  await Promise.all([open.close(), other.close()]);
});
