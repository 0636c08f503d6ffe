/** The web host as a program of its own, and what `portolan serve` runs. */
import { homedir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { PortolanError } from '../../../src-shared/contract/wire.ts';
import { dataFolder } from '../../app/data-folder.ts';
import { coolDown } from '../../app/warm-up.ts';
import { openBrowser } from './open-browser.ts';
import { startWebHost, type WebHost } from './start-web-host.ts';

const EXIT_WRONG_ARGUMENTS = 2;
const EXIT_STOPPED = 3;
const EXIT_INTERNAL = 4;

const HELP = `Usage: portolan serve [--port N] [--open]

Serves Portolan's window to a browser on this computer, and to nobody else.

  --port N   listen on this port of 127.0.0.1 (default: a free one)
  --open     open the browser

Ctrl-C ends it; running scans are stopped and kept.
`;

const isSource = import.meta.filename.endsWith('.ts');
const rendererFolder = path.resolve(import.meta.dirname, isSource ? '../../../dist/renderer' : '../renderer');

function readArguments(args: readonly string[]): { port: number; open: boolean; help: boolean } {
  const example = 'Example: portolan serve --port 8080';
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string', default: '0' },
        open: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false, short: 'h' },
      },
    }));
  } catch (error) {
    const [sentence = ''] = (error instanceof Error ? error.message : String(error)).split('. ');
    throw new PortolanError('invalid-input', `${sentence}. ${example}`);
  }
  const port = /^\d{1,5}$/.test(values.port) ? Number(values.port) : NaN;
  if (!(port <= 65_535)) {
    throw new PortolanError('invalid-input', `--port "${values.port}" is not a port (0-65535). ${example}`);
  }
  return { port, open: values.open, help: values.help };
}

/** Resolves with the signal that asks this process to end. A second one ends it at once. */
function waitForEnd(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    const end = (): void => {
      if (asked) void coolDown().finally(() => process.exit(EXIT_STOPPED));
      asked = true;
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  });
}

function reportFault(error: unknown): void {
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`portolan serve: a fault of the program, please report it: ${what}\n`);
}

/**
 * Serves until a signal ends it. Prints exactly one line on standard output, with the address; returns the exit code.
 */
export async function runWebHost(args: readonly string[]): Promise<number> {
  let host: WebHost;
  let open: boolean;
  try {
    const wanted = readArguments(args);
    if (wanted.help) {
      process.stdout.write(HELP);
      return 0;
    }
    open = wanted.open;
    const folder = dataFolder(process.env, process.platform, homedir());
    host = await startWebHost({
      dataFolder: folder,
      port: wanted.port,
      rendererFolder,
      onFault: reportFault,
    });
  } catch (error) {
    if (!(error instanceof PortolanError)) throw error;
    process.stderr.write(`portolan serve: ${error.message}\n`);
    return error.code === 'internal' ? EXIT_INTERNAL : EXIT_WRONG_ARGUMENTS;
  }
  const ended = waitForEnd();
  // A reader that has gone is no reason to stop serving.
  process.stdout.on('error', () => {});
  process.stdout.write(`Portolan is at ${host.url}\n`);
  if (open) {
    openBrowser(host.createSingleUseUrl(), () => {
      process.stderr.write('portolan serve: no browser could be opened: open the address above yourself.\n');
    });
  }
  await ended;
  await host.close();
  await coolDown();
  return 0;
}

if (import.meta.main) {
  runWebHost(process.argv.slice(2)).then(
    (code) => process.exit(code),
    (error: unknown) => {
      reportFault(error);
      process.exit(EXIT_INTERNAL);
    },
  );
}
