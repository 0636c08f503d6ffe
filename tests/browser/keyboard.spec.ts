/** The whole main job by keys alone: scan, read why, keep, scan again, compare, export. */
import { openListener } from '../helpers/listeners.ts';
import { expect, test } from './portolan-test.ts';

test('scan, read why, scan again, compare and export without a mouse', async ({ portolan, page }) => {
  const { keyboard } = page;
  const listener = await openListener('127.0.0.1');
  const { port } = listener;
  const palette = page.getByRole('dialog', { name: 'Command palette' });
  const run = async (words: string): Promise<void> => {
    await keyboard.press('Control+k');
    await expect(palette.getByRole('combobox')).toBeFocused();
    await keyboard.type(words);
    // What a run offers is offered once the window knows of the run.
    await expect(palette.getByRole('option').first()).toBeVisible();
    await keyboard.press('Enter');
    await expect(palette).toBeHidden();
  };

  await test.step('type, start', async () => {
    // A new tab begins in the target field.
    await expect(portolan.field('Targets')).toBeFocused();
    await keyboard.type('127.0.0.1');
    for (;;) {
      await keyboard.press('Tab');
      if (await portolan.field('Ports').evaluate((field) => field === document.activeElement)) break;
    }
    await keyboard.press('Control+a');
    await keyboard.type(`${port},1-20`);
    await portolan.startBy(() => keyboard.press('Enter'));
    await portolan.waitForEnd();
  });

  await test.step('read why', async () => {
    await run('Filter rows');
    await expect(page.getByRole('textbox', { name: 'Filter rows' })).toBeFocused();
    await keyboard.type(String(port));
    await expect(portolan.portRow(port)).toHaveCount(1);
    for (let step = 0; step < 40; step += 1) {
      await keyboard.press('Tab');
      const inTable = await page.evaluate(
        () => document.activeElement?.closest('[role=grid], [role=table]') !== null,
      );
      if (inTable) break;
    }
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await expect(page.getByRole('img', { name: 'Handshake' })).toBeVisible();
  });

  await test.step('scan again, compare', async () => {
    await listener.close();
    await portolan.startBy(() => run('Scan again'));
    await portolan.waitForEnd();
    await run('Compare with the run before');
    await expect(portolan.rows('Changes', String(port))).toContainText('closed');
  });

  await test.step('export', async () => {
    await run('go to results');
    await expect(portolan.table('Results')).toBeVisible();
    const downloading = page.waitForEvent('download');
    await keyboard.press('Control+Shift+S');
    expect((await downloading).suggestedFilename()).toMatch(/\.csv$/);
  });
});
