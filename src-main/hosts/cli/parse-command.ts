/** One command's arguments and help, by commander, over a table of options in nmap's spelling. */
import { Command, CommanderError, Option } from 'commander';
import { type CliOption, normaliseArguments, wrongArgument } from './arguments.ts';

export interface CommandSpec {
  /** "portolan scan" */
  readonly name: string;
  /** `<TARGET...>`, `[ID]`: commander's own notation. */
  readonly operands: readonly string[];
  readonly summary: string;
  readonly options: readonly CliOption[];
  /** Whole command lines that work; the first is shown with every error. */
  readonly examples: readonly [string, ...string[]];
  /** Options that people may expect from nmap, and what to do instead. */
  readonly unavailable?: ReadonlyMap<string, string>;
}

export interface ParsedArguments {
  readonly operands: readonly string[];
  /** The text of an option's value, by its long name; undefined where it was not given. */
  value(long: string): string | undefined;
  /** All values of a repeatable option. */
  values(long: string): readonly string[];
  has(long: string): boolean;
}

const HELP: CliOption = { flags: ['--help', '-h'], long: '--help', help: 'show this help' };

/**
 * Reads a command's arguments. Returns the help text where it was asked for. Throws PortolanError `invalid-input` with
 * one line: what is wrong, where, and an example that works.
 */
export function parseCommand(spec: CommandSpec, args: readonly string[]): ParsedArguments | { help: string } {
  const table = [...spec.options, HELP];
  const normal = normaliseArguments(args, table, spec.examples[0], spec.unavailable);
  const values = new Map<string, string[]>();
  const command = buildCommand(spec, values);
  try {
    command.parse(normal, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === 'commander.helpDisplayed')
      return { help: command.helpInformation() + examplesOf(spec) };
    throw wrongArgument(sentenceOf(error), spec.examples[0]);
  }
  return {
    operands: command.args,
    value: (long) => values.get(long)?.at(-1),
    values: (long) => values.get(long) ?? [],
    has: (long) => values.has(long),
  };
}

function buildCommand(spec: CommandSpec, values: Map<string, string[]>): Command {
  const command = new Command(spec.name)
    .description(spec.summary)
    .exitOverride()
    .configureOutput({ writeOut: () => {}, writeErr: () => {} })
    .helpOption('--help', HELP.help);
  const typed = new Map(spec.options.map((option) => [option.long, option]));
  command.configureHelp({
    optionTerm: (option) => {
      const known = typed.get(option.long ?? '');
      if (known === undefined) return option.flags;
      return known.flags.join(', ') + (known.value === undefined ? '' : ` ${known.value}`);
    },
    helpWidth: 100,
  });
  for (const operand of spec.operands) command.argument(operand);
  for (const { long, value, help } of spec.options) {
    const option = new Option(value === undefined ? long : `${long} <value>`, help);
    command.addOption(option);
    command.on(`option:${option.name()}`, (text?: string) => {
      values.set(long, [...(values.get(long) ?? []), ...(typeof text === 'string' ? [text] : [])]);
    });
  }
  return command;
}

/** "error: unknown option '--opne'\n(Did you mean --open?)" -> one sentence of ours. */
function sentenceOf(error: CommanderError): string {
  const [first = '', ...rest] = error.message.replace(/^error: /, '').split('\n');
  const sentence = [first, ...rest].join(' ').trim();
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}${/[.)]$/.test(sentence) ? '' : '.'}`;
}

function examplesOf(spec: CommandSpec): string {
  return `\nExamples:\n${spec.examples.map((line) => `  ${line}\n`).join('')}`;
}
