/** Input that could reach outside: tried only in the namespace, from which nothing gets out. */
import { dragFiles } from '../helpers/drag-files.ts';
import { expect, test } from '../browser/portolan-test.ts';
import { sampleReport } from '../main/reports/sample-report.ts';
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

test('a run of public targets is repeated from anywhere only after the question, asked right there', async ({
  portolan,
  page,
}) => {
  const options = { ...sampleReport.options, targets: ['8.8.8.8'] };
  await dragFiles(page, [{ name: 'public.json', text: JSON.stringify({ ...sampleReport, options }) }]);
  await expect(page.getByRole('region', { name: 'Outcome' })).toContainText('8.8.8.8');
  const dialog = page.getByRole('dialog', { name: /Are you allowed to scan 8\.8\.8\.8/ });
  const tabs = page.getByRole('navigation', { name: 'Open scans' }).getByRole('link');
  const count = await tabs.count();
  const refuse = async () => {
    await dialog.getByRole('button', { name: /^Cancel|^No/ }).click();
    await expect(dialog).toBeHidden();
  };

  await test.step('by key, over the run itself', async () => {
    const before = page.url();
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('Alt+R');
    await refuse();
    expect(page.url()).toBe(before);
  });
  await test.step('by the palette, on another screen', async () => {
    await portolan.open('Learn');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('re-scan 8.8');
    await page.keyboard.press('Enter');
    await refuse();
    await expect(page).toHaveURL(/#\/learn/);
  });
  await test.step('in History', async () => {
    await portolan.open('History');
    await portolan.rows('Runs', '8.8.8.8').first().hover();
    await page.getByRole('button', { name: 'Run again' }).first().click();
    await refuse();
    await expect(page).toHaveURL(/#\/history/);
  });
  await expect(tabs).toHaveCount(count);
});
