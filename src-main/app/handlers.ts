/** The complete table of command handlers: each a line or two, as the work is done elsewhere. */
import type { Handlers } from '../../src-shared/contract/define.ts';
import type { PortolanContract } from '../../src-shared/contract/portolan-contract.ts';
import { toSnapshot } from '../../src-shared/contract/scan-snapshot.ts';
import { PortolanError } from '../../src-shared/contract/wire.ts';
import type { RunTimeline } from '../../src-shared/scan/run-timeline.ts';
import { packDiff } from '../../src-shared/scan/pack-diff.ts';
import { StoreError } from '../store/store-error.ts';
import { compareRuns } from './compare-runs.ts';
import { compareServices } from './compare-services.ts';
import type { Matrices } from './build-matrix.ts';
import { countServices } from './count-services.ts';
import type { Engine } from './engine-door.ts';
import type { EventBus } from './event-bus.ts';
import type { ExpectService } from './expect-service.ts';
import { exportReport } from './export-report.ts';
import { comparisonFile } from './export-comparison.ts';
import { pictureFile } from './export-picture.ts';
import type { History } from './history.ts';
import { hostDetail, portRow } from './host-detail.ts';
import { dataSize, showData } from './data-on-disk.ts';
import type { HostAbilities } from './host-abilities.ts';
import type { PracticeService } from './practice-service.ts';
import { previewScan } from './preview-scan.ts';
import type { ReportInbox } from './report-inbox.ts';
import type { RowPages } from './row-pages.ts';
import type { RunLibrary } from './run-library.ts';
import type { RunMarksKeeper } from './run-marks.ts';
import type { ScanService } from './scan-service.ts';
import type { SeriesService } from './series-service.ts';
import type { SettingsKeeper } from './settings.ts';
import type { TimelineOf } from './tell-timeline.ts';
import { version } from './version.ts';
import { previewSchedule } from './watch/read-schedule.ts';
import type { WatchService } from './watch/watch-service.ts';

export interface Services {
  readonly host: 'desktop' | 'web' | 'cli';
  readonly dataFolder: string;
  readonly notice: string | null;
  readonly engine: Engine;
  readonly bus: EventBus;
  readonly scans: ScanService;
  readonly library: RunLibrary;
  readonly history: History;
  readonly marks: RunMarksKeeper;
  readonly series: SeriesService;
  timeline(of: TimelineOf): RunTimeline;
  /** Throws StoreError where another program holds the history. */
  vacuum(signal: AbortSignal): Promise<{ bytesBefore: number; bytesAfter: number }>;
  readonly pages: RowPages;
  readonly matrices: Matrices;
  readonly settings: SettingsKeeper;
  readonly inbox: ReportInbox;
  readonly pictures: ReportInbox;
  /** Keeps an imported report; returns its run's id. */
  keepReport(report: { readonly text: string; readonly name: string }): string;
  readonly expect: ExpectService;
  readonly practice: PracticeService;
  readonly watches: WatchService;
  readonly abilities: HostAbilities;
  /** Wall clock in ms since 1970. */
  now(): number;
}

