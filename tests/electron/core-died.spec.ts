/** What a person sees where the core behind the window dies, and that nothing typed or settled is lost by it. */
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { rename } from 'node:fs/promises';
import { openDatabase } from '../../src-main/store/database.ts';
import { findBarriers } from '../browser/find-barriers.ts';
import { Portolan } from '../browser/portolan-page.ts';
import { openListener } from '../helpers/listeners.ts';
import { expect, onEveryRuntime, test } from './desktop-test.ts';
import { launchDesktop } from './runtimes.ts';

// Recording every step of a browser that was joined from outside costs more than the specs themselves.
test.use({ trace: 'off' });

/** T2 asks one port each 400 ms: slow enough to be interrupted at leisure. */
const POLITE = 2;

onEveryRuntime(() => {
  test('a core that dies says so and starts again; what was typed stays, and the broken scan goes on', async ({
    desktop,
    portolan,
    page,
  }) => {
    await portolan.startBy(() => portolan.start('127.0.0.1', '1-15', POLITE));
    const tab = page
      .getByRole('navigation', { name: 'Open scans' })
      .getByRole('link', { name: /127\.0\.0\.1/ });
    await portolan.button('New scan').click();
    await portolan.fillIn('10.0.0.0/24', '22,80');

    await desktop.evaluate(() => {
      setTimeout(() => {
        throw new Error('planted by the test');
      }, 0);
    }, null);
    const state = page.getByRole('alert');
    await expect(state).toContainText('Portolan’s core has stopped');
    await expect(state).toContainText('planted by the test');
    await expect(portolan.field('Targets')).toHaveValue('10.0.0.0/24');
    await portolan.field('Ports').fill('22,80,443');
    await portolan.button('Scan').click();
    await expect(page.getByText(/core has stopped: start it again/)).toBeVisible();
    await tab.click();
    await expect(page.getByText('Broken off', { exact: true })).toBeVisible();
    await expect(portolan.button('Stop')).toBeDisabled();
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('link', { name: '10.0.0.0/24' }).click();

    await portolan.button('Start it again').click();
    await expect(state).toBeHidden();
    await expect(portolan.field('Targets')).toHaveValue('10.0.0.0/24');
    await expect(portolan.field('Ports')).toHaveValue('22,80,443');
    await expect(page.getByText('256 hosts')).toBeVisible();
    await tab.click();
    await expect(page.getByText('Partial result.')).toBeVisible();
    await portolan.button('Resume').click();
    await expect(page.getByRole('region', { name: 'Outcome' })).toContainText('Finished', {
      timeout: 30_000,
    });
    expect(desktop.output()).toContain('planted by the test');
  });

  test('a core that cannot start opens the window all the same, with the reason and a way on', async ({
    runtime,
    dataFolder,
  }) => {
    const file = path.join(dataFolder, 'history.db');
    openDatabase(file).close();
    // Whole in itself, of this version, and still not a history: nothing repairs it behind a person's back.
    const planted = new DatabaseSync(file);
    planted.exec('ALTER TABLE runs RENAME TO other');
    planted.close();
    const desktop = await launchDesktop(runtime, dataFolder);
    try {
      const page = await desktop.firstWindow();
      const portolan = new Portolan(page, []);
      const state = page.getByRole('alert');
      await expect(state).toContainText('Portolan’s core has stopped');
      await expect(state).toContainText(/history\.db could not be used/);
      await portolan.field('Targets').fill('127.0.0.1');
      await portolan.button('Start it again').click();
      await expect(portolan.button('Start it again')).toBeEnabled();
      await expect(state).toContainText(/history\.db could not be used/);
      await rename(file, `${file}.aside`);
      await portolan.button('Start it again').click();
      await expect(state).toBeHidden();
      await expect(portolan.field('Targets')).toHaveValue('127.0.0.1');
      await portolan.field('Ports').fill('1-5');
      await portolan.startBy(() => portolan.button('Scan').click());
      await portolan.waitForEnd();
    } finally {
      await desktop.close();
    }
  });

  test('a scan whose every worker dies has failed, says why, and can go on', async ({
    desktop,
    portolan,
    page,
  }) => {
    const listener = await openListener('127.0.0.1');
    const setDeadly = (deadly: boolean) =>
      desktop.evaluate((_electron, isDeadly) => {
        const { Worker } = process.getBuiltinModule('node:worker_threads');
        const kept = globalThis as { postBefore?: typeof Worker.prototype.postMessage };
        const post = (kept.postBefore ??= Worker.prototype.postMessage);
        // The real threads: each is ended from outside in the midst of its work. Not at once: a native module that is
        // being loaded just then would take the whole process with it, which is another death.
        Worker.prototype.postMessage = !isDeadly
          ? post
          : function deadly(this: typeof Worker.prototype, message: { type?: string }) {
              post.call(this, message);
              if (message.type === 'share') setTimeout(() => void this.terminate(), 300);
            };
      }, deadly);
    await setDeadly(true);
    // Politely, with 0.4 s between probes: it lasts longer than its threads.
    await portolan.startBy(() => portolan.start('127.0.0.1', `${listener.port},65520-65535`, 2));
    const state = page.getByRole('alert');
    await expect(state).toContainText('The scan could not go on');
    await expect(state).toContainText(/workers stopped unexpectedly/);
    await setDeadly(false);
    await state.getByRole('button', { name: 'Resume' }).click();
    await expect(portolan.portRow(listener.port)).toContainText('open');
    await expect(state).toBeHidden();
    await listener.close();
  });

  test('a page that is loaded anew has its tabs and what was typed in them', async ({ portolan, page }) => {
    await portolan.fillIn('10.0.0.1', '22');
    await portolan.button('New scan').click();
    await portolan.fillIn('10.0.0.2', '80');
    await page.reload();
    await expect(portolan.field('Targets')).toHaveValue('10.0.0.2');
    const tabs = page.getByRole('navigation', { name: 'Open scans' }).getByRole('link');
    await expect(tabs).toHaveCount(2);
    await tabs.filter({ hasText: '10.0.0.1' }).click();
    await expect(portolan.field('Targets')).toHaveValue('10.0.0.1');
    await expect(portolan.field('Ports')).toHaveValue('22');
  });
});
