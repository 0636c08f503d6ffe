/**
 * `npm run bench:window`: how fast the window is, in a real Chromium on the built web host. Prints figure, target and
 * whether it is met; exit code 1 where one is not. Probes nothing but this computer's loopback.
 */
import { availableParallelism, loadavg } from 'node:os';
import { chromium, expect, type Browser, type Page } from '@playwright/test';
import { Portolan } from '../browser/portolan-page.ts';
import { traceTasks } from '../browser/main-thread.ts';
import { chromiumLaunchOptions } from '../helpers/chromium.ts';
import { readInitialScript } from '../helpers/initial-script.ts';
import { createTempFolder } from '../helpers/temp-folder.ts';
import { startWebHost } from '../helpers/web-host.ts';
import type { Figure } from './window/figure.ts';
import { HUGE_HOSTS, HUGE_PORTS, keepHugeRun } from './window/huge-run.ts';
import {
  firstUsefulPaintMs,
  heapMb,
  msUntilFiltered,
  msUntilRow,
  percentile,
  scrollFramesMs,
} from './window/page-figures.ts';
import { ofSeries } from './window/series-figures.ts';

/** First words typed into the filter; none is answered from what another left behind. */
const FILTERS = ['ssh', 'port-unreach', '10.66.2', '44', 'filtered 10.66.1', 'zz'];
const ROUNDS = 3;

// The built page and programs, as people get them.
process.env['PORTOLAN_BUILT'] = '1';
const browser = await chromium.launch(chromiumLaunchOptions());
try {
  const busy = (loadavg()[0] ?? 0) > availableParallelism() / 2;
  if (busy)
    console.log('This machine is busy with other things: times on the clock will be worse than they are.');
  const figures = [
    ...(await ofHugeRun(browser)),
    ...(await ofSeries(browser)),
    ...(await ofLiveScan(browser)),
    await ofScript(),
  ];
  for (const { what, got, target, unit } of figures) {
    const met = got <= target ? 'met' : 'NOT MET';
    console.log(
      `${what.padEnd(58)} ${`${got.toFixed(1)} ${unit}`.padStart(12)}   at most ${`${target} ${unit}`.padEnd(8)} ${met}`,
    );
  }
  if (figures.some(({ got, target }) => got > target)) process.exitCode = 1;
} finally {
  await browser.close();
}

async function ofHugeRun(running: Browser): Promise<Figure[]> {
  const rows = (HUGE_HOSTS * HUGE_PORTS).toLocaleString('en');
  const folder = await createTempFolder();
  try {
    await keepHugeRun(folder.path);
    const opened: number[] = [];
    const filtered: number[] = [];
    const frames: number[] = [];
    let heap = 0;
    let busiest = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      // A fresh process each time: nothing of the run is in memory when it is opened.
      await withPage(running, folder.path, async (portolan) => {
        const { page } = portolan;
        await portolan.open('History');
        const run = portolan.rows('Runs', '10.66').first();
        await run.waitFor();
        opened.push(await msUntilRow(page, () => run.dblclick()));
        const all = (await portolan.table('Results').getAttribute('aria-rowcount')) ?? '';
        const tasks = await traceTasks(running, page, async () => {
          frames.push(...(await scrollFramesMs(page)));
        });
        busiest = Math.max(busiest, tasks[0]?.cpuMs ?? 0);
        for (const text of FILTERS) {
          filtered.push(await msUntilFiltered(page, text));
          await page.getByRole('textbox', { name: 'Filter rows' }).fill('');
          await expect(portolan.table('Results')).toHaveAttribute('aria-rowcount', all);
        }
        heap = Math.max(heap, await heapMb(page));
      });
    }
    return [
      {
        what: `opening ${rows} rows, worst of ${opened.length}`,
        got: Math.max(...opened),
        target: 1_500,
        unit: 'ms',
      },
      {
        what: `scrolling them, frame (p95 of ${frames.length})`,
        got: percentile(frames, 0.95),
        target: 20,
        unit: 'ms',
      },
      { what: 'scrolling them, longest task (processor time)', got: busiest, target: 50, unit: 'ms' },
      {
        what: `filter answered, worst of ${filtered.length}`,
        got: Math.max(...filtered),
        target: 150,
        unit: 'ms',
      },
      { what: 'heap of the page after that', got: heap, target: 300, unit: 'MB' },
    ];
  } finally {
    await folder.dispose();
  }
}

async function ofLiveScan(running: Browser): Promise<Figure[]> {
  const folder = await createTempFolder();
  const paints: number[] = [];
  const longest: number[] = [];
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      await withPage(
        running,
        folder.path,
        async (portolan) => {
          const tasks = await traceTasks(running, portolan.page, () =>
            portolan.scan('127.0.0.1', '1-65535', 4),
          );
          for (const task of tasks.slice(0, 2)) console.log(`  ${task.cpuMs.toFixed(0)} ms: ${task.doing}`);
          longest.push(tasks[0]?.cpuMs ?? 0);
        },
        async (page, url) => void paints.push(await firstUsefulPaintMs(page, url)),
      );
    }
  } finally {
    await folder.dispose();
  }
  return [
    { what: 'first useful paint', got: Math.max(...paints), target: 1_000, unit: 'ms' },
    { what: '65,535 ports live: longest task', got: Math.max(...longest), target: 50, unit: 'ms' },
  ];
}

async function ofScript(): Promise<Figure> {
  const { gzippedBytes } = await readInitialScript();
  return { what: 'initial JavaScript, gzipped', got: gzippedBytes / 1_000, target: 400, unit: 'kB' };
}

async function withPage(
  running: Browser,
  dataFolder: string,
  act: (portolan: Portolan) => Promise<void>,
  open = async (page: Page, url: string): Promise<void> => void (await page.goto(url)),
): Promise<void> {
  const host = await startWebHost({ dataFolder });
  const context = await running.newContext({ viewport: { width: 1_440, height: 900 } });
  try {
    const page = await context.newPage();
    await open(page, host.url);
    await act(new Portolan(page, []));
  } finally {
    await context.close();
    await host.stop();
  }
}
