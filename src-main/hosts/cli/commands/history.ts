/** `portolan history`: what was kept. */
import { escapeTerminal } from '../../../reports/escape-terminal.ts';
import { wrongArgument } from '../arguments.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { findRunId } from '../find-run.ts';
import { findAllRuns, scansWord, type HistoryAction } from '../history-action.ts';
import { callContext, withCore } from '../open-core.ts';
import {
  checkOutputs,
  OUTPUT_OPTIONS,
  readOutputs,
  UNAVAILABLE_OUTPUTS,
  writeOutput,
} from '../output-files.ts';
import { parseCommand } from '../parse-command.ts';
import { createTextOutput } from '../standard-streams.ts';
import { listAction } from './history-list.ts';
import { noteAction, tagAction } from './history-marks.ts';
import { baselineAction, describeMarks, moveAction, seriesAction } from './history-series.ts';

const EXPORT_EXAMPLE = 'portolan history export 20260131-235959-k7m2px -oJ report.json';

const showAction: HistoryAction = {
  spec: {
    name: 'portolan history show',
    operands: ['<ID>'],
    summary:
      'Shows the readable report of a kept scan, its series, tags and note. The beginning of its ID is enough where it is unique.',
    options: [],
    examples: ['portolan history show 20260131-235959-k7m2px'],
  },
  act: async ({ operands }, stdout) =>
    await withCore(true, async (core) => {
      const scanId = await findRunId(core, operands[0] ?? '');
      await writeOutput({ format: 'normal', file: '-' }, await core.report(scanId), stdout);
      await stdout.write(await describeMarks(core, scanId));
      return EXIT.done;
    }),
};

const exportAction: HistoryAction = {
  spec: {
    name: 'portolan history export',
    operands: ['<ID>'],
    summary: 'Writes the report of a kept scan to files, or to standard output for "-".',
    options: OUTPUT_OPTIONS,
    unavailable: UNAVAILABLE_OUTPUTS,
    examples: [EXPORT_EXAMPLE],
  },
  act: async (parsed, stdout) => {
    const outputs = readOutputs(parsed, false, EXPORT_EXAMPLE);
    if (outputs.length === 0)
      throw wrongArgument('No format is named: -oJ, -oC, -oN or -oA.', EXPORT_EXAMPLE);
    await checkOutputs(outputs);
    return await withCore(true, async (core) => {
      const scanId = await findRunId(core, parsed.operands[0] ?? '');
      for (const output of outputs) await writeOutput(output, await core.report(scanId), stdout);
      return EXIT.done;
    });
  },
};

const deleteAction: HistoryAction = {
  spec: {
    name: 'portolan history delete',
    operands: ['<ID...>'],
    summary: 'Deletes kept scans for good.',
    options: [],
    examples: ['portolan history delete 20260131-235959-k7m2px'],
  },
  act: async ({ operands }, stdout) =>
    await withCore(true, async (core) => {
      const scanIds = await findAllRuns(core, operands);
      await core.handlers['history.delete']({ scanIds }, callContext());
      await stdout.write(`Deleted ${scansWord(scanIds.length)}.\n`);
      return EXIT.done;
    }),
};

const vacuumAction: HistoryAction = {
  spec: {
    name: 'portolan history vacuum',
    operands: [],
    summary: 'Makes the history file as small as it can be.',
    options: [],
    examples: ['portolan history vacuum'],
  },
  act: async (_parsed, stdout) =>
    await withCore(true, async (core) => {
      const { bytesBefore, bytesAfter } = await core.handlers['data.vacuum']({}, callContext());
      const [before, after] = [bytesBefore, bytesAfter].map((bytes) => bytes.toLocaleString('en'));
      await stdout.write(`The data folder took ${before} bytes and takes ${after} now.\n`);
      return EXIT.done;
    }),
};

const ACTIONS: ReadonlyMap<string, HistoryAction> = new Map([
  ['list', listAction],
  ['show', showAction],
  ['export', exportAction],
  ['delete', deleteAction],
  ['tag', tagAction],
  ['note', noteAction],
  ['series', seriesAction],
  ['baseline', baselineAction],
  ['move', moveAction],
  ['vacuum', vacuumAction],
]);
const WORDS = [...ACTIONS.keys()];

const HELP = `Usage: portolan history [${WORDS.join('|')}]

${[...ACTIONS.values()].map(({ spec }) => `  ${spec.examples[0]}\n`).join('')}
portolan history WORD --help tells more. Without a word, the newest scans are listed.
`;

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
    const known = `${WORDS.slice(0, -1).join(', ')} and ${WORDS.at(-1)}`;
    throw wrongArgument(`History knows ${known}, not "${shown}".`, listAction.spec.examples[0]);
  }
  const takes = action.takes ?? (() => false);
  const parsed = parseCommand(
    action.spec,
    rest.filter((arg) => !takes(arg)),
  );
  if ('help' in parsed) {
    await stdout.write(parsed.help);
    return EXIT.done;
  }
  return await action.act({ ...parsed, taken: rest.filter(takes) }, stdout);
}
