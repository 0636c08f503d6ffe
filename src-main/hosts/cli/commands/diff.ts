/** `portolan diff`: what changed between two scans. */
import type { ScanReport } from '../../../../src-shared/scan/scan-report.ts';
import { compareReports } from '../../../app/compare-runs.ts';
import type { PortolanApp } from '../../../app/create-app.ts';
import { DIFF_FORMATS, writeDiff } from '../../../reports/diff-formats.ts';
import { escapeTerminal } from '../../../reports/escape-terminal.ts';
import { wrongArgument } from '../arguments.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { findRunId } from '../find-run.ts';
import { BASELINE, findBaseline, findBefore, findLatest, LATEST, LATEST_HELP } from '../latest-runs.ts';
import { isFile, readKeptReport, readReportFile } from '../load-report.ts';
import { withCore } from '../open-core.ts';
import { type CommandSpec, parseCommand, type ParsedArguments } from '../parse-command.ts';
import { readChoice } from '../read-values.ts';
import { createTextOutput } from '../standard-streams.ts';

const SPEC: CommandSpec = {
  name: 'portolan diff',
  operands: ['[BEFORE]', '[AFTER]'],
  summary:
    'Compares two scans: each the ID of a kept one, a JSON or CSV report or nmap\'s XML, "-" for a report on standard ' +
    `input, or one of the words "latest" (${LATEST_HELP}) and "baseline" (of its series). Without any, the latest ` +
    'scan is compared with the baseline of its series, or with the scan before it. Exits 1 where the state of a port, a ' +
    'host or a service changed in what both scans asked, 0 where nothing did, 2 where they asked nothing in common or ' +
    'cannot be read.',
  options: [
    {
      flags: ['--latest'],
      long: '--latest',
      help: 'the latest scan with what it is compared with; a TARGET or a series (its name or id) says of which scans',
    },
    {
      flags: ['--format'],
      long: '--format',
      value: 'text|json|markdown',
      help: 'how to show it (default: text; JSON is portolan-diff/1)',
    },
    { flags: ['--reasons'], long: '--reasons', help: 'a change of reason alone counts as a difference too' },
  ],
  examples: [
    'portolan diff monday.json tuesday.json',
    'portolan diff nmap-monday.xml 20260131-235959-k7m2px --format markdown',
    'portolan diff --latest 192.168.1.0/24',
    'portolan diff baseline latest --format json',
  ],
};

export async function run(args: readonly string[]): Promise<ExitCode> {
  const stdout = createTextOutput(process.stdout);
  const parsed = parseCommand(SPEC, args);
  if ('help' in parsed) {
    await stdout.write(parsed.help);
    return EXIT.done;
  }
  const example = 'portolan diff monday.json tuesday.json --format json';
  const format = readChoice(parsed.value('--format') ?? 'text', '--format', DIFF_FORMATS, example);
  const pair = await loadPair(parsed);
  const diff = compareReports(...pair);
  await stdout.write(writeDiff(diff, format));
  for (const [index, report] of pair.entries()) tellLeftOut(nameOf(parsed, index) ?? report.id, report);
  if (!diff.comparable) {
    process.stderr.write(`portolan diff: ${diff.headline}.\n`);
    return EXIT.wrongInput;
  }
  const counts = diff.different || (parsed.has('--reasons') && diff.counts['reason-only'] > 0);
  return counts ? EXIT.different : EXIT.done;
}

/** As it was named; null: as the latest, or its baseline. */
function nameOf(parsed: ParsedArguments, index: number): string | null {
  const name = parsed.operands.length === 2 ? parsed.operands[index] : undefined;
  if (name === undefined || isWord(name)) return null;
  return name === '-' ? 'Standard input' : name;
}

/** What a file had and its report has not was compared with nothing. */
function tellLeftOut(name: string, { warnings }: ScanReport): void {
  for (const { code, message } of warnings) {
    if (LEFT_OUT.test(code))
      process.stderr.write(`${escapeTerminal(`portolan diff: ${name}: ${message}`)}\n`);
  }
}

/** Warnings of one file; what holds for every file of nmap's need not be said of each. */
const LEFT_OUT = /^from-nmap-/;

type Pair = [before: ScanReport, after: ScanReport];

async function loadPair(parsed: ParsedArguments): Promise<Pair> {
  const [before, after] = parsed.operands;
  if (parsed.has('--latest')) {
    if (after === undefined) return await loadLatest(before);
    throw wrongArgument(
      '--latest takes one target or series at most.',
      'portolan diff --latest 192.168.1.0/24',
    );
  }
  if (before === undefined) return await loadLatest();
  if (after === undefined) {
    const shown = before.slice(0, 60).replace(/[\p{Cc}\p{Cf}]/gu, '?');
    throw wrongArgument(
      `Only one scan is named ("${shown}"): name the other too, or none for the latest, or --latest before a target.`,
      SPEC.examples[0],
    );
  }
  if (before === '-' && after === '-') {
    throw wrongArgument(
      'Standard input holds one report: name a file or an id for the other.',
      SPEC.examples[0],
    );
  }
  return await loadNamed(before, after);
}

async function loadLatest(wanted?: string): Promise<Pair> {
  return await withCore(true, async (core) => {
    const latest = await findLatest(core, wanted);
    const before = await findBefore(core, latest);
    return [await readKeptReport(core, before), await readKeptReport(core, latest.scanId)];
  });
}

/** History is opened only where one of them is in it. */
async function loadNamed(...names: [before: string, after: string]): Promise<Pair> {
  const areFiles = await Promise.all(names.map((name) => !isWord(name) && isFile(name)));
  if (areFiles.every(Boolean)) return [await readReportFile(names[0]), await readReportFile(names[1])];
  return await withCore(true, async (core) => {
    const load = async (index: 0 | 1): Promise<ScanReport> => {
      if (areFiles[index] === true) return await readReportFile(names[index]);
      const other = areFiles[1 - index] === true ? LATEST : names[1 - index]!;
      return await readKeptReport(core, await idOf(core, names[index], other));
    };
    return [await load(0), await load(1)];
  });
}

function isWord(name: string): boolean {
  return name === LATEST || name === BASELINE;
}

/** `other`: what it is compared with says of which series a baseline is meant. */
async function idOf(core: PortolanApp, name: string, other: string): Promise<string> {
  if (name === LATEST) return (await findLatest(core)).scanId;
  if (name !== BASELINE) return await findRunId(core, name);
  return await findBaseline(core, await idOf(core, other === BASELINE ? LATEST : other, LATEST));
}
