/** Pause, resume, stop, theme, losing the server. */
import { startWebHost } from '../helpers/web-host.ts';
import { openListener } from '../helpers/listeners.ts';
import { expect, test } from './portolan-test.ts';

/** T2 asks one port each 400 ms: slow enough to be stopped at leisure. */
const POLITE = 2;

test('pause, resume, stop; what is known is kept', async ({ portolan }) => {
  const open = await openListener('127.0.0.1');
  await portolan.start('127.0.0.1', `${open.port},1-1000`, POLITE);
  await expect(portolan.progress).toBeVisible();

  await portolan.button('Pause').click();
  await expect(portolan.button('Resume')).toBeVisible();
  await portolan.button('Resume').click();
  await expect(portolan.button('Pause')).toBeVisible();

  await portolan.button('Stop').click();
  await portolan.waitForEnd();
  await portolan.open('History');
  await expect(portolan.rows('Runs', '127.0.0.1')).toContainText(/stopped/i);
  await open.close();
});

test('a scan goes on while another screen is looked at, and while the page is loaded anew', async ({
  portolan,
  page,
}) => {
  await portolan.start('127.0.0.1', '1-1000', POLITE);
  await expect(portolan.progress).toBeVisible();
  await portolan.open('History');
  await portolan.open('Scan');
  await expect(portolan.progress).toBeVisible();
  await page.reload();
  await portolan.open('Scan');
  await expect(portolan.progress).toBeVisible();
  await portolan.button('Stop').click();
  await portolan.waitForEnd();
});

test('the theme changes at once and is remembered', async ({ portolan, page }) => {
  const scheme = () => page.locator('html').getAttribute('data-mantine-color-scheme');
  const before = await scheme();
  await page
    .getByRole('button', { name: /(dark|light) theme|theme/i })
    .first()
    .click();
  await expect.poll(scheme).not.toBe(before);
  const after = await scheme();
  await page.reload();
  await expect(portolan.field('Targets')).toBeVisible();
  await expect.poll(scheme).toBe(after);
});

test('a lost server is told, and the page finds it again', async ({ portolan, page, host, dataFolder }) => {
  await portolan.field('Targets').fill('127.0.0.1');
  await host.stop();
  await expect(page.getByText(/connection.*(lost|gone)|trying again|reconnect/i).first()).toBeVisible();
  // Failed attempts to reconnect are what this test provokes.
  portolan.faults.length = 0;
  await expect(portolan.field('Targets')).toHaveValue('127.0.0.1');

  // The same place with a new token: the page cannot sign in by itself, and says what to do, or is opened anew.
  const again = await startWebHost({ dataFolder, port: host.port });
  try {
    await page.goto(again.url);
    await expect(portolan.field('Targets')).toBeVisible();
    await portolan.scan('127.0.0.1', '1-5');
  } finally {
    await again.stop();
    await page.close();
    portolan.faults.length = 0;
  }
});
