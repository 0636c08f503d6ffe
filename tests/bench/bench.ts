/**
 * `npm run bench`: Portolan as a whole process beside every installed peer, in alternating pairs, inside network
 * namespaces of their own, where the truth about every port is known. Prints a table, writes test-results/bench.json.
 * Exit code 1 where a verdict of Portolan's is not the truth.
 *
 *   npm run bench -- --quick           under five minutes: fewer pairs, peers stopped early
 *   npm run bench -- --case lossy-10   one case, or all that begin with a name; may be given more than once
 *   npm run bench -- --dialer portable by that dialer instead of the one Portolan chooses
 *   npm run bench -- --readme          writes the table into README.md
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { inRepository } from '../helpers/repository.ts';
import { createTempFolder } from '../helpers/temp-folder.ts';
import { isInside, runInside } from '../tools/run-inside.ts';
import { readBenchArguments, type BenchArguments } from './bench-arguments.ts';
import type { BenchCase, BenchTools } from './bench-case.ts';
import { describeMachine, summarise, type BenchResult, type CaseResult } from './bench-result.ts';
import { benchTable } from './bench-table.ts';
import { findBenchTools, installBenchNeeds } from './bench-tools.ts';
import { measureCase } from './measure-case.ts';
import { withBenchTable } from './write-readme.ts';

const say = (line: string): void => console.log(line);

let asked: BenchArguments | undefined;
try {
  asked = readBenchArguments(process.argv.slice(2));
} catch (error) {
  console.error(`bench: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}
if (asked) await (isInside ? bench(asked) : start());

async function start(): Promise<void> {
  await installBenchNeeds(say);
  await runInside(import.meta.filename);
}

async function bench(wanted: BenchArguments): Promise<void> {
  const tools = await createTempFolder();
  try {
    const found = await findBenchTools(tools.path, say);
    const cases: CaseResult[] = [];
    for (const each of wanted.cases) {
      cases.push(await benchOne(each, wanted, found));
      await keep({ length: wanted.length, machine: describeMachine(), cases });
    }
    const result = { length: wanted.length, machine: describeMachine(), cases };
    const table = benchTable(result);
    say(`\n${table}`);
    if (wanted.readme) {
      const page = inRepository('README.md');
      const text = withBenchTable(await readFile(page, 'utf8'), table);
      await writeFile(page, await format(text, { ...(await resolveConfig(page)), filepath: page }));
    }
    if (cases.some(({ fault }) => fault !== null)) process.exitCode = 1;
  } finally {
    await tools.dispose();
  }
}

async function benchOne(
  benchCase: BenchCase,
  { length, dialer }: BenchArguments,
  found: Pick<BenchTools, 'peers' | 'connectLoop'>,
): Promise<CaseResult> {
  say(`\n${benchCase.name}: ${benchCase.title}`);
  const folder = await createTempFolder();
  try {
    const raised = await benchCase.raise({ ...found, folder: folder.path, dialer });
    try {
      const result = summarise(benchCase, await measureCase(benchCase, raised, length, say));
      for (const { what, got, isMet } of result.targets) {
        say(`  ${isMet === null ? '?      ' : isMet ? 'met    ' : 'NOT MET'} ${what}: ${got}`);
      }
      if (result.fault !== null) say(`  WRONG   ${result.fault}`);
      return result;
    } finally {
      await raised.lower();
    }
  } finally {
    await folder.dispose();
  }
}

/** After every case: a bench that is stopped has not been for nothing. */
async function keep(result: BenchResult): Promise<void> {
  await mkdir(inRepository('test-results'), { recursive: true });
  await writeFile(inRepository('test-results/bench.json'), `${JSON.stringify(result, null, 2)}\n`);
}
