/** What is exported of a comparison: its text in three forms, its pictures in two. They are looked into, not only fetched. */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { officeRun } from '../helpers/office-runs.ts';
import { compareRuns, importRuns } from './import-runs.ts';
import { expect, test } from './portolan-test.ts';
import type { Portolan } from './portolan-page.ts';

const CHANGE_INK = { light: '#c5078d', dark: '#fa74c3' } as const;
const SURFACE = { light: '#fbfdfe', dark: '#0f171c' } as const;

async function openOffice(portolan: Portolan): Promise<void> {
  await importRuns(portolan, [officeRun('before'), officeRun('after')]);
  await compareRuns(portolan, 'office-before', 'office-after');
  await expect(portolan.page.getByRole('slider', { name: /^Port maps of/ })).toBeVisible();
}

async function fetchFile(page: Page, button: string, item: string): Promise<{ name: string; bytes: Buffer }> {
  await page.getByRole('button', { name: button, exact: true }).click();
  const downloading = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: item }).click();
  const download = await downloading;
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

test('a comparison is exported as text, Markdown and JSON', async ({ portolan, page }) => {
  await openOffice(portolan);
  const text = await fetchFile(page, 'Export', 'Text');
  expect(text.name).toBe('portolan-diff-office-before-office-after.txt');
  expect(text.bytes.toString()).toContain('3 ports opened, 1 closed');
  const markdown = await fetchFile(page, 'Export', 'Markdown');
  expect(markdown.bytes.toString()).toMatch(/^# 3 ports opened, 1 closed/);
  const json = await fetchFile(page, 'Export', 'JSON');
  expect(JSON.parse(json.bytes.toString())).toMatchObject({
    schema: 'portolan-diff/1',
    counts: { opened: 3 },
  });
});

for (const scheme of ['light', 'dark'] as const) {
  test.describe(scheme, () => {
    test.use({ colorScheme: scheme });

    test('the port maps as SVG and PNG are what stands on the screen', async ({
      portolan,
      page,
      context,
    }) => {
      await openOffice(portolan);
      const svg = await fetchFile(page, 'Export Port maps as a picture', 'SVG');
      const png = await fetchFile(page, 'Export Port maps as a picture', 'PNG');
      expect(svg.name).toBe('port-maps-hv-01.lan-office-before-office-after.svg');
      const text = svg.bytes.toString('utf8');
      // Shapes, not pixels, and nothing of the window's buttons.
      expect(text).not.toContain('<image');
      expect(text).not.toContain('Point at a port');

      const blank = await context.newPage();
      await blank.setContent(text);
      const drawing = blank.locator('svg');
      for (const words of [
        'hv-01.lan',
        '220 changed cells lit',
        '3128',
        '5985',
        '9100',
        '60000',
        'not scanned',
      ]) {
        await expect(drawing.getByText(words, { exact: true })).toBeVisible();
      }
      const { width, height } = await drawing.evaluate((element) => element.getBoundingClientRect().toJSON());
      const seen = await blank.evaluate(async (data) => {
        const image = new Image();
        image.src = `data:image/png;base64,${data}`;
        await image.decode();
        const canvas = new OffscreenCanvas(image.width, image.height);
        const context = canvas.getContext('2d');
        context?.drawImage(image, 0, 0);
        const pixels = context?.getImageData(0, 0, image.width, image.height).data ?? [];
        const counts: Record<string, number> = {};
        for (let at = 0; at < pixels.length; at += 4) {
          const hex = [0, 1, 2]
            .map((part) => (pixels[at + part] ?? 0).toString(16).padStart(2, '0'))
            .join('');
          counts[`#${hex}`] = (counts[`#${hex}`] ?? 0) + 1;
        }
        return { width: image.width, height: image.height, counts };
      }, png.bytes.toString('base64'));
      expect([seen.width, seen.height]).toEqual([2 * width, 2 * height]);
      // Eight rings and two outlines of 216 cells; the paper is the theme's.
      expect(seen.counts[CHANGE_INK[scheme]]).toBeGreaterThan(2_000);
      expect(seen.counts[SURFACE[scheme]]).toBeGreaterThan(50_000);
      expect(text).toContain(CHANGE_INK[scheme]);
      await blank.close();
    });
  });
}

test('a panel is exported with its title and its figures', async ({ portolan, page }) => {
  await openOffice(portolan);
  const states = await fetchFile(page, 'Export States as a picture', 'SVG');
  for (const words of ['States', '8 hosts before, 7 after', 'Before', '460,087', 'filtered']) {
    expect(states.bytes.toString()).toContain(`>${words}</text>`);
  }
  const shifts = await fetchFile(page, 'Export Gained and lost, by reason as a picture', 'SVG');
  expect(shifts.bytes.toString()).toContain('>admin-prohibited</text>');
});
