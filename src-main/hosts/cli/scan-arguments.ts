/** The arguments of `portolan scan`: nmap's where nmap has them, ours where it has not. */
import {
  type ScanOptions,
  type ScanOptionsInput,
  scanOptionsSchema,
} from '../../../src-shared/scan/scan-options.ts';
import { type CliOption, wrongArgument } from './arguments.ts';
import {
  checkOutputs,
  type Output,
  OUTPUT_OPTIONS,
  readOutputs,
  UNAVAILABLE_OUTPUTS,
} from './output-files.ts';
import { type CommandSpec, parseCommand, type ParsedArguments } from './parse-command.ts';
import { readChoice, readDurationMs, readNumber, readTiming, readWholeNumber } from './read-values.ts';
import { gatherTargets } from './target-lists.ts';

const OPTIONS: readonly CliOption[] = [
  {
    flags: ['-p', '--ports'],
    long: '--ports',
    value: 'PORTS',
    attached: true,
    help: 'ports: 22,80,8000-8100, names, top:100, "-" for all',
  },
  {
    flags: ['--top-ports'],
    long: '--top-ports',
    value: 'N',
    help: 'the N most likely ports (default: 1000)',
  },
  { flags: ['-F'], long: '--fast', help: 'the 100 most likely ports' },
  {
    flags: ['-T', '--timing'],
    long: '--timing',
    value: '0-5',
    attached: true,
    help: 'timing template, slowest to fastest (default: 3)',
  },
  {
    flags: ['-Pn'],
    long: '--skip-discovery',
    help: 'scan every host without asking first whether it is there',
  },
  {
    flags: ['-n'],
    long: '--no-reverse-names',
    help: "accepted as nmap's: addresses are never looked up backwards",
  },
  { flags: ['-sT'], long: '--connect-scan', help: "accepted as nmap's: TCP connect is how Portolan scans" },
  { flags: ['-6'], long: '--prefer-ipv6', help: "use a name's IPv6 address" },
  {
    flags: ['-iL'],
    long: '--input-list',
    value: 'FILE',
    repeatable: true,
    help: 'read targets from FILE ("-": standard input)',
  },
  {
    flags: ['--exclude'],
    long: '--exclude',
    value: 'TARGETS',
    repeatable: true,
    help: 'leave these out: 10.0.0.1,10.0.0.128/25',
  },
  {
    flags: ['--excludefile'],
    long: '--excludefile',
    value: 'FILE',
    repeatable: true,
    help: 'leave out what FILE lists',
  },
  {
    flags: ['--max-retries'],
    long: '--max-retries',
    value: 'N',
    help: 'tries after the first for silent ports, at most',
  },
  {
    flags: ['--host-timeout'],
    long: '--host-timeout',
    value: 'TIME',
    help: 'give up on a host after 30m, 90s, 500ms',
  },
  { flags: ['--max-rate'], long: '--max-rate', value: 'N', help: 'at most N connection attempts a second' },
  { flags: ['--dialer'], long: '--dialer', value: 'auto|portable', help: 'how connections are made' },
  { flags: ['--seed'], long: '--seed', value: 'N', help: 'the order of the probes, to repeat it' },
  {
    flags: ['--all-ports'],
    long: '--all-ports',
    help: 'list every port instead of summarising the dull ones',
  },
  {
    flags: ['--open'],
    long: '--open',
    help: 'list open ports only (readable and CSV reports; JSON holds every verdict)',
  },
  ...OUTPUT_OPTIONS,
  { flags: ['--events'], long: '--events', help: 'print what happens as it happens, one JSON object a line' },
  {
    flags: ['--resume'],
    long: '--resume',
    value: 'ID',
    help: 'go on with a stopped or interrupted scan of the history',
  },
  { flags: ['--no-save'], long: '--no-save', help: 'keep nothing in the history' },
  { flags: ['--yes'], long: '--yes', help: 'I am authorised to scan these public addresses' },
];

const UDP = 'Portolan scans TCP ports by connecting (-sT), which needs no rights: leave this option out.';
const DETECTION = 'Portolan does not identify versions or systems: leave this option out.';
const DISCOVERY = 'Portolan finds hosts by connecting: leave this option out, or use -Pn to skip that.';
const UNAVAILABLE: ReadonlyMap<string, string> = new Map([
  ...UNAVAILABLE_OUTPUTS,
  ...['-sS', '-sU', '-sA', '-sF', '-sN', '-sX', '-sW', '-sM'].map((flag) => [flag, UDP] as const),
  ...['-sV', '-sC', '-O', '-A', '--script', '--version-all'].map((flag) => [flag, DETECTION] as const),
  ...['-sn', '-sP', '-PS', '-PA', '-PU', '-PE', '-PP', '-PM', '-PR', '-P0'].map(
    (flag) => [flag, DISCOVERY] as const,
  ),
  ['--banners', 'Reading banners is not in this version: leave --banners out.'],
]);

