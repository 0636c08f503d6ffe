/** The system tells of a long scan that ended while nobody looked, and of no other. */
import { openListener } from '../helpers/listeners.ts';
import { expect, onEveryRuntime, test } from './desktop-test.ts';
import type { DesktopApp } from './stand-in/launch.ts';

// Recording every step of a browser that was joined from outside costs more than the specs themselves.
test.use({ trace: 'off' });

/** T2 asks one port each 400 ms: four take longer than the second that is "long" here. */
const POLITE = 2;

/** Keeps what would be shown, in the main process; nothing else of the way there is replaced. */
function watchNotifications(desktop: DesktopApp): Promise<void> {
  return desktop.evaluate(({ Notification }) => {
    const kept = globalThis as { shown?: Electron.Notification[] };
    const shown: Electron.Notification[] = (kept.shown = []);
    Notification.prototype.show = function show() {
      shown.push(this);
    };
  }, null);
}

function shownBy(desktop: DesktopApp): Promise<{ title: string; body: string }[]> {
  return desktop.evaluate(() => {
    const { shown = [] } = globalThis as { shown?: Electron.Notification[] };
    return shown.map(({ title, body }) => ({ title, body }));
  }, null);
}

function setFocus(desktop: DesktopApp, focused: boolean): Promise<void> {
  return desktop.evaluate(({ BrowserWindow }, isFocused) => {
    const [window] = BrowserWindow.getAllWindows();
    if (isFocused) window?.focus();
    else window?.blur();
  }, focused);
}

onEveryRuntime(() => {
  test('a long scan that ends unseen is told of once, and a click on it shows the run', async ({
    desktop,
    portolan,
    page,
  }) => {
    await watchNotifications(desktop);
    await portolan.open('Settings');
    const seconds = page.getByRole('textbox', { name: 'Seconds that make a scan long' });
    await seconds.fill('1');
    await seconds.press('Enter');
    await expect(page.getByRole('button', { name: 'Keep seconds that make a scan long' })).toBeHidden();

    await test.step('not while the window is in front', async () => {
      await setFocus(desktop, true);
      await portolan.scan('127.0.0.1', '1-4', POLITE);
    });
    await test.step('not where it was short', async () => {
      await portolan.button('New scan').click();
      await setFocus(desktop, false);
      await portolan.scan('127.0.0.1', '1', 3);
    });
    await test.step('not where a person does not want it', async () => {
      await portolan.open('Settings');
      await page.getByRole('switch', { name: 'Say when a long scan has ended' }).press('Space');
      await expect(page.getByRole('switch', { name: 'Say when a long scan has ended' })).not.toBeChecked();
      await portolan.button('New scan').click();
      await portolan.scan('127.0.0.3', '1-4', POLITE);
    });
    await portolan.open('Settings');
    await page.getByRole('switch', { name: 'Say when a long scan has ended' }).press('Space');
    await expect(page.getByRole('switch', { name: 'Say when a long scan has ended' })).toBeChecked();
    await portolan.button('New scan').click();
    await portolan.scan('127.0.0.2', '1-4', POLITE);
    const unseen = { title: 'The scan of 127.0.0.2 is done', body: '0 open, 0 filtered, 4 closed ports.' };
    await expect.poll(() => shownBy(desktop)).toEqual([unseen]);

    await portolan.open('History');
    await desktop.evaluate(() => {
      const { shown = [] } = globalThis as { shown?: Electron.Notification[] };
      shown[0]?.emit('click');
    }, null);
    await expect(page.getByRole('region', { name: 'Outcome' })).toContainText('127.0.0.2');
    await expect(
      desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isFocused(), null),
    ).resolves.toBe(true);
  });

  test('what a watch saw change is told of, though its scan was short', async ({
    desktop,
    portolan,
    page,
  }) => {
    const listener = await openListener('127.0.0.1');
    await watchNotifications(desktop);
    await portolan.scan('127.0.0.1', String(listener.port));
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('watch this');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'New watch' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Lab');
    await dialog.getByRole('button', { name: 'Watch', exact: true }).click();
    await expect(dialog).toBeHidden();
    await listener.close();
    await setFocus(desktop, false);
    const row = page.getByRole('table', { name: 'Watches' }).getByRole('row').filter({ hasText: 'Lab' });
    await row.hover();
    await row.getByRole('button', { name: 'Run now: Lab' }).click();
    await expect.poll(() => shownBy(desktop)).toEqual([{ title: 'Lab', body: '1 port closed' }]);
  });
});
