/** Where reports go: `-oN`, `-oJ`, `-oC`, `-oA`, each to a file or, for "-", to standard output. */
import { constants, createWriteStream } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { PortolanError } from '../../../src-shared/contract/wire.ts';
import { writeFileAtomically } from '../../app/write-file-atomically.ts';
import { reportFormats } from '../../reports/formats.ts';
import type { ReportSource } from '../../reports/report-source.ts';
import type { CliOption } from './arguments.ts';
import { wrongArgument } from './arguments.ts';
import type { ParsedArguments } from './parse-command.ts';
import type { TextOutput } from './standard-streams.ts';

export type OutputFormat = 'normal' | 'json' | 'csv';

export interface Output {
  readonly format: OutputFormat;
  /** "-" is standard output. */
  readonly file: string;
}

export const OUTPUT_OPTIONS: readonly CliOption[] = [
  {
    flags: ['-oN'],
    long: '--output-normal',
    value: 'FILE',
    help: 'write the readable report to FILE ("-": standard output)',
  },
  { flags: ['-oJ'], long: '--output-json', value: 'FILE', help: 'write the JSON report (portolan-scan/1)' },
  { flags: ['-oC'], long: '--output-csv', value: 'FILE', help: 'write the CSV report, one line a port' },
  {
    flags: ['-oA'],
    long: '--output-all',
    value: 'BASE',
    help: 'write all three: BASE.txt, BASE.json, BASE.csv',
  },
];

/** Nmap's formats that this version does not write. */
export const UNAVAILABLE_OUTPUTS: ReadonlyMap<string, string> = new Map([
  ['-oX', 'Nmap XML (-oX) is not in this version: use -oJ FILE (JSON) or -oC FILE (CSV).'],
  ['-oG', 'Grepable output (-oG) is not in this version: use -oC FILE (CSV).'],
  ['-oS', 'There is no -oS: use -oN FILE.'],
  ['-oH', 'HTML (-oH) is not in this version: use -oN FILE (text) or -oJ FILE (JSON).'],
  ['-oM', 'Markdown (-oM) is not in this version: use -oN FILE (text) or -oC FILE (CSV).'],
]);

/** Reads the output options. `events` counts as one that takes standard output. */
export function readOutputs(args: ParsedArguments, events: boolean, example: string): Output[] {
  const outputs: Output[] = [];
  const add = (format: OutputFormat, file: string | undefined): void => {
    if (file !== undefined) outputs.push({ format, file });
  };
  add('normal', args.value('--output-normal'));
  add('json', args.value('--output-json'));
  add('csv', args.value('--output-csv'));
  const base = args.value('--output-all');
  if (base === '-') throw wrongArgument('-oA writes three files and needs their common name.', example);
  if (base !== undefined) {
    for (const format of ['normal', 'json', 'csv'] as const) {
      add(format, `${base}${reportFormats[format].extensions[0]}`);
    }
  }
  const onStandard = outputs.filter(({ file }) => file === '-').length + (events ? 1 : 0);
  if (onStandard > 1) {
    throw wrongArgument('Standard output can hold only one document: give the others a file.', example);
  }
  return outputs;
}

/**
 * Finds out before a scan whether its reports can be kept, each in a file of its own that nothing is read from (`inputs`;
 * "-" is standard input). Throws PortolanError `invalid-input` where one cannot.
 */
export async function checkOutputs(
  outputs: readonly Pick<Output, 'file'>[],
  inputs: readonly string[] = [],
): Promise<void> {
  for (const { file } of outputs) if (file !== '-') await checkPlace(file);
  const read = new Set(await Promise.all(inputs.map(identify)));
  const written = new Set<string>();
  for (const { file } of outputs) {
    const identity = await identify(file);
    if (identity === null) continue;
    const refuse = (why: string): PortolanError =>
      new PortolanError('invalid-input', `${file} ${why}: choose another file.`);
    if (read.has(identity)) throw refuse('is read here, and what is in it would be lost');
    if (written.has(identity)) throw refuse('is named for two reports, and only the last would be kept');
    written.add(identity);
  }
}

async function checkPlace(file: string): Promise<void> {
  const refuse = (why: string): PortolanError =>
    new PortolanError('invalid-input', `${file} cannot be written: ${why}. Choose another place.`);
  const existing = await stat(file).catch(() => undefined);
  if (existing?.isDirectory() === true) throw refuse('it is a folder');
  const folder = path.dirname(path.resolve(file));
  const place = await stat(folder).catch(() => undefined);
  if (place?.isDirectory() !== true) throw refuse('its folder does not exist');
  const isDevice = existing !== undefined && !existing.isFile();
  await access(isDevice ? file : folder, constants.W_OK).catch(() => {
    throw refuse('writing there is not permitted');
  });
}

/**
 * The same for every name of one file: links, "./x", and capitals where the disk does not tell them apart. Null where
 * nothing is lost by a second use: "-", devices and pipes.
 */
async function identify(file: string): Promise<string | null> {
  if (file === '-') return null;
  const existing = await stat(file, { bigint: true }).catch(() => undefined);
  if (existing) return existing.isFile() ? `${existing.dev}:${existing.ino}` : null;
  const whole = path.resolve(file);
  const folder = await realpath(path.dirname(whole)).catch(() => path.dirname(whole));
  return path.join(folder, path.basename(whole));
}

/** Writes one report to its place: a regular file whole or not at all, a device or pipe as it comes. */
export async function writeOutput(output: Output, report: ReportSource, stdout: TextOutput): Promise<void> {
  await writeTextTo(output.file, reportFormats[output.format].write(report), stdout);
}

export async function writeTextTo(file: string, text: Iterable<string>, stdout: TextOutput): Promise<void> {
  if (file === '-') return await stdout.write(text);
  const existing = await stat(file).catch(() => undefined);
  if (existing !== undefined && !existing.isFile()) {
    // Renaming over /dev/null or a named pipe would replace it.
    return await pipeline(Readable.from(text), createWriteStream(file));
  }
  // A link is followed, so that it still is one afterwards.
  await writeFileAtomically(existing === undefined ? file : await realpath(file), text);
}
