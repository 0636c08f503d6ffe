/** `portolan diff`: what changed between two scans. */
import type { ScanReport } from '../../../../src-shared/scan/scan-report.ts';
import { compareReports } from '../../../app/compare-runs.ts';
import { wrongArgument } from '../arguments.ts';
import { DIFF_FORMATS, writeDiff } from '../../../reports/diff-formats.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { isFile, readKeptReport, readReportFile } from '../load-report.ts';
import { withCore } from '../open-core.ts';
import { type CommandSpec, parseCommand } from '../parse-command.ts';
import { readChoice } from '../read-values.ts';
import { createTextOutput } from '../standard-streams.ts';

const SPEC: CommandSpec = {
  name: 'portolan diff',
  operands: ['<BEFORE>', '<AFTER>'],
  summary:
    'Compares two scans: each the ID of a kept one, a JSON or CSV report, or "-" for a report on standard input. ' +
    'Exits 1 where the state of a port, a host or a service changed in what both scans asked, otherwise 0.',
  options: [
    {
      flags: ['--format'],
      long: '--format',
      value: 'text|json|markdown',
      help: 'how to show it (default: text)',
    },
    { flags: ['--reasons'], long: '--reasons', help: 'a change of reason alone counts as a difference too' },
  ],
  examples: [
    'portolan diff monday.json tuesday.json',
    'portolan diff 20260131-235959-k7m2px tuesday.csv --format markdown',
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
  const [before = '', after = ''] = parsed.operands;
  if (before === '-' && after === '-') {
    throw wrongArgument(
      'Standard input holds one report: name a file or an id for the other.',
      SPEC.examples[0],
    );
  }
  const diff = compareReports(...(await loadReports(before, after)));
  await stdout.write(writeDiff(diff, format));
  const counts = diff.different || (parsed.has('--reasons') && diff.counts['reason-only'] > 0);
  return counts ? EXIT.different : EXIT.done;
}

/** History is opened only where an id asks for it. */
async function loadReports(before: string, after: string): Promise<[ScanReport, ScanReport]> {
  const areFiles = [await isFile(before), await isFile(after)];
  if (areFiles.every(Boolean)) return [await readReportFile(before), await readReportFile(after)];
  return await withCore(true, async (core) => {
    const load = (name: string, fromFile: boolean | undefined): Promise<ScanReport> =>
      fromFile === true ? readReportFile(name) : readKeptReport(core, name);
    return [await load(before, areFiles[0]), await load(after, areFiles[1])];
  });
}
