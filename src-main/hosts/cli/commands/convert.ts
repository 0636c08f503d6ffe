/** `portolan convert`: a report in one format -> the same in another. */
import path from 'node:path';
import { type ReportFormat, reportFormats } from '../../../reports/formats.ts';
import { wrongArgument } from '../arguments.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { readReportFile } from '../load-report.ts';
import { checkOutputs, type OutputFormat, writeOutput } from '../output-files.ts';
import { type CommandSpec, parseCommand } from '../parse-command.ts';
import { createTextOutput } from '../standard-streams.ts';

const SPEC: CommandSpec = {
  name: 'portolan convert',
  operands: ['<IN>', '<OUT>'],
  summary:
    'Reads a JSON or CSV report or nmap\'s XML and writes it in another format; "-" is standard input or output.',
  options: [
    {
      flags: ['--to'],
      long: '--to',
      value: 'json|csv|text',
      help: "the format of OUT (default: by its name's ending)",
    },
  ],
  examples: [
    'portolan convert report.json report.csv',
    'portolan convert report.csv - --to json',
    'portolan convert nmap.xml nmap.json',
  ],
};

const LATER = new Set(['xml', 'grepable', 'gnmap', 'html', 'htm', 'markdown', 'md']);

export async function run(args: readonly string[]): Promise<ExitCode> {
  const stdout = createTextOutput(process.stdout);
  const parsed = parseCommand(SPEC, args);
  if ('help' in parsed) {
    await stdout.write(parsed.help);
    return EXIT.done;
  }
  const [source = '', file = ''] = parsed.operands;
  const format = chooseFormat(parsed.value('--to'), file);
  await checkOutputs([{ file }], [source]);
  const report = await readReportFile(source);
  await writeOutput({ format, file }, report, stdout);
  return EXIT.done;
}

function chooseFormat(asked: string | undefined, file: string): OutputFormat {
  const word = (asked ?? path.extname(file).slice(1)).toLowerCase();
  if (word === 'text' || word === 'normal') return 'normal';
  for (const format of ['json', 'csv', 'normal'] as const) {
    const { extensions }: ReportFormat = reportFormats[format];
    if (word === format || extensions.includes(`.${word}`)) return format;
  }
  const what =
    word === ''
      ? `The format of "${file}" cannot be told from its name`
      : `"${word.slice(0, 40)}" is not a format of this version`;
  const sentence = LATER.has(word) ? `The format "${word}" is not in this version` : what;
  throw wrongArgument(
    `${sentence}: name one of json, csv, text by --to.`,
    'portolan convert report.json report.csv --to csv',
  );
}
