/** The arguments of `portolan scan` -> what is to be done, checked as far as can be without starting anything. */
import {
  DIALER_CHOICES,
  type ScanOptions,
  type ScanOptionsInput,
  scanOptionsSchema,
} from '../../../src-shared/scan/scan-options.ts';
import { wrongArgument } from './arguments.ts';
import { checkOutputs, type Output, OUTPUT_OPTIONS, readOutputs } from './output-files.ts';
import { parseCommand, type ParsedArguments } from './parse-command.ts';
import { SCAN_OPTIONS, SCAN_SPEC } from './scan-flags.ts';
import { readChoice, readDurationMs, readNumber, readTiming, readWholeNumber } from './read-values.ts';
import type { ScanWork } from './scan-to-end.ts';
import { gatherTargets } from './target-lists.ts';

const EXAMPLE = SCAN_SPEC.examples[0];
const DAY_MS = 86_400_000;

export interface ScanRequest {
  readonly work: ScanWork;
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
  const work = parsed.has('--resume') ? readResume(parsed) : { options: await readScanOptions(parsed) };
  await checkOutputs(outputs, [...parsed.values('--input-list'), ...parsed.values('--excludefile')]);
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
  const extra = SCAN_OPTIONS.find(({ long }) => parsed.has(long) && !FITS_RESUME.has(long));
  const what = parsed.operands[0] ?? extra?.flags[0];
  if (what !== undefined) {
    throw wrongArgument(`--resume goes on with a scan as it was started: leave "${what}" out.`, example);
  }
  return { resumeId: parsed.value('--resume') ?? '' };
}

/** What is asked, of the options that say so; throws PortolanError `invalid-input`. */
export async function readScanOptions(parsed: ParsedArguments): Promise<ScanOptions> {
  return scanOptionsSchema.parse({
    ...readScanFlags(parsed),
    targets: await gatherTargets({
      role: 'targets',
      texts: parsed.operands,
      files: parsed.values('--input-list'),
      example: 'portolan scan',
    }),
    exclude: await readExcludes(parsed),
  });
}

/** What `--exclude` and `--excludefile` name. */
export async function readExcludes(parsed: ParsedArguments): Promise<string[]> {
  return await gatherTargets({
    role: 'excludes',
    texts: parsed.values('--exclude'),
    files: parsed.values('--excludefile'),
    example: 'portolan scan 192.168.1.0/24 --exclude',
  });
}

/** The options that were given, but targets and excludes; what was not given is not there. */
export function readScanFlags(parsed: ParsedArguments): Partial<ScanOptionsInput> {
  const value = <T>(long: string, read: (text: string) => T): T | undefined => {
    const text = parsed.value(long);
    return text === undefined ? undefined : read(text);
  };
  const given = (long: string, meaning: boolean): boolean | undefined =>
    parsed.has(long) ? meaning : undefined;
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
      readChoice(text, '--dialer', DIALER_CHOICES, 'portolan scan 192.168.1.1 --dialer portable'),
    ),
    ports: readPorts(parsed),
    discovery: given('--skip-discovery', false),
    preferIpv6: given('--prefer-ipv6', true),
    allPorts: given('--all-ports', true),
    banners: given('--banners', true),
  };
  return Object.fromEntries(Object.entries(options).filter(([, option]) => option !== undefined));
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
