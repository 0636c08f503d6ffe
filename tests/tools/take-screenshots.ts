/**
 * `npm run screenshots`: builds, starts the web host on loopback hosts of its own making, and takes every screen and
 * state in both themes and two sizes into assets/screenshots/. Anyone can run it; it touches nothing but loopback.
 */
import { mkdir } from 'node:fs/promises';
import { chromium, type Browser } from '@playwright/test';
import { chromiumLaunchOptions } from '../helpers/chromium.ts';
import { runChild } from '../helpers/child.ts';
import { inRepository, repositoryFolder } from '../helpers/repository.ts';
import { createTempFolder } from '../helpers/temp-folder.ts';
import { Portolan } from '../browser/portolan-page.ts';
import { startWebHost } from '../helpers/web-host.ts';
import { openSceneHosts, SCENES, type Scene } from './screenshot-scenes.ts';

const SIZES = [
  { name: '', width: 1_440, height: 900 },
  { name: '-small', width: 1_024, height: 640 },
] as const;
const folder = inRepository('assets/screenshots');

process.env['PORTOLAN_BUILT'] = '1';
const build = await runChild(process.execPath, [inRepository('node_modules/vite/bin/vite.js'), 'build'], {
  cwd: repositoryFolder,
});
if (build.code !== 0) throw new Error(`The build failed:\n${build.stdout}${build.stderr}`);

await mkdir(folder, { recursive: true });
const browser = await chromium.launch(chromiumLaunchOptions());
try {
  for (const theme of ['dark', 'light'] as const) {
    for (const size of SIZES) await takeAll(browser, theme, size);
  }
} finally {
  await browser.close();
}

/** A fresh history and fresh hosts for each theme and size, so that every picture tells the same story. */
async function takeAll(
  running: Browser,
  theme: 'dark' | 'light',
  size: (typeof SIZES)[number],
): Promise<void> {
  const data = await createTempFolder();
  const hosts = await openSceneHosts();
  const host = await startWebHost({ dataFolder: data.path });
  const context = await running.newContext({
    viewport: { width: size.width, height: size.height },
    colorScheme: theme,
    reducedMotion: 'reduce',
  });
  try {
    const page = await context.newPage();
    await page.goto(host.url);
    const portolan = new Portolan(page, []);
    const take = async (scene: Scene): Promise<void> => {
      await scene.play(portolan, hosts);
      // The mouse must not light anything up.
      await page.mouse.move(0, 0);
      await page.screenshot({ path: `${folder}/${scene.name}${size.name}-${theme}.png` });
      console.log(`${scene.name}${size.name}-${theme}.png`);
    };
    for (const scene of SCENES) await take(scene);
  } finally {
    await context.close();
    await host.stop();
    await hosts.close();
    await data.dispose();
  }
}
