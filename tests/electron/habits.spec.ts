/** The desktop's habits: a menu in step with the window, the window's place, the data folder. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { APP_COMMANDS, keysOf, type AppCommand } from '../../src-shared/contract/app-commands.ts';
import { expect, onEveryRuntime, test } from './desktop-test.ts';
import { launchDesktop } from './runtimes.ts';
import type { DesktopApp } from './stand-in/launch.ts';

// Recording every step of a browser that was joined from outside costs more than the specs themselves.
test.use({ trace: 'off' });

function clickMenu(desktop: DesktopApp, id: string): Promise<void> {
  return desktop.evaluate(({ Menu }, wanted) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById(wanted);
    if (!item) throw new Error(`The menu has no ${wanted}`);
    item.click();
  }, id);
}

onEveryRuntime(() => {
  test('the native menu has every command of the table, with its keys, and the window runs it', async ({
    desktop,
    portolan,
    page,
  }) => {
    const wanted = APP_COMMANDS.filter((command: AppCommand) => command.menu !== undefined);
    const found = await desktop.evaluate(
      ({ Menu }, ids) =>
        ids.map((id) => {
          const item = Menu.getApplicationMenu()?.getMenuItemById(id);
          return [id, item?.label, item?.accelerator ?? null];
        }),
      wanted.map(({ id }) => id),
    );
    const expected = wanted.map((command: AppCommand) => {
      const keys = keysOf(command, 'desktop');
      const isChord = keys?.includes('+') ?? false;
      const shown = isChord ? keys?.replace('Mod+', 'CommandOrControl+').replace('Control+', 'Ctrl+') : null;
      return [command.id, command.label, shown];
    });
    expect(found).toEqual(expected);

    await expect(portolan.field('Targets')).toBeVisible();
    await clickMenu(desktop, 'go.history');
    await expect(page).toHaveURL(/#\/history/);
    await clickMenu(desktop, 'shortcuts');
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('New scan');
    await page.keyboard.press('Escape');
    // What cannot be done now is said, where a key would do nothing.
    await clickMenu(desktop, 'scan.stop');
    await expect(page.getByText('No scan is running in this tab.')).toBeVisible();
  });

  test('the menu greys what cannot be done now, as the palette leaves it out', async ({
    desktop,
    portolan,
    page,
  }) => {
    const enabled = (ids: readonly string[]) =>
      desktop.evaluate(
        ({ Menu }, wanted) =>
          wanted.filter((id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.enabled === true),
        ids,
      );
    const onScan = ['scan.again', 'scan.pause', 'scan.resume', 'scan.stop', 'export.json', 'export.csv'];
    const inPalette = async (name: string) => {
      await page.keyboard.press('Control+k');
      const palette = page.getByRole('dialog', { name: 'Command palette' });
      await expect(palette.getByRole('option', { name: 'New scan' })).toBeVisible();
      const there = await palette.getByRole('option', { name }).count();
      await page.keyboard.press('Escape');
      return there > 0;
    };
    await expect(portolan.field('Targets')).toBeVisible();
    await expect.poll(() => enabled([...onScan, 'scan.new', 'tab.reopen'])).toEqual(['scan.new']);
    expect(await inPalette('Export as JSON')).toBe(false);

    await portolan.startBy(() => portolan.start('127.0.0.1', '1-40', 2));
    await expect
      .poll(() => enabled(onScan))
      .toEqual(['scan.pause', 'scan.stop', 'export.json', 'export.csv']);
    await portolan.button('Pause').click();
    await expect.poll(() => enabled(['scan.resume'])).toEqual(['scan.resume']);
    expect(await inPalette('Resume the scan')).toBe(true);
    await portolan.button('Stop').click();
    await portolan.waitForEnd();
    await expect.poll(() => enabled(onScan)).toEqual(['scan.again', 'export.json', 'export.csv']);
    expect(await inPalette('Scan again')).toBe(true);
    await portolan.open('History');
    await expect.poll(() => enabled(onScan)).toEqual([]);
  });

  test("the desktop's own tab keys", async ({ portolan, page }) => {
    const tabs = page.getByRole('navigation', { name: 'Open scans' }).getByRole('link');
    await portolan.field('Targets').fill('10.0.0.1');
    await page.keyboard.press('Control+t');
    await expect(tabs).toHaveCount(2);
    await portolan.field('Targets').fill('10.0.0.2');
    await page.keyboard.press('Control+Tab');
    await expect(portolan.field('Targets')).toHaveValue('10.0.0.1');
    await page.keyboard.press('Control+Shift+Tab');
    await expect(portolan.field('Targets')).toHaveValue('10.0.0.2');
    await page.keyboard.press('Control+w');
    await expect(tabs).toHaveCount(1);
    await page.keyboard.press('Control+Shift+t');
    await expect(portolan.field('Targets')).toHaveValue('10.0.0.2');
  });

  test('the window comes back where it was, or onto a screen that is there', async ({
    desktop,
    portolan,
    runtime,
    dataFolder,
  }) => {
    await expect(portolan.field('Targets')).toBeVisible();
    await desktop.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.setBounds({ x: 120, y: 80, width: 1_100, height: 700 });
    }, null);
    await desktop.close();
    const file = path.join(dataFolder, 'window.json');
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
      x: 120,
      y: 80,
      width: 1_100,
      height: 700,
    });

    const boundsOf = (app: DesktopApp) =>
      app.evaluate(({ BrowserWindow }) => {
        const [window] = BrowserWindow.getAllWindows();
        return { ...window?.getBounds(), maximized: window?.isMaximized() };
      }, null);
    const again = await launchDesktop(runtime, dataFolder);
    try {
      await again.firstWindow();
      expect(await boundsOf(again)).toMatchObject({ x: 120, y: 80, width: 1_100, height: 700 });
    } finally {
      await again.close();
    }

    await writeFile(file, JSON.stringify({ x: 9_000, y: 9_000, width: 1_100, height: 700, maximized: true }));
    const third = await launchDesktop(runtime, dataFolder);
    try {
      await third.firstWindow();
      const { x, y, maximized } = await boundsOf(third);
      expect(maximized).toBe(true);
      expect(x).toBeLessThan(1_920);
      expect(y).toBeLessThan(1_080);
    } finally {
      await third.close();
    }
  });

  test('"Show folder" shows the data folder, and says where that failed', async ({
    desktop,
    portolan,
    page,
    dataFolder,
  }) => {
    const answer = (why: string) =>
      desktop.evaluate(({ shell }, said) => {
        shell.openPath = (folder) => {
          process.env['SHOWN'] = folder;
          return Promise.resolve(said);
        };
      }, why);
    await answer('');
    await portolan.open('Settings');
    await portolan.button('Show folder').click();
    await expect.poll(() => desktop.evaluate(() => process.env['SHOWN'], null)).toBe(dataFolder);
    await answer('no file manager');
    await portolan.button('Show folder').click();
    await expect(page.getByText(/could not be shown: no file manager/)).toBeVisible();
  });

  test('a disk that fills up during an export: one sentence, nothing half-written, and the next try works', async ({
    desktop,
    portolan,
    page,
    dataFolder,
  }) => {
    await portolan.scan('127.0.0.1', '1-5');
    const file = path.join(dataFolder, 'report.json');
    await desktop.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, file);
    const setFull = (full: boolean) =>
      desktop.evaluate((_electron, isFull) => {
        const fs = process.getBuiltinModule('node:fs/promises');
        const kept = globalThis as { openBefore?: typeof fs.open };
        const open = (kept.openBefore ??= fs.open);
        // The real path up to the write, which the system then refuses.
        fs.open = !isFull
          ? open
          : async (...args) => {
              const handle = await open(...args);
              const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
              handle.writeFile = () => Promise.reject(full);
              return handle;
            };
        process.getBuiltinModule('node:module').syncBuiltinESMExports();
      }, full);
    await setFull(true);
    const before = await readdir(dataFolder);
    await page.keyboard.press('Control+s');
    await expect(
      page.getByText(/report\.json could not be written: the disk is full\. Choose another place/),
    ).toBeVisible();
    expect(await readdir(dataFolder)).toEqual(before);
    await setFull(false);
    await page.keyboard.press('Control+s');
    await expect(page.getByText(`Saved as ${file}`)).toBeVisible();
  });
});
