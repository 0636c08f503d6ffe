/** axe on every screen, in both themes, with and without content. */
import { openListener } from '../helpers/listeners.ts';
import { officeRun } from '../helpers/office-runs.ts';
import { findBarriers } from './find-barriers.ts';
import { compareRuns, importRuns } from './import-runs.ts';
import { expect, test } from './portolan-test.ts';

test('the empty screens', async ({ portolan, page }) => {
  for (const screen of ['Scan', 'History', 'Compare', 'Settings'] as const) {
    await portolan.open(screen);
    // A screen's code is fetched when it is first opened.
    await expect(page.getByRole('heading', { level: 1 })).toBeAttached();
    expect(await findBarriers(page), screen).toEqual([]);
  }
});

test('with results, a port panel, history and a comparison', async ({ portolan, page }) => {
  const open = await openListener('127.0.0.1');
  await portolan.scan('127.0.0.1', `${open.port},1-60`);
  expect(await findBarriers(page), 'results').toEqual([]);
  await portolan.portRow(open.port).click();
  await expect(page.getByRole('img', { name: 'Handshake' })).toBeVisible();
  expect(await findBarriers(page), 'port panel').toEqual([]);
  await open.close();
  await portolan.scan('127.0.0.1', `${open.port},1-60`);
  await portolan.open('History');
  await expect(portolan.rows('Runs', '127.0.0.1')).toHaveCount(2);
  expect(await findBarriers(page), 'history').toEqual([]);
  await portolan.open('Compare');
  await expect(portolan.table('Changes')).toBeVisible();
  expect(await findBarriers(page), 'comparison').toEqual([]);
});

test('a host with its map, its list of hosts and a port panel', async ({ portolan, page }) => {
  const open = await openListener('127.0.0.1', 0, 'greet');
  await portolan.scan('127.0.0.1-3', `${open.port},1-60`);
  await portolan.table('Results').getByRole('link', { name: '127.0.0.1' }).click();
  const map = page.getByRole('slider', { name: /^Port map of/ });
  await map.focus();
  await expect(map).toHaveAttribute('aria-valuetext', /open/);
  expect(await findBarriers(page), 'host').toEqual([]);
  await page.keyboard.press('+');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('img', { name: 'Handshake' })).toBeVisible();
  expect(await findBarriers(page), 'host and port').toEqual([]);
  await page.setViewportSize({ width: 1_024, height: 640 });
  await page.getByRole('button', { name: 'Hosts of this scan' }).click();
  await expect(page.getByRole('navigation', { name: 'Hosts' })).toBeVisible();
  expect(await findBarriers(page), 'host in a small window').toEqual([]);
  await open.close();
});

test('a comparison with its maps, a story, its menus; in a small window, too', async ({ portolan, page }) => {
  await importRuns(portolan, [officeRun('before'), officeRun('after')]);
  await compareRuns(portolan, 'office-before', 'office-after');
  await portolan.rows('Changes', '9100').click();
  await expect(page.getByRole('region', { name: 'hv-01.lan, port 9100' })).toBeVisible();
  await page.getByRole('slider', { name: /^Port maps of/ }).focus();
  expect(await findBarriers(page), 'comparison').toEqual([]);
  await page.getByRole('combobox', { name: /^Host on the maps/ }).click();
  await expect(page.getByRole('option').first()).toBeVisible();
  expect(await findBarriers(page), 'hosts').toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Export Port maps as a picture' }).click();
  await expect(page.getByRole('menuitem').first()).toBeVisible();
  expect(await findBarriers(page), 'picture menu').toEqual([]);
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 1_024, height: 640 });
  expect(await findBarriers(page), 'small window').toEqual([]);
});

test('expectations: none, findings, mistakes and agreement', async ({ portolan, page }) => {
  const open = await openListener('127.0.0.1');
  await portolan.scan('127.0.0.1', `${open.port},1-60`);
  await page.getByRole('link', { name: 'Expectations' }).click();
  await expect(portolan.button('Type it')).toBeVisible();
  expect(await findBarriers(page), 'none').toEqual([]);
  await portolan.button('Type it').click();
  const finding = page.getByRole('table', { name: 'Findings' }).getByText(String(open.port), { exact: true });
  await finding.click();
  expect(await findBarriers(page), 'findings').toEqual([]);
  const file = page.getByRole('textbox', { name: 'Expectations' });
  await file.fill('version: 1\nhosts:\n  - macth: any\n');
  await expect(page.getByRole('heading', { name: '2 mistakes in the file' })).toBeVisible();
  expect(await findBarriers(page), 'mistakes').toEqual([]);
  await portolan.button('Write from this run').click();
  await expect(page.getByRole('heading', { name: /^As agreed/ })).toBeVisible();
  expect(await findBarriers(page), 'agreement').toEqual([]);
  await open.close();
});

test('Learn', async ({ portolan, page }) => {
  await portolan.open('Learn');
  for (const name of [
    'Open, closed, filtered',
    'DROP or REJECT',
    'Confidence',
    'Practice range',
    'no-response',
  ]) {
    await page.getByRole('navigation', { name: 'Lessons' }).getByRole('link', { name, exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await findBarriers(page), name).toEqual([]);
  }
  await page.getByRole('navigation', { name: 'Lessons' }).getByRole('link', { name: 'Quiz' }).click();
  await page.getByRole('button', { name: 'Open', exact: false }).first().click();
  await expect(page.getByText('Right.')).toBeVisible();
  expect(await findBarriers(page), 'quiz').toEqual([]);
  for (let number = 2; number <= 10; number++) {
    await page.keyboard.press('Enter');
    await expect(page.getByText(`Question ${number} of 10`)).toBeVisible();
    await page.keyboard.press('1');
    await expect(page.getByRole('button', { name: /Next question|See the result/ })).toBeFocused();
  }
  await page.keyboard.press('Enter');
  await expect(page.getByRole('list', { name: 'The questions' })).toBeVisible();
  expect(await findBarriers(page), 'quiz result').toEqual([]);
});

test('a wrong form', async ({ portolan, page }) => {
  await portolan.fillIn('10.0.0.300', '99999');
  await expect(portolan.field('Ports')).toHaveAttribute('aria-invalid', 'true');
  expect(await findBarriers(page)).toEqual([]);
});
