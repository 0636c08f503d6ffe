/** In a browser: the page's own notification of a long scan that ended while the page was not looked at. */
import type { Page } from '@playwright/test';
import { expect, test } from './portolan-test.ts';

/** T2 asks one port each 400 ms: four take longer than the second that is "long" here. */
const POLITE = 2;

interface Told {
  readonly title: string;
  readonly body: string | undefined;
}

/** Keeps what the page's real notifications are made with. */
async function watchNotifications(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const told: Told[] = [];
    const Real = window.Notification;
    Object.assign(window, {
      told,
      Notification: class extends Real {
        constructor(title: string, options?: NotificationOptions) {
          super(title, options);
          told.push({ title, body: options?.body });
        }
      },
    });
  });
}

function toldBy(page: Page): Promise<Told[]> {
  return page.evaluate(() => (window as unknown as { told: Told[] }).told);
}

/** Another page comes to the front, and this one is no longer told that it has the focus. */
async function lookAway(page: Page, other: Page): Promise<void> {
  await page.bringToFront();
  await other.bringToFront();
  await expect.poll(() => page.evaluate(() => document.hasFocus())).toBe(false);
}

test('a long scan that ends unseen is told of once, where that was allowed', async ({
  portolan,
  page,
  context,
  host,
}) => {
  await watchNotifications(page);
  await page.reload();
  await portolan.open('Settings');
  const said = page.getByRole('switch', { name: 'Say when a long scan has ended' });
  await test.step('nothing without the permission of the browser', async () => {
    await expect(said).not.toBeChecked();
  });
  await context.grantPermissions(['notifications'], { origin: new URL(host.url).origin });
  await page.reload();
  await expect(said).toBeChecked();
  const seconds = page.getByRole('textbox', { name: 'Seconds that make a scan long' });
  await seconds.fill('0');
  await expect(page.getByText('Give a whole number from 1 to 86,400.')).toBeVisible();
  await seconds.fill('1');
  await seconds.press('Enter');
  await expect(page.getByRole('button', { name: 'Keep seconds that make a scan long' })).toBeHidden();

  await portolan.scan('127.0.0.1', '1-4', POLITE);
  expect(await page.evaluate(() => document.hasFocus()), 'the page is in front').toBe(true);

  const session = await context.newCDPSession(page);
  // Playwright lets every page believe that it is in front.
  await session.send('Emulation.setFocusEmulationEnabled', { enabled: false });
  const other = await context.newPage();
  await portolan.button('New scan').click();
  await portolan.startBy(() => portolan.start('127.0.0.2', '1-4', POLITE));
  await lookAway(page, other);
  await portolan.waitForEnd();
  await expect
    .poll(() => toldBy(page))
    .toEqual([{ title: 'The scan of 127.0.0.2 is done', body: '0 open, 0 filtered, 4 closed ports.' }]);

  await test.step('nothing where a person does not want it', async () => {
    await portolan.open('Settings');
    await said.press('Space');
    await expect(said).not.toBeChecked();
    await portolan.button('New scan').click();
    await portolan.startBy(() => portolan.start('127.0.0.3', '1-4', POLITE));
    await lookAway(page, other);
    await portolan.waitForEnd();
    expect(await toldBy(page)).toHaveLength(1);
  });
});
