/** The stand-in itself: that it carries messages as Electron does, permits what Electron permits, and bluffs nowhere. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, test as base } from '@playwright/test';
import { launchStandIn, type DesktopApp } from './stand-in/launch.ts';

interface Echo {
  send(...args: unknown[]): void;
  listen(listener: (message: unknown) => void): void;
  fail(): void;
  node(): unknown;
}

const test = base.extend<{ desktop: DesktopApp }>({
  desktop: async ({}, use) => {
    const desktop = await launchStandIn({
      folder: path.join(import.meta.dirname, 'fixtures/open-app'),
      env: {},
    });
    await use(desktop);
    await desktop.close();
  },
  page: async ({ desktop }, use) => {
    await use(await desktop.firstWindow());
  },
});

// Recording every step of a browser that was joined from outside costs more than the specs themselves.
test.use({ trace: 'off' });

test('messages cross both worlds and both processes as copies, with the frame they came from', async ({
  page,
}) => {
  const answer = await page.evaluate(() => {
    const echo = Reflect.get(window, 'echo') as Echo;
    return new Promise((resolve) => {
      echo.listen(resolve);
      echo.send({ a: [1, null, 'ä'] }, 2);
    });
  });
  expect(answer).toEqual({ args: [{ a: [1, null, 'ä'] }, 2], from: 'app://open/index.html' });
});

test('what cannot be copied is refused, and errors cross as errors', async ({ page }) => {
  const said = await page.evaluate(() => {
    const echo = Reflect.get(window, 'echo') as Echo;
    const attempt = (act: () => void): string => {
      try {
        act();
        return 'done';
      } catch (error) {
        return String(error);
      }
    };
    return [
      attempt(() => echo.send(document.body)),
      attempt(() => echo.send(1n)),
      attempt(() => echo.fail()),
    ];
  });
  expect(said[0]).toBe('Error: An object could not be cloned.');
  expect(said[1]).toMatch(/BigInt|not implemented/);
  expect(said[2]).toBe('Error: as the preload said');
});

test('the preload has no Node, the page has neither', async ({ page }) => {
  expect(await page.evaluate(() => (Reflect.get(window, 'echo') as Echo).node())).toMatch(/not implemented/);
  expect(
    await page.evaluate(() => ['require', 'process', 'ipcRenderer'].filter((name) => name in window)),
  ).toEqual([]);
});

test('an app without locks is open: navigation and permissions are granted', async ({ page }) => {
  const visits: string[] = [];
  const site = createServer((request, response) => {
    visits.push(request.url ?? '');
    response.setHeader('Content-Type', 'text/html');
    response.end('<h1>Elsewhere</h1>');
  });
  await new Promise<void>((resolve) => {
    site.listen(0, '127.0.0.1', resolve);
  });
  const address = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  expect(await page.evaluate(() => Notification.permission)).toBe('granted');
  await page.evaluate((url) => {
    location.href = `${url}/left`;
  }, address);
  await expect(page.getByRole('heading', { name: 'Elsewhere' })).toBeVisible();
  expect(visits).toContain('/left');
  site.closeAllConnections();
  site.close();
});

test('what it lacks throws, and dialogs that no test answered do', async ({ desktop }) => {
  await expect(desktop.evaluate(({ app }) => app.getLocale(), null)).rejects.toThrow(
    'app.getLocale is not implemented',
  );
  await expect(
    desktop.evaluate(
      ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.openDevTools(),
      null,
    ),
  ).rejects.toThrow('webContents.openDevTools is not implemented');
  await expect(desktop.evaluate(({ dialog }) => dialog.showSaveDialog({}), null)).rejects.toThrow(
    'the test has not answered it',
  );
});

test('weaker windows than ours are refused', async ({ desktop }) => {
  const open = desktop.evaluate(
    ({ BrowserWindow }) => void new BrowserWindow({ webPreferences: { sandbox: false } }),
    null,
  );
  await expect(open).rejects.toThrow('only sandboxed, isolated pages');
});

test('a signal quits it in order', async ({ desktop }) => {
  await desktop.firstWindow();
  expect(await desktop.close()).toBe(0);
});
