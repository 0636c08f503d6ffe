/** Long lists of filters are searched, and rows stand together by port. */
import { openListener } from '../helpers/listeners.ts';
import { findBarriers } from './find-barriers.ts';
import { expect, test } from './portolan-test.ts';

test('a long list of hosts is searched and chosen from by keyboard', async ({ portolan, page }) => {
  const open = await openListener('127.0.0.1');
  await portolan.scan('127.0.0.1-12', `${open.port},1-3`);
  await portolan.button('Filter by host').focus();
  await page.keyboard.press('Enter');
  const search = page.getByRole('textbox', { name: 'Search hosts' });
  await expect(search).toBeFocused();
  await expect(page.getByRole('dialog', { name: 'Filter by host' })).toBeVisible();
  expect(await findBarriers(page), 'list of hosts').toEqual([]);

  await page.keyboard.type('0.12');
  const choice = page.getByRole('checkbox', { name: /^127/ });
  await expect(choice).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await expect(choice).toBeFocused();
  await page.keyboard.press('Space');
  await expect(choice).toBeChecked();
  expect(await findBarriers(page), 'a chosen host').toEqual([]);
  await page.keyboard.press('ArrowUp');
  await expect(search).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(search).toHaveCount(0);
  await expect(portolan.button('Filter by host: 127.0.0.12')).toBeFocused();
  await expect(portolan.table('Results').getByRole('link', { name: /^127/ })).toHaveText(['127.0.0.12']);
  await open.close();
});

test('by port, a heading tells on how many hosts it is open', async ({ portolan, page }) => {
  const first = await openListener('127.0.0.1');
  const second = await openListener('127.0.0.2', first.port);
  await portolan.scan('127.0.0.1-3', `${first.port},1-40`);
  // Drawn, or told where the scan was over too soon.
  const roundTrips = page.getByRole('img', { name: /^Round-trip: median/ });
  await expect(roundTrips.or(page.getByText(/median round-trip \d/))).toBeAttached();
  await page.getByText('By port', { exact: true }).click();
  const heading = portolan.rows('Results', '2 hosts open');
  await expect(heading).toContainText(String(first.port));
  await expect(portolan.table('Results')).toHaveAttribute('aria-rowcount', '4');
  await expect(portolan.rows('Results', 'syn-ack')).toContainText(['127.0.0.1', '127.0.0.2']);
  expect(await findBarriers(page)).toEqual([]);
  await portolan.rows('Results', '127.0.0.2').click();
  const panel = page.getByRole('complementary', { name: `Port ${first.port} of 127.0.0.2` });
  await panel.getByRole('link', { name: 'Port map of this host' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '127.0.0.2' })).toBeVisible();
  await Promise.all([first.close(), second.close()]);
});
