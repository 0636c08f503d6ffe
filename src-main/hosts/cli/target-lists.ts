/** Targets and excludes of the command line and of list files, each part checked where it stands. */
import type { SpecProblem } from '../../../src-shared/scan/spec-problem.ts';
import { parseTargetList, type TargetRole } from '../../../src-shared/scan/target-spec.ts';
import { PortolanError } from '../../../src-shared/contract/wire.ts';
import { wrongArgument } from './arguments.ts';
import { readText } from './read-text.ts';

/** A text with targets in it, and where a person finds it: "line 3 of hosts.txt"; '' for an argument. */
interface PlacedText {
  readonly text: string;
  readonly place: string;
}

const MAX_LIST_BYTES = 64 * 1_048_576;
/** Bounds of `scanOptionsSchema`. */
const MAX_TEXTS = 100_000;
const MAX_TEXT_LENGTH = 4_096;

export interface TargetSources {
  readonly role: TargetRole;
  readonly texts: readonly string[];
  /** Files of `-iL` or `--excludefile`; "-" is standard input. */
  readonly files: readonly string[];
  /** A whole command line that works up to the target: "portolan scan". */
  readonly example: string;
}

/**
 * The texts for `ScanOptions.targets` or `.exclude`. Throws PortolanError `invalid-input` with the first mistake: its
 * sentence, its file and line, and an example that works.
 */
export async function gatherTargets({ role, texts, files, example }: TargetSources): Promise<string[]> {
  const placed: PlacedText[] = texts.map((text) => ({ text, place: '' }));
  for (const file of files) placed.push(...(await readList(file)));
  for (const { text, place } of placed) {
    if (text.length <= MAX_TEXT_LENGTH) continue;
    throw new PortolanError(
      'invalid-input',
      `${place === '' ? 'A target' : `In ${place}, the text`} is longer than ${MAX_TEXT_LENGTH} characters: put one target on a line.`,
    );
  }
  if (placed.length > MAX_TEXTS) {
    throw new PortolanError(
      'invalid-input',
      `There are ${placed.length} lines of targets, more than ${MAX_TEXTS}: write blocks (10.0.0.0/24) or split the list.`,
    );
  }
  const all = placed.map(({ text }) => text);
  const { items, problems } = parseTargetList(all, role);
  const first = problems[0];
  if (first !== undefined) throw placedProblem(first, placed, problems.length - 1, example);
  if (role === 'targets' && !items.some((item) => !item.exclude)) {
    const where = files.length > 0 ? ` in ${files.join(', ').replace(/^-$/, 'standard input')}` : '';
    throw wrongArgument(`There is no target${where}.`, `${example} 192.168.1.0/24`);
  }
  return all;
}

async function readList(file: string): Promise<PlacedText[]> {
  const name = file === '-' ? 'standard input' : file;
  const lines = (await readText(file, MAX_LIST_BYTES)).split(/\r\n|\n|\r/);
  return lines
    .map((text, index) => ({ text: text.replace(/#.*$/, '').trim(), place: `line ${index + 1} of ${name}` }))
    .filter(({ text }) => text !== '');
}

function placedProblem(
  problem: SpecProblem,
  placed: readonly PlacedText[],
  more: number,
  example: string,
): PortolanError {
  const place = placed[problem.item ?? 0]?.place ?? '';
  const where = place === '' ? '' : ` (${place})`;
  const others = more > 0 ? ` There ${more === 1 ? 'is 1 more mistake' : `are ${more} more mistakes`}.` : '';
  return wrongArgument(`${problem.message}${where}${others}`, `${example} ${problem.example}`);
}
