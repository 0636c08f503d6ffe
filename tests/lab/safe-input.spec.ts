/** Input that could reach outside: tried only in the namespace, from which nothing gets out. */
import { expect, test } from '../browser/portolan-test.ts';
import { assertInsideNamespace } from './firewall.ts';

test.beforeAll(() => assertInsideNamespace());

test('a name that does not resolve is told, and the rest is scanned', async ({ portolan, page }) => {
  // ".invalid" never resolves (RFC 6761).
  await portolan.scan('nobody.invalid 127.0.0.1', '1-10');
  await expect(page.getByText(/nobody\.invalid/).first()).toBeVisible();
  await expect(
    portolan
      .table('Results')
      .getByText(/127\.0\.0\.1/)
      .first(),
  ).toBeVisible();
});

test('public targets ask first, and "cancel" starts nothing', async ({ portolan, page }) => {
  await portolan.start('8.8.8.8', '1');
  const dialog = page.getByRole('dialog').or(page.getByRole('alertdialog'));
  await expect(dialog).toBeVisible();
  await expect(dialog).toContainText('8.8.8.8');
  await dialog.getByRole('button', { name: /^Cancel|^No/ }).click();
  await expect(dialog).toBeHidden();
  await expect(portolan.button('Stop')).toBeHidden();
  await expect(portolan.field('Targets')).toHaveValue('8.8.8.8');
  await portolan.open('History');
  await expect(portolan.rows('Runs', /./)).toHaveCount(0);
});
