/** What a watch's run brought: told only when a second look saw the change too, and once. */
import type { WatchNews, WatchOutcome } from '../../../src-shared/contract/run-watch.ts';
import { describeDiff } from '../../../src-shared/scan/diff-headline.ts';
import { diffScans, type ComparedReport } from '../../../src-shared/scan/diff-scans.ts';
import { scanOptionsSchema, type ScanOptions } from '../../../src-shared/scan/scan-options.ts';
import { PORT_CHANGE_KINDS, type PortChangeKind, type ScanDiff } from '../../../src-shared/scan/scan-diff.ts';
import type { FinalStatus, ScanReport } from '../../../src-shared/scan/scan-report.ts';
import type { WatchRecord } from '../../store/watch-repository.ts';
import type { AppClock } from '../app-clock.ts';
import {
  changesToConfirm,
  confirmChanges,
  hasChanges,
  optionsOfSecondLook,
  signatureOf,
  type ConfirmedChanges,
} from './confirm-changes.ts';

/** A port that a restart closed is open again by then; a queue that overflowed has drained. */
export const SECOND_LOOK_AFTER_MS = 3_000;
const MAX_NEWS = 50;
/** A run that did not get to its end tells nothing of what it did not get to. */
const ENDINGS: Readonly<Record<Exclude<FinalStatus, 'completed'>, string>> = {
  stopped: 'The run was stopped before its end',
  interrupted: 'The run was broken off before its end',
  failed: 'The run could not go on',
};

export interface Judgement {
  readonly outcome: WatchOutcome;
  readonly headline: string;
  /** What has been told now; kept with the watch. */
  readonly told: string;
}

/** Rejects as the signal aborts. */
export type WatchJudge = (record: WatchRecord, scanId: string, signal: AbortSignal) => Promise<Judgement>;

export interface JudgeOptions {
  readonly clock: AppClock;
  /** Throws PortolanError `not-found`. */
  report(scanId: string): ComparedReport;
  /** The run that this one is compared with: its series' baseline, or the ended run before it; null: there is none. */
  referenceOf(scanId: string): string | null;
  /** Scans without keeping anything, to its end. */
  scanOnce(options: ScanOptions, confirmPublic: boolean, signal: AbortSignal): Promise<ScanReport>;
  tell(news: WatchNews): void;
}

export function createWatchJudge(options: JudgeOptions): WatchJudge {
  const { clock } = options;
  return async (record, scanId, signal) => {
    signal.throwIfAborted();
    const reference = options.referenceOf(scanId);
    const after = options.report(scanId);
    if (after.status !== 'completed') {
      return { outcome: 'failed', headline: ENDINGS[after.status], told: record.told };
    }
    if (reference === null) {
      const { open } = after.stats.ports;
      return {
        outcome: 'first',
        headline: `First run: ${open} open ${open === 1 ? 'port' : 'ports'}`,
        told: '',
      };
    }
    const before = options.report(reference);
    const diff = diffScans(before, after);
    const seen = changesToConfirm(diff);
    if (!hasChanges(seen)) return { outcome: 'same', headline: diff.headline, told: '' };
    if (signatureOf(reference, seen) === record.told) {
      return { outcome: 'known', headline: diff.headline, told: record.told };
    }
    await pause(clock, SECOND_LOOK_AFTER_MS, signal);
    const asked = scanOptionsSchema.parse(JSON.parse(record.options));
    const again = await options.scanOnce(
      optionsOfSecondLook(asked, seen, after.options.ports),
      record.confirmPublic,
      signal,
    );
    const confirmed = confirmChanges(seen, diffScans(before, again), again.options.ports);
    if (!hasChanges(confirmed)) {
      return { outcome: 'unconfirmed', headline: `A second look saw nothing of: ${diff.headline}`, told: '' };
    }
    const headline = headlineOf(confirmed);
    options.tell(newsOf(record, diff, confirmed, headline, clock.wallMs()));
    return { outcome: 'changed', headline, told: signatureOf(reference, seen) };
  };
}

function pause(clock: AppClock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, resolve);
    signal.addEventListener('abort', () => {
      cancel();
      reject(signal.reason);
    });
  });
}

function headlineOf({ hosts, ports }: ConfirmedChanges): string {
  const counts = Object.fromEntries(PORT_CHANGE_KINDS.map((kind) => [kind, 0])) as Record<
    PortChangeKind,
    number
  >;
  for (const { kind, count } of ports) counts[kind] += count;
  return describeDiff({ counts, hosts, mayBeSilent: 0, sharesHosts: true, sharesPorts: true });
}

function newsOf(
  { id, name }: WatchRecord,
  diff: ScanDiff,
  { hosts, ports }: ConfirmedChanges,
  headline: string,
  atMs: number,
): WatchNews {
  return {
    watchId: id,
    name,
    at: new Date(atMs).toISOString(),
    scanId: diff.after.id,
    before: diff.before.id,
    headline,
    hosts: hosts.slice(0, MAX_NEWS),
    ports: ports.slice(0, MAX_NEWS),
    hostChanges: hosts.length,
    portChanges: ports.reduce((sum, { count }) => sum + count, 0),
  };
}
