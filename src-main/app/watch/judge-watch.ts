/** What a watch's run brought: told only when a second look saw the change too, and once. */
import type { WatchNews, WatchOutcome } from '../../../src-shared/contract/run-watch.ts';
import { PortolanError } from '../../../src-shared/contract/wire.ts';
import { describeDiff } from '../../../src-shared/scan/diff-headline.ts';
import { diffScans, type ComparedReport } from '../../../src-shared/scan/diff-scans.ts';
import { scanOptionsSchema, type ScanOptions } from '../../../src-shared/scan/scan-options.ts';
import { PORT_CHANGE_KINDS, type PortChangeKind, type ScanDiff } from '../../../src-shared/scan/scan-diff.ts';
import type { FinalStatus, ScanReport } from '../../../src-shared/scan/scan-report.ts';
import type { WatchRecord } from '../../store/watch-repository.ts';
import type { AppClock } from '../app-clock.ts';
import type { Comparable } from '../compared-with.ts';
import {
  changesToConfirm,
  confirmChanges,
  hasChanges,
  isConfirmed,
  learnedFrom,
  optionsOfSecondLook,
  type ConfirmedChanges,
} from './confirm-changes.ts';
import { believedReport, beliefIn, learn, MAX_BELIEF, readBelief, type WatchBelief } from './watch-belief.ts';

/** A port that a restart closed is open again by then; a queue that overflowed has drained. */
export const SECOND_LOOK_AFTER_MS = 3_000;
const MAX_NEWS = 50;
/** A run that did not get to its end tells nothing of what it did not get to. */
export const STOPPED = 'The run was stopped before its end';
const ENDINGS: Readonly<Record<Exclude<FinalStatus, 'completed'>, string>> = {
  stopped: STOPPED,
  interrupted: 'The run was broken off before its end',
  failed: 'The run could not go on',
};

export interface Judgement {
  readonly outcome: WatchOutcome;
  readonly headline: string;
  /** What the watch takes its network to be now; kept with it (watch-belief.ts). */
  readonly told: string;
}

/** Rejects as the signal aborts. */
export type WatchJudge = (record: WatchRecord, scanId: string, signal: AbortSignal) => Promise<Judgement>;

export interface JudgeOptions {
  readonly clock: AppClock;
  /** Throws PortolanError `not-found`. */
  report(scanId: string): ComparedReport;
  /** The baseline of the run's series, and the complete run before it. */
  comparedWith(scanId: string): Comparable;
  /** Scans without keeping anything, to its end. */
  scanOnce(options: ScanOptions, confirmPublic: boolean, signal: AbortSignal): Promise<ScanReport>;
  tell(news: WatchNews): void;
}

export function createWatchJudge(options: JudgeOptions): WatchJudge {
  const { clock } = options;
  return async (record, scanId, signal) => {
    signal.throwIfAborted();
    const after = options.report(scanId);
    if (after.status !== 'completed') {
      return { outcome: 'failed', headline: ENDINGS[after.status], told: record.told };
    }
    const { baseline, previous } = options.comparedWith(scanId);
    const isFixed = baseline !== null && baseline !== scanId;
    const start = startOf(record, scanId, isFixed ? baseline : previous, isFixed);
    if (start === null) {
      const { open } = after.stats.ports;
      const headline = `First run: ${open} open ${open === 1 ? 'port' : 'ports'}`;
      return { outcome: 'first', headline, told: JSON.stringify(beliefIn(scanId)) };
    }
    const { belief, before } = start;
    const believed = believedReport(before, belief, (run) => reportOr(options, run)?.hosts);
    const diff = diffScans(believed, after);
    const seen = changesToConfirm(diff);
    // What the run saw is the network now, unless it saw less than was known.
    const next = (rest: WatchBelief, isClear: boolean): string => {
      const text = JSON.stringify(rest);
      const isTaken = isClear && knowsAsMuch(diff);
      return !isFixed && (isTaken || text.length > MAX_BELIEF) ? JSON.stringify(beliefIn(scanId)) : text;
    };
    if (!hasChanges(seen)) {
      const whole = isFixed ? diffScans(before, after) : diff;
      const outcome = hasChanges(changesToConfirm(whole)) ? 'known' : 'same';
      return { outcome, headline: whole.headline, told: next(belief, true) };
    }
    await pause(clock, SECOND_LOOK_AFTER_MS, signal);
    const asked = scanOptionsSchema.parse(JSON.parse(record.options));
    const again = await options.scanOnce(
      optionsOfSecondLook(asked, seen, after.options.ports),
      record.confirmPublic,
      signal,
    );
    signal.throwIfAborted();
    const second = diffScans(believed, again);
    const confirmed = confirmChanges(seen, second, again.options.ports);
    const { ports, hosts } = learnedFrom(confirmed, second, again.options.ports, scanId);
    const told = next(learn(belief, ports, hosts), isConfirmed(seen, confirmed));
    if (!hasChanges(confirmed)) {
      return { outcome: 'unconfirmed', headline: `A second look saw nothing of: ${diff.headline}`, told };
    }
    const headline = headlineOf(confirmed);
    options.tell(newsOf(record, diff, confirmed, headline, clock.wallMs()));
    return { outcome: 'changed', headline, told };
  };

  /** What the run is held against; null: nothing, it is the first. `fixed`: a person said with what. */
  function startOf(
    record: WatchRecord,
    scanId: string,
    otherwise: string | null,
    fixed: boolean,
  ): { readonly belief: WatchBelief; readonly before: ComparedReport } | null {
    const kept = readBelief(record.told);
    const belief = kept && (!fixed || kept.reference === otherwise) ? kept : null;
    if (belief && belief.reference !== scanId) {
      const before = reportOr(options, belief.reference);
      if (before) return { belief, before };
    }
    // The run that it knew is deleted, or it never knew one.
    return otherwise === null ? null : { belief: beliefIn(otherwise), before: options.report(otherwise) };
  }
}

function reportOr({ report }: JudgeOptions, run: string): ComparedReport | undefined {
  try {
    return report(run);
  } catch (error) {
    if (error instanceof PortolanError && error.code === 'not-found') return undefined;
    throw error;
  }
}

function knowsAsMuch({ counts, hosts }: ScanDiff): boolean {
  return counts['not-comparable'] === 0 && hosts.every(({ kind }) => kind !== 'not-scanned-after');
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
    kind: 'changed',
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
