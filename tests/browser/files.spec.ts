/** Files dropped on the window or chosen: lists of targets, reports, and what is neither. */
import { readFile } from 'node:fs/promises';
import { dragFiles, type DraggedFile } from '../helpers/drag-files.ts';
import { openListener } from '../helpers/listeners.ts';
import { nmapXml } from '../helpers/nmap-xml.ts';
import { expect, test } from './portolan-test.ts';

test('a dropped list of targets goes into the form; what was typed before stays in its tab', async ({
  portolan,
  page,
}) => {
  await portolan.open('History');
  await dragFiles(page, [{ name: 'targets.txt', text: '' }], 'over');
  await expect(page.getByText('Drop a file here')).toBeVisible();
  await dragFiles(page, [{ name: 'targets.txt', text: '# ours\n10.0.0.1\n10.0.0.8/29\n' }]);
  await expect(page.getByText('Drop a file here')).toBeHidden();
  await expect(portolan.field('Targets')).toHaveValue('10.0.0.1, 10.0.0.8/29');
  await dragFiles(page, [{ name: 'more.txt', text: '10.0.0.99' }]);
  await expect(portolan.field('Targets')).toHaveValue('10.0.0.99');
  await page
    .getByRole('navigation', { name: 'Open scans' })
    .getByRole('link', { name: /10\.0\.0\.8/ })
    .click();
  await expect(portolan.field('Targets')).toHaveValue('10.0.0.1, 10.0.0.8/29');
});

test('a report that was exported comes back into the history, marked as imported', async ({
  portolan,
  page,
}) => {
  const open = await openListener('127.0.0.1');
  await portolan.scan('127.0.0.1', `${open.port},1-20`);
  const downloading = page.waitForEvent('download');
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('Control+s');
  const download = await downloading;
  const report = JSON.parse(await readFile(await download.path(), 'utf8')) as { id: string };
  await open.close();

  // Opened as it is, it is the run that is there already; under another name it is one more.
  report.id = 'from-another-machine';
  await dragFiles(page, [{ name: 'theirs.json', text: JSON.stringify(report) }]);
  await expect(page.getByText('theirs.json is open and kept in History')).toBeVisible();
  await expect(portolan.portRow(open.port)).toContainText('open');
  // Where it is from stands on its tab, over its result and over its hosts.
  await expect(page.getByRole('link', { name: /Imported: 127\.0\.0\.1/ })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Outcome' })).toContainText('Imported from theirs.json');
  await page.getByRole('link', { name: 'Port map' }).click();
  await expect(page.getByText('Imported from theirs.json')).toBeVisible();
  await portolan.open('History');
  await expect(portolan.rows('Runs', '127.0.0.1')).toHaveCount(2);
  await expect(portolan.rows('Runs', 'imported')).toHaveCount(1);
});

test("nmap's XML comes into the history too, and what it lacks is told", async ({ portolan, page }) => {
  const xml = nmapXml({
    args: 'nmap -sT -iL hosts.txt',
    hosts: [
      {
        address: '10.0.0.7',
        ports: [{ port: 22, state: 'open', service: 'ssh' }],
        extra: [{ state: 'closed', reason: 'conn-refused', ports: '1-21,23-100' }],
      },
    ],
  });
  await dragFiles(page, [{ name: 'monday.xml', text: xml }]);
  await expect(page.getByText('monday.xml is open and kept in History')).toBeVisible();
  await expect(portolan.portRow(22)).toContainText('open');
  await page.getByText('and 1 more warning').click();
  await expect(
    page.getByText(/^Nmap's targets are not known for certain: it reads them from a file/),
  ).toBeVisible();
  await expect(page.getByText(/^Read from nmap's XML/)).toBeVisible();
  // Whatever the file is called, its beginning tells what it is; once more it is the same run.
  await dragFiles(page, [{ name: 'scan.txt', text: xml }]);
  await expect(page.getByText('scan.txt is open and kept in History')).toBeVisible();
  await portolan.open('History');
  await expect(portolan.rows('Runs', 'imported')).toHaveCount(1);
});

test('what is neither is refused in one sentence, and nothing is kept of it', async ({ portolan, page }) => {
  const refusals: [DraggedFile[], RegExp][] = [
    [[{ name: 'empty.txt', text: '' }], /empty\.txt is empty/],
    [[{ name: 'picture.png', text: '\u0089PNG\0\0' }], /picture\.png is not a text/],
    [[{ name: 'comments.txt', text: '# nothing\n' }], /comments\.txt holds no targets/],
    [[{ name: 'long.txt', text: '10.0.0.1\n'.repeat(120_000) }], /long\.txt is too large/],
    [[{ name: 'page.xml', text: '<html></html>' }], /page\.xml: .*line 1, column 1: it begins with <html>/],
    [[{ name: 'broken.json', text: '{"schema": ' }], /broken\.json: The report is not JSON/],
    [
      [{ name: 'other.json', text: '{"schema": "nmap/7"}' }],
      /other\.json: .*only "portolan-scan\/1" is read/,
    ],
    [
      [{ name: 'hostile.json', text: '{"schema": "portolan-scan/1", "__proto__": {"x": 1}, "hosts": 7}' }],
      /hostile\.json: This is not a report that can be read/,
    ],
    [
      [
        { name: 'a.txt', text: '10.0.0.1' },
        { name: 'b.txt', text: '10.0.0.2' },
      ],
      /Several files were dropped/,
    ],
  ];
  for (const [files, sentence] of refusals) {
    await dragFiles(page, files);
    const notice = page.getByText(sentence);
    await expect(notice).toBeVisible();
    await page.getByRole('button', { name: 'Dismiss' }).last().click();
  }
  await expect(portolan.field('Targets')).toHaveValue('');
  await portolan.open('History');
  await expect(portolan.rows('Runs', /./)).toHaveCount(0);
});
