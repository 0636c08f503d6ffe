/** The palette, the keys and their list, and tabs: what hands do without a mouse. */
import { openListener } from '../helpers/listeners.ts';
import { findBarriers } from './find-barriers.ts';
import { expect, test } from './portolan-test.ts';

const PALETTE = { name: 'Command palette' };

test('typed targets are scanned on Enter, and never before', async ({ portolan, page }) => {
  const open = await openListener('127.0.0.1');
  await portolan.field('Ports').fill(String(open.port));
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', PALETTE);
  const field = palette.getByRole('combobox');
  await expect(field).toBeFocused();
  await field.pressSequentially('127.0.0.1');
  const option = palette.getByRole('option', { name: 'Scan 127.0.0.1' });
  await expect(option).toHaveAttribute('aria-selected', 'true');
  await expect(portolan.table('Results')).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(palette).toBeHidden();
  // What had been typed in the form is still there.
  await expect(portolan.field('Ports')).toHaveValue(String(open.port));
  await expect(portolan.table('Results')).toBeHidden();

  await page.keyboard.press('Control+k');
  await field.pressSequentially('127.0.0.1');
  await page.keyboard.press('Enter');
  await portolan.waitForEnd();

  await test.step('its host, its re-scan, and comparing the two', async () => {
    await page.keyboard.press('Control+k');
    await field.pressSequentially('re-scan');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.getByRole('navigation', { name: 'Open scans' }).getByRole('link').count())
      .toBe(2);
    await portolan.waitForEnd();
    await page.keyboard.press('Control+k');
    await field.pressSequentially('127.0');
    await expect(palette.getByRole('group', { name: 'Hosts' }).getByRole('option')).toHaveCount(1);
    await field.fill('compare the last');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/#\/compare\/[^-]/);
  });
  await open.close();
});

test('arrows walk, around both ends; what is not there is said', async ({ portolan, page }) => {
  await portolan.button('Search or run a command').click();
  const palette = page.getByRole('dialog', PALETTE);
  const field = palette.getByRole('combobox');
  const options = palette.getByRole('option');
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowUp');
  await expect(options.last()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowDown');
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
  // A scan that does not run cannot be paused: the command is not offered.
  await expect(palette.getByRole('option', { name: 'Pause the scan' })).toHaveCount(0);
  await field.fill('no such thing');
  await expect(options).toHaveCount(0);
  await expect(palette.getByRole('status')).toContainText('Nothing is called “no such thing”');
  await field.fill('setti');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
});

test('expectations and watches are reached by words, for the run that is shown', async ({
  portolan,
  page,
}) => {
  const choose = async (words: string, option: string) => {
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog', PALETTE);
    await palette.getByRole('combobox').fill(words);
    await expect(palette.getByRole('option').first()).toContainText(option);
    await page.keyboard.press('Enter');
  };
  const screen = page.getByRole('heading', { name: 'Expectations', level: 1 });
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('option', { name: 'New scan' })).toBeVisible();
  // No run can be checked yet.
  await expect(page.getByRole('option', { name: 'Expectations' })).toHaveCount(0);
  await expect(page.getByRole('option', { name: 'Check this run' })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', PALETTE)).toBeHidden();

  await portolan.scan('127.0.0.1', '1-5');
  const address = page.url();
  await choose('check', 'Check this run');
  await expect(screen).toBeVisible();
  await expect(page).toHaveURL(`${address}/expectations`);
  await portolan.open('History');
  await choose('expect', 'Expectations');
  await expect(page).toHaveURL(`${address}/expectations`);
  await expect(screen).toBeVisible();

  await choose('new watch', 'New watch');
  await expect(page.getByRole('dialog', { name: 'New watch' }).getByLabel('Targets')).toHaveValue('');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'Watches', level: 1 })).toBeVisible();
});

test('a key without Ctrl is a letter where someone types, and a command elsewhere', async ({
  portolan,
  page,
}) => {
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await portolan.field('Targets').fill('');
  await portolan.field('Targets').press('?');
  await expect(portolan.field('Targets')).toHaveValue('?');
  await expect(dialog).toBeHidden();
  await portolan.open('History');
  await page.keyboard.press('?');
  await expect(dialog).toContainText('Search or run a command');
  await expect(dialog).toContainText('Pause the scan');
  // Under a dialog nothing changes.
  await page.keyboard.press('Control+,');
  await expect(page).toHaveURL(/#\/history/);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await page.keyboard.press('Control+,');
  await expect(page).toHaveURL(/#\/settings/);
});

test('new-scan tabs keep their own drafts; a closed one comes back with what was typed', async ({
  portolan,
  page,
}) => {
  const tabs = page.getByRole('navigation', { name: 'Open scans' });
  await portolan.field('Targets').fill('10.0.0.1');
  await portolan.button('New scan').click();
  await expect(portolan.field('Targets')).toHaveValue('');
  await portolan.field('Targets').fill('10.0.0.2');
  await portolan.field('Ports').fill('22');
  await portolan.button('New scan').click();
  await expect(tabs.getByRole('link')).toHaveCount(3);
  await tabs.getByRole('link', { name: '10.0.0.1' }).click();
  await expect(portolan.field('Targets')).toHaveValue('10.0.0.1');
  await tabs.getByRole('link', { name: '10.0.0.2' }).click();
  await expect(portolan.field('Ports')).toHaveValue('22');

  await portolan.button('Close 10.0.0.2').click();
  await expect(tabs.getByRole('link', { name: '10.0.0.2' })).toHaveCount(0);
  await portolan.button('Undo').click();
  await expect(portolan.field('Targets')).toHaveValue('10.0.0.2');
  await expect(portolan.field('Ports')).toHaveValue('22');
  // By keys, out of a field: in a browser Alt stands for what it keeps to itself.
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('Alt+w');
  await expect(tabs.getByRole('link', { name: '10.0.0.2' })).toHaveCount(0);
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('Alt+Shift+T');
  await expect(portolan.field('Targets')).toHaveValue('10.0.0.2');
});

test('axe finds nothing in the palette and the list of shortcuts', async ({ portolan, page }) => {
  await portolan.button('Search or run a command').click();
  await expect(page.getByRole('dialog', PALETTE).getByRole('option').first()).toBeVisible();
  expect(await findBarriers(page), 'palette').toEqual([]);
  await page.getByRole('combobox').fill('no such thing');
  expect(await findBarriers(page), 'nothing found').toEqual([]);
  await page.keyboard.press('Escape');
  await portolan.button('? shortcuts').click();
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  expect(await findBarriers(page), 'shortcuts').toEqual([]);
});
