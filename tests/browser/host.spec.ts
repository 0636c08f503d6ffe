/** The host screen: from the results to the map of all ports, by mouse and by keyboard, running and kept. */
import { expect as baseExpect, type Locator, type Page } from '@playwright/test';
import { findClosedPort, openListener, type Listener } from '../helpers/listeners.ts';
import { traceTasks } from './main-thread.ts';
import { expect, test } from './portolan-test.ts';
import type { Portolan } from './portolan-page.ts';

const map = (page: Page): Locator => page.getByRole('slider', { name: /^Port map of/ });
const table = (page: Page, name: string): Locator =>
  page.getByRole('region', { name, exact: true }).getByRole('table');

/** Goes from the results to a host, by its heading. */
async function openHost(portolan: Portolan, address: string): Promise<void> {
  await portolan.table('Results').getByRole('link', { name: address }).click();
  await expect(map(portolan.page)).toBeVisible();
}

/** Puts the mouse over a port of the whole map. */
async function pointAt(page: Page, port: number): Promise<void> {
  const canvas = map(page).locator('canvas');
  const box = (await canvas.boundingBox())!;
  const cell = box.width / 256;
  await page.mouse.move(box.x + ((port % 256) + 0.5) * cell, box.y + ((port >> 8) + 0.5) * cell);
}

const readout = (page: Page): Locator => page.getByRole('region', { name: 'Map of its ports' });

test.describe('one host', () => {
  let listener: Listener;
  test.beforeEach(async ({ portolan }) => {
    listener = await openListener('127.0.0.1', 0, 'greet');
    await portolan.scan('127.0.0.1', `${listener.port},1-200`, 4);
    await openHost(portolan, '127.0.0.1');
  });
  test.afterEach(() => listener.close());

  test('its map, policy, runs and open ports; a click tells the story of a port; back leads back', async ({
    portolan,
    page,
  }) => {
    const { port } = listener;
    await expect(page.getByRole('heading', { level: 1, name: '127.0.0.1' })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Policy' })).toContainText(
      /refusals at nearly all 201 ports/i,
    );
    await expect(page.getByRole('region', { name: 'Policy' })).toContainText('Holds in 200 of 201 ports');
    await expect(table(page, 'Runs of ports')).toContainText('1–200');
    await expect(table(page, 'Open ports')).toContainText(String(port));

    await pointAt(page, 80);
    await expect(readout(page)).toContainText(/80\s*closed/);
    await pointAt(page, 5_000);
    await expect(readout(page)).toContainText(/5,000\s*not scanned/);
    await pointAt(page, port);
    await expect(readout(page)).toContainText(/open.*syn-ack/);
    await page.mouse.down();
    await page.mouse.up();
    await expect(page.getByRole('complementary', { name: `Port ${port} of 127.0.0.1` })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(table(page, 'Open ports')).toBeVisible();

    await page.goBack();
    await expect(portolan.table('Results')).toBeVisible();
    await page.goForward();
    await expect(map(page)).toBeVisible();
    await page.reload();
    await expect(map(page)).toBeVisible();
  });

  test('every port is reached by keyboard, and Enter opens it', async ({ page }) => {
    const { port } = listener;
    await map(page).focus();
    await expect(map(page)).toHaveAttribute('aria-valuenow', String(port));
    await page.keyboard.press('Control+Home');
    await expect(map(page)).toHaveAttribute('aria-valuetext', '0: not scanned');
    await page.keyboard.press('ArrowRight');
    await expect(map(page)).toHaveAttribute('aria-valuetext', /^1: closed, .* 1 try/);
    await page.keyboard.press('PageDown');
    await page.keyboard.press('ArrowDown');
    await expect(map(page)).toHaveAttribute('aria-valuenow', String(1 + 4_096 + 256));
    await page.keyboard.press('End');
    await expect(map(page)).toHaveAttribute('aria-valuenow', String(4_096 + 511));
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('complementary', { name: 'Port 1 of 127.0.0.1' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(map(page)).toBeFocused();
  });

  test('it zooms by wheel, keys and buttons, moves by dragging, and finds back', async ({ page }) => {
    await pointAt(page, 100);
    await page.mouse.wheel(0, -100);
    await expect(page.getByText('2 ×')).toBeVisible();
    // What was under the pointer still is, or lies beside it.
    await expect(readout(page)).toContainText(/(99|100|101)\s*closed/);
    await page.mouse.wheel(0, -100);
    await expect(page.getByText(/64 of 256 columns from port/)).toBeVisible();
    const before = await page.getByText(/64 of 256 columns from port/).textContent();
    await page.mouse.down();
    await page.mouse.move(300, 700, { steps: 4 });
    await page.mouse.up();
    await baseExpect.poll(() => page.getByText(/64 of 256 columns/).textContent()).not.toBe(before);
    // A drag is no click.
    await expect(page.getByRole('complementary')).toHaveCount(0);
    await map(page).focus();
    await page.keyboard.press('0');
    await expect(page.getByText(/of 256 columns/)).toHaveCount(0);
    await page.keyboard.press('+');
    await page.keyboard.press('+');
    await expect(page.getByText('4 ×')).toBeVisible();
    await page.keyboard.press('-');
    await expect(page.getByText('2 ×')).toBeVisible();
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await expect(page.getByText('4 ×')).toBeVisible();
    await page.getByRole('button', { name: 'Show the whole map' }).click();
    await expect(page.getByRole('button', { name: 'Zoom out' })).toBeDisabled();
  });

  test('it is copied as text, and scanned again on its own', async ({ portolan, page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await portolan.button('Copy').click();
    await expect(portolan.button('Copied')).toBeVisible();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toMatch(/^127\.0\.0\.1\n/);
    expect(copied).toContain(`${listener.port}/tcp  open`);
    expect(copied).toMatch(/1–200 {2}closed {2}\S+ {2}\(200\)/);

    await listener.close();
    const before = page.url();
    await portolan.button('Re-scan host').click();
    await expect.poll(() => page.url()).not.toBe(before);
    await expect(page).toHaveURL(/\/host\/127\.0\.0\.1$/);
    await expect(page.getByText('No port of this host is known to be open.')).toBeVisible();
  });

  test('the map is painted in the colours of the theme that is shown', async ({ page }) => {
    const colour = (): Promise<string> =>
      map(page)
        .locator('canvas')
        .evaluate((canvas: HTMLCanvasElement) => {
          // Reading the map's own canvas again and again would make it a slow one.
          const pixel = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!;
          pixel.drawImage(canvas, canvas.width - 2, canvas.height - 2, 1, 1, 0, 0, 1, 1);
          return [...pixel.getImageData(0, 0, 1, 1).data].join();
        });
    const ink = (): Promise<string> =>
      page.evaluate(() => {
        const surface = getComputedStyle(document.documentElement).getPropertyValue('--surface').trim();
        return [1, 3, 5].map((at) => Number.parseInt(surface.slice(at, at + 2), 16)).join() + ',255';
      });
    await expect.poll(async () => (await colour()) === (await ink())).toBe(true);
    const before = await colour();
    await page.getByRole('button', { name: /Use the (dark|light) theme/ }).click();
    await expect.poll(colour).not.toBe(before);
    await expect.poll(async () => (await colour()) === (await ink())).toBe(true);
  });
});

test('the hosts of a scan are listed and filtered, and one leads to the next', async ({ portolan, page }) => {
  const closed = await findClosedPort('127.0.0.1');
  await portolan.scan('127.0.0.1-12', String(closed));
  await openHost(portolan, '127.0.0.3');
  const hosts = page.getByRole('navigation', { name: 'Hosts' });
  await expect(hosts.getByRole('link')).toHaveCount(12);
  await expect(hosts.locator('[aria-current]')).toContainText('127.0.0.3');
  await hosts.getByRole('textbox', { name: 'Filter hosts' }).fill('0.1');
  await expect(hosts.getByRole('link')).toHaveCount(4);
  await hosts.getByRole('textbox', { name: 'Filter hosts' }).fill('0.0.11');
  await expect(hosts.getByRole('link')).toHaveCount(1);
  await hosts.getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1, name: '127.0.0.11' })).toBeVisible();
  await hosts.getByRole('textbox', { name: 'Filter hosts' }).fill('nowhere');
  await expect(hosts.getByText('No host matches.')).toBeVisible();
  await hosts.getByRole('textbox', { name: 'Filter hosts' }).fill('');
  await hosts.getByRole('link', { name: /127\.0\.0\.11/ }).focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: '127.0.0.10' })).toBeVisible();
});

