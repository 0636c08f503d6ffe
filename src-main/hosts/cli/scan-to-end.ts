/** Starts or takes up a scan, shows how it goes on standard error, and waits for its end. */
import type { ScanView } from '../../../src-shared/scan/fold-scan.ts';
import type { ScanEvent, ScanEventOf } from '../../../src-shared/scan/scan-event.ts';
import type { ScanOptions } from '../../../src-shared/scan/scan-options.ts';
import { PortolanError } from '../../../src-shared/contract/wire.ts';
import type { PortolanApp } from '../../app/create-app.ts';
import { escapeTerminal } from '../../reports/escape-terminal.ts';
import { findRunId } from './find-run.ts';
import { followScan } from './follow-scan.ts';
import { onInterrupt } from './interrupts.ts';
import { callContext } from './open-core.ts';
import { createProgressLine } from './progress-line.ts';

/** A new scan, or the id of one to go on with. */
export type ScanWork = { readonly options: ScanOptions } | { readonly resumeId: string };

export interface ScanToEnd<T> {
  readonly work: ScanWork;
  readonly confirmPublic: boolean;
  /** As lines on standard error begin: "portolan scan". */
  readonly command: string;
  /** Hears of events as they come; `stop` ends the scan early. Called before anything is started. */
  readonly listen?: (stop: () => void) => (events: readonly ScanEvent[]) => void;
  /** What is done when it has ended, while Ctrl-C still ends nothing by half. */
  readonly finish: (scanId: string, end: ScanEventOf<'finished'>) => Promise<T>;
}

/** Ctrl-C stops the scan cleanly. Throws PortolanError where nothing could be started. */
export async function scanToEnd<T>(core: PortolanApp, request: ScanToEnd<T>): Promise<T> {
  const { command, listen, finish } = request;
  const progress = createProgressLine(process.stderr);
  const starting = new AbortController();
  let scanId: string | undefined;
  const stop = (): void => {
    if (scanId === undefined) starting.abort();
    else void Promise.resolve(core.handlers['scan.stop']({ scanId }, callContext())).catch(() => {});
  };
  const hear = listen?.(stop);
  const followed = followScan(core, (events, view) => {
    hear?.(events);
    showWarnings(events, command, progress.clear);
    showProgress(view, progress.show);
  });
  const release = onInterrupt(stop);
  try {
    scanId = await start(core, request, followed.begin, starting.signal);
    // Ctrl-C may have come between the start and its answer.
    if (starting.signal.aborted) stop();
    const end = await followed.finished;
    progress.clear();
    return await finish(scanId, end);
  } finally {
    progress.clear();
    release();
    followed.end();
  }
}

/** `begin` hears which scan it is, as soon as that is known: a resumed one says at once all that was known of it. */
async function start(
  core: PortolanApp,
  { work, confirmPublic }: Pick<ScanToEnd<unknown>, 'work' | 'confirmPublic'>,
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

/** One line on standard error, whatever names of strangers are in it. */
export function sayLine(command: string, sentence: string): void {
  process.stderr.write(`${command}: ${escapeTerminal(sentence)}\n`);
}

function showWarnings(events: readonly ScanEvent[], command: string, clear: () => void): void {
  for (const event of events) {
    if (event.type !== 'warning') continue;
    clear();
    sayLine(command, event.warning.message);
  }
}

function showProgress(view: ScanView, show: (view: ScanView) => void): void {
  if (view.status === 'running' || view.status === 'paused') show(view);
}
