/**
 * Playwright's `test` with the real web host behind the page: a data folder of its own, a page that has signed in, and
 * a watch on everything the page must never do (content policy violations, console errors, requests to other hosts).
 */
import { test as base, expect, type ConsoleMessage, type Page } from '@playwright/test';
import { createTempFolder } from '../helpers/temp-folder.ts';
import { startWebHost, type WebHost } from '../helpers/web-host.ts';
import { Portolan } from './portolan-page.ts';

interface Fixtures {
  dataFolder: string;
  host: WebHost;
  /** The open page; the test fails at its end where the page misbehaved. */
  portolan: Portolan;
}

export const test = base.extend<Fixtures>({
  // Playwright reads a fixture's needs from the pattern: it has to be one, even when empty.
  dataFolder: async ({}, use) => {
    const folder = await createTempFolder();
    await use(folder.path);
    await folder.dispose();
  },
  host: async ({ dataFolder }, use) => {
    const host = await startWebHost({ dataFolder });
    await use(host);
    await host.stop();
  },
  portolan: async ({ page, host }, use) => {
    const faults = watchPage(page, host.port);
    await page.goto(host.url);
    const portolan = new Portolan(page, faults);
    await use(portolan);
    expect(portolan.faults, 'what the page must never do').toEqual([]);
  },
});

export { expect };

/** Collects the page's misdeeds as lines, from its first script on. */
export function watchPage(page: Page, port: number): string[] {
  const faults: string[] = [];
  page.on('console', (message: ConsoleMessage) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`uncaught: ${error.message}`));
  page.on('request', (request) => {
    const url = new URL(request.url());
    const own = url.protocol === 'data:' || url.protocol === 'blob:' || url.host === `127.0.0.1:${port}`;
    if (!own) faults.push(`request to ${url.origin}`);
  });
  return faults;
}
