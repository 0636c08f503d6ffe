/** The scenes that need a history of many nights: see kept-office.ts. Nothing is scanned in them. */
import { expect } from '@playwright/test';
import type { Portolan } from '../browser/portolan-page.ts';
import { EVERY_SIZE, type Scene } from './scene.ts';

const slider = ({ page }: Portolan) => page.getByRole('slider', { name: 'Run', exact: true });
const grid = ({ page }: Portolan, name: 'Ports' | 'Hosts') =>
  page.getByRole('grid', { name: `${name} over time` });

/** In order; each begins where the one before ended. */
export const SERIES_SCENES: readonly Scene[] = [
  {
    name: 'series',
    sizes: EVERY_SIZE,
    play: async (portolan) => {
      const { page } = portolan;
      // A small window has no list of them.
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Search or run a command' }).fill('Office LAN over time');
      await expect(page.getByRole('option', { name: /All runs of Office LAN/ })).toBeVisible();
      await page.keyboard.press('Enter');
      await slider(portolan).focus();
      for (let step = 0; step < 8; step += 1) await page.keyboard.press('ArrowLeft');
      await expect(page.getByRole('button', { name: 'Compare with 13 Nov' })).toBeVisible();
      await slider(portolan).blur();
    },
  },
  {
    name: 'series-port',
    play: async (portolan) => {
      await grid(portolan, 'Ports').focus();
      await portolan.page.keyboard.press('ArrowDown');
      await portolan.page.keyboard.press('ArrowDown');
      await portolan.page.keyboard.press('Enter');
      await expect(portolan.page.getByRole('region', { name: 'Chosen line' })).toBeVisible();
    },
  },
  {
    name: 'series-zoomed',
    play: async (portolan) => {
      for (let step = 0; step < 3; step += 1) await portolan.page.keyboard.press('+');
      await portolan.page.keyboard.press('Escape');
      await expect(portolan.page.getByText(/^(runs )?\d+( to |–)\d+ of 36$/)).toBeVisible();
    },
  },
  {
    name: 'series-hosts',
    play: async (portolan) => {
      await portolan.page.keyboard.press('0');
      await portolan.page.getByText('Hosts', { exact: true }).click();
      await expect(grid(portolan, 'Hosts')).toBeVisible();
    },
  },
  {
    name: 'series-table',
    play: async (portolan) => {
      await portolan.page.getByText('Ports', { exact: true }).click();
      await portolan.button('Show as a table').click();
      await expect(portolan.page.getByRole('table', { name: 'Ports over time' })).toBeVisible();
    },
  },
];