export const SCAN_SPEC: CommandSpec = {
  name: 'portolan scan',
  operands: ['[TARGET...]'],
  summary:
    'Asks TCP ports whether they are open, closed or filtered, and keeps the answers. A TARGET is a name, an address,\n' +
    'a block (192.168.1.0/24, 2001:db8::/120), octet ranges (10.0.0-3.1,5) or a range (10.0.0.1-10.0.0.20); "!x" leaves x out.',
  options: OPTIONS,
  unavailable: UNAVAILABLE,
  examples: [
    'portolan scan 192.168.1.1 -p 22,80,8000-8100',
    'portolan scan 192.168.1.0/24 -F -T4 --open',
    'portolan scan localhost -p- -oJ report.json',
    'portolan scan -iL hosts.txt --exclude 10.0.0.1 -oA monday',
    'portolan scan 127.0.0.1 -p 1-1024 -oC - | sort',
    'portolan scan --resume ID',
  ],
};
const EXAMPLE = SCAN_SPEC.examples[0];
const DAY_MS = 86_400_000;

export interface ScanRequest {
  /** A new scan, or the id of one to go on with. */
  readonly work: { readonly options: ScanOptions } | { readonly resumeId: string };
  readonly confirmPublic: boolean;
  /** Empty and no events: the readable report on standard output. */
  readonly outputs: readonly Output[];
  readonly events: boolean;
  readonly openOnly: boolean;
  readonly save: boolean;
}

/** Reads the arguments and the lists they name; throws PortolanError `invalid-input` before anything is started. */
export async function readScanRequest(args: readonly string[]): Promise<ScanRequest | { help: string }> {
  const parsed = parseCommand(SCAN_SPEC, args);
  if ('help' in parsed) return parsed;
  const events = parsed.has('--events');
  const outputs = readOutputs(parsed, events, EXAMPLE);
  const request = {
    confirmPublic: parsed.has('--yes'),
    outputs,
    events,
    openOnly: parsed.has('--open'),
    save: !parsed.has('--no-save'),
  };
  const work = parsed.has('--resume') ? readResume(parsed) : { options: await readOptions(parsed) };
  await checkOutputs(outputs);
  return { work, ...request };
}

/** What a scan is was decided when it was started; only where its report goes may be said anew. */
const FITS_RESUME = new Set([
  ...OUTPUT_OPTIONS.map(({ long }) => long),
  '--events',
  '--open',
  '--resume',
  '--yes',
]);

function readResume(parsed: ParsedArguments): { resumeId: string } {
  const example = 'portolan scan --resume ID -oJ report.json';
  const extra = OPTIONS.find(({ long }) => parsed.has(long) && !FITS_RESUME.has(long));
  const what = parsed.operands[0] ?? extra?.flags[0];
  if (what !== undefined) {
    throw wrongArgument(`--resume goes on with a scan as it was started: leave "${what}" out.`, example);
  }
  return { resumeId: parsed.value('--resume') ?? '' };
}

async function readOptions(parsed: ParsedArguments): Promise<ScanOptions> {
  const value = <T>(long: string, read: (text: string) => T): T | undefined => {
    const text = parsed.value(long);
    return text === undefined ? undefined : read(text);
  };
  const number = (flag: string, min: number, max: number, example: string) => (text: string) =>
    readWholeNumber(text, { flag, min, max, example: `portolan scan 192.168.1.1 ${flag} ${example}` });
  const options = {
    timing: value('--timing', (text) => readTiming(text, 'portolan scan 192.168.1.1 -T4')),
    maxRetries: value('--max-retries', number('--max-retries', 0, 50, '2')),
    seed: value('--seed', number('--seed', 0, 0xffff_ffff, '7')),
    hostTimeoutMs: value('--host-timeout', (text) =>
      readDurationMs(text, '--host-timeout', DAY_MS, 'portolan scan 192.168.1.0/24 --host-timeout 5m'),
    ),
    maxRate: value('--max-rate', (text) =>
      readNumber(text, {
        flag: '--max-rate',
        min: 0,
        max: 10_000_000,
        example: 'portolan scan 192.168.1.1 --max-rate 100',
      }),
    ),
    dialer: value('--dialer', (text) =>
      readChoice(text, '--dialer', ['auto', 'portable'], 'portolan scan 192.168.1.1 --dialer portable'),
    ),
    ports: readPorts(parsed),
    discovery: !parsed.has('--skip-discovery'),
    preferIpv6: parsed.has('--prefer-ipv6'),
    allPorts: parsed.has('--all-ports'),
    targets: await gatherTargets({
      role: 'targets',
      texts: parsed.operands,
      files: parsed.values('--input-list'),
      example: 'portolan scan',
    }),
    exclude: await gatherTargets({
      role: 'excludes',
      texts: parsed.values('--exclude'),
      files: parsed.values('--excludefile'),
      example: 'portolan scan 192.168.1.0/24 --exclude',
    }),
  };
  const given = Object.fromEntries(Object.entries(options).filter(([, option]) => option !== undefined));
  return scanOptionsSchema.parse(given satisfies Partial<ScanOptionsInput>);
}

function readPorts(parsed: ParsedArguments): string | undefined {
  const ways = ['--ports', '--top-ports', '--fast'].filter((long) => parsed.has(long));
  if (ways.length > 1)
    throw wrongArgument('-p, --top-ports and -F exclude each other: give one of them.', EXAMPLE);
  if (parsed.has('--fast')) return 'top:100';
  const top = parsed.value('--top-ports');
  if (top === undefined) return parsed.value('--ports');
  const rule = {
    flag: '--top-ports',
    min: 1,
    max: 65_536,
    example: 'portolan scan 192.168.1.1 --top-ports 100',
  };
  return `top:${readWholeNumber(top, rule)}`;
}
