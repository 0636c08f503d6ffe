/** What a word of `portolan history` is: how it is written, and what it does. */
import type { PortolanApp } from '../../app/create-app.ts';
import type { ExitCode } from './exit-codes.ts';
import { findRunId } from './find-run.ts';
import type { CommandSpec, ParsedArguments } from './parse-command.ts';
import type { TextOutput } from './standard-streams.ts';

export interface HistoryAction {
  readonly spec: CommandSpec;
  /** `taken`: the arguments that `takes` took, in their order. */
  act(parsed: ParsedArguments & { readonly taken: readonly string[] }, stdout: TextOutput): Promise<ExitCode>;
  /** Which arguments are its own business: a common parser would take them for options. */
  readonly takes?: (arg: string) => boolean;
}

/** All of them are found before anything is done. Throws PortolanError `not-found`. */
export async function findAllRuns(core: PortolanApp, given: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (const id of given) found.add(await findRunId(core, id));
  return [...found];
}

export function scansWord(count: number): string {
  return `${count} ${count === 1 ? 'scan' : 'scans'}`;
}
