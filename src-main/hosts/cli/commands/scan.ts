/** `portolan scan`: starts or resumes a scan, follows it, and writes its reports. */
import { isCutShort } from '../../../../src-shared/scan/is-cut-short.ts';
import { parsePortRanges } from '../../../../src-shared/scan/port-ranges.ts';
import type { ScanEvent } from '../../../../src-shared/scan/scan-event.ts';
import type { HostReport } from '../../../../src-shared/scan/scan-report.ts';
import type { ScanView } from '../../../../src-shared/scan/fold-scan.ts';
import { PortolanError } from '../../../../src-shared/contract/wire.ts';
import type { PortolanApp } from '../../../app/create-app.ts';
import { warmUp } from '../../../app/warm-up.ts';
import { escapeTerminal } from '../../../reports/escape-terminal.ts';
import type { ReportSource } from '../../../reports/report-source.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { findRunId } from '../find-run.ts';
import { followScan } from '../follow-scan.ts';
import { onInterrupt } from '../interrupts.ts';
import { callContext, withCore } from '../open-core.ts';
import { type Output, writeOutput } from '../output-files.ts';
import { createProgressLine } from '../progress-line.ts';
import { readScanRequest, type ScanRequest } from '../scan-arguments.ts';
import { createTextOutput, type TextOutput } from '../standard-streams.ts';

/** What `--events` prints; the rest is for windows. */
const PRINTED: ReadonlySet<ScanEvent['type']> = new Set([
  'started',
  'ports',
  'host',
  'warning',
  'committed',
  'finished',
]);

export async function run(args: readonly string[]): Promise<ExitCode> {
  const stdout = createTextOutput(process.stdout);
  const request = await readScanRequest(args);
  if ('help' in request) {
    await stdout.write(request.help);
    return EXIT.done;
  }
  warmUp();
  return await withCore(request.save, (core) => scan(core, request, stdout));
}

async function scan(core: PortolanApp, request: ScanRequest, stdout: TextOutput): Promise<ExitCode> {
  const progress = createProgressLine(process.stderr);
  // One line after the other, in order, and as fast as the reader takes them.
  let printing = Promise.resolve();
  const starting = new AbortController();
  let scanId: string | undefined;
  const stop = (): void => {
    if (scanId === undefined) starting.abort();
    else void Promise.resolve(core.handlers['scan.stop']({ scanId }, callContext())).catch(() => {});
  };
  const followed = followScan(core, (events, view) => {
    if (request.events) {
      const lines = events
        .filter(({ type }) => PRINTED.has(type))
        .map((event) => `${JSON.stringify(event)}\n`);
      printing = printing.then(() => stdout.write(lines));
      // Looked at in the end; what cannot be told need not be scanned.
      printing.catch(stop);
    }
    showWarnings(events, progress.clear);
    showProgress(view, progress.show);
  });
  const release = onInterrupt(stop);
  // Nobody reads the events any more: nobody waits for the scan either.
  if (request.events) stdout.onBroken(stop);
  try {
    scanId = await start(core, request, followed.begin, starting.signal);
    // Ctrl-C may have come between the start and its answer.
    if (starting.signal.aborted) stop();
    const { status, error } = await followed.finished;
    progress.clear();
    const report = await core.report(scanId);
    await writeReports(report, request, stdout);
    await printing;
    if (error !== undefined) say(error);
    return status === 'completed' && isWhole(report) ? EXIT.done : EXIT.incomplete;
  } finally {
    progress.clear();
    release();
    followed.end();
  }
}

/** `begin` hears which scan it is, as soon as that is known: a resumed one says at once all that was known of it. */
async function start(
  core: PortolanApp,
  { work, confirmPublic }: ScanRequest,
  begin: (scanId: string) => void,
  signal: AbortSignal,
): Promise<string> {
  try {
    if ('resumeId' in work) {
      const runId = await findRunId(core, work.resumeId);
      begin(runId);
      await core.resumeRun(runId);
      return runId;
    }
    const input = { options: work.options, confirmPublic };
    const { scanId } = await core.handlers['scan.start'](input, callContext(signal));
    begin(scanId);
    return scanId;
  } catch (error) {
    if (signal.aborted) throw new PortolanError('cancelled', 'Stopped before anything was sent.');
    if (!(error instanceof PortolanError) || error.code !== 'needs-confirmation') throw error;
    throw new PortolanError('needs-confirmation', `${error.message} Add --yes if you are.`);
  }
}

/** Whether every port that was to be asked has its verdict. */
function isWhole({ options, hosts }: ReportSource): boolean {
  const portsPerHost = parsePortRanges(options.ports).length;
  for (const host of hosts) if (isCutShort(host, portsPerHost)) return false;
  return true;
}

/** One line on standard error, whatever names of strangers are in it. */
function say(sentence: string): void {
  process.stderr.write(`portolan scan: ${escapeTerminal(sentence)}\n`);
}

function showWarnings(events: readonly ScanEvent[], clear: () => void): void {
  for (const event of events) {
    if (event.type !== 'warning') continue;
    clear();
    say(event.warning.message);
  }
}

function showProgress(view: ScanView, show: (view: ScanView) => void): void {
  if (view.status === 'running' || view.status === 'paused') show(view);
}

const READABLE_ON_STANDARD: Output = { format: 'normal', file: '-' };

async function writeReports(report: ReportSource, request: ScanRequest, stdout: TextOutput): Promise<void> {
  const wanted = request.outputs.length === 0 && !request.events ? [READABLE_ON_STANDARD] : request.outputs;
  for (const output of wanted) {
    // JSON promises every port that was asked.
    const shown = request.openOnly && output.format !== 'json' ? withOpenOnly(report) : report;
    try {
      await writeOutput(output, shown, stdout);
    } catch (error) {
      if (!(error instanceof PortolanError) || !request.save) throw error;
      const again = `The scan is kept: portolan history export ${report.id} -oJ FILE writes it again.`;
      throw new PortolanError(error.code, `${error.message} ${again}`, { cause: error });
    }
  }
}

/** Nmap's `--open`: hosts with an open port, and of them the open ports. */
function withOpenOnly(report: ReportSource): ReportSource {
  return { ...report, hosts: openHosts(report.hosts) };
}

function* openHosts(hosts: Iterable<HostReport>): Generator<HostReport> {
  for (const host of hosts) {
    const ports = host.ports.filter(({ state }) => state === 'open');
    if (ports.length > 0) yield { ...host, ports, extraports: [] };
  }
}
