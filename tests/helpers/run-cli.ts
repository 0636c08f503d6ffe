/** The real command line as a child process, with a data folder of its own. */
import { runChild, type ChildOptions, type ChildResult } from './child.ts';
import { programFile } from './repository.ts';

export interface CliOptions extends ChildOptions {
  /** Where history lives: a folder of the test's own, never the person's. */
  readonly dataFolder: string;
}

/** Runs `portolan ARGS` to its end. */
export function runCli(args: readonly string[], options: CliOptions): Promise<ChildResult> {
  const { dataFolder, ...child } = options;
  return runChild(process.execPath, [programFile('cli'), ...args], {
    ...child,
    env: { ...(child.env ?? process.env), PORTOLAN_DATA_DIR: dataFolder, NO_COLOR: '1' },
  });
}

/** Runs a scan with `-oJ -` and gives its document. Throws, showing what was said, unless it ended with code 0. */
export async function scanToJson(args: readonly string[], options: CliOptions): Promise<unknown> {
  const result = await runCli(['scan', ...args, '-oJ', '-'], options);
  if (result.code !== 0) {
    throw new Error(
      `portolan scan ${args.join(' ').slice(0, 200)}: code ${result.code}, ${result.stderr.slice(0, 2_000)}`,
    );
  }
  return JSON.parse(result.stdout) as unknown;
}
