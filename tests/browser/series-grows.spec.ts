/** A series that is looked at while its next run ends, in this window and in another process. */
import type { Page } from '@playwright/test';
import { openListener } from '../helpers/listeners.ts';
import { runCli } from '../helpers/run-cli.ts';
import { createTempFolder } from '../helpers/temp-folder.ts';
import { expect, test as base } from './portolan-test.ts';

/** Closed but for the one that the test opens; the timeline tells of those that changed. */
const FIRST_RUNS = 6;
let listener: Awaited<ReturnType<typeof openListener>>;

const scan = (dataFolder: string) =>
  runCli(['scan', '127.0.0.1', '-p', `1,2,${listener.port}`, '-oJ', '-'], { dataFolder });

const test = base.extend({
  // Playwright reads a fixture's needs from the pattern: it has to be one, even when empty.
  dataFolder: async ({}, use) => {
    listener = await openListener('127.0.0.1');
    const folder = await createTempFolder();
    for (let run = 0; run < FIRST_RUNS; run += 1) expect((await scan(folder.path)).code).toBe(0);
    await use(folder.path);
    await folder.dispose();
    await listener.close();
  },
});

const slider = (page: Page) => page.getByRole('slider', { name: 'Run', exact: true });

test('takes a run in when it ends, and keeps zoom, place and line', async ({
  portolan,
  page,
  dataFolder,
}) => {
  await page
    .getByRole('navigation', { name: 'Series' })
    .getByRole('link', { name: /6 runs/ })
    .click();
  await expect(slider(page)).toHaveAttribute('aria-valuetext', /^Run 6 of 6/);
  const grid = page.getByRole('grid', { name: 'Ports over time' });
  await grid.focus();
  await page.keyboard.press('Enter');
  const story = page.getByRole('region', { name: 'Chosen line' });
  await expect(story).toContainText(String(listener.port));
  await slider(page).focus();
  await page.keyboard.press('+');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  const shown = page.getByText(/^runs \d+ to \d+ of \d+$/);
  await expect(shown).toHaveText('runs 1 to 5 of 6');

  await test.step('another process scans', async () => {
    await listener.close();
    expect((await scan(dataFolder)).code).toBe(0);
    await expect(shown).toHaveText('runs 1 to 5 of 7');
    await expect(slider(page)).toHaveAttribute('aria-valuetext', /^Run 2 of 7/);
    await expect(slider(page)).toBeFocused();
    await expect(story.getByRole('listitem')).toHaveCount(2);
  });

  await test.step('where the latest run is looked at, the next one is', async () => {
    await page.keyboard.press('End');
    await expect(shown).toHaveText('runs 3 to 7 of 7');
    expect((await scan(dataFolder)).code).toBe(0);
    await expect(shown).toHaveText('runs 4 to 8 of 8');
    await expect(slider(page)).toHaveAttribute('aria-valuetext', /^Run 8 of 8/);
  });

  await test.step('a scan of this window', async () => {
    await page.getByRole('button', { name: 'Open this run' }).click();
    await portolan.startBy(() => page.keyboard.press('Alt+r'));
    await portolan.waitForEnd();
    await page
      .getByRole('navigation', { name: 'Series' })
      .getByRole('link', { name: /9 runs/ })
      .click();
    await expect(slider(page)).toHaveAttribute('aria-valuetext', /^Run 9 of 9/);
    await expect(story).toContainText(String(listener.port));
  });
});
