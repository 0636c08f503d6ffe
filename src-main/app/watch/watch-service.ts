/**
 * Watches: saved scans that run by themselves while this process holds the history's one place of the watcher. What was
 * missed while nobody watched is caught up once; what comes due while the run before is still under way is skipped.
 */
import { PortolanError } from '../../../src-shared/contract/wire.ts';
import type {
  WatchDraft,
  WatchList,
  WatchNews,
  WatchOutcome,
} from '../../../src-shared/contract/run-watch.ts';
import { scanOptionsSchema, type ScanOptions } from '../../../src-shared/scan/scan-options.ts';
import { HEARTBEAT_LIMIT_MS } from '../../store/process-identity.ts';
import type { OtherProcess, WatchRecord, WatchRepository } from '../../store/watch-repository.ts';
import type { AppClock } from '../app-clock.ts';
import { createRunId } from '../run-id.ts';
import { STOPPED, type WatchJudge } from './judge-watch.ts';
import { nextRuns, readSchedule } from './read-schedule.ts';
import { CLOCK_SET_BACK_MS, dueAfter, patternOf, viewOfWatch } from './watch-view.ts';

/** Clocks are set and machines sleep: due or not is looked up at least this often. */
const LONGEST_WAIT_MS = 30_000;
/** Just after the moment, not just before it. */
const GRACE_MS = 20;
const SIGN_OF_LIFE_MS = HEARTBEAT_LIMIT_MS / 3;
const MAX_WATCHES = 1_000;
const MAX_HEADLINE = 1_024;

export interface WatchService {
  list(): WatchList;
  /** Throws PortolanError: `invalid-input`, `needs-confirmation`, `not-found`. Returns the watch's id. */
  save(draft: WatchDraft): string;
  /** Throws PortolanError `not-found`. */
  delete(watchId: string): void;
  /** Starts a watch's scan now, whoever watches. Throws PortolanError `not-found`, or `wrong-state` while it runs. */
  runNow(watchId: string): Promise<string>;
  /** Becomes the watcher of this history while there is something to watch, or tells who is; tries again from time to time. */
  begin(): true | OtherProcess;
  /** Resolves when every look under way has come to its end. */
  idle(): Promise<void>;
  /** Nothing comes due afterwards. */
  stop(): void;
}

export interface WatchServiceOptions {
  readonly repository: WatchRepository;
  readonly clock: AppClock;
  /** Starts a scan; its id. */
  start(options: ScanOptions, confirmPublic: boolean): Promise<string>;
  /** Resolves when the scan has ended and is kept. */
  ended(scanId: string): Promise<void>;
  /** Public addresses among the targets (the first few). Throws PortolanError `invalid-input` where they cannot be read. */
  check(options: ScanOptions): readonly string[];
  readonly judge: WatchJudge;
  /** Told when a watch fails for the first time, and when it does no more. */
  tell(news: WatchNews): void;
  /** Told whenever the list of watches is another one. */
  onChange(): void;
  readonly onFault: (error: unknown) => void;
}

