/**
 * `npm run screenshots`: builds, starts the web host inside a network namespace with hosts of its own making, and takes
 * every screen and state in both themes and two sizes, and the main ones in a large window, into assets/screenshots/. Anyone on Linux can run it.
 */
import { mkdir } from 'node:fs/promises';
import { chromium, type Browser } from '@playwright/test';
import { chromiumLaunchOptions } from '../helpers/chromium.ts';
import { inRepository } from '../helpers/repository.ts';
import { createTempFolder } from '../helpers/temp-folder.ts';
import { Portolan } from '../browser/portolan-page.ts';
import { startWebHost } from '../helpers/web-host.ts';
import { isInside, runInside } from './run-inside.ts';
import { keepOffice } from './kept-office.ts';
import { openSceneHosts } from './screenshot-hosts.ts';
import { SCENES, type Scene } from './screenshot-scenes.ts';
import { SERIES_SCENES } from './series-scenes.ts';

interface Size {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** The scenes that are shot; absent: all. The others are played all the same. */
  readonly only?: readonly string[];
}

const SIZES: readonly Size[] = [
  { name: '', width: 1_440, height: 900 },
  { name: '-small', width: 1_024, height: 640 },
  {
    name: '-large',
    width: 2_560,
    height: 1_440,
    only: ['scan-running', 'scan-results', 'scan-matrix', 'host', 'learn', 'compare-two', 'series'],
  },
];
interface Story {
  readonly scenes: readonly Scene[];
  /** Fills the history before the window is opened. */
  keep(dataFolder: string): Promise<void>;
}

const STORIES: readonly Story[] = [
  { scenes: SCENES, keep: async () => {} },
  { scenes: SERIES_SCENES, keep: keepOffice },
];
const folder = inRepository('assets/screenshots');

await (isInside ? takeScreenshots() : runInside(import.meta.filename));

async function takeScreenshots(): Promise<void> {
  await mkdir(folder, { recursive: true });
  const browser = await chromium.launch(chromiumLaunchOptions());
  try {
    for (const theme of ['dark', 'light'] as const) {
      for (const size of SIZES) for (const story of STORIES) await takeAll(browser, theme, size, story);
    }
  } finally {
    await browser.close();
  }
}

/** A fresh history and fresh hosts for each theme and size, so that every picture tells the same story. */
async function takeAll(running: Browser, theme: 'dark' | 'light', size: Size, story: Story): Promise<void> {
  const data = await createTempFolder();
  await story.keep(data.path);
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
      if (size.only?.includes(scene.name) === false) return;
      // The mouse must not light anything up.
      await page.mouse.move(0, 0);
      await page.screenshot({ path: `${folder}/${scene.name}${size.name}-${theme}.png` });
      console.log(`${scene.name}${size.name}-${theme}.png`);
    };
    for (const scene of story.scenes) await take(scene);
  } finally {
    await context.close();
    await host.stop();
    await hosts.close();
    await data.dispose();
  }
}
