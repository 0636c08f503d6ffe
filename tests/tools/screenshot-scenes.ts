/** What the screenshots show: one scene for every screen and state, played in order on the hosts of screenshot-hosts.ts. */
import { expect } from '@playwright/test';
import { COMPARE_SCENES } from './compare-scenes.ts';
import { EXPECT_SCENES } from './expect-scenes.ts';
import { EVERY_SIZE, type Scene } from './scene.ts';
import { SCENE_TARGETS, WALLED_HOST } from './screenshot-hosts.ts';
import {
  BY_PORT,
  declinePublic,
  DROPPED_FILE,
  HOVERED_ROW,
  PUBLIC_TARGET,
  REASON_MENU,
  ROW_MENU,
} from './screenshot-moments.ts';
import { NO_WATCHES } from './watch-scenes.ts';

const BRISK = 4;
const PART_SHOWN = 45;

export const SCENES: readonly Scene[] = [
  {
    name: 'scan-empty',
    sizes: EVERY_SIZE,
    play: async (portolan) => {
      await expect(portolan.button('Scan this computer')).toBeVisible();
    },
  },
  DROPPED_FILE,
  PUBLIC_TARGET,
  {
    name: 'compare-empty',
    play: async (portolan) => {
      await declinePublic(portolan);
      await portolan.open('Compare');
      await expect(portolan.page.getByText('Two runs make a comparison')).toBeVisible();
    },
  },
  {
    name: 'history-empty',
    play: async (portolan) => {
      await portolan.open('History');
      await expect(portolan.page.getByRole('heading', { name: 'No runs yet' })).toBeVisible();
    },
  },
  NO_WATCHES,
  {
    name: 'scan-error',
    play: async (portolan) => {
      await portolan.open('Scan');
      await portolan.fillIn('10.0.0.0/24, 10.0.0.300', '22,80,99999');
      await expect(portolan.field('Ports')).toHaveAttribute('aria-invalid', 'true');
    },
  },
  {
    name: 'scan-running',
    sizes: EVERY_SIZE,
    play: async (portolan) => {
      await portolan.startBy(() => portolan.start(SCENE_TARGETS, '1-65535', BRISK));
      const part = async (): Promise<number> => Number(await portolan.progress.getAttribute('aria-valuenow'));
      await expect.poll(part, { intervals: [50], timeout: 120_000 }).toBeGreaterThan(PART_SHOWN);
    },
  },
  {
    name: 'scan-results',
    sizes: EVERY_SIZE,
    play: async (portolan) => {
      await portolan.waitForEnd();
      await expect(portolan.portRow(443).first()).toBeVisible();
    },
  },
  HOVERED_ROW,
  ROW_MENU,
  BY_PORT,
  {
    name: 'scan-selection',
    play: async (portolan) => {
      await portolan.page.getByText('By host', { exact: true }).click();
      await expect(portolan.rows('Results', 'complete').first()).toBeVisible();
      const rows = portolan.rows('Results', 'syn-ack');
      // On the port: the middle of a row may be the button that opens a page.
      const position = { x: 30, y: 12 };
      await rows.nth(1).click({ position });
      await rows.nth(3).click({ position, modifiers: ['ControlOrMeta'] });
      await rows.nth(3).click({ position, button: 'right' });
      await expect(portolan.page.getByRole('menuitem', { name: 'Copy 2 rows', exact: true })).toBeVisible();
    },
  },
  {
    name: 'scan-matrix',
    sizes: EVERY_SIZE,
    play: async (portolan) => {
      const { page } = portolan;
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await page.getByText('Matrix', { exact: true }).click();
      await expect(page.getByRole('group', { name: /^Matrix of hosts and ports/ })).toBeVisible();
    },
  },
  {
    name: 'scan-filter-menu',
    play: async (portolan) => {
      await portolan.page.getByText('By host', { exact: true }).click();
      await portolan.button('Filter by service').click();
      await expect(portolan.page.getByRole('checkbox', { name: /^https/ })).toBeVisible();
    },
  },
  REASON_MENU,
  {
    name: 'port-panel',
    sizes: EVERY_SIZE,
    play: async (portolan) => {
      await portolan.page.keyboard.press('Escape');
      await portolan.portRow(443).first().click();
      await expect(portolan.page.getByRole('img', { name: 'Handshake' })).toBeVisible();
    },
  },
  {
    name: 'port-panel-filtered',
    play: async (portolan) => {
      await portolan.page.getByRole('textbox', { name: /filter/i }).fill('microsoft-ds');
      await portolan.portRow(445).filter({ hasText: 'no-response' }).click();
      await expect(portolan.page.getByRole('img', { name: 'Handshake' })).toBeVisible();
    },
  },
  {
    name: 'host',
    sizes: EVERY_SIZE,
    play: async (portolan) => {
      await portolan.page.keyboard.press('Escape');
      await portolan.page.getByRole('textbox', { name: /filter/i }).fill('');
      await portolan.table('Results').getByRole('link', { name: '10.66.4.2', exact: true }).click();
      await expect(portolan.page.getByRole('slider', { name: /^Port map/ })).toBeVisible();
    },
  },
  {
    name: 'history',
    sizes: EVERY_SIZE,
    play: async (portolan, hosts) => {
      await hosts.change();
      await portolan.scan(SCENE_TARGETS, '1-65535', BRISK);
      await portolan.scan('127.0.0.1', '1-1024', BRISK);
      await portolan.open('History');
      await expect(portolan.rows('Runs', 'all ports')).toHaveCount(2);
    },
  },
  {
    name: 'compare',
    sizes: EVERY_SIZE,
    play: async (portolan) => {
      const marks = portolan.rows('Runs', 'all ports').getByRole('checkbox');
      for (const mark of await marks.all()) await mark.check();
      await portolan.page.getByRole('main').getByRole('button', { name: 'Compare', exact: true }).click();
      await expect(portolan.table('Changes')).toBeVisible();
    },
  },
  {
    name: 'learn',
    sizes: EVERY_SIZE,
    play: async (portolan) => {
      await portolan.open('Learn');
      await expect(portolan.page.getByText('Told with your own latest results.')).toBeVisible();
    },
  },
  {
    name: 'learn-reason',
    play: async (portolan) => {
      const lessons = portolan.page.getByRole('navigation', { name: 'Lessons' });
      await lessons.getByRole('link', { name: 'port-unreach' }).click();
      await expect(portolan.page.getByRole('img', { name: 'Handshake' })).toBeVisible();
    },
  },
  {
    name: 'learn-practice',
    play: async (portolan) => {
      const lessons = portolan.page.getByRole('navigation', { name: 'Lessons' });
      await lessons.getByRole('link', { name: 'Practice range' }).click();
      await expect(portolan.button('Start and scan')).toBeVisible();
    },
  },
  {
    name: 'learn-quiz',
    play: async (portolan) => {
      const lessons = portolan.page.getByRole('navigation', { name: 'Lessons' });
      await lessons.getByRole('link', { name: 'Quiz' }).click();
      await portolan.page.keyboard.press('1');
      await expect(portolan.button('Next question')).toBeFocused();
    },
  },
  {
    name: 'learn-quiz-result',
    play: async (portolan) => {
      const result = portolan.page.getByRole('list', { name: 'The questions' });
      const next = portolan.page.getByRole('button', { name: /Next question|See the result/ });
      for (let number = 2; number <= 10; number++) {
        await portolan.page.keyboard.press('Enter');
        await portolan.page.getByText(`Question ${number} of 10`).waitFor();
        await portolan.page.keyboard.press(number % 2 === 0 ? '3' : '2');
        await expect(next).toBeFocused();
      }
      await portolan.page.keyboard.press('Enter');
      await expect(result).toBeVisible();
    },
  },
  {
    name: 'settings',
    sizes: EVERY_SIZE,
    play: async (portolan) => {
      await portolan.open('Settings');
      await expect(portolan.page.getByRole('heading', { name: 'Never scanned' })).toBeVisible();
    },
  },
  {
    name: 'palette',
    play: async (portolan) => {
      await portolan.open('Scan');
      await portolan.page.keyboard.press('Control+k');
      await portolan.page.getByRole('combobox', { name: 'Search or run a command' }).fill('127.0.0.1');
      await expect(portolan.page.getByRole('option', { name: 'Scan 127.0.0.1' })).toBeVisible();
    },
  },
  {
    name: 'shortcuts',
    play: async (portolan) => {
      await portolan.page.keyboard.press('Escape');
      await portolan.button('? shortcuts').click();
      await expect(portolan.page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    },
  },
  {
    name: 'host-walled',
    play: async (portolan) => {
      await portolan.page.keyboard.press('Escape');
      await expect(portolan.page.getByRole('dialog')).toHaveCount(0);
      await portolan.scan(WALLED_HOST, '1-65535', BRISK);
      await portolan.table('Results').getByRole('link', { name: WALLED_HOST, exact: true }).click();
      await portolan.page.getByRole('slider', { name: /^Port map/ }).focus();
    },
  },
  {
    name: 'host-port',
    play: async (portolan) => {
      await portolan.page.keyboard.press('PageDown');
      await portolan.page.keyboard.press('Enter');
      await expect(portolan.page.getByRole('img', { name: 'Handshake' })).toBeVisible();
    },
  },
  {
    name: 'host-few-ports',
    play: async (portolan) => {
      await portolan.scan('10.66.4.5', 'top:100', BRISK);
      await portolan.table('Results').getByRole('link', { name: '10.66.4.5', exact: true }).click();
      await expect(portolan.page.getByRole('slider', { name: /^Port map/ })).toBeVisible();
    },
  },
  ...COMPARE_SCENES,
  ...EXPECT_SCENES,
];
