/** History in use: tags, notes, a baseline, filters, menus and marks, the runs by series, and what Settings says of them. */
import { expect, type Locator } from '@playwright/test';
import type { Portolan } from '../browser/portolan-page.ts';
import { EVERY_SIZE, type Scene } from './scene.ts';

const runs = (portolan: Portolan): Locator => portolan.rows('Runs', 'Office LAN');
const search = ({ page }: Portolan): Locator => page.getByRole('textbox', { name: 'Search runs' });
/** The menu opens where the pointer is: on the run's time. */
const ON_TIME = { x: 60, y: 20 };

/** In order; each begins where the one before ended. */
export const HISTORY_SCENES: readonly Scene[] = [
  {
    name: 'history-tags',
    sizes: EVERY_SIZE,
    play: async (portolan) => {
      await portolan.open('History');
      await expect(runs(portolan).first()).toContainText('nightly');
      // A watch's.
      await expect(portolan.rows('Runs', 'running')).toBeVisible();
    },
  },
  {
    name: 'history-menu',
    play: async (portolan) => {
      await runs(portolan).nth(1).click({ button: 'right', position: ON_TIME });
      await expect(portolan.page.getByRole('menuitem', { name: 'Tags and note…' })).toBeVisible();
    },
  },
  {
    name: 'history-marks',
    play: async ({ page }) => {
      await page.getByRole('menuitem', { name: 'Tags and note…' }).click();
      const dialog = page.getByRole('dialog', { name: 'Tags and note' });
      await dialog.getByRole('combobox', { name: 'Tags' }).fill('g');
      await expect(dialog.getByRole('option').first()).toBeVisible();
    },
  },
  {
    name: 'history-marked',
    play: async (portolan) => {
      const { page } = portolan;
      await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
      await expect(page.getByRole('dialog')).toHaveCount(0);
      const marks = runs(portolan).getByRole('checkbox');
      await marks.nth(0).check();
      await marks.nth(2).check();
      await marks.nth(3).check();
      await expect(page.getByText('3 runs marked')).toBeVisible();
    },
  },
  {
    name: 'history-filtered',
    play: async (portolan) => {
      const { page } = portolan;
      await portolan.button('Clear').click();
      await search(portolan).fill('switch');
      await page.getByRole('button', { name: /^Status/ }).click();
      await page.getByRole('menuitem', { name: 'Complete' }).click();
      await expect(page.getByText('1 run', { exact: true })).toBeAttached();
    },
  },
  {
    name: 'history-nothing-found',
    play: async (portolan) => {
      await search(portolan).fill('switch, second floor');
      await expect(portolan.page.getByText('No run matches')).toBeVisible();
    },
  },
  {
    name: 'history-by-series',
    sizes: EVERY_SIZE,
    play: async (portolan) => {
      const { page } = portolan;
      await portolan.button('Show all runs').click();
      await portolan.button('Group by series').click();
      const series = page.getByRole('table', { name: 'Series' });
      await series.getByRole('row').filter({ hasText: 'Guest Wi-Fi' }).click();
    },
  },
  {
    name: 'history-one-series',
    play: async (portolan) => {
      const { page } = portolan;
      await page
        .getByRole('table', { name: 'Series' })
        .getByRole('button', { name: /^Show its 9 runs/ })
        .click();
      await expect(portolan.rows('Runs', 'Guest Wi-Fi').first()).toBeVisible();
    },
  },
  {
    name: 'settings-data',
    sizes: EVERY_SIZE,
    play: async (portolan) => {
      const { page } = portolan;
      await portolan.open('Settings');
      const days = page.getByRole('textbox', { name: 'Days to keep runs' });
      await days.fill('90');
      await days.press('Enter');
      const newest = page.getByRole('textbox', { name: 'Newest runs of each series to keep' });
      await newest.fill('30');
      await newest.press('Enter');
      await portolan.button('Compact').click();
      await expect(page.getByText(/Nothing to give back|before, .* now/)).toBeVisible();
      await newest.blur();
      await page.getByRole('heading', { name: 'Licence' }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'settings-wrong',
    play: async ({ page }) => {
      await page.getByRole('textbox', { name: 'Newest runs of each series to keep' }).fill('all of them');
      await page.getByRole('textbox', { name: 'Days to keep runs' }).fill('a month');
    },
  },
];
