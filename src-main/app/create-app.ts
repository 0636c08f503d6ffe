/** The composition root: store, engine, services and handlers of one process, put together once. */
import path from 'node:path';
import { serveConnection } from '../../src-shared/contract/dispatcher.ts';
import type { Handlers } from '../../src-shared/contract/define.ts';
import { portolanContract, type PortolanContract } from '../../src-shared/contract/portolan-contract.ts';
import type { Transport } from '../../src-shared/contract/transport.ts';
import type { ReportSource } from '../reports/report-source.ts';
import { createRunRepository } from '../store/run-repository.ts';
import { createSeriesRepository } from '../store/series-repository.ts';
import { createSettingsRepository } from '../store/settings-repository.ts';
import { createTextRepository } from '../store/text-repository.ts';
import { systemAppClock, type AppClock } from './app-clock.ts';
import { realEngine, type Engine } from './engine-door.ts';
import { createMatrices } from './build-matrix.ts';
import { comparedReport } from './compare-runs.ts';
import { comparedWith, type Comparable } from './compared-with.ts';
import { createEventBus, type EventBus } from './event-bus.ts';
import { createExpectService } from './expect-service.ts';
import { createHandlers, toReadable } from './handlers.ts';
import { createHistory } from './history.ts';
import { importReport, type ImportedRun } from './import-report.ts';
import type { HostAbilities } from './host-abilities.ts';
import { createHousekeeping } from './housekeeping.ts';
import type { LiveRun } from './live-run.ts';
import { refuseExcluded } from './never-scanned.ts';
import { createPictureInbox } from './export-picture.ts';
import { createReportInbox } from './report-inbox.ts';
import { openHistory } from './open-history.ts';
import { startRetention } from './retention.ts';
import { createPracticeService } from './practice-service.ts';
import { createRowPages } from './row-pages.ts';
import { createDifferences } from './run-differences.ts';
import { createRunLibrary } from './run-library.ts';
import { createRunMarks } from './run-marks.ts';
import { createScanService } from './scan-service.ts';
import { createSeriesService } from './series-service.ts';
import { tellTimeline } from './tell-timeline.ts';
import { readTimelineInput } from './timeline-input.ts';
import { createSettings } from './settings.ts';
import { vacuumData } from './vacuum-data.ts';
import { spareMemory } from './spare-memory.ts';
import { watchHistory } from './watch-history.ts';
import { createWatches } from './watch/create-watches.ts';
import type { WatchService } from './watch/watch-service.ts';

export interface AppOptions {
  readonly dataFolder: string;
  readonly host: 'desktop' | 'web' | 'cli';
  readonly abilities: HostAbilities;
  /** False keeps nothing beyond this process: history is in memory and no file is touched. Default true. */
  readonly keep?: boolean;
  /** Told of faults of our own that a caller sees only as `internal`. */
  readonly onFault?: (error: unknown) => void;
  /** For tests. */
  readonly engine?: Engine;
  readonly clock?: AppClock;
}

export interface PortolanApp {
  readonly handlers: Handlers<PortolanContract>;
  readonly events: EventBus;
  /** One sentence where history could not be opened as it was; null: all well. */
  readonly notice: string | null;
  /** Serves one window, page or program until its transport closes. */
  connect(transport: Transport, connectionId?: string): void;
  /**
   * Takes up a run that was stopped, interrupted or failed; its events follow from `started` on, what was known first.
   * Throws PortolanError `not-found` or `wrong-state`.
   */
  resumeRun(scanId: string): Promise<{ scanId: string }>;
  /** A report of a run as it is now. Throws PortolanError `not-found`. */
  report(scanId: string): Promise<ReportSource>;
  /** Scans that run by themselves. A window's core begins with them at once, the command line where it is told to. */
  readonly watches: WatchService;
  /** What a run is compared with where nobody says. Throws PortolanError `not-found`. */
  comparedWith(scanId: string): Promise<Comparable>;
  /** Keeps a report from a file, as the command `report.import` does. Throws PortolanError `invalid-input`. */
  importReport(report: { readonly text: string; readonly name: string }): Promise<ImportedRun>;
  /** Stops scans cleanly, keeps what is known, closes the history. May be called again. */
  close(): Promise<void>;
}

/** History file in the data folder. */
export const HISTORY_FILE = 'history.db';
/** What of a large run is not in its compact form by then is left to the next process. */
const CLOSING_MS = 1_000;

/**
 * Opens the core. Where history cannot be opened, a window still works, with history in memory and the reason in
 * `app.info`'s notice; the command line, which has nowhere to show it, gets PortolanError `unavailable`.
 */
