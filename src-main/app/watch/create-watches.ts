/** Puts the watches together: what they start, compare and tell with. */
import type { PortolanApp } from '../create-app.ts';
import { PortolanError } from '../../../src-shared/contract/wire.ts';
import type { ScanOptions } from '../../../src-shared/scan/scan-options.ts';
import type { ScanReport } from '../../../src-shared/scan/scan-report.ts';
import type { Database } from '../../store/database.ts';
import type { SeriesRepository } from '../../store/series-repository.ts';
import { createWatchRepository } from '../../store/watch-repository.ts';
import type { AppClock } from '../app-clock.ts';
import { comparedWith } from '../compared-with.ts';
import { comparedReport } from '../compare-runs.ts';
import type { Engine } from '../engine-door.ts';
import type { EventBus } from '../event-bus.ts';
import type { History } from '../history.ts';
import type { LiveRun } from '../live-run.ts';
import { previewScan } from '../preview-scan.ts';
import type { RunLibrary } from '../run-library.ts';
import type { ScanService } from '../scan-service.ts';
import { createWatchJudge } from './judge-watch.ts';
import { createWatchService, type WatchService } from './watch-service.ts';

export interface WatchParts {
  readonly database: Database;
  readonly series: SeriesRepository;
  readonly library: RunLibrary;
  readonly history: History;
  readonly scans: ScanService;
  readonly live: ReadonlyMap<string, LiveRun>;
  readonly engine: Engine;
  readonly bus: EventBus;
  readonly clock: AppClock;
  /** Addresses that no scan asks. */
  excluded(): string;
  /** A core that keeps nothing, for second looks. */
  openApart(): Promise<Pick<PortolanApp, 'handlers' | 'events' | 'report' | 'close'>>;
  readonly onFault: (error: unknown) => void;
}

export function createWatches(parts: WatchParts): WatchService {
  const { clock, bus, library, scans, live } = parts;
  const judge = createWatchJudge({
    clock,
    report: (scanId) => comparedReport(library, scanId),
    comparedWith: (scanId) =>
      comparedWith(scanId, parts.history.summary(scanId).series.id, parts.series, library),
    scanOnce: (options, confirmPublic, signal) => scanOnce(parts, options, confirmPublic, signal),
    tell: (news) => bus.publish('watch.news', news),
  });
  return createWatchService({
    repository: createWatchRepository(parts.database, () => clock.wallMs()),
    clock,
    judge,
    start: async (options, confirmPublic) => {
      const scanId = await scans.start(options, confirmPublic);
      bus.publish('history.changed', {});
      return scanId;
    },
    ended: async (scanId) => live.get(scanId)?.ended,
    check: (options) => publicTargetsOf(parts, options),
    tell: (news) => bus.publish('watch.news', news),
    onChange: () => bus.publish('watch.changed', {}),
    onFault: parts.onFault,
  });
}

async function scanOnce(
  { openApart }: WatchParts,
  options: ScanOptions,
  confirmPublic: boolean,
  signal: AbortSignal,
): Promise<ScanReport> {
  const core = await openApart();
  const giveUp = (): void => void core.close();
  signal.addEventListener('abort', giveUp);
  try {
    signal.throwIfAborted();
    const { promise: finished, resolve } = Promise.withResolvers<void>();
    core.events.subscribe((name, payload) => {
      if (name === 'scan.events' && payload.events.some(({ type }) => type === 'finished')) resolve();
    });
    const context = { signal, connectionId: 'watch' };
    const { scanId } = await core.handlers['scan.start']({ options, confirmPublic }, context);
    await finished;
    const report = await core.report(scanId);
    return { ...report, hosts: [...report.hosts] };
  } finally {
    signal.removeEventListener('abort', giveUp);
    await core.close();
  }
}

function publicTargetsOf({ engine, excluded }: WatchParts, options: ScanOptions): readonly string[] {
  const { problems, publicTargets } = previewScan(
    { ...options, targets: options.targets.join('\n') },
    engine,
    excluded(),
  );
  const [first] = problems;
  if (first) throw new PortolanError('invalid-input', first.message, { fields: problems });
  return publicTargets;
}
