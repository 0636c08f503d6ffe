/** Finds the command, loads nothing else, and turns whatever goes wrong into one line and an exit code. */
import { PortolanError } from '../../../src-shared/contract/wire.ts';
import { escapeTerminal } from '../../reports/escape-terminal.ts';
import { version } from '../../app/version.ts';
import { EXIT, type ExitCode, exitCodeOf } from './exit-codes.ts';
import { createTextOutput } from './standard-streams.ts';

interface CommandModule {
  /** Throws PortolanError where a person can mend it. */
  run(args: readonly string[]): Promise<ExitCode>;
}

const COMMANDS: ReadonlyMap<string, () => Promise<CommandModule>> = new Map([
  ['scan', () => import('./commands/scan.ts')],
  ['serve', () => import('./commands/serve.ts')],
  ['history', () => import('./commands/history.ts')],
  ['diff', () => import('./commands/diff.ts')],
  ['convert', () => import('./commands/convert.ts')],
  ['watch', () => import('./commands/watch.ts')],
  ['import', () => import('./commands/import.ts')],
  ['check', () => import('./commands/check.ts')],
]);

const HELP = `Portolan ${version}: charts the ports of a network by TCP connect.

Usage: portolan COMMAND [options]

  scan TARGET...       scan hosts and report their ports
  serve                open the window in a browser
  history              kept scans: list, show, export, tag, compare with, delete
  diff BEFORE AFTER    compare two scans; without any, the latest with the one before it
  check FILE           judge a scan by a file of what should be
  convert IN OUT       turn a report into another format
  watch                scan again by schedule, and tell what changed
  import FILE...       take reports, ours or nmap's XML, into the history

portolan COMMAND --help tells more; portolan --version says which this is.

Examples:
  portolan scan 192.168.1.1 -p 22,80,8000-8100
  portolan serve --open
  portolan history show ID
  portolan diff monday.json tuesday.json

Exit codes: 0 done, 1 done and diff or check found a difference, 2 wrong arguments or input, 3 stopped
or incomplete, 4 a fault of the program. Scan only what you are authorised to scan.
`;

/** Runs `portolan ARGS` and resolves with its exit code; never rejects. */
export async function runCommandLine(args: readonly string[]): Promise<ExitCode> {
  const [name, ...rest] = args;
  try {
    if (name === undefined) {
      process.stderr.write(HELP);
      return EXIT.wrongInput;
    }
    if (['--help', '-h', 'help'].includes(name)) {
      await createTextOutput(process.stdout).write(HELP);
      return EXIT.done;
    }
    const load = COMMANDS.get(name);
    if (load === undefined) throw unknownCommand(name);
    const command = await load();
    return await command.run(rest);
  } catch (error) {
    report(name !== undefined && COMMANDS.has(name) ? `portolan ${name}` : 'portolan', error);
    return exitCodeOf(error);
  }
}

function unknownCommand(name: string): PortolanError {
  const shown = name.slice(0, 60).replace(/[\p{Cc}\p{Cf}]/gu, '?');
  const known = [...COMMANDS.keys()].join(', ');
  return new PortolanError(
    'invalid-input',
    `There is no command "${shown}": it is one of ${known}. Example: portolan scan 192.168.1.1`,
  );
}

function report(command: string, error: unknown): void {
  if (error instanceof PortolanError && error.code !== 'internal') {
    // One line, whatever a file or an argument of a stranger put into it.
    process.stderr.write(`${command}: ${escapeTerminal(error.message.replaceAll(/\s*\n\s*/g, ' '))}\n`);
    return;
  }
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${command}: this is a fault of the program, please report it: ${what}\n`);
}
