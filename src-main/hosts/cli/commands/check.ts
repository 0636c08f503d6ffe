/** `portolan check`: is it as it should be? */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { ExpectProblem, Expectations } from '../../../../src-shared/scan/expect/expectations.ts';
import type { CheckResult } from '../../../../src-shared/scan/expect/expect-finding.ts';
import type { ScanReport } from '../../../../src-shared/scan/scan-report.ts';
import { PortolanError } from '../../../../src-shared/contract/wire.ts';
import { checkReport, expectationsOf, readExpectationFile } from '../../../app/expectations.ts';
import { knownPorts } from '../../../app/known-ports.ts';
import { version } from '../../../app/version.ts';
import { warmUp } from '../../../app/warm-up.ts';
import type { CheckDocument } from '../../../reports/expect/check-document.ts';
import { writeJunit } from '../../../reports/expect/junit.ts';
import { writeSarif } from '../../../reports/expect/sarif.ts';
import { type CheckRequest, readCheckRequest, type RunSource } from '../check-arguments.ts';
import { writeCheck } from '../check-formats.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { expectedScan } from '../expected-scan.ts';
import { findLatest, LATEST } from '../latest-runs.ts';
import { readKeptReport, readReportFile } from '../load-report.ts';
import { withCore } from '../open-core.ts';
import { writeTextTo } from '../output-files.ts';
import { readText } from '../read-text.ts';
import { sayLine, scanToEnd } from '../scan-to-end.ts';
import { createTextOutput, type TextOutput } from '../standard-streams.ts';

const COMMAND = 'portolan check';
/** Beyond what is read, so that the reader says what is too much. */
const MAX_FILE_BYTES = 4 * 1_048_576;

export async function run(args: readonly string[]): Promise<ExitCode> {
  const stdout = createTextOutput(process.stdout);
  const request = await readCheckRequest(args);
  if ('help' in request) {
    await stdout.write(request.help);
    return EXIT.done;
  }
  const { work } = request;
  if ('write' in work) return await writeFile(work.write, request.source, stdout);
  const file = work.check;
  const { expectations, problems } = readExpectationFile(await readText(file, MAX_FILE_BYTES), knownPorts);
  if (!expectations) return refuse(file, problems);
  const report = await obtainReport(request, expectations, file);
  const result = checkReport(report, expectations);
  await tell({ file, ...placeOf(file), report, result, version }, request, stdout);
  return exitOf(result, request.allowUnjudged);
}

/** Standard input is told of as the file that it most likely comes from. */
function placeOf(file: string): Pick<CheckDocument, 'relativeFile' | 'absoluteFile'> {
  const absoluteFile = path.resolve(file === '-' ? 'expectations.yaml' : file);
  const relative = path.relative('.', absoluteFile);
  const isElsewhere = path.isAbsolute(relative) || relative.split(path.sep)[0] === '..';
  return { relativeFile: isElsewhere ? null : relative.split(path.sep).join('/'), absoluteFile };
}

/** A line for each mistake, as compilers print them and editors link them. */
function refuse(file: string, problems: readonly ExpectProblem[]): ExitCode {
  const name = file === '-' ? 'stdin' : file;
  for (const { message, place } of problems) {
    sayLine(COMMAND, `${name}:${place.line}:${place.column}: ${message}`);
  }
  return EXIT.wrongInput;
}

async function obtainReport(
  { source, parsed }: CheckRequest,
  expectations: Expectations,
  file: string,
): Promise<ScanReport> {
  if (source.kind !== 'scan') return await loadReport(source);
  const options = await expectedScan(expectations, parsed, file);
  warmUp();
  return await withCore(!parsed.has('--no-save'), (core) =>
    scanToEnd(core, {
      work: { options },
      confirmPublic: parsed.has('--yes'),
      command: COMMAND,
      finish: async (scanId, { error }) => {
        if (error !== undefined) sayLine(COMMAND, error);
        const report = await core.report(scanId);
        return { ...report, hosts: [...report.hosts] };
      },
    }),
  );
}

async function loadReport(source: Exclude<RunSource, { kind: 'scan' }>): Promise<ScanReport> {
  if (source.kind === 'report') return await readReportFile(source.file);
  return await withCore(true, async (core) => {
    const id = source.id === LATEST ? (await findLatest(core)).scanId : source.id;
    return await readKeptReport(core, id);
  });
}

async function tell(
  document: CheckDocument,
  { format, junit, sarif }: CheckRequest,
  stdout: TextOutput,
): Promise<void> {
  if (junit !== null) await writeTextTo(junit, writeJunit(document), stdout);
  if (sarif !== null) await writeTextTo(sarif, writeSarif(document), stdout);
  if (junit !== '-' && sarif !== '-') await stdout.write(writeCheck(document, format));
}

/** What could not be judged is not agreed to: 0 says that all that is demanded was seen. */
function exitOf({ verdict }: CheckResult, allowUnjudged: boolean): ExitCode {
  if (verdict === 'not-agreed') return EXIT.different;
  return verdict === 'agreed' || allowUnjudged ? EXIT.done : EXIT.incomplete;
}

async function writeFile(file: string, source: RunSource, stdout: TextOutput): Promise<ExitCode> {
  if (source.kind === 'scan') throw new Error('Arguments promise a run.');
  const existing = file === '-' ? undefined : await stat(file).catch(() => undefined);
  if (existing?.isFile() === true) {
    throw new PortolanError(
      'invalid-input',
      `${file} is there already, and what somebody wrote in it would be lost: choose another name, or remove it first.`,
    );
  }
  const text = expectationsOf(await loadReport(source), knownPorts);
  await writeTextTo(file, [text], stdout);
  return EXIT.done;
}
