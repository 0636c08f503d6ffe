/**
 * `node tests/bench/diff.ts`: how long comparisons take, of two large runs and of many. Prints figure, target and whether
 * it is met; exit code 1 where one is not. Processor time, so that a busy machine measures nearly the same. Nothing is sent.
 */
import path from 'node:path';
import { createApp, HISTORY_FILE } from '../../src-main/app/create-app.ts';
import { realEngine } from '../../src-main/app/engine-door.ts';
import { openDatabase } from '../../src-main/store/database.ts';
import { buildTimeline } from '../../src-shared/scan/build-timeline.ts';
import { diffScans } from '../../src-shared/scan/diff-scans.ts';
import { createTempFolder } from '../helpers/temp-folder.ts';
import { context } from '../main/app/open-app.ts';
import { keepReport, largeReport, longHistory } from './diff/large-runs.ts';
import type { Figure } from './window/figure.ts';

const DIFF_MS = 300;
const ROUNDS = 7;

const figures: Figure[] = [];
const folder = await createTempFolder();
try {
  for (const [what, changed] of [
    ['256 hosts x 65,535 ports, 20 ports of each changed', 20],
    ['256 hosts x 65,535 ports, 300 ports of each changed', 300],
  ] as const) {
    const before = largeReport({ id: 'before', seed: 3, changed: 0 });
    const after = largeReport({ id: 'after', seed: 3, changed });
    figures.push({ what: `two runs: ${what}`, ...spent(DIFF_MS, () => diffScans(before, after)) });
    const dataFolder = path.join(folder.path, String(changed));
    const database = openDatabase(path.join(dataFolder, HISTORY_FILE));
    for (const report of [before, after]) keepReport(database, report);
    database.close();
    const app = await createApp({
      dataFolder,
      host: 'cli',
      engine: realEngine,
      abilities: {
        deliverFile: () => {
          throw new Error('No file is asked for here.');
        },
      },
    });
    // The first time reads them from the history.
    const compare = (): unknown =>
      app.handlers['compare.runs']({ before: before.id, after: after.id }, context);
    await compare();
    figures.push({ what: 'the same by the command, runs in memory', ...spent(DIFF_MS, compare) });
    await app.close();
  }
  for (const [what, asked, target] of [
    ['all ports', 'all', 40],
    ['1,000 scattered ports', 'scattered', 60],
  ] as const) {
    const input = longHistory({ runs: 1_000, hosts: 256, asked, outcomes: 3, steadyRuns: 50, seed: 9 });
    figures.push({
      what: `timeline of 1,000 runs x 256 hosts, ${what}`,
      ...spent(target, () => buildTimeline(input)),
    });
  }
} finally {
  await folder.dispose();
}
for (const { what, got, target, unit } of figures) {
  const met = got <= target ? 'met' : 'NOT MET';
  console.log(
    `${what.padEnd(64)} ${got.toFixed(0).padStart(5)} ${unit}   at most ${target} ${unit}   ${met}`,
  );
}
if (figures.some(({ got, target }) => got > target)) process.exitCode = 1;

/** The middle of some rounds, the first few left out: they compile. */
function spent(target: number, work: () => unknown): Omit<Figure, 'what'> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1_000);
  }
  const settled = times.slice(2).sort((a, b) => a - b);
  return { got: settled[settled.length >> 1]!, target, unit: 'ms' };
}