test('the map fills while the scan runs', async ({ portolan, page }) => {
  // T2 asks a port each 400 ms.
  await portolan.startBy(() => portolan.start('127.0.0.1', '1-2000', 2));
  await openHost(portolan, '127.0.0.1');
  const settled = async (): Promise<number> =>
    Number(/([\d,]+) of 2,000 ports settled/.exec((await page.getByRole('main').textContent()) ?? '')?.[1]);
  await expect.poll(settled).toBeGreaterThan(0);
  const before = await settled();
  await expect.poll(settled).toBeGreaterThan(before);
  await expect(table(page, 'Runs of ports')).toContainText('unknown');
  await page.getByRole('link', { name: 'Back to the results' }).click();
  await portolan.button('Stop').click();
  await portolan.waitForEnd();
});

test(
  'no task over 100 ms while the map of a host fills with 65,535 ports',
  { tag: '@alone' },
  async ({ portolan, page, browser }) => {
    const tasks = await traceTasks(browser, page, async () => {
      await portolan.startBy(() => portolan.start('127.0.0.1', '1-65535', 4));
      await openHost(portolan, '127.0.0.1');
      await expect(page.getByText(/^65,535 ports in/)).toBeVisible({ timeout: 60_000 });
    });
    const told = tasks.slice(0, 5).map(({ cpuMs, doing }) => `${cpuMs.toFixed(0)}: ${doing}`);
    test.info().annotations.push({ type: 'longest tasks, ms', description: told.join('; ') });
    expect(tasks[0]?.cpuMs ?? 0, told.join('\n')).toBeLessThan(100);
  },
);

test('a host that the run does not know has a way on', async ({ portolan, page }) => {
  await portolan.scan('127.0.0.1', '1-20');
  await page.goto(`${page.url()}/host/127.0.0.99`);
  await expect(page.getByRole('alert')).toContainText('127.0.0.99 cannot be shown');
  await page.getByRole('link', { name: 'Back to the results' }).click();
  await expect(portolan.table('Results')).toBeVisible();
});
