/**
 * Specs that drive Chromium: `browser` on the web host, `electron` on the built desktop host, `lab-browser` on the web
 * host inside the firewall lab's namespace. Files run two at a time, each test with a host and a history of its own;
 * tests tagged `@alone` measure how busy the page is, or compare all ports of loopback, and run by themselves.
 */
import path from 'node:path';
import { defineConfig } from '@playwright/test';
import { chromiumLaunchOptions } from './helpers/chromium.ts';

const ALONE = /@alone/;
const tally = path.join(import.meta.dirname, 'tools/playwright-tally.ts');

export default defineConfig({
  testDir: import.meta.dirname,
  outputDir: '../test-results',
  workers: 2,
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
    // Without its film, which costs a tenth of the run: the snapshots of the page tell as much.
    trace: { mode: 'retain-on-failure', screenshots: false },
  },
  projects: [
    { name: 'browser', testDir: 'browser', testMatch: '**/*.spec.ts', grepInvert: ALONE },
    { name: 'electron', testDir: 'electron', testMatch: '**/*.spec.ts', grepInvert: ALONE },
    { name: 'alone', testMatch: '{browser,electron}/*.spec.ts', grep: ALONE, workers: 1 },
    // One kernel, one rule table: the files take turns.
    { name: 'lab-browser', testDir: 'lab', testMatch: '**/*.spec.ts', workers: 1 },
  ],
});
