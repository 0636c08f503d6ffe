/** axe on every screen, in both themes, with and without content. */
import { openListener } from '../helpers/listeners.ts';
import { findBarriers } from './barriers.ts';
import { expect, test } from './portolan-test.ts';

for (const scheme of ['light', 'dark'] as const) {
  test.describe(scheme, () => {
    test.use({ colorScheme: scheme });

    test('the empty screens', async ({ portolan, page }) => {
      for (const screen of ['Scan', 'History', 'Compare', 'Settings'] as const) {
        await portolan.open(screen);
        // A screen's code is fetched when it is first opened.
        await expect(page.getByRole('heading', { level: 1 })).toBeAttached();
        expect(await findBarriers(page), screen).toEqual([]);
      }
    });

    test('with results, a port panel, history and a comparison', async ({ portolan, page }) => {
      const open = await openListener('127.0.0.1');
      await portolan.scan('127.0.0.1', `${open.port},1-60`);
      expect(await findBarriers(page), 'results').toEqual([]);
      await portolan.portRow(open.port).click();
      await expect(page.getByRole('img', { name: 'Handshake' })).toBeVisible();
      expect(await findBarriers(page), 'port panel').toEqual([]);
      await open.close();
      await portolan.scan('127.0.0.1', `${open.port},1-60`);
      await portolan.open('History');
      await expect(portolan.rows('Runs', '127.0.0.1')).toHaveCount(2);
      expect(await findBarriers(page), 'history').toEqual([]);
      await portolan.open('Compare');
      await expect(portolan.table('Changes')).toBeVisible();
      expect(await findBarriers(page), 'comparison').toEqual([]);
    });

    test('a wrong form', async ({ portolan, page }) => {
      await portolan.fillIn('10.0.0.300', '99999');
      await expect(portolan.field('Ports')).toHaveAttribute('aria-invalid', 'true');
      expect(await findBarriers(page)).toEqual([]);
    });
  });
}
