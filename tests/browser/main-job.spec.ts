/** The main job in a real browser, as a stranger does it: scan, see, keep, compare, export. */
import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { findClosedPort, openListener } from '../helpers/listeners.ts';
import { refusalReason } from '../helpers/refusal.ts';
import { readReport, verdictsOf } from '../helpers/report.ts';
import { expect, test } from './portolan-test.ts';

// By itself: whatever else came or went on loopback between its two scans would be a change as well.
test(
  'scan this computer, read why, keep, scan again, compare, export',
  { tag: '@alone' },
  async ({ portolan, page }) => {
    const listener = await openListener('127.0.0.1');
    const { port } = listener;

    await test.step('scan this computer', async () => {
      await portolan.startBy(() => portolan.button('Scan this computer').click());
      await expect(portolan.portRow(port)).toContainText('open');
      await portolan.waitForEnd();
      await expect(portolan.table('Results').getByText(/Not shown: .*closed/)).toBeVisible();
    });

    await test.step('the reason, in a sentence', async () => {
      await portolan.portRow(port).click();
      await expect(page.getByRole('img', { name: 'Handshake' })).toBeVisible();
      await expect(
        page.getByText(/accepted|completed the handshake|answered with SYN-ACK/i).first(),
      ).toBeVisible();
    });

    await test.step('it is in History', async () => {
      await portolan.open('History');
      await expect(portolan.rows('Runs', '127.0.0.1')).toHaveCount(1);
    });

    await test.step('run it again, with one port closed meanwhile', async () => {
      await listener.close();
      await portolan.rows('Runs', '127.0.0.1').first().hover();
      await portolan.startBy(() => page.getByRole('button', { name: 'Run again' }).first().click());
      await portolan.waitForEnd();
    });

    await test.step('Compare shows exactly that change', async () => {
      await portolan.open('Compare');
      await expect(page.getByRole('heading', { name: /1 port closed|1 closed/ })).toBeVisible();
      const changed = portolan.rows('Changes', String(port));
      await expect(changed).toHaveCount(1);
      await expect(changed).toContainText('open');
      await expect(changed).toContainText('closed');
    });
  },
);

test('exports: CSV and JSON say what the table says', async ({ portolan, page }) => {
  const open = await openListener('127.0.0.1');
  const closed = await findClosedPort('127.0.0.1');
  await portolan.scan('127.0.0.1', `${open.port},${closed}`);

  const exportAs = async (format: RegExp): Promise<{ name: string; text: string }> => {
    const arriving = page.waitForEvent('download');
    await portolan.button('Export').click();
    await page.getByRole('menuitem', { name: format }).click();
    const download = await arriving;
    return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
  };

  const json = await exportAs(/JSON/);
  expect(json.name).toMatch(/\.json$/);
  const report = readReport(JSON.parse(json.text));
  expect(Object.fromEntries(verdictsOf(report))).toMatchObject({
    [`127.0.0.1 ${open.port}`]: { state: 'open', reason: 'syn-ack' },
    [`127.0.0.1 ${closed}`]: { state: 'closed', reason: await refusalReason() },
  });

  const csv = await exportAs(/CSV/);
  expect(csv.name).toMatch(/\.csv$/);
  expect(csv.text).toContain('\r\n');
  const lines = parse(csv.text, { columns: true }) as Record<string, string>[];
  expect(lines.map((line) => [line['port'], line['state'], line['reason']]).sort()).toEqual(
    [
      [String(open.port), 'open', 'syn-ack'],
      [String(closed), 'closed', await refusalReason()],
    ].sort(),
  );
  await open.close();
});

test('a kept run opens again from History, also after the page is loaded anew', async ({
  portolan,
  page,
}) => {
  const open = await openListener('127.0.0.1');
  await portolan.scan('127.0.0.1', String(open.port));
  await page.reload();
  await portolan.open('History');
  await portolan.rows('Runs', '127.0.0.1').first().dblclick();
  await expect(portolan.portRow(open.port)).toContainText('open');
  await open.close();
});

test('deleting a run can be undone', async ({ portolan, page }) => {
  await portolan.scan('127.0.0.1', '1-20');
  await portolan.open('History');
  await expect(portolan.rows('Runs', '127.0.0.1')).toHaveCount(1);
  await portolan.rows('Runs', '127.0.0.1').first().hover();
  await page
    .getByRole('button', { name: /^Delete/ })
    .first()
    .click();
  await expect(portolan.rows('Runs', '127.0.0.1')).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(portolan.rows('Runs', '127.0.0.1')).toHaveCount(1);
});
