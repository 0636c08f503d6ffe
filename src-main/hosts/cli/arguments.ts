/**
 * Nmap's way of writing arguments, put into the usual one: `-p22`, `-T4`, `-oJ FILE`, `-Pn` become long options with
 * their values attached, which a common parser can read.
 */
import { PortolanError } from '../../../src-shared/contract/wire.ts';

/** An option of a command: what people may type, and what it is called inside. */
export interface CliOption {
  /** As people type it, the usual form first: `['-p', '--ports']`. */
  readonly flags: readonly string[];
  /** The one name inside: a long option, understood too. */
  readonly long: string;
  /** Placeholder of its value; absent: it takes none. */
  readonly value?: string;
  /** The value may follow a short flag without a space: `-p22`. */
  readonly attached?: true;
  /** May be given several times. */
  readonly repeatable?: true;
  readonly help: string;
}

/** A wrong argument: the sentence says what and where, the example is a whole command line that works. */
export function wrongArgument(sentence: string, example: string): PortolanError {
  return new PortolanError('invalid-input', `${sentence} Example: ${example}`);
}

/**
 * Rewrites `args` so that every option is a long one and every value stands behind `=`. Operands, `-` and whatever
 * follows `--` stay as they are, and so do long options that are not in the table. Throws PortolanError `invalid-input`
 * for unknown short options, missing values and repetitions; `unavailable` gives a sentence for options that nmap has and
 * Portolan does not.
 */
export function normaliseArguments(
  args: readonly string[],
  options: readonly CliOption[],
  example: string,
  unavailable: ReadonlyMap<string, string> = new Map(),
): string[] {
  const normal: string[] = [];
  const seen = new Set<CliOption>();
  const queue = [...args];
  for (let arg = queue.shift(); arg !== undefined; arg = queue.shift()) {
    if (arg === '--') return [...normal, arg, ...queue];
    if (arg === '-' || !arg.startsWith('-')) {
      normal.push(arg);
      continue;
    }
    const found = findOption(arg, options);
    const excuse = unavailable.get(found?.flag ?? arg.split('=', 1)[0] ?? arg);
    if (excuse !== undefined) throw wrongArgument(excuse, example);
    if (found === undefined) {
      if (!arg.startsWith('--')) throw wrongArgument(`There is no option "${shorten(arg)}".`, example);
      normal.push(arg);
      continue;
    }
    const { option, flag } = found;
    if (seen.has(option) && option.repeatable !== true) {
      throw wrongArgument(`${flag} is given twice.`, example);
    }
    seen.add(option);
    if (option.value === undefined) {
      if (found.attachedValue !== undefined) throw wrongArgument(`${flag} takes no value.`, example);
      normal.push(option.long);
      continue;
    }
    const value = found.attachedValue ?? queue.shift();
    if (value === undefined || value === '') {
      throw wrongArgument(`${flag} needs a value: ${flag} ${option.value}.`, example);
    }
    normal.push(`${option.long}=${value}`);
  }
  return normal;
}

interface FoundOption {
  readonly option: CliOption;
  /** As it was typed, without the value. */
  readonly flag: string;
  readonly attachedValue?: string;
}

function findOption(arg: string, options: readonly CliOption[]): FoundOption | undefined {
  for (const option of options) {
    for (const flag of [...option.flags, option.long]) {
      if (arg === flag) return { option, flag };
      if (arg.startsWith(`${flag}=`)) return { option, flag, attachedValue: arg.slice(flag.length + 1) };
    }
  }
  for (const option of options) {
    if (option.attached !== true) continue;
    const flag = option.flags.find((flag) => !flag.startsWith('--') && arg.startsWith(flag));
    if (flag !== undefined) return { option, flag, attachedValue: arg.slice(flag.length) };
  }
  return undefined;
}

function shorten(text: string): string {
  const visible = text.replace(/[\p{Cc}\p{Cf}]/gu, '?');
  return visible.length > 60 ? `${visible.slice(0, 59)}…` : visible;
}
