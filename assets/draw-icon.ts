/**
 * Draws the product's icon files from icon.svg (large) and icon-small.svg (32 px and below) in headless Chromium:
 * `node assets/draw-icon.ts`. electron-builder makes the platforms' own formats from icon.png.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Page } from 'playwright-core';

const FILES: readonly { source: string; file: string; size: number }[] = [
  { source: 'icon.svg', file: 'icon.png', size: 1_024 },
  { source: 'icon.svg', file: 'public/icon.png', size: 256 },
];

const at = (file: string): string => path.join(import.meta.dirname, file);

/** `svg` as a PNG of `size` x `size` pixels with a transparent ground. */
async function drawPng(page: Page, svg: string, size: number): Promise<Buffer> {
  await page.setViewportSize({ width: size, height: size });
  const address = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
  await page.setContent(`<style>body{margin:0}img{display:block;width:100vw}</style><img src="${address}">`);
  return page.screenshot({ omitBackground: true });
}

const browser = await chromium.launch({
  executablePath: process.env['PORTOLAN_CHROMIUM'] ?? '/usr/bin/chromium',
  chromiumSandbox: process.getuid?.() !== 0,
});
try {
  const page = await browser.newPage();
  for (const { source, file, size } of FILES) {
    writeFileSync(at(file), await drawPng(page, readFileSync(at(source), 'utf8'), size));
  }
  writeFileSync(at('public/favicon.svg'), readFileSync(at('icon-small.svg')));
} finally {
  await browser.close();
}
