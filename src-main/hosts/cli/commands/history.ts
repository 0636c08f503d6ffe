/** `portolan history`: what was kept. */
import type { RunSummary } from '../../../../src-shared/contract/scan-snapshot.ts';
import type { PortolanApp } from '../../../app/create-app.ts';
import { wrongArgument } from '../arguments.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { findRunId, listRuns } from '../find-run.ts';
import { callContext, withCore } from '../open-core.ts';
import {
  checkOutputs,
  OUTPUT_OPTIONS,
  readOutputs,
  UNAVAILABLE_OUTPUTS,
  writeOutput,
} from '../output-files.ts';
import { type CommandSpec, parseCommand, type ParsedArguments } from '../parse-command.ts';
import { formatDuration } from '../progress-line.ts';
import { readChoice, readWholeNumber } from '../read-values.ts';
import { createTextOutput, type TextOutput } from '../standard-streams.ts';
import { escapeTerminal } from '../../../reports/escape-terminal.ts';
import { formatColumns } from '../../../reports/format-columns.ts';

const EXAMPLES = {
  list: 'portolan history list --limit 50',
  show: 'portolan history show 20260131-235959-k7m2px',
  export: 'portolan history export 20260131-235959-k7m2px -oJ report.json',
  delete: 'portolan history delete 20260131-235959-k7m2px',
};

const LIST: CommandSpec = {
  name: 'portolan history list',
  operands: ['[TEXT]'],
  summary: 'Lists the kept scans, newest first; with TEXT, those whose id, targets or ports hold it.',
  options: [
    { flags: ['--limit'], long: '--limit', value: 'N', help: 'how many at most (default: 20; 0: all)' },
    {
      flags: ['--format'],
      long: '--format',
      value: 'text|json',
      help: 'a table (default), or JSON, one scan a line',
    },
  ],
  examples: [EXAMPLES.list],
};
const SHOW: CommandSpec = {
  name: 'portolan history show',
  operands: ['<ID>'],
  summary: 'Shows the readable report of a kept scan. The beginning of its ID is enough where it is unique.',
  options: [],
  examples: [EXAMPLES.show],
};
const EXPORT: CommandSpec = {
  name: 'portolan history export',
  operands: ['<ID>'],
  summary: 'Writes the report of a kept scan to files, or to standard output for "-".',
  options: OUTPUT_OPTIONS,
  unavailable: UNAVAILABLE_OUTPUTS,
  examples: [EXAMPLES.export],
};
const DELETE: CommandSpec = {
  name: 'portolan history delete',
  operands: ['<ID...>'],
  summary: 'Deletes kept scans for good.',
  options: [],
  examples: [EXAMPLES.delete],
};

const HELP = `Usage: portolan history [list|show|export|delete]

${Object.values(EXAMPLES)
  .map((line) => `  ${line}\n`)
  .join('')}
portolan history WORD --help tells more. Without a word, the newest scans are listed.
`;

type Action = (parsed: ParsedArguments, stdout: TextOutput) => Promise<ExitCode>;

const ACTIONS: ReadonlyMap<string, { spec: CommandSpec; act: Action }> = new Map([
  ['list', { spec: LIST, act: list }],
  ['show', { spec: SHOW, act: show }],
  ['export', { spec: EXPORT, act: exportRun }],
  ['delete', { spec: DELETE, act: deleteRuns }],
]);

export async function run(args: readonly string[]): Promise<ExitCode> {
  const stdout = createTextOutput(process.stdout);
  const [word = 'list', ...rest] = args;
  if (word === '--help' || word === '-h') {
    await stdout.write(HELP);
    return EXIT.done;
  }
  const action = ACTIONS.get(word);
  if (action === undefined) {
    const shown = escapeTerminal(word.slice(0, 40));
    throw wrongArgument(`History knows list, show, export and delete, not "${shown}".`, EXAMPLES.list);
  }
  const parsed = parseCommand(action.spec, rest);
  if ('help' in parsed) {
    await stdout.write(parsed.help);
    return EXIT.done;
  }
  return await action.act(parsed, stdout);
}

async function list(parsed: ParsedArguments, stdout: TextOutput): Promise<ExitCode> {
  const rule = { flag: '--limit', min: 0, max: 1_000_000, example: EXAMPLES.list };
  const limit = readWholeNumber(parsed.value('--limit') ?? '20', rule) || Infinity;
  const example = 'portolan history list --format json';
  const format = readChoice(parsed.value('--format') ?? 'text', '--format', ['text', 'json'], example);
  const runs: RunSummary[] = [];
  await withCore(true, async (core) => {
    for await (const found of listRuns(core, parsed.operands[0])) {
      if (runs.push(found) >= limit) break;
    }
  });
  if (format === 'json') await stdout.write(runs.map((found) => `${JSON.stringify(found)}\n`));
  else await stdout.write(runs.length === 0 ? 'There are no scans in the history.\n' : tableOf(runs));
  return EXIT.done;
}

function tableOf(runs: readonly RunSummary[]): string {
  const rows = runs.map((found) => [
    found.scanId,
    `${found.startedAt.slice(0, 16).replace('T', ' ')}Z`,
    found.status,
    String(found.counts.open),
    String(found.counts.closed),
    String(found.counts.filtered),
    formatDuration(found.elapsedMs),
    shorten(escapeTerminal(found.ports), 24),
    shorten(escapeTerminal(found.targets.join(' ')), 60) +
      (found.moreTargets > 0 ? ` +${found.moreTargets}` : ''),
  ]);
  return formatColumns([
    ['ID', 'STARTED', 'STATUS', 'OPEN', 'CLOSED', 'FILTERED', 'TOOK', 'PORTS', 'TARGETS'],
    ...rows,
  ]);
}

function shorten(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}

async function show(parsed: ParsedArguments, stdout: TextOutput): Promise<ExitCode> {
  return await withCore(true, async (core) => {
    const report = await core.report(await findRunId(core, parsed.operands[0] ?? ''));
    await writeOutput({ format: 'normal', file: '-' }, report, stdout);
    return EXIT.done;
  });
}

async function exportRun(parsed: ParsedArguments, stdout: TextOutput): Promise<ExitCode> {
  const outputs = readOutputs(parsed, false, EXAMPLES.export);
  if (outputs.length === 0) throw wrongArgument('No format is named: -oJ, -oC, -oN or -oA.', EXAMPLES.export);
  await checkOutputs(outputs);
  return await withCore(true, async (core) => {
    const scanId = await findRunId(core, parsed.operands[0] ?? '');
    for (const output of outputs) await writeOutput(output, await core.report(scanId), stdout);
    return EXIT.done;
  });
}

async function deleteRuns(parsed: ParsedArguments, stdout: TextOutput): Promise<ExitCode> {
  return await withCore(true, async (core) => {
    const scanIds = await findAll(core, parsed.operands);
    await core.handlers['history.delete']({ scanIds }, callContext());
    await stdout.write(`Deleted ${scanIds.length} ${scanIds.length === 1 ? 'scan' : 'scans'}.\n`);
    return EXIT.done;
  });
}

/** All of them are found before any is deleted. */
async function findAll(core: PortolanApp, given: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (const id of given) found.add(await findRunId(core, id));
  return [...found];
}
