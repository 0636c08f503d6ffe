/** A new user's way: from the first results to a filtered port that is understood. */
import { expect, test } from './portolan-test.ts';

test('the first results say what a click does, and lead to a port that is filtered', async ({
  portolan,
  page,
}) => {
  await portolan.scan('127.0.0.1', '1-60');
  await expect(page.getByText('Click a row to see why its port has its state.')).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'practice range' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Practice range' })).toBeVisible();
  await portolan.startBy(() => portolan.button('Start and scan').click());
  await portolan.waitForEnd();
  await portolan.rows('Results', 'filtered').click();
  await expect(page.getByRole('complementary', { name: /^Port/ })).toContainText('did not answer');

  // Two scans of the same host are told apart.
  const tabs = page.getByRole('navigation', { name: 'Open scans' });
  await expect(tabs.getByRole('link')).toHaveText([/ports 1-60/, /ports \d+-\d+/]);
});
