import { expect, test } from './portolan-test.ts';

test('the handshake is played step by step on request, and stands still otherwise', async ({
  portolan,
  page,
}) => {
  await portolan.scan('127.0.0.1', '1-20');
  await page.getByRole('textbox', { name: /filter/i }).fill('closed');
  await portolan.portRow(7).first().click();
  const drawing = page.getByRole('img', { name: 'Handshake' });
  await expect(drawing).toBeVisible();
  const running = (): Promise<number> =>
    drawing.evaluate(
      (svg) => svg.getAnimations({ subtree: true }).filter((each) => each.playState === 'running').length,
    );
  expect(await running()).toBe(0);
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  // SYN, then RST.
  await expect.poll(running).toBe(2);
  await expect.poll(running).toBe(0);
  await expect(page.getByRole('button', { name: 'Play again' })).toBeVisible();
});

test('with reduced motion the steps come in their turn, but nothing moves', async ({ portolan, page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await portolan.scan('127.0.0.1', '1-20');
  await page.getByRole('textbox', { name: /filter/i }).fill('closed');
  await portolan.portRow(7).first().click();
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  const durations = await page
    .getByRole('img', { name: 'Handshake' })
    .evaluate((svg) => svg.getAnimations({ subtree: true }).map((each) => each.effect?.getTiming().duration));
  expect(durations).toEqual([0, 0]);
});
