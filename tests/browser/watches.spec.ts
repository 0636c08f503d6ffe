/** Scans that run by themselves: written, run, told of, paused and deleted. */
import { once } from 'node:events';
import { startChild } from '../helpers/child.ts';
import { openListener } from '../helpers/listeners.ts';
import { programFile } from '../helpers/repository.ts';
import { findBarriers } from './find-barriers.ts';
import { expect, test } from './portolan-test.ts';
import type { Portolan } from './portolan-page.ts';

const watchRow = (portolan: Portolan, name: string) =>
  portolan.page.getByRole('table', { name: 'Watches' }).getByRole('row').filter({ hasText: name });

async function openWatches(portolan: Portolan): Promise<void> {
  await portolan.open('History');
  await portolan.page.getByText('Watches', { exact: true }).click();
  await expect(portolan.page.getByRole('heading', { name: 'Watches', level: 1 })).toBeVisible();
}

async function writeWatch(portolan: Portolan, ports: string, when: string): Promise<void> {
  const dialog = portolan.page.getByRole('dialog', { name: 'New watch' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Lab');
  await dialog.getByRole('textbox', { name: 'Targets' }).fill('127.0.0.1');
  await dialog.getByRole('textbox', { name: 'Ports' }).fill(ports);
  await dialog.getByRole('textbox', { name: 'When' }).fill(when);
}

test('a watch is written, told what is wrong with it, run, and tells a change once', async ({
  portolan,
  page,
}) => {
  const listener = await openListener('127.0.0.1');
  await openWatches(portolan);
  await expect(page.getByRole('heading', { name: 'Nothing is watched' })).toBeVisible();
  await page
    .getByRole('banner')
    .or(page.getByRole('main'))
    .getByRole('button', { name: 'New watch' })
    .first()
    .click();
  const dialog = page.getByRole('dialog', { name: 'New watch' });

  await test.step('a schedule is understood or refused while it is typed', async () => {
    await writeWatch(portolan, String(listener.port), 'every 7 minutes');
    await expect(dialog.getByText(/does not divide an hour evenly/)).toBeVisible();
    await dialog.getByRole('button', { name: 'Watch', exact: true }).click();
    await expect(dialog).toBeVisible();
    await dialog.getByRole('button', { name: 'weekdays at 8:30' }).click();
    await expect(dialog.getByRole('status')).toContainText('every weekday at 08:30');
    await expect(dialog.getByRole('status')).toContainText('08:30, ');
  });

  await test.step('what is wrong stands at its field, and nothing typed is lost', async () => {
    await dialog.getByRole('textbox', { name: 'Ports' }).fill('99999');
    await dialog.getByRole('button', { name: 'Watch', exact: true }).click();
    await expect(dialog.getByText(/99999/)).toBeVisible();
    await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('Lab');
    await dialog.getByRole('textbox', { name: 'Ports' }).fill(String(listener.port));
    await dialog.getByRole('button', { name: 'Watch', exact: true }).click();
    await expect(dialog).toBeHidden();
  });

  const row = watchRow(portolan, 'Lab');
  await expect(row).toContainText('every weekday at 08:30');
  await expect(row).toContainText('not yet');
  await expect(page.getByText('They run while Portolan is open')).toBeVisible();

  await row.hover();
  await row.getByRole('button', { name: 'Run now: Lab' }).click();
  await expect(row).toContainText('First run: 1 open port');
  await listener.close();
  await row.getByRole('button', { name: 'Run now: Lab' }).click();
  await expect(row).toContainText('1 port closed', { timeout: 20_000 });
  const told = page.getByRole('status').or(page.getByRole('alert')).filter({ hasText: 'Lab: 1 port closed' });
  await expect(told).toHaveCount(1);
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await expect(page.getByRole('heading', { name: '1 port closed' })).toBeVisible();
});

test('a watch is paused, edited, deleted and brought back', async ({ portolan, page }) => {
  await openWatches(portolan);
  await page.getByRole('button', { name: 'New watch' }).first().click();
  await writeWatch(portolan, '1', 'nightly');
  await page.keyboard.press('Enter');
  const row = watchRow(portolan, 'Lab');
  await expect(row).toContainText('every day at 02:00');
  await row.hover();
  await row.getByRole('button', { name: 'Pause: Lab' }).click();
  await expect(row).toContainText('paused');
  await expect(page.getByText('All are paused')).toBeVisible();
  await row.getByRole('button', { name: 'Go on: Lab' }).click();
  await expect(row).not.toContainText('paused');

  await row.getByRole('button', { name: 'Edit: Lab' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit watch' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Bench');
  await dialog.getByRole('button', { name: 'Keep' }).click();
  const renamed = watchRow(portolan, 'Bench');
  await expect(renamed).toBeVisible();

  await page.reload();
  await expect(renamed).toContainText('every day at 02:00');
  await renamed.hover();
  await renamed.getByRole('button', { name: 'Delete: Bench' }).click();
  await expect(page.getByRole('heading', { name: 'Nothing is watched' })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(renamed).toBeVisible();
});

test('a finished scan becomes a watch from the palette', async ({ portolan, page }) => {
  await portolan.scan('127.0.0.1', '1-5');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('watch this');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'New watch' });
  await expect(dialog.getByRole('textbox', { name: 'Targets' })).toHaveValue('127.0.0.1');
  await expect(dialog.getByRole('textbox', { name: 'Ports' })).toHaveValue('1-5');
});

test('a watch that another process runs is shown as scanned now, by whom, and with what came of it', async ({
  portolan,
  page,
  dataFolder,
}) => {
  const env = { ...process.env, PORTOLAN_DATA_DIR: dataFolder };
  const cli = (...args: string[]) =>
    startChild(process.execPath, [programFile('cli'), 'watch', ...args], { env });
  const slowly = ['-p', '1-600', '--max-rate', '120'];
  const adding = cli('add', '127.0.0.1', ...slowly, '--every', 'daily at 02:00', '--name', 'Lab');
  expect((await once(adding, 'close'))[0]).toBe(0);
  await openWatches(portolan);
  const row = watchRow(portolan, 'Lab');
  await expect(row).toContainText('not yet');

  const scanning = cli('now', 'Lab');
  await expect(row).toContainText(`runningby another Portolan (process ${scanning.pid})`);
  await row.hover();
  await expect(row.getByRole('button', { name: 'Run now: Lab' })).toBeDisabled();
  expect(await findBarriers(page)).toEqual([]);
  expect((await once(scanning, 'close'))[0]).toBe(0);
  await expect(row).toContainText('First run: 0 open ports');
  await expect(row).not.toContainText('running');
});

test('axe finds nothing', async ({ portolan, page }) => {
  await openWatches(portolan);
  expect(await findBarriers(page), 'none').toEqual([]);
  await page.getByRole('button', { name: 'New watch' }).first().click();
  await writeWatch(portolan, '1', 'every 7 minutes');
  await expect(page.getByText(/does not divide an hour/)).toBeVisible();
  expect(await findBarriers(page), 'dialog').toEqual([]);
  await page.getByRole('textbox', { name: 'When' }).fill('hourly');
  await page.keyboard.press('Enter');
  await expect(watchRow(portolan, 'Lab')).toBeVisible();
  expect(await findBarriers(page), 'list').toEqual([]);
});
