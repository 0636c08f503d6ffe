/**
 * `npm run screenshots`: builds, starts the web host inside a network namespace with hosts of its own making, and takes
 * every screen and state in both themes and two sizes, and the main ones in a large window, into assets/screenshots/.
 * Anyone on Linux can run it. While working on a screen, a part is enough:
 *
 *     npm run screenshots -- scan-results port-panel --theme dark --size small --into /tmp/pictures
 */
import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Browser } from '@playwright/test';
import { chromiumLaunchOptions } from '../helpers/chromium.ts';
import { inRepository } from '../helpers/repository.ts';
import { createTempFolder } from '../helpers/temp-folder.ts';
import { Portolan } from '../browser/portolan-page.ts';
import { startWebHost } from '../helpers/web-host.ts';
import { isInside, runInside } from './run-inside.ts';
import type { Scene, SceneSize } from './scene.ts';
import { HISTORY_SCENES } from './history-scenes.ts';
import { keepHistory } from './kept-history.ts';
import { keepOffice } from './kept-office.ts';
import { openSceneHosts } from './screenshot-hosts.ts';
import { SCENES } from './screenshot-scenes.ts';
import { SERIES_SCENES } from './series-scenes.ts';
import { WATCH_SCENES } from './watch-scenes.ts';

interface Size {
  readonly name: SceneSize;
  /** Between the scene's name and the theme. */
  readonly suffix: string;
  readonly width: number;
  readonly height: number;
}

const SIZES: readonly Size[] = [
  { name: 'normal', suffix: '', width: 1_440, height: 900 },
  { name: 'small', suffix: '-small', width: 1_024, height: 640 },
  { name: 'large', suffix: '-large', width: 2_560, height: 1_440 },
];
/** Scenes that go on where the one before them ended. */
interface Story {
  readonly scenes: readonly Scene[];
  /** Fills the history before the window is opened. */
  keep(dataFolder: string): Promise<void>;
}

const STORIES: readonly Story[] = [
  { scenes: SCENES, keep: async () => {} },
  { scenes: SERIES_SCENES, keep: keepOffice },
  { scenes: [...HISTORY_SCENES, ...WATCH_SCENES], keep: keepHistory },
];
const EVERY_SCENE = STORIES.flatMap(({ scenes }) => scenes);
const THEMES = ['dark', 'light'] as const;
const DEFAULT_SIZES: readonly SceneSize[] = ['normal', 'small'];

const { values: asked, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: { theme: { type: 'string' }, size: { type: 'string' }, into: { type: 'string' } },
});
const folder = asked.into === undefined ? inRepository('assets/screenshots') : path.resolve(asked.into);
/** Of everything, where the pictures are kept. */
const isWhole = wanted.length === 0 && Object.keys(asked).length === 0;

await (isInside ? takeScreenshots() : runInside(import.meta.filename));

async function takeScreenshots(): Promise<void> {
  const unknown = wanted.find((name) => EVERY_SCENE.every((scene) => scene.name !== name));
  if (unknown !== undefined) {
    throw new Error(`There is no scene ${unknown}: ${EVERY_SCENE.map(({ name }) => name).join(', ')}.`);
  }
  await mkdir(folder, { recursive: true });
  // A scene that is no more must leave no picture.
  if (isWhole)
    for (const name of await readdir(folder)) if (name.endsWith('.png')) await rm(path.join(folder, name));
  const browser = await chromium.launch(chromiumLaunchOptions());
  try {
    for (const theme of THEMES.filter((name) => asked.theme === undefined || asked.theme === name)) {
      for (const size of SIZES.filter(({ name }) => asked.size === undefined || asked.size === name)) {
        for (const story of STORIES) await takeAll(browser, theme, size, story);
      }
    }
  } finally {
    await browser.close();
  }
}

/** A fresh history and fresh hosts for each theme and size, so that every picture tells the same story. */
async function takeAll(
  running: Browser,
  theme: (typeof THEMES)[number],
  size: Size,
  { scenes, keep }: Story,
): Promise<void> {
  // Every scene goes on where the one before it ended, so those before the last one shot are played all the same.
  const played = scenes.slice(0, scenes.findLastIndex((scene) => isShot(scene, size)) + 1);
  if (played.length === 0) return;
  const data = await createTempFolder();
  await keep(data.path);
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
    for (const scene of played) {
      await scene.play(portolan, hosts);
      if (!isShot(scene, size)) continue;
      // The mouse must not light anything up, but where the scene put it.
      if (!scene.pointed) await page.mouse.move(0, 0);
      const name = `${scene.name}${size.suffix}-${theme}.png`;
      await page.screenshot({ path: path.join(folder, name) });
      console.log(name);
    }
  } finally {
    await context.close();
    await host.stop();
    await hosts.close();
    await data.dispose();
  }
}

/** Whether a picture of the scene is asked for in this size: by its own sizes, or by its name and the size's. */
function isShot({ name, sizes = DEFAULT_SIZES }: Scene, size: Size): boolean {
  if (wanted.length > 0 && !wanted.includes(name)) return false;
  return sizes.includes(size.name) || (wanted.includes(name) && asked.size === size.name);
}
