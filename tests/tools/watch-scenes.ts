/** Watches in their states: what a look brought, under way and skipped, paused, failed; how one is written, rightly and wrongly. */
import { expect, type Locator } from '@playwright/test';
import type { Portolan } from '../browser/portolan-page.ts';
import { BUSY_WATCH } from './kept-history.ts';
import { EVERY_SIZE, type Scene } from './scene.ts';

const SECOND_LOOK_MS = 30_000;
const row = ({ page }: Portolan, name: string): Locator =>
  page.getByRole('table', { name: 'Watches' }).getByRole('row').filter({ hasText: name });

async function runNow(portolan: Portolan, name: string, outcome: string | RegExp): Promise<void> {
  const watch = row(portolan, name);
  await watch.hover();
  await watch.getByRole('button', { name: 'Run now' }).click();
  await expect(watch).toContainText(outcome, { timeout: SECOND_LOOK_MS });
}

/** On the screen of an empty history. */
export const NO_WATCHES: Scene = {
  name: 'watches-empty',
  play: async (portolan) => {
    await portolan.open('History');
    await portolan.page.getByText('Watches', { exact: true }).click();
    await expect(portolan.page.getByRole('heading', { name: 'Nothing is watched' })).toBeVisible();
  },
};

/** In order; each begins where the one before ended. */
export const WATCH_SCENES: readonly Scene[] = [
  {
    name: 'watches-told',
    play: async (portolan, hosts) => {
      await portolan.open('History');
      await portolan.page.getByText('Watches', { exact: true }).click();
      await runNow(portolan, 'Office, nightly', /First run/);
      await runNow(portolan, 'Gateway', /First run/);
      await runNow(portolan, 'Gateway', /Nothing changed/);
      await runNow(portolan, 'Printer that was moved', /old-printer/);
      await hosts.change();
      await runNow(portolan, 'Office, nightly', /opened/);
      await expect(portolan.button('Compare')).toBeVisible();
    },
  },
  {
    name: 'watches',
    sizes: EVERY_SIZE,
    play: async (portolan) => {
      const { page } = portolan;
      const dismiss = page.getByRole('button', { name: 'Dismiss' });
      while ((await dismiss.count()) > 0) await dismiss.first().click();
      await expect(row(portolan, BUSY_WATCH)).toContainText('skipped', { timeout: 60_000 });
    },
  },
  {
    name: 'watches-hover',
    pointed: true,
    play: async (portolan) => {
      const watch = row(portolan, 'Mail, every weekday');
      await watch.hover();
      await watch.getByRole('button', { name: 'Edit' }).hover();
      await expect(portolan.page.getByRole('tooltip')).toBeVisible();
    },
  },
  {
    name: 'watch-dialog',
    sizes: EVERY_SIZE,
    play: async (portolan) => {
      await portolan.button('New watch').click();
      const dialog = portolan.page.getByRole('dialog', { name: 'New watch' });
      await dialog.getByRole('textbox', { name: 'Name' }).fill('Database, on weekdays');
      await dialog.getByRole('textbox', { name: 'Targets' }).fill('db-primary.lan');
      await dialog.getByRole('textbox', { name: 'Ports' }).fill('22,5432,9100');
      await dialog.getByRole('button', { name: 'weekdays at 8:30' }).click();
      await expect(dialog.getByRole('status')).toContainText('08:30, ');
    },
  },
  {
    name: 'watch-dialog-wrong',
    play: async (portolan) => {
      const dialog = portolan.page.getByRole('dialog', { name: 'New watch' });
      await dialog.getByRole('textbox', { name: 'Name' }).fill('');
      await dialog.getByRole('textbox', { name: 'Targets' }).fill('');
      await dialog.getByRole('textbox', { name: 'Ports' }).fill('');
      await dialog.getByRole('textbox', { name: 'When' }).fill('every 7 minutes');
      await dialog.getByRole('button', { name: 'Watch', exact: true }).click();
      await expect(dialog.getByText(/does not divide an hour/)).toBeVisible();
    },
  },
];
