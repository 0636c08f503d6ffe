/** The main job in the desktop window: scan, see, keep, compare, export; and what only a desktop app has to do. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { parse } from 'csv-parse/sync';
import { Portolan } from '../browser/portolan-page.ts';
import { findClosedPort, openListener } from '../helpers/listeners.ts';
import { refusalReason } from '../helpers/refusal.ts';
import { readReport, verdictsOf } from '../helpers/report.ts';
import { expect, onEveryRuntime, test } from './desktop-test.ts';
import { launchDesktop } from './runtimes.ts';
import type { DesktopApp } from './stand-in/launch.ts';

// Recording every step of a browser that was joined from outside costs more than the specs themselves.
test.use({ trace: 'off' });

/** T2 asks one port each 400 ms: slow enough to be interrupted at leisure. */
const POLITE = 2;

/** Answers the next save dialogs: with a place, or by leaving it. Gives the names that were proposed. */
async function answerSaveDialog(desktop: DesktopApp, filePath: string | null): Promise<void> {
  await desktop.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: chosen === null, filePath: chosen ?? '' });
  }, filePath);
}

onEveryRuntime(() => {
  test('scan this computer, read why, keep, scan again, compare', async ({ portolan, page }) => {
    test.slow();
    const listener = await openListener('127.0.0.1');
    const { port } = listener;

    await test.step('scan this computer', async () => {
      await portolan.startBy(() => portolan.button('Scan this computer').click());
      await expect(portolan.portRow(port)).toContainText('open', { timeout: 120_000 });
      await portolan.waitForEnd();
    });

    await test.step('the reason, in a sentence', async () => {
      await portolan.portRow(port).click();
      await expect(page.getByRole('img', { name: 'Handshake' })).toBeVisible();
      await expect(
        page.getByText(/accepted|completed the handshake|answered with SYN-ACK/i).first(),
      ).toBeVisible();
    });

    await test.step('it is in History; run it again with one port closed meanwhile', async () => {
      await portolan.open('History');
      await expect(portolan.rows('Runs', '127.0.0.1')).toHaveCount(1);
      await listener.close();
      await portolan.rows('Runs', '127.0.0.1').first().hover();
      await portolan.startBy(() => page.getByRole('button', { name: 'Run again' }).first().click());
      await portolan.waitForEnd();
    });

    await test.step('Compare shows exactly that change', async () => {
      await portolan.open('Compare');
      const changed = portolan.rows('Changes', String(port));
      await expect(changed).toHaveCount(1);
      await expect(changed).toContainText('open');
      await expect(changed).toContainText('closed');
    });
  });

  test('exports CSV and JSON to the place that was chosen, and nowhere when none was', async ({
    portolan,
    desktop,
    page,
    dataFolder,
  }) => {
    const open = await openListener('127.0.0.1');
    const closed = await findClosedPort('127.0.0.1');
    await portolan.scan('127.0.0.1', `${open.port},${closed}`);
    const exportAs = async (format: RegExp, place: string | null): Promise<void> => {
      await answerSaveDialog(desktop, place);
      await portolan.button('Export').click();
      await page.getByRole('menuitem', { name: format }).click();
    };
    const before = await readdir(dataFolder);

    await exportAs(/CSV/, null);
    const csvFile = path.join(dataFolder, 'report.csv');
    await exportAs(/CSV/, csvFile);
    await expect(page.getByText(csvFile)).toBeVisible();
    const jsonFile = path.join(dataFolder, 'report.json');
    await exportAs(/JSON/, jsonFile);
    await expect(page.getByText(jsonFile)).toBeVisible();

    const added = (await readdir(dataFolder)).filter((name) => !before.includes(name));
    expect(added.toSorted()).toEqual(['report.csv', 'report.json']);
    const lines = parse(await readFile(csvFile, 'utf8'), { columns: true }) as Record<string, string>[];
    expect(lines.map((line) => [line['port'], line['state'], line['reason']])).toEqual(
      expect.arrayContaining([
        [String(open.port), 'open', 'syn-ack'],
        [String(closed), 'closed', await refusalReason()],
      ]),
    );
    const report = readReport(JSON.parse(await readFile(jsonFile, 'utf8')));
    expect(Object.fromEntries(verdictsOf(report))).toMatchObject({
      [`127.0.0.1 ${open.port}`]: { state: 'open', reason: 'syn-ack' },
      [`127.0.0.1 ${closed}`]: { state: 'closed', reason: await refusalReason() },
    });
    await open.close();
  });

  test('a place that cannot be written is told in a sentence', async ({
    portolan,
    desktop,
    page,
    dataFolder,
  }) => {
    await portolan.scan('127.0.0.1', '1-5');
    await answerSaveDialog(desktop, path.join(dataFolder, 'missing', 'report.csv'));
    await portolan.button('Export').click();
    await page.getByRole('menuitem', { name: /CSV/ }).click();
    await expect(page.getByText(/could not be written: that folder does not exist/)).toBeVisible();
  });

  test('a page that is loaded anew finds the running scan again', async ({ portolan, page }) => {
    await portolan.start('127.0.0.1', '1-1000', POLITE);
    await expect(portolan.progress).toBeVisible();
    await page.reload();
    await portolan.open('Scan');
    await expect(portolan.progress).toBeVisible();
    await portolan.button('Stop').click();
    await portolan.waitForEnd();
  });

  test('closing the window while a scan runs keeps what is known', async ({
    desktop,
    portolan,
    page,
    runtime,
    dataFolder,
  }) => {
    // Whatever is asked first is open, and the last is a minute away.
    const listeners = await Promise.all(Array.from({ length: 150 }, () => openListener('127.0.0.1')));
    await portolan.start('127.0.0.1', listeners.map(({ port }) => port).join(','), POLITE);
    await expect(portolan.rows('Results', 'open').first()).toBeVisible();
    await page.close();
    expect(await desktop.exited, desktop.output()).toBe(0);
    await Promise.all(listeners.map((listener) => listener.close()));

    const again = await launchDesktop(runtime, dataFolder);
    try {
      const later = new Portolan(await again.firstWindow(), []);
      await later.open('History');
      await expect(later.rows('Runs', '127.0.0.1')).toContainText(/stopped/i);
      await later.rows('Runs', '127.0.0.1').first().dblclick();
      await expect(later.rows('Results', 'open').first()).toBeVisible();
    } finally {
      expect(await again.close()).toBe(0);
    }
  });

  test('the frame has the colours of the theme, also at the next start', async ({
    desktop,
    portolan,
    page,
    runtime,
    dataFolder,
  }) => {
    const frameColour = (app: DesktopApp): Promise<string> =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBackgroundColor() ?? '', null);
    const pageColour = (shown: Page): Promise<string> =>
      shown.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const asHex = (colour: string): string =>
      `#${(colour.match(/\d+/g) ?? [])
        .slice(0, 3)
        .map((part) => Number(part).toString(16).padStart(2, '0'))
        .join('')}`;
    expect((await frameColour(desktop)).toLowerCase()).toBe(asHex(await pageColour(page)));

    await portolan.open('Settings');
    await page.getByRole('radiogroup', { name: 'Theme' }).getByText('Dark', { exact: true }).click();
    await expect.poll(() => frameColour(desktop).then((colour) => colour.toLowerCase())).toBe('#080f13');
    await expect.poll(async () => asHex(await pageColour(page))).toBe('#080f13');
    await desktop.close();

    const again = await launchDesktop(runtime, dataFolder);
    try {
      await again.firstWindow();
      expect((await frameColour(again)).toLowerCase()).toBe('#080f13');
    } finally {
      await again.close();
    }
  });

  test('a second start brings the window to the front', async ({ desktop, portolan }) => {
    await expect(portolan.field('Targets')).toBeVisible();
    const minimized = await desktop.evaluate(({ app, BrowserWindow }) => {
      const [shown] = BrowserWindow.getAllWindows();
      shown?.minimize();
      app.emit('second-instance');
      return shown?.isMinimized();
    }, null);
    expect(minimized).toBe(false);
    expect(desktop.windows()).toHaveLength(1);
  });
});
