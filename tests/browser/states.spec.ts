/** What a person sees where something broke, and that nothing typed is lost by it. */
import type { WebSocketRoute } from '@playwright/test';
import { startWebHost } from '../helpers/web-host.ts';
import { expect, test } from './portolan-test.ts';

test('a dead web socket is said, what was typed stays, and a host that is back is found by itself', async ({
  portolan,
  page,
  host,
  dataFolder,
}) => {
  await portolan.fillIn('127.0.0.1', '1-9');
  await portolan.button('New scan').click();
  await portolan.fillIn('127.0.0.7', '22');
  await host.stop();
  await expect(page.getByText('Connection lost, trying again.')).toBeVisible();
  await portolan.field('Ports').fill('23');
  await portolan.button('Scan').click();
  await expect(page.getByText(/not connected|connection/i).first()).toBeVisible();
  await expect(portolan.field('Targets')).toHaveValue('127.0.0.7');

  const again = await startWebHost({ dataFolder, port: host.port });
  try {
    // The new host has a new secret: the address that it printed lets the page in, and what was typed is not asked again.
    const login = await page.context().newPage();
    await login.goto(again.url);
    await login.close();
    await expect(page.getByText('Connection lost, trying again.')).toBeHidden();
    await expect(portolan.field('Targets')).toHaveValue('127.0.0.7');
    await expect(portolan.field('Ports')).toHaveValue('23');
    await portolan.startBy(() => portolan.button('Scan').click());
    await portolan.waitForEnd();
  } finally {
    // Refused connections while nobody was there are what this test is about.
    await page.close();
    portolan.faults.length = 0;
    await again.stop();
  }
});

test('a socket that dies under a running scan: the scan goes on, and the window catches up', async ({
  portolan,
  page,
}) => {
  const sockets: WebSocketRoute[] = [];
  let refused = false;
  // The real socket, through a hand that can break it.
  await page.routeWebSocket(/\/socket$/, (socket) => {
    if (refused) void socket.close();
    else {
      socket.connectToServer();
      sockets.push(socket);
    }
  });
  await page.reload();
  // T2 asks one port each 400 ms: it ends while nobody is connected.
  await portolan.startBy(() => portolan.start('127.0.0.1', '1-6', 2));
  refused = true;
  await sockets.at(-1)?.close();
  await expect(page.getByText('Connection lost, trying again.')).toBeVisible();
  await expect(portolan.table('Results')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Progress' })).toBeVisible();
  refused = false;
  await expect(page.getByText('Connection lost, trying again.')).toBeHidden();
  await portolan.waitForEnd();
  await expect(page.getByRole('region', { name: 'Outcome' })).toContainText('Finished');
  await expect(page.getByRole('region', { name: 'Outcome' })).toContainText(/ports settled\s*6/);
});

test('a setting that cannot be kept says so, stays typed, and can be kept once the host is back', async ({
  portolan,
  page,
  host,
  dataFolder,
}) => {
  await portolan.open('Settings');
  const field = page.getByRole('textbox', { name: 'Excluded ranges' });
  await expect(field).toBeEnabled();
  await host.stop();
  await expect(page.getByText('Connection lost, trying again.')).toBeVisible();
  await field.fill('10.0.0.0/8');
  await field.press('Enter');
  await expect(field).toHaveAccessibleDescription(/There is no connection/);
  await expect(field).toHaveValue('10.0.0.0/8');
  const ports = page.getByRole('textbox', { name: 'Default ports' });
  await ports.fill('22,80');
  await ports.press('Enter');
  await expect(ports).toHaveAccessibleDescription(/There is no connection/);

  const again = await startWebHost({ dataFolder, port: host.port });
  try {
    const login = await page.context().newPage();
    await login.goto(again.url);
    await login.close();
    await expect(page.getByText('Connection lost, trying again.')).toBeHidden();
    for (const typed of [field, ports]) await expect(typed).not.toHaveAccessibleDescription(/connection/);
    await expect(field).toHaveValue('10.0.0.0/8');
    await expect(ports).toHaveValue('22,80');
    await ports.press('Enter');
    await field.press('Enter');
    await expect(portolan.button('Keep excluded ranges')).toBeHidden();
    await expect(page.getByRole('button', { name: 'Keep', exact: true })).toBeDisabled();
    await page.reload();
    await expect(ports).toHaveValue('22,80');
    await expect(field).toHaveValue('10.0.0.0/8');
  } finally {
    // Refused connections while nobody was there are what this test is about.
    await page.close();
    portolan.faults.length = 0;
    await again.stop();
  }
});
