/** Playwright's `test` with the desktop app: the built main and preload, a data folder of its own, its first window. */
import { test as base, expect, type Page } from '@playwright/test';
import { buildIfStale } from '../../src-main/tools/build-if-stale.ts';
import { Portolan } from '../browser/portolan-page.ts';
import { repositoryFolder } from '../helpers/repository.ts';
import { createTempFolder } from '../helpers/temp-folder.ts';
import { launchDesktop, RUNTIMES, whyNot, type RuntimeName } from './runtimes.ts';
import type { DesktopApp } from './stand-in/launch.ts';

interface Fixtures {
  runtime: RuntimeName;
  dataFolder: string;
  desktop: DesktopApp;
  /** The app's first window. */
  page: Page;
  /** The same, watched: the test fails at its end where the page broke the policy or printed an error. */
  portolan: Portolan;
}

export const test = base.extend<Fixtures, { built: void }>({
  runtime: ['stand-in', { option: true }],
  built: [
    // Playwright reads a fixture's needs from the pattern: it has to be one, even when empty.
    async ({}, use) => {
      await buildIfStale(repositoryFolder);
      await use();
    },
    { scope: 'worker', auto: true, timeout: 120_000 },
  ],
  dataFolder: async ({}, use) => {
    const folder = await createTempFolder();
    await use(folder.path);
    await folder.dispose();
  },
  desktop: async ({ runtime, dataFolder }, use) => {
    const desktop = await launchDesktop(runtime, dataFolder);
    await use(desktop);
    await desktop.close();
  },
  page: async ({ desktop }, use) => {
    await use(await desktop.firstWindow());
  },
  portolan: async ({ page }, use) => {
    const faults: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning')
        faults.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => faults.push(`uncaught: ${error.message}`));
    // Again from the start, now that it is watched.
    await page.reload();
    await use(new Portolan(page, faults));
    expect(faults, 'what the page must never do').toEqual([]);
  },
});

/** Defines specs once for every runtime; where one is not installed they are skipped by name. */
export function onEveryRuntime(define: () => void): void {
  for (const runtime of RUNTIMES) {
    test.describe(runtime, () => {
      const reason = whyNot(runtime);
      test.skip(reason !== null, reason ?? '');
      test.use({ runtime });
      define();
    });
  }
}

export { expect };
