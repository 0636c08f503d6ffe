/**
 * Specs that drive Chromium: `browser` on the web host, `electron` on the built desktop host, `lab-browser` on the web
 * host inside the firewall lab's namespace. One at a time: some measure the page's responsiveness.
 */
import path from 'node:path';
import { defineConfig } from '@playwright/test';
import { chromiumLaunchOptions } from './helpers/chromium.ts';

const tally = path.join(import.meta.dirname, 'tools/playwright-tally.ts');

export default defineConfig({
  testDir: import.meta.dirname,
  outputDir: '../test-results',
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  // Generous, because they only end what hangs.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], [tally]],
  use: {
    browserName: 'chromium',
    headless: true,
    launchOptions: chromiumLaunchOptions(),
    viewport: { width: 1440, height: 900 },
    acceptDownloads: true,
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
  },
  projects: [
    { name: 'browser', testDir: 'browser', testMatch: '**/*.spec.ts' },
    { name: 'electron', testDir: 'electron', testMatch: '**/*.spec.ts' },
    { name: 'lab-browser', testDir: 'lab', testMatch: '**/*.spec.ts' },
  ],
});
