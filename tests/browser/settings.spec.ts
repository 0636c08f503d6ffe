/** Settings: each is kept, each says what is wrong with it, and what is excluded is never asked. */
import { openListener } from '../helpers/listeners.ts';
import { findBarriers } from './find-barriers.ts';
import { expect, test } from './portolan-test.ts';

test('excluded ranges are left out of the preview and of every scan', async ({ portolan, page }) => {
  const [asked, excluded] = await Promise.all([openListener('127.0.0.1'), openListener('127.0.0.2')]);
  await portolan.open('Settings');
  const field = page.getByRole('textbox', { name: 'Excluded ranges' });
  await field.fill('127.0.0.300');
  await expect(page.getByText(/127\.0\.0\.300/)).toBeVisible();
  await expect(portolan.button('Keep excluded ranges')).toBeDisabled();
  await field.fill('router.example');
  await expect(page.getByText(/is a name, and what it stands for can change/)).toBeVisible();
  await field.fill('127.0.0.2, 10.0.0.0/8');
  await portolan.button('Keep excluded ranges').click();
  await expect(portolan.button('Keep excluded ranges')).toBeHidden();
  await page.reload();
  await expect(field).toHaveValue('127.0.0.2, 10.0.0.0/8');

  await portolan.open('Scan');
  await portolan.fillIn('127.0.0.1-2', `${asked.port},${excluded.port}`);
  await expect(page.getByText('1 left out by Settings')).toBeVisible();
  await portolan.startBy(() => portolan.button('Scan').click());
  await portolan.waitForEnd();
  await expect(portolan.portRow(asked.port)).toHaveCount(1);
  await expect(page.getByText(/127\.0\.0\.2 is in the ranges that Settings exclude/)).toBeVisible();

  await test.step('a target that is excluded as a whole is refused, and stays typed', async () => {
    await portolan.button('New scan').click();
    await portolan.start('127.0.0.2', String(excluded.port));
    await expect(page.getByText(/nothing to scan/i).first()).toBeVisible();
    await expect(portolan.field('Targets')).toHaveValue('127.0.0.2');
  });
  expect(excluded.accepted).toBe(0);
  await asked.close();
  await excluded.close();
});

test('numbers are checked where they are typed, and nothing typed is lost', async ({ portolan, page }) => {
  await portolan.open('Settings');
  const cap = page.getByRole('textbox', { name: 'Connections at once, to one host' });
  await cap.fill('0');
  await expect(page.getByText('Give a whole number from 1 to 100,000, or nothing.')).toBeVisible();
  await cap.press('Enter');
  await expect(cap).toHaveValue('0');
  await cap.fill('25');
  await cap.press('Enter');
  await expect(page.getByRole('button', { name: 'Keep connections at once, to one host' })).toBeHidden();
  const days = page.getByRole('textbox', { name: 'Days to keep runs' });
  await days.fill('30');
  await days.press('Enter');
  await expect(portolan.button('Keep days to keep runs')).toBeHidden();
  const newest = page.getByRole('textbox', { name: 'Newest runs of each series to keep' });
  await newest.fill('12');
  await newest.press('Enter');
  await expect(portolan.button('Keep newest runs of each series to keep')).toBeHidden();
  await page.getByRole('switch', { name: 'Read what open ports say first' }).press('Space');
  await expect(page.getByRole('switch', { name: 'Read what open ports say first' })).toBeChecked();
  await page.reload();
  await expect(cap).toHaveValue('25');
  await expect(days).toHaveValue('30');
  await expect(newest).toHaveValue('12');
  await expect(page.getByRole('switch', { name: 'Read what open ports say first' })).toBeChecked();
});

test('the history is compacted on demand, and says what that gave', async ({ portolan, page }) => {
  const listener = await openListener('127.0.0.1');
  await portolan.start('127.0.0.1', String(listener.port));
  await portolan.waitForEnd();
  await portolan.open('Settings');
  await portolan.button('Compact').click();
  await expect(page.getByText(/^(Nothing to give back: \d.*|\d.* before, \d.* now)$/)).toBeVisible();
  await portolan.open('History');
  await expect(page.getByRole('table', { name: 'Runs' })).toContainText('127.0.0.1');
  await listener.close();
});

test('axe finds nothing in the settings, right or wrong', async ({ portolan, page }) => {
  await portolan.open('Settings');
  await page.getByRole('textbox', { name: 'Days to keep runs' }).fill('x');
  await expect(page.getByText(/Give a whole number/)).toBeVisible();
  expect(await findBarriers(page)).toEqual([]);
});
