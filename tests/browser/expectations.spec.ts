/** A run against what should be: written, typed wrong, mended, opened, saved, and still there after a reload. */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { findClosedPort, openListener } from '../helpers/listeners.ts';
import { expect, test } from './portolan-test.ts';
import type { Portolan } from './portolan-page.ts';

const editor = (page: Page) => page.getByRole('textbox', { name: 'Expectations' });
const headline = (page: Page) => page.getByRole('region', { name: 'Judgement' });
const findings = (page: Page) => page.getByRole('table', { name: 'Findings' });

async function openExpectations(portolan: Portolan): Promise<void> {
  await portolan.page.getByRole('link', { name: 'Expectations' }).click();
  await expect(portolan.page.getByRole('heading', { level: 1, name: 'Expectations' })).toBeVisible();
}

test('a file is written from the run, agrees with it, and tells what is changed in it', async ({
  portolan,
  page,
}) => {
  const open = await openListener('127.0.0.1');
  const closed = await findClosedPort('127.0.0.1');
  await portolan.scan('127.0.0.1', `${open.port},${closed}`);
  await openExpectations(portolan);
  await portolan.button('As in this run').click();
  await expect(headline(page)).toContainText('As agreed: 1 host, 2 ports');
  await expect(editor(page)).toHaveValue(new RegExp(`must: \\[${open.port}\\]`));

  const written = await editor(page).inputValue();
  await editor(page).fill(written.replace(`must: [${open.port}]`, `must: [${closed}]`));
  await expect(headline(page)).toContainText('1 port open that should not be, 1 missing');
  const missing = findings(page).getByRole('row').filter({ hasText: 'should be open' });
  await expect(missing).toContainText(String(closed));
  await expect(missing).toContainText('closed');
  await missing.click();
  await expect(missing).toHaveAttribute('aria-selected', 'true');

  // A finding leads to its port.
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: `Port ${closed} of 127.0.0.1` })).toBeVisible();
  await page.goBack();
  await expect(headline(page)).toContainText('1 missing');
  await open.close();
});

test('mistakes are told with line and column, lead there, and nothing typed is lost', async ({
  portolan,
  page,
}) => {
  const open = await openListener('127.0.0.1');
  await portolan.scan('127.0.0.1', `${open.port}`);
  await openExpectations(portolan);
  await portolan.button('Type it').click();
  await expect(headline(page)).toContainText('1 port open that should not be');
  const wrong = 'version: 1\nhosts:\n  - match: any\n    opn: none\n  - match: 10.0.0.300\n';
  await editor(page).fill(wrong);
  await expect(headline(page)).toContainText('2 mistakes in the file');
  await expect(editor(page)).toHaveAttribute('aria-invalid', 'true');
  const mistakes = page.getByRole('list', { name: 'Mistakes in the file' });
  await mistakes.getByRole('button', { name: /^4:5 'opn' is no key of a rule: is 'open' meant\?/ }).click();
  await expect(editor(page)).toBeFocused();
  // The wrong word is marked: typing mends it.
  await page.keyboard.type('open');
  await expect(editor(page)).toHaveValue(wrong.replace('opn', 'open'));

  // Kept without being asked, as it is.
  await portolan.open('History');
  await page.goBack();
  await expect(editor(page)).toHaveValue(wrong.replace('opn', 'open'));
  await page.reload();
  await expect(editor(page)).toHaveValue(wrong.replace('opn', 'open'));
  await open.close();
});

test('files come in and go out, and what was there before can be had back', async ({ portolan, page }) => {
  const closed = await findClosedPort('127.0.0.1');
  await portolan.scan('127.0.0.1', `${closed}`);
  await openExpectations(portolan);
  const first = 'version: 1\nhosts:\n  - match: any # ours\n';
  await dropFile(page, 'ours.yaml', first);
  await expect(editor(page)).toHaveValue(first);
  await expect(headline(page)).toContainText('As agreed');
  const downloading = page.waitForEvent('download');
  await portolan.button('Save file').click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('expectations.yaml');
  expect(await readFile(await download.path(), 'utf8')).toBe(first);

  const choosing = page.waitForEvent('filechooser');
  await portolan.button('Open file').click();
  const chooser = await choosing;
  await chooser.setFiles({
    name: 'other.yml',
    mimeType: 'application/yaml',
    buffer: Buffer.from('hosts: [\n'),
  });
  await expect(headline(page)).toContainText('1 mistake in the file');
  await portolan.button('Undo').click();
  await expect(editor(page)).toHaveValue(first);
  await dropFile(page, 'huge.yaml', '#'.repeat(300_000));
  await expect(page.getByText('huge.yaml is too large: at most 256 kB are read.')).toBeVisible();
  await expect(editor(page)).toHaveValue(first);
});

test('each series has its own file; one without begins with the one used last', async ({
  portolan,
  page,
}) => {
  const [first, second] = [await findClosedPort('127.0.0.1'), await findClosedPort('127.0.0.2')];
  const office = 'version: 1\nhosts:\n  - match: any # office\n';
  const guests = 'version: 1\nhosts:\n  - match: any # guests\n';
  const borrowed = page.getByText('as last used elsewhere');
  await portolan.scan('127.0.0.1', `${first}`);
  await openExpectations(portolan);
  await portolan.button('Type it').click();
  await editor(page).fill(office);

  await portolan.button('New scan').click();
  await portolan.scan('127.0.0.2', `${second}`);
  await openExpectations(portolan);
  await expect(editor(page)).toHaveValue(office);
  await expect(borrowed).toBeVisible();
  await editor(page).fill(guests);
  await expect(borrowed).toBeHidden();

  const tabs = page.getByRole('navigation', { name: 'Open scans' });
  await tabs.getByRole('link', { name: /127\.0\.0\.1/ }).click();
  await openExpectations(portolan);
  await expect(editor(page)).toHaveValue(office);
  await expect(headline(page)).toContainText('As agreed');
  await page.reload();
  await expect(editor(page)).toHaveValue(office);
  await tabs.getByRole('link', { name: /127\.0\.0\.2/ }).click();
  await openExpectations(portolan);
  await expect(editor(page)).toHaveValue(guests);
});

async function dropFile(page: Page, name: string, text: string): Promise<void> {
  await page.evaluate(
    ([fileName, content]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([content], fileName));
      const target = document.querySelector('main') ?? document.body;
      for (const type of ['dragenter', 'dragover', 'drop']) {
        target.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
      }
    },
    [name, text] as const,
  );
}
