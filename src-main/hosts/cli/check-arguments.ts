/** The arguments of `portolan check` -> what is to be judged, and where that is to be told. */
import { wrongArgument } from './arguments.ts';
import { CHECK_FORMATS, type CheckFormat } from './check-formats.ts';
import { LATEST_HELP } from './latest-runs.ts';
import { checkOutputs } from './output-files.ts';
import { type CommandSpec, parseCommand, type ParsedArguments } from './parse-command.ts';
import { readChoice } from './read-values.ts';
import { SCAN_OPTIONS } from './scan-flags.ts';

/** Options of `portolan scan` that say how to scan; they come before what the file says. */
const SCAN_FLAGS = SCAN_OPTIONS.filter(({ long }) =>
  [
    '--ports',
    '--top-ports',
    '--fast',
    '--timing',
    '--skip-discovery',
    '--prefer-ipv6',
    '--exclude',
    '--excludefile',
    '--max-retries',
    '--host-timeout',
    '--max-rate',
    '--dialer',
    '--seed',
    '--no-save',
    '--yes',
  ].includes(long),
);

export const CHECK_SPEC: CommandSpec = {
  name: 'portolan check',
  operands: ['[FILE]'],
  summary:
    'Judges a run by the expectation FILE ("-": standard input), which says which ports may be open on which hosts, and ' +
    'which must. Without a run, scans what the file says under "scan". Exits 0 where all is as agreed, 1 where something ' +
    'is not, 3 where a demand could not be judged, 2 where the file is wrong.',
  options: [
    {
      flags: ['--run'],
      long: '--run',
      value: 'ID|latest',
      help: `judge this run of the history; latest: ${LATEST_HELP}`,
    },
    { flags: ['--report'], long: '--report', value: 'FILE', help: 'judge this JSON or CSV report' },
    {
      flags: ['--format'],
      long: '--format',
      value: CHECK_FORMATS.join('|'),
      help: 'how to show it (default: text)',
    },
    { flags: ['--junit'], long: '--junit', value: 'FILE', help: 'write JUnit XML too, a suite a host' },
    { flags: ['--sarif'], long: '--sarif', value: 'FILE', help: 'write SARIF 2.1.0 too, for code scanning' },
    {
      flags: ['--allow-unjudged'],
      long: '--allow-unjudged',
      help: 'exit 0 although something could not be judged, as long as nothing is wrong',
    },
    {
      flags: ['--write'],
      long: '--write',
      value: 'FILE',
      help: 'write the expectation file that the run or report agrees with ("-": standard output)',
    },
    ...SCAN_FLAGS,
  ],
  examples: [
    'portolan check expectations.yaml',
    'portolan check expectations.yaml --run latest --format markdown',
    'portolan check expectations.yaml --report report.json --junit check.xml --sarif check.sarif',
    'portolan check --write expectations.yaml --run latest',
  ],
};

/** Where a run comes from. */
export type RunSource =
  | { readonly kind: 'scan' }
  | { readonly kind: 'run'; readonly id: string }
  | { readonly kind: 'report'; readonly file: string };

export interface CheckRequest {
  readonly parsed: ParsedArguments;
  /** What to do: judge by a file, or write one. */
  readonly work: { readonly check: string } | { readonly write: string };
  readonly source: RunSource;
  readonly format: CheckFormat;
  /** Files for machines; null: not wanted. */
  readonly junit: string | null;
  readonly sarif: string | null;
  readonly allowUnjudged: boolean;
}

/** Throws PortolanError `invalid-input` before anything is started. */
export async function readCheckRequest(args: readonly string[]): Promise<CheckRequest | { help: string }> {
  const parsed = parseCommand(CHECK_SPEC, args);
  if ('help' in parsed) return parsed;
  const example = CHECK_SPEC.examples[1] ?? CHECK_SPEC.examples[0];
  const source = readSource(parsed);
  const junit = parsed.value('--junit') ?? null;
  const sarif = parsed.value('--sarif') ?? null;
  const work = readWork(parsed, source);
  if (junit === '-' && sarif === '-') {
    throw wrongArgument('Standard output can hold only one document: give the others a file.', example);
  }
  const files = [junit, sarif, 'write' in work ? work.write : null].filter((file) => file !== null);
  await checkOutputs(
    files.map((file) => ({ file })),
    [
      ...('check' in work ? [work.check] : []),
      ...(source.kind === 'report' ? [source.file] : []),
      ...parsed.values('--excludefile'),
    ],
  );
  return {
    parsed,
    work,
    source,
    format: readChoice(parsed.value('--format') ?? 'text', '--format', CHECK_FORMATS, example),
    junit,
    sarif,
    allowUnjudged: parsed.has('--allow-unjudged'),
  };
}

function readSource(parsed: ParsedArguments): RunSource {
  const id = parsed.value('--run');
  const file = parsed.value('--report');
  if (id !== undefined && file !== undefined) {
    throw wrongArgument('--run and --report exclude each other: give one of them.', CHECK_SPEC.examples[0]);
  }
  if (id === undefined && file === undefined) return { kind: 'scan' };
  const extra = SCAN_FLAGS.find(({ long }) => parsed.has(long));
  if (extra !== undefined) {
    const why = `${extra.flags[0]} says how to scan, and ${id === undefined ? '--report' : '--run'} judges what was scanned`;
    throw wrongArgument(`${why}: leave one of them out.`, CHECK_SPEC.examples[0]);
  }
  return file === undefined ? { kind: 'run', id: id ?? '' } : { kind: 'report', file };
}

function readWork(parsed: ParsedArguments, source: RunSource): CheckRequest['work'] {
  const write = parsed.value('--write');
  const [file] = parsed.operands;
  if (write !== undefined) {
    const example = 'portolan check --write expectations.yaml --run latest';
    if (file !== undefined) throw wrongArgument(`--write makes a file: leave "${file}" out.`, example);
    if (source.kind === 'scan')
      throw wrongArgument('--write needs a run: add --run ID or --report FILE.', example);
    return { write };
  }
  if (file === undefined) throw wrongArgument('No expectation file is named.', CHECK_SPEC.examples[0]);
  if (file === '-' && source.kind === 'report' && source.file === '-') {
    throw wrongArgument(
      'Standard input holds one of them: name a file for the other.',
      CHECK_SPEC.examples[2] ?? '',
    );
  }
  return { check: file };
}
