/** Comparisons as the design has them, and at their edges: of runs that are imported, so that nothing is probed for them. */
import { expect } from '@playwright/test';
import { compareRuns, importRuns } from '../browser/import-runs.ts';
import type { Portolan } from '../browser/portolan-page.ts';
import { hugeRun, officeRun } from '../helpers/office-runs.ts';
import { allBut, sketchReport } from '../helpers/sketch-report.ts';
import { EVERY_SIZE, type Scene } from './scene.ts';

const maps = ({ page }: Portolan) => page.getByRole('slider', { name: /^Port maps of/ });

/** The notices of the imports would lie over the picture. */
async function dismissNotices({ page }: Portolan): Promise<void> {
  const dismiss = page.getByRole('button', { name: 'Dismiss' });
  while ((await dismiss.count()) > 0) await dismiss.first().click();
}

export const COMPARE_SCENES: readonly Scene[] = [
  {
    name: 'compare-two',
    sizes: EVERY_SIZE,
    play: async (portolan) => {
      await importRuns(portolan, [officeRun('before'), officeRun('after')]);
      await compareRuns(portolan, 'office-before', 'office-after');
      await dismissNotices(portolan);
      await expect(maps(portolan)).toBeVisible();
    },
  },
  {
    name: 'compare-story',
    play: async (portolan) => {
      await portolan.rows('Changes', '9100').click();
      await expect(portolan.page.getByRole('region', { name: 'hv-01.lan, port 9100' })).toBeVisible();
    },
  },
  {
    name: 'compare-zoomed',
    play: async (portolan) => {
      await portolan.rows('Changes', '49152').click();
      await maps(portolan).focus();
      for (let step = 0; step < 4; step += 1) await portolan.page.keyboard.press('+');
      await expect(portolan.page.getByRole('group', { name: 'Zoom of the map' })).toContainText('16');
    },
  },
  {
    name: 'compare-host-gone',
    play: async (portolan) => {
      await maps(portolan).press('0');
      await portolan.rows('Changes', 'cam-door.lan').click();
      await expect(portolan.page.getByText('asked, not there').last()).toBeVisible();
    },
  },
  {
    name: 'compare-disjoint',
    play: async (portolan) => {
      const other = sketchReport({
        id: 'other-scope',
        startedAt: '2026-11-15T02:00:00.000Z',
        targets: ['10.66.8.1'],
        ports: '1-1024',
        hosts: [{ address: '10.66.8.1', open: { 22: 'ssh' }, rest: [['reset', allBut([22], 1, 1_024)]] }],
      });
      await importRuns(portolan, [other]);
      await compareRuns(portolan, 'office-after', 'other-scope');
      await dismissNotices(portolan);
      await expect(portolan.page.getByRole('heading', { name: /Nothing to compare/ })).toBeVisible();
      await expect(maps(portolan)).toBeVisible();
    },
  },
  {
    name: 'compare-many',
    play: async (portolan) => {
      await importRuns(portolan, [hugeRun('before', 7), hugeRun('after', 7)]);
      await compareRuns(portolan, 'huge-before', 'huge-after');
      await dismissNotices(portolan);
      const headline = portolan.page.getByRole('heading', { name: /229,376/ }).first();
      await expect(headline).toBeVisible({ timeout: 60_000 });
      await expect(maps(portolan)).toBeVisible();
    },
  },
  {
    name: 'compare-same',
    play: async (portolan) => {
      await compareRuns(portolan, 'office-after', 'office-after');
      await expect(portolan.page.getByRole('heading', { name: 'Nothing changed' }).first()).toBeVisible();
    },
  },
];
