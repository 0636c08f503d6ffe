/**
 * `npm run bench:history`: a history of 1,000 runs of 256 hosts, kept by the real repository. Prints figure, target and
 * whether it is met; exit code 1 where one is not. Nothing is sent.
 */
import { createTempFolder } from '../helpers/temp-folder.ts';
import { measureHistory } from './history/history-figures.ts';

const folder = await createTempFolder();
try {
  for (const [title, changeRate] of [
    ['nothing changes', 0],
    ['a host in a hundred opens or closes a port from run to run', 0.01],
  ] as const) {
    console.log(`\n1,000 runs x 256 hosts x top 1,000 ports; ${title}`);
    const dataFolder = `${folder.path}/${changeRate}`;
    const figures = await measureHistory(dataFolder, { runs: 1_000, hosts: 256, changeRate, seed: 5 });
    for (const { what, got, target, unit } of figures) {
      const met = got <= target ? 'met' : 'NOT MET';
      console.log(
        `${what.padEnd(40)} ${`${got.toFixed(1)} ${unit}`.padStart(12)}   at most ${`${target} ${unit}`.padEnd(8)} ${met}`,
      );
    }
    if (figures.some(({ got, target }) => got > target)) process.exitCode = 1;
  }
} finally {
  await folder.dispose();
}
