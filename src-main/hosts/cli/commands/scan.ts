/** `portolan scan`: starts or resumes a scan, follows it, and writes its reports. */
import { isCutShort } from '../../../../src-shared/scan/is-cut-short.ts';
import { parsePortRanges } from '../../../../src-shared/scan/port-ranges.ts';
import type { ScanEvent } from '../../../../src-shared/scan/scan-event.ts';
import type { HostReport } from '../../../../src-shared/scan/scan-report.ts';
import { PortolanError } from '../../../../src-shared/contract/wire.ts';
import type { PortolanApp } from '../../../app/create-app.ts';
import { warmUp } from '../../../app/warm-up.ts';
import type { ReportSource } from '../../../reports/report-source.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { withCore } from '../open-core.ts';
import { type Output, writeOutput } from '../output-files.ts';
import { readScanRequest, type ScanRequest } from '../scan-arguments.ts';
import { sayLine, scanToEnd } from '../scan-to-end.ts';
import { createTextOutput, type TextOutput } from '../standard-streams.ts';

const COMMAND = 'portolan scan';

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
  // One line after the other, in order, and as fast as the reader takes them.
  let printing = Promise.resolve();
  return await scanToEnd(core, {
    work: request.work,
    confirmPublic: request.confirmPublic,
    command: COMMAND,
    listen: (stop) => {
      // Nobody reads the events any more: nobody waits for the scan either.
      if (request.events) stdout.onBroken(stop);
      return (events) => {
        if (!request.events) return;
        const lines = events
          .filter(({ type }) => PRINTED.has(type))
          .map((event) => `${JSON.stringify(event)}\n`);
        printing = printing.then(() => stdout.write(lines));
        // Looked at in the end; what cannot be told need not be scanned.
        printing.catch(stop);
      };
    },
    finish: async (scanId, { status, error }) => {
      const report = await core.report(scanId);
      await writeReports(report, request, stdout);
      await printing;
      if (error !== undefined) sayLine(COMMAND, error);
      return status === 'completed' && isWhole(report) ? EXIT.done : EXIT.incomplete;
    },
  });
}

/** Whether every port that was to be asked has its verdict. */
function isWhole({ options, hosts }: ReportSource): boolean {
  const portsPerHost = parsePortRanges(options.ports).length;
  for (const host of hosts) if (isCutShort(host, portsPerHost)) return false;
  return true;
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
