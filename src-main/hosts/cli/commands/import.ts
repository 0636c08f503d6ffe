/** `portolan import`: reports from elsewhere -> runs of the history. */
import { PortolanError } from '../../../../src-shared/contract/wire.ts';
import { escapeTerminal } from '../../../reports/escape-terminal.ts';
import type { PortolanApp } from '../../../app/create-app.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { MAX_REPORT_BYTES } from '../load-report.ts';
import { withCore } from '../open-core.ts';
import { type CommandSpec, parseCommand } from '../parse-command.ts';
import { readText } from '../read-text.ts';
import { createTextOutput } from '../standard-streams.ts';

const SPEC: CommandSpec = {
  name: 'portolan import',
  operands: ['<FILE...>'],
  summary:
    'Takes reports into the history: ours in JSON (-oJ) or nmap\'s in XML (nmap -oX), or "-" for one on standard input. ' +
    'The same report taken once more is the run that is there. A file that cannot be read is named, nothing of it is ' +
    'kept, the others are, and the exit code is 2.',
  options: [],
  examples: ['portolan import monday.xml tuesday.xml', 'nmap -sT -oX - 127.0.0.1 | portolan import -'],
};

export async function run(args: readonly string[]): Promise<ExitCode> {
  const stdout = createTextOutput(process.stdout);
  const parsed = parseCommand(SPEC, args);
  if ('help' in parsed) {
    await stdout.write(parsed.help);
    return EXIT.done;
  }
  let code: ExitCode = EXIT.done;
  await withCore(true, async (core) => {
    for (const file of new Set(parsed.operands)) {
      try {
        await stdout.write(await takeIn(core, file));
      } catch (error) {
        if (!(error instanceof PortolanError) || error.code !== 'invalid-input') throw error;
        process.stderr.write(`portolan import: ${escapeTerminal(error.message)}\n`);
        code = EXIT.wrongInput;
      }
    }
  });
  return code;
}

async function takeIn(core: PortolanApp, file: string): Promise<string> {
  const text = (await readText(file, MAX_REPORT_BYTES)).replace(/^\uFEFF/, '');
  const name = file === '-' ? 'Standard input' : file;
  if (text.trim() === '') throw new PortolanError('invalid-input', `${name}: It is empty.`);
  const { scanId, isNew, report } = await core.importReport({ text, name: name.slice(-255) });
  const { hosts, ports } = report.stats;
  const what = `${count(hosts.up, 'host')} up, ${count(ports.open, 'open port')}`;
  const line = `${name}: ${isNew ? 'kept as' : 'in the history already, as'} ${scanId} (${what})`;
  // What holds for every file of nmap's need not be said of each.
  const told = report.warnings
    .filter(({ code }) => code !== 'from-nmap')
    .map(({ message }) => `  ${message}`);
  return [line, ...told].map((each) => `${escapeTerminal(each)}\n`).join('');
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