export function createHandlers(services: Services): Handlers<PortolanContract> {
  const { engine, bus, scans, library, history, marks, series, pages, settings, practice, watches } =
    services;
  return withReadableErrors({
    // Whoever is answered here has a core; a host that outlives it answers in its place.
    'core.status': () => ({ fault: null }),
    'core.start': () => ({ fault: null }),

    'app.info': async () => {
      const { name, why } = await engine.dialer();
      return {
        version,
        platform: `${process.platform}-${process.arch}`,
        host: services.host,
        dialer: name,
        dialerWhy: why,
        ...engine.facts(),
        dataFolder: services.dataFolder,
        notice: services.notice,
      };
    },

    'scan.preview': (input) => previewScan(input, engine, settings.get().excluded),
    'scan.start': async ({ options, confirmPublic }, { signal }) => ({
      scanId: await scans.start(options, confirmPublic, signal),
    }),
    'scan.pause': ({ scanId }) => {
      scans.pause(scanId);
      return {};
    },
    'scan.resume': ({ scanId }) => {
      scans.resume(scanId);
      return {};
    },
    'scan.stop': async ({ scanId }) => {
      await scans.stop(scanId);
      return {};
    },
    'scan.take-up': async ({ scanId }) => {
      await scans.takeUp(scanId);
      return {};
    },
    'scan.snapshot': ({ scanId }) => toSnapshot(library.open(scanId).view),
    'scan.rows': ({ scanId, query }) => pages.page(library.open(scanId), query),
    'scan.host': ({ scanId, address }) => hostDetail(library.open(scanId), library.warnings(scanId), address),
    'scan.port': ({ scanId, address, port }) => ({
      row: portRow(library.open(scanId), address, port, engine.serviceName),
    }),
    'scan.matrix': ({ scanId, filter }) => services.matrices.matrix(library.open(scanId), filter),
    'scan.services': ({ scanId }) => ({ services: countServices(library.open(scanId)) }),
    'scan.running': () => ({ scanIds: scans.running() }),

    'history.list': (query) => history.list(query),
    'history.delete': ({ scanIds }) => {
      try {
        history.delete(scanIds);
      } finally {
        bus.publish('history.changed', {});
      }
      return {};
    },
    'history.restore': ({ scanIds }) => {
      history.restore(scanIds);
      bus.publish('history.changed', {});
      return {};
    },

    'history.update': (change) => {
      marks.update(change);
      bus.publish('history.changed', {});
      return {};
    },
    'history.tags': () => ({ tags: marks.tags() }),

    'series.list': () => ({ series: series.list() }),
    'series.update': (change) => {
      series.update(change);
      bus.publish('history.changed', {});
      return {};
    },
    'series.move': ({ scanIds, seriesId }) => {
      const moved = series.move(scanIds, seriesId);
      bus.publish('history.changed', {});
      return { seriesId: moved };
    },

    'compare.runs': ({ before, after }) => packDiff(compareRuns(library, before, after)),

    'compare.export': ({ before, after, format }, context) =>
      services.abilities.deliverFile(comparisonFile(compareRuns(library, before, after), format), context),

    'compare.services': ({ before, after }) => compareServices(library, before, after),

    'compare.timeline': (of) => services.timeline(of),

    'report.export': ({ scanId, format }, context) =>
      exportReport(library.report(scanId), format, services.abilities, context),

    'report.import': ({ name, ...piece }, { connectionId }) => {
      const text = services.inbox.take(connectionId, piece);
      return { scanId: text === null ? null : services.keepReport({ text, name }) };
    },

    'picture.export': async ({ name, kind, ...piece }, context) => {
      const text = services.pictures.take(context.connectionId, piece);
      const file = text === null ? null : pictureFile(name, kind, text);
      return { delivery: file && (await services.abilities.deliverFile(file, context)) };
    },

    'app.offer': ({ ids }) => {
      services.abilities.offerCommands?.(ids);
      return {};
    },

    'expect.check': ({ scanId, text }) => services.expect.check(scanId, text),
    'expect.write': ({ scanId }) => ({ text: services.expect.write(scanId) }),
    'expect.save': ({ text }, context) => services.expect.save(text, context),
    'expect.recall': ({ scanId }) => services.expect.recall(scanId),
    'expect.keep': ({ seriesId, text }) => {
      services.expect.keep(seriesId, text);
      return {};
    },

    'data.size': async () => ({ bytes: await dataSize(services.dataFolder) }),
    'data.show': async () => {
      await showData(services.dataFolder, services.abilities);
      return {};
    },

    'data.vacuum': (_nothing, { signal }) => services.vacuum(signal),

    'watch.list': () => watches.list(),
    'watch.preview': ({ schedule }) => previewSchedule(schedule, services.now()),
    'watch.save': (draft) => ({ watchId: watches.save(draft) }),
    'watch.delete': ({ watchId }) => {
      watches.delete(watchId);
      return {};
    },
    'watch.runNow': async ({ watchId }) => ({ scanId: await watches.runNow(watchId) }),

    'practice.status': () => practice.status(),
    'practice.start': () => practice.start(),
    'practice.stop': async () => {
      await practice.stop();
      return {};
    },

    'settings.get': () => settings.get(),
    'settings.set': (changes) => {
      const kept = settings.set(changes);
      bus.publish('settings.changed', kept);
      return kept;
    },
  });
}

/** What the store and a cancelled call throw becomes what a person may read. */
function withReadableErrors(handlers: Handlers<PortolanContract>): Handlers<PortolanContract> {
  const guarded = Object.entries(handlers).map(([name, handler]) => [
    name,
    async (input: never, context: never) => {
      try {
        return await (handler as (input: never, context: never) => unknown)(input, context);
      } catch (error) {
        throw toReadable(error);
      }
    },
  ]);
  return Object.fromEntries(guarded) as Handlers<PortolanContract>;
}

export function toReadable(error: unknown): unknown {
  if (error instanceof StoreError) return new PortolanError('unavailable', error.message, { cause: error });
  if (error instanceof Error && error.name === 'AbortError') {
    return new PortolanError('cancelled', 'The call was cancelled.', { cause: error });
  }
  return error;
}