export async function createApp(options: AppOptions): Promise<PortolanApp> {
  spareMemory();
  const plainEngine = options.engine ?? realEngine;
  const clock = options.clock ?? systemAppClock;
  const { database, notice, isDurable } = openHistory({
    file: path.join(options.dataFolder, HISTORY_FILE),
    host: options.host,
    keep: options.keep ?? true,
    clock,
  });
  const repository = createRunRepository(database, () => clock.wallMs());
  repository.markInterrupted();
  const housekeeping = createHousekeeping(database, clock);
  const purge = (): void => {
    if (repository.purge() > 0) housekeeping.removed();
  };
  // At a command line only for what it does itself.
  if (options.host !== 'cli') housekeeping.wake();
  purge();

  const settings = createSettings(createSettingsRepository(database), plainEngine);
  const engine = refuseExcluded(plainEngine, () => settings.get().excluded);

  const live = new Map<string, LiveRun>();
  const bus = createEventBus((delayMs, task) => clock.after(delayMs, task), options.onFault);
  const { serviceName } = engine;
  const serviceNames = Array.from({ length: 65_536 }, (_, port) => serviceName(port));
  const library = createRunLibrary({ database, repository, live, serviceName });
  const scans = createScanService({
    engine,
    database,
    repository,
    library,
    bus,
    clock,
    isDurable,
    live,
    onEnded: () => housekeeping.wake(),
    caps: () => settings.get(),
  });
  const history = createHistory({ database, repository, library, live });
  const seriesRepository = createSeriesRepository(database);
  const practice = createPracticeService();
  const watches = createWatches({
    database,
    series: seriesRepository,
    library,
    history,
    scans,
    live,
    engine,
    bus,
    clock,
    excluded: () => settings.get().excluded,
    openApart: () => createApp({ ...options, engine, clock, host: 'cli', keep: false }),
    onFault: options.onFault ?? (() => {}),
  });
  const keepReport = (report: { readonly text: string; readonly name: string }): ImportedRun => {
    const imported = importReport(report, { repository, kept: library.report, wallMs: clock.wallMs() });
    housekeeping.wake();
    bus.publish('history.changed', {});
    return imported;
  };
  const handlers = createHandlers({
    host: options.host,
    dataFolder: options.dataFolder,
    notice,
    engine,
    bus,
    scans,
    library,
    history,
    marks: createRunMarks(database),
    series: createSeriesService({
      repository: seriesRepository,
      library,
      summary: history.summary,
      differ: createDifferences({ database, repository, serviceName }),
    }),
    timeline: (of) =>
      tellTimeline(
        {
          library,
          runsOf: (seriesId) => seriesRepository.runsOf(seriesId),
          withRuns: (scanIds, use) =>
            database.read(() => use(readTimelineInput(database, scanIds, serviceName))),
        },
        of,
      ),
    vacuum: (signal) => vacuumData(options.dataFolder, housekeeping, signal),
    pages: createRowPages(serviceNames, () => clock.now()),
    matrices: createMatrices(serviceNames, () => clock.now()),
    settings,
    inbox: createReportInbox(),
    pictures: createPictureInbox(),
    keepReport: (report) => keepReport(report).scanId,
    expect: createExpectService({
      engine,
      texts: createTextRepository(database),
      abilities: options.abilities,
      report: (scanId) => comparedReport(library, scanId),
      seriesOf: (scanId) => history.summary(scanId).series.id,
    }),
    practice,
    watches,
    abilities: options.abilities,
    now: () => clock.wallMs(),
  });
  // The command line watches only where it is told to.
  if (options.host !== 'cli' && isDurable) watches.begin();

  // Nobody waits at a command line for what others do.
  const stopWatching = options.host === 'cli' || !isDurable ? () => {} : watchHistory(database, bus, clock);
  const retention = startRetention({
    repository,
    clock,
    settings: () => settings.get(),
    onGone: (scanIds) => {
      library.forget(scanIds);
      for (const scanId of scanIds) live.delete(scanId);
      housekeeping.removed();
      bus.publish('history.changed', {});
    },
  });
  retention.apply();
  let connections = 0;
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    stopWatching();
    watches.stop();
    retention.stop();
    await practice.stop();
    await scans.close();
    await watches.idle();
    purge();
    housekeeping.finish(CLOSING_MS);
    database.close();
  };
  return {
    handlers,
    events: bus,
    notice,
    connect: (transport, connectionId = `connection-${++connections}`) => {
      const { onFault } = options;
      const served = { subscribe: bus.subscribe, connectionId };
      serveConnection(portolanContract, handlers, transport, onFault ? { ...served, onFault } : served);
    },
    resumeRun: (scanId) =>
      readable(async () => {
        repository.markInterrupted();
        await scans.takeUp(scanId);
        return { scanId };
      }),
    watches,
    report: (scanId) => readable(() => library.report(scanId)),
    comparedWith: (scanId) =>
      readable(() => comparedWith(scanId, history.summary(scanId).series.id, seriesRepository, library)),
    importReport: (report) => readable(() => keepReport(report)),
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

async function readable<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toReadable(error);
  }
}
