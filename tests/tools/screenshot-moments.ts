/** Scenes of what passes: menus, dialogs, a file over the window, the pointer on a row. Each leaves no trace. */
import { expect } from '@playwright/test';
import type { Portolan } from '../browser/portolan-page.ts';
import { dragFiles } from '../helpers/drag-files.ts';
import type { Scene } from './scene.ts';

const FILES = [{ name: 'targets.txt', text: '' }];
/** On the port: the middle of a row may be the button that opens a page. */
const ON_PORT = { x: 30, y: 12 };

export const DROPPED_FILE: Scene = {
  name: 'drop-file',
  sizes: ['normal'],
  play: async ({ page }) => {
    await dragFiles(page, FILES, 'over');
    await expect(page.getByText('Drop a file here')).toBeVisible();
  },
};

/** Nothing is asked of it: the question is declined, and the namespace that all this runs in has no way out. */
export const PUBLIC_TARGET: Scene = {
  name: 'public-target',
  sizes: ['normal'],
  play: async (portolan) => {
    await dragFiles(portolan.page, FILES, 'leave');
    await portolan.start('9.9.9.0/24', '22,443');
    await expect(portolan.button('I am authorised')).toBeVisible();
  },
};

/** The dialog of {@link PUBLIC_TARGET} is closed first by whoever comes next. */
export async function declinePublic(portolan: Portolan): Promise<void> {
  await portolan.button('Cancel').click();
  await expect(portolan.page.getByRole('dialog')).toHaveCount(0);
}

export const HOVERED_ROW: Scene = {
  name: 'scan-hover',
  sizes: ['normal'],
  pointed: true,
  play: async (portolan) => {
    await portolan.rows('Results', 'syn-ack').nth(4).hover({ position: ON_PORT });
  },
};

export const ROW_MENU: Scene = {
  name: 'scan-row-menu',
  sizes: ['normal'],
  play: async (portolan) => {
    await portolan.rows('Results', 'http').first().click({ position: ON_PORT, button: 'right' });
    await expect(portolan.page.getByRole('menuitem', { name: 'Copy row', exact: true })).toBeVisible();
  },
};

export const BY_PORT: Scene = {
  name: 'scan-by-port',
  play: async ({ page }) => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.getByText('By port', { exact: true }).click();
    await expect(page.getByText(/on 3 hosts|3 hosts/).first()).toBeVisible();
  },
};

export const REASON_MENU: Scene = {
  name: 'scan-reason-menu',
  sizes: ['normal'],
  play: async (portolan) => {
    await portolan.page.keyboard.press('Escape');
    await portolan.button('Filter by reason').click();
    await expect(portolan.page.getByRole('checkbox', { name: /^no-response/ })).toBeVisible();
  },
};
