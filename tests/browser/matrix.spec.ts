/** Hosts x ports at a glance: read by keyboard and mouse, and a cell opens its port. */
import { openListener } from '../helpers/listeners.ts';
import { findBarriers } from './find-barriers.ts';
import { expect, test } from './portolan-test.ts';

test('the matrix names what is under the keyboard, and opens it', async ({ portolan, page }) => {
  const first = await openListener('127.0.0.1');
  const second = await openListener('127.0.0.2', first.port);
  await portolan.scan('127.0.0.1-3', `${first.port},1-40`);
  await page.getByText('Matrix', { exact: true }).click();
  const matrix = page.getByRole('group', { name: /^Matrix of hosts and ports/ });
  await expect(
    page.getByText(/^3 hosts, 1 port open or out of the ordinary anywhere, 2 of the answers open/),
  ).toBeVisible();
  expect(await findBarriers(page)).toEqual([]);

  await matrix.focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByText(`127.0.0.1, port ${first.port}: open`)).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByText(`127.0.0.3, port ${first.port}: closed`)).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: `Port ${first.port} of 127.0.0.3` })).toBeVisible();

  await page.getByRole('button', { name: /^open/, pressed: false }).click();
  await expect(page.getByText(/^2 hosts, 1 port matching the filter/)).toBeVisible();
  await page.getByRole('textbox', { name: 'Filter rows' }).fill('127.0.0.2');
  await expect(page.getByText(/^1 host, 1 port matching the filter/)).toBeVisible();
  await page.getByRole('textbox', { name: 'Filter rows' }).fill('nothing such');
  await expect(page.getByText('No port matches')).toBeVisible();
  await portolan.button('Clear filters').click();
  await expect(page.getByText(/^3 hosts, 1 port open or out of/)).toBeVisible();
  await Promise.all([first.close(), second.close()]);
});
