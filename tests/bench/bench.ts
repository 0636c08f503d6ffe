/**
 * `npm run bench`: all 65,535 loopback ports, Portolan as a whole process against `nmap -sT -Pn -n -p-`, in alternating
 * pairs inside a network namespace of their own, where which ports are open is known. Prints a table, writes
 * test-results/bench.json. `--quick`: 3 pairs instead of 5.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, release } from 'node:os';
import { openListener } from '../helpers/listeners.ts';
import { inRepository } from '../helpers/repository.ts';
import { createTempFolder, type TempFolder } from '../helpers/temp-folder.ts';
import { findProgram } from '../tools/install-needs.ts';
import { isInside, runInside } from '../tools/run-inside.ts';
import { portolanRun, nmapRun, type Contender, type Run } from './contenders.ts';
import { benchTable, median } from './bench-table.ts';

const OPEN_PORTS = [22, 80, 443, 3306, 8080, 33_000, 41_000, 65_535];
const pairs = process.argv.includes('--quick') ? 3 : 5;

await (isInside ? measure() : runInside(import.meta.filename));

async function measure(): Promise<void> {
  const listeners = await Promise.all(OPEN_PORTS.map((port) => openListener('127.0.0.1', port)));
  const folder = await createTempFolder();
  try {
    await compare(folder);
  } finally {
    await Promise.all(listeners.map((listener) => listener.close()));
    await folder.dispose();
  }
}

async function compare(folder: TempFolder): Promise<void> {
  const nmap = findProgram('nmap');
  if (nmap === undefined)
    console.log('nmap is not installed: Portolan is measured alone, there is no ratio.');
  const contenders: Contender[] = [
    portolanRun(folder.path),
    ...(nmap === undefined ? [] : [nmapRun(nmap, folder.path)]),
  ];
  const runs = new Map<string, Run[]>(contenders.map(({ name }) => [name, []]));
  for (let pair = 0; pair < pairs; pair += 1) {
    // Who goes first changes from pair to pair: what the first leaves behind must not favour one.
    for (const contender of pair % 2 === 0 ? contenders : contenders.toReversed()) {
      runs.get(contender.name)?.push(await contender.run());
    }
  }
  const wrong = [...runs].flatMap(([name, all]) => all.flatMap((run) => errorsOf(name, run)));
  const [ours, theirs] = contenders.map(({ name }) =>
    median((runs.get(name) ?? []).map((run) => run.wallMs)),
  );
  const result = {
    what: 'all 65,535 TCP ports of 127.0.0.1, 8 of them open, whole process',
    machine: { cpus: cpus().length, model: cpus()[0]?.model ?? '', kernel: release(), node: process.version },
    pairs,
    runs: Object.fromEntries(
      [...runs].map(([name, all]) => [name, all.map((run) => Math.round(run.wallMs))]),
    ),
    medianMs: { portolan: ours, ...(theirs === undefined ? {} : { nmap: theirs }) },
    ratio: ours === undefined || theirs === undefined ? null : ours / theirs,
    wrongVerdicts: wrong,
  };
  console.log(benchTable(result));
  await mkdir(inRepository('test-results'), { recursive: true });
  await writeFile(inRepository('test-results/bench.json'), `${JSON.stringify(result, null, 2)}\n`);
  // A peer's mistake is told, ours is a failure.
  if (wrong.some((line) => line.startsWith('portolan'))) process.exitCode = 1;
}

/** Both are held against the truth, not against each other. */
function errorsOf(name: string, run: Run): string[] {
  const open = run.openPorts.join(',');
  const errors: string[] = [];
  if (open !== OPEN_PORTS.join(','))
    errors.push(`${name}: open are ${OPEN_PORTS.join(',')}, told were ${open}`);
  if (run.closed !== 65_535 - OPEN_PORTS.length) errors.push(`${name}: told ${run.closed} ports as closed`);
  return errors;
}