export function createWatchService(options: WatchServiceOptions): WatchService {
  const { repository, clock, judge } = options;
  const underWay = new Map<string, { readonly whole: Promise<void>; readonly giveUp: AbortController }>();
  let cancelTick: () => void = () => {};
  let isWatching = false;
  let begun = false;
  const stopping = new AbortController();

  function tick(): void {
    cancelTick();
    if (stopping.signal.aborted) return;
    let waitMs = LONGEST_WAIT_MS;
    try {
      // Nobody has to hold a place that there is nothing to do in.
      const hasWork = repository.list().some(({ enabled }) => enabled);
      if (!hasWork && isWatching) repository.release();
      isWatching = hasWork && repository.hold() === true;
      if (isWatching) waitMs = runDue();
    } catch (error) {
      // A busy or full disk: the next look is soon enough.
      options.onFault(error);
    }
    cancelTick = clock.after(waitMs, tick);
  }

  /** Starts what is due; ms until the next is, within bounds. */
  function runDue(): number {
    const nowMs = clock.wallMs();
    let waitMs = LONGEST_WAIT_MS;
    for (const record of repository.list()) {
      if (record.enabled && record.checkedMs > nowMs + CLOCK_SET_BACK_MS) {
        repository.claim(record.id, record.checkedMs, nowMs);
        waitMs = 0;
        continue;
      }
      const dueMs = dueAfter(record);
      if (dueMs === null) continue;
      if (dueMs > nowMs) {
        waitMs = Math.min(waitMs, dueMs - nowMs + GRACE_MS);
        continue;
      }
      // However often it was due meanwhile: one run stands for all.
      if (!repository.claim(record.id, record.checkedMs, nowMs)) continue;
      if (underWay.has(record.id) || repository.take(record.id) !== true) {
        repository.countSkipped(record.id);
        options.onChange();
      } else void look(record).catch(options.onFault);
      const next = nextRuns(patternOf(record) ?? '* * * * *', nowMs, 1)[0] ?? Infinity;
      waitMs = Math.min(waitMs, next - nowMs + GRACE_MS);
    }
    return waitMs;
  }

  /** A taken watch's run. Resolves with the scan's id once it is under way; the rest goes on behind. */
  async function look(record: WatchRecord, byHand = false): Promise<string> {
    const { promise: begun, resolve, reject } = Promise.withResolvers<string>();
    const stopStaying = stay(record);
    const giveUp = new AbortController();
    const signal = AbortSignal.any([stopping.signal, giveUp.signal]);
    const whole = (async () => {
      let scanId: string | null = null;
      try {
        scanId = await options.start(readOptions(record), record.confirmPublic);
        options.onChange();
        resolve(scanId);
        await options.ended(scanId);
        const { outcome, headline, told } = await judge(record, scanId, signal);
        finish(record, scanId, outcome, headline, told);
      } catch (error) {
        reject(error);
        // Who started it hears at once why it could not begin.
        const isHeard = byHand && scanId === null;
        if (!signal.aborted) finish(record, scanId, 'failed', sentenceOf(error), record.told, isHeard);
        if (!(error instanceof PortolanError) && !signal.aborted) options.onFault(error);
      } finally {
        stopStaying();
        underWay.delete(record.id);
        if (!stopping.signal.aborted) options.onChange();
      }
    })();
    underWay.set(record.id, { whole, giveUp });
    return await begun;
  }

  /** Others see that the run is still under way. Returns the way to stop. */
  function stay({ id }: WatchRecord): () => void {
    let cancel = clock.after(SIGN_OF_LIFE_MS, tell);
    function tell(): void {
      cancel = clock.after(SIGN_OF_LIFE_MS, tell);
      try {
        repository.stay(id);
      } catch (error) {
        // The next sign is soon enough.
        options.onFault(error);
      }
    }
    return () => cancel();
  }

  function finish(
    record: WatchRecord,
    scanId: string | null,
    outcome: WatchOutcome,
    headline: string,
    told: string,
    isHeard = false,
  ): void {
    const result = { scanId, atMs: clock.wallMs(), outcome, headline: headline.slice(0, MAX_HEADLINE) };
    repository.finish(record, result, told);
    const isInTrouble = outcome === 'failed' && headline !== STOPPED;
    const wasInTrouble = record.last?.outcome === 'failed' && record.last.headline !== STOPPED;
    if (isHeard || isInTrouble === wasInTrouble || (outcome === 'failed' && !isInTrouble)) return;
    options.tell({
      kind: isInTrouble ? 'failed' : 'recovered',
      watchId: record.id,
      name: record.name,
      at: new Date(result.atMs).toISOString(),
      scanId,
      before: null,
      headline: isInTrouble ? result.headline : 'It can be scanned again',
      hosts: [],
      ports: [],
      hostChanges: 0,
      portChanges: 0,
    });
  }

  const found = (watchId: string): WatchRecord => {
    const record = repository.find(watchId);
    if (!record)
      throw new PortolanError('not-found', `There is no watch ${watchId} (any more): choose another one.`);
    return record;
  };

  return {
    list: () => {
      const holder = repository.holder();
      const watcher =
        holder === 'me' && isWatching ? 'here' : holder === null || holder === 'me' ? 'nobody' : 'elsewhere';
      return {
        watches: repository
          .list()
          .flatMap((record) => viewOfWatch(record, underWay.has(record.id), watcher !== 'nobody')),
        watcher,
        watcherPid: typeof holder === 'object' && holder !== null ? holder.pid : null,
      };
    },
    save: ({ watchId, confirmPublic, ...draft }) => {
      readSchedule(draft.schedule);
      const publicTargets = options.check(draft.options);
      if (publicTargets.length > 0 && !confirmPublic) {
        throw new PortolanError(
          'needs-confirmation',
          `${publicTargets.join(', ')} ${publicTargets.length === 1 ? 'is' : 'are'} public: are you authorised to scan there again and again?`,
        );
      }
      const nowMs = clock.wallMs();
      const details = { ...draft, options: JSON.stringify(draft.options), confirmPublic };
      const id = watchId ?? createRunId(nowMs);
      if (watchId === undefined) {
        if (repository.list().length >= MAX_WATCHES) {
          throw new PortolanError(
            'wrong-state',
            `There are ${MAX_WATCHES} watches already: delete one first.`,
          );
        }
        repository.add(id, details, nowMs);
      } else if (!repository.change(id, details, nowMs)) found(id);
      options.onChange();
      // The next moment may be sooner now.
      if (begun) tick();
      return id;
    },
    delete: (watchId) => {
      found(watchId);
      repository.delete(watchId);
      // Its second look is of no interest any more.
      underWay.get(watchId)?.giveUp.abort();
      options.onChange();
    },
    runNow: async (watchId) => {
      const record = found(watchId);
      if (underWay.has(watchId)) {
        throw new PortolanError(
          'wrong-state',
          `The watch "${record.name}" is running already: wait for its end.`,
        );
      }
      const taken = repository.take(watchId);
      if (taken !== true) {
        const who = taken.pid === null ? 'Another Portolan' : `Another Portolan (process ${taken.pid})`;
        throw new PortolanError(
          'wrong-state',
          `${who} is scanning the watch "${record.name}" now: wait for its end.`,
        );
      }
      return await look(record, true);
    },
    begin: () => {
      begun = true;
      tick();
      const holder = repository.holder();
      if (isWatching || holder === null) return true;
      return { pid: typeof holder === 'object' && holder !== null ? holder.pid : null };
    },
    idle: async () => {
      while (underWay.size > 0) await Promise.all([...underWay.values()].map(({ whole }) => whole));
    },
    stop: () => {
      if (stopping.signal.aborted) return;
      stopping.abort();
      cancelTick();
      try {
        for (const id of underWay.keys()) repository.leave(id);
        if (isWatching) repository.release();
      } catch (error) {
        // The next watcher sees that this process is gone.
        options.onFault(error);
      }
    },
  };
}

function readOptions(record: WatchRecord): ScanOptions {
  const { seed: _seed, ...rest } = scanOptionsSchema.parse(JSON.parse(record.options));
  return rest;
}

function sentenceOf(error: unknown): string {
  return error instanceof PortolanError ? error.message : 'The scan could not go on: a fault of the program.';
}
