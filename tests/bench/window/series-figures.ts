/** How the Series screen follows the hand, on timelines as large as they get: 200 runs, and 1,000, of 256 hosts. */
import type { Browser } from '@playwright/test';
import { bridgeCore } from '../../browser/bridged-core.ts';
import { traceTasks } from '../../browser/main-thread.ts';
import { createTempFolder } from '../../helpers/temp-folder.ts';
import { startWebHost } from '../../helpers/web-host.ts';
import { hugeTimeline } from '../../renderer/sample-timeline.ts';
import type { Figure } from './figure.ts';
import { percentile } from './page-figures.ts';
import { panFramesMs, scrubFramesMs } from './series-frames.ts';

const PORTS = 500;
const HOSTS = 256;

export async function ofSeries(running: Browser): Promise<Figure[]> {
  const folder = await createTempFolder();
  const host = await startWebHost({ dataFolder: folder.path });
  try {
    return [
      ...(await ofTimeline(running, host.url, 200, 20)),
      // As long as a timeline is: a step now and then may take two frames.
      ...(await ofTimeline(running, host.url, 1_000, 34)),
    ];
  } finally {
    await host.stop();
    await folder.dispose();
  }
}

async function ofTimeline(running: Browser, url: string, runs: number, target: number): Promise<Figure[]> {
  const timeline = hugeTimeline(runs, PORTS, HOSTS);
  const context = await running.newContext({ viewport: { width: 1_440, height: 900 } });
  try {
    const page = await context.newPage();
    await bridgeCore(page, {
      'history.list': () => ({ total: 0, runs: [] }),
      'scan.running': () => ({ scanIds: [] }),
      'series.list': () => ({ series: [] }),
      'compare.timeline': () => timeline,
    });
    await page.goto(url);
    await page.evaluate(() => (location.hash = '#/series/large'));
    await page.getByRole('slider', { name: 'Run', exact: true }).waitFor();
    const scrubbed = await scrubFramesMs(page);
    const tasks = await traceTasks(running, page, async () => void (await scrubFramesMs(page)));
    for (let step = 0; step < 3; step += 1) await page.getByRole('button', { name: 'Zoom in' }).click();
    const panned = await panFramesMs(page);
    const of = `${runs.toLocaleString('en')} runs of ${HOSTS} hosts`;
    return [
      {
        what: `scrubbing ${of}, frame (p95 of ${scrubbed.length})`,
        got: percentile(scrubbed, 0.95),
        target,
        unit: 'ms',
      },
      {
        what: `scrubbing ${of}, longest task (processor time)`,
        got: tasks[0]?.cpuMs ?? 0,
        target: 34,
        unit: 'ms',
      },
      {
        what: `panning ${of}, frame (p95 of ${panned.length})`,
        got: percentile(panned, 0.95),
        target: 34,
        unit: 'ms',
      },
    ];
  } finally {
    await context.close();
  }
}
