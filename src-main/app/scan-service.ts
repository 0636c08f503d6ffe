/** Scans under way: started, taken up again, paused, stopped; kept and said as they go. */
import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { PortolanError } from '../../src-shared/contract/wire.ts';
import { isFinal } from '../../src-shared/scan/fold-scan.ts';
import { scanOptionsSchema, type ScanOptions } from '../../src-shared/scan/scan-options.ts';
import type { Scanner } from '../../src-shared/scan/scan-report.ts';
import type { Database } from '../store/database.ts';
import { readHosts } from '../store/read-hosts.ts';
import type { RunRepository } from '../store/run-repository.ts';
import type { AppClock } from './app-clock.ts';
import type { Engine } from './engine-door.ts';
import { capFlight, type FlightCaps } from './cap-flight.ts';
import type { EventBus } from './event-bus.ts';
import { createLiveHosts } from './live-hosts.ts';
import { LiveRun, type LiveRunOptions } from './live-run.ts';
import { decide, planScan, type DecidedScan } from './plan-scan.ts';
import { pickDialer } from './pick-dialer.ts';
import { restoreHosts } from './restore-hosts.ts';
import { createRunId } from './run-id.ts';
import type { RunLibrary } from './run-library.ts';
import { version } from './version.ts';

export interface ScanServiceOptions {
  readonly engine: Engine;
  readonly database: Database;
  readonly repository: RunRepository;
  readonly library: RunLibrary;
  readonly bus: EventBus;
  readonly clock: AppClock;
  readonly isDurable: boolean;
  /** What a person allows at once, beyond the timing. */
  caps(): FlightCaps;
  /** A scan of this process is over and kept. */
  onEnded(): void;
  /** Shared with the library: runs that are under way or not yet kept. */
  readonly live: Map<string, LiveRun>;
}

export interface ScanService {
  start(options: ScanOptions, confirmPublic: boolean, signal?: AbortSignal): Promise<string>;
  /** Takes up a run that was stopped, interrupted or failed: what has its verdict is not asked again. */
  takeUp(scanId: string): Promise<void>;
  pause(scanId: string): void;
  resume(scanId: string): void;
  /** Resolves when the scan has ended and is kept. */
  stop(scanId: string): Promise<void>;
  running(): string[];
  /** Ends every scan cleanly. Nothing starts afterwards. */
  close(): Promise<void>;
}

const MAX_ENDED = 2;

/** What a run needs to be taken up again; kept as JSON with it. */
const keptPlanSchema = z.object({
  options: scanOptionsSchema,
  resolved: z.array(z.tuple([z.string(), z.array(z.string())])),
  seed: z.number().int().nonnegative(),
});

export function createScanService(service: ScanServiceOptions): ScanService {
  const { engine, repository, library, bus, clock, live } = service;
  let isClosed = false;

  /** Ended scans stay at hand for a while, those that could not be kept until they are. */
  const forgetEnded = (): void => {
    const ended = [...live.values()].filter(({ view, isKept }) => isFinal(view.status) && isKept);
    for (const { scanId } of ended.slice(0, -MAX_ENDED)) live.delete(scanId);
  };
  const launch = (
    scanId: string,
    decided: DecidedScan,
    more: Pick<LiveRunOptions, 'startedAt' | 'scanner' | 'earlier'>,
  ): void => {
    const run = new LiveRun({
      ...more,
      scanId,
      decided: {
        ...decided,
        plan: { ...decided.plan, timing: capFlight(decided.plan.timing, service.caps()) },
      },
      clock,
      repository,
      isDurable: service.isDurable,
      runScan: engine.runScan,
      serviceName: engine.serviceName,
      announce: (events) => bus.publish('scan.events', { events: [...events] }),
    });
    live.set(scanId, run);
    library.forget([scanId]);
    bus.publish('history.changed', {});
    void run.ended.then(() => {
      bus.publish('history.changed', {});
      service.onEnded();
      forgetEnded();
    });
  };
  const find = (scanId: string): LiveRun => {
    const run = live.get(scanId);
    if (run && !isFinal(run.view.status)) return run;
    const { status } = library.record(scanId);
    const where = status === 'running' ? 'runs in another Portolan: control it there' : `is over (${status})`;
    throw new PortolanError('wrong-state', `The scan ${scanId} ${where}.`);
  };
  const assertOpen = (): void => {
    if (isClosed) throw new PortolanError('wrong-state', 'Portolan is closing: no scan can be started.');
  };
  const scannerOf = ({ plan }: DecidedScan): Scanner => ({
    name: 'Portolan',
    version,
    dialer: plan.dialer,
    platform: `${process.platform}-${process.arch}`,
  });

  return {
    start: async (options, confirmPublic, signal) => {
      assertOpen();
      const context = { engine, confirmPublic, drawSeed: () => randomInt(2 ** 32) };
      const decided = await planScan(options, signal ? { ...context, signal } : context);
      assertOpen();
      const scanId = createRunId(clock.wallMs());
      const startedAt = new Date(clock.wallMs()).toISOString();
      const { plan, reportOptions, resolved } = decided;
      repository.begin({
        id: scanId,
        startedAt,
        scanner: scannerOf(decided),
        options: reportOptions,
        plan: JSON.stringify({ options, resolved: [...resolved], seed: plan.seed }),
        hostsTotal: plan.addresses.size,
        portsPerHost: plan.ports.length,
      });
      launch(scanId, decided, { startedAt, scanner: scannerOf(decided) });
      return scanId;
    },
    takeUp: async (scanId) => {
      assertOpen();
      const record = library.record(scanId);
      if (record.status === 'running' || record.status === 'completed') {
        const state =
          record.status === 'running' ? 'is still running' : 'is complete: there is nothing left to ask';
        throw new PortolanError('wrong-state', `The scan ${scanId} ${state}.`);
      }
      const kept = keptPlanSchema.safeParse(JSON.parse(record.plan));
      if (!kept.success) {
        throw new PortolanError(
          'wrong-state',
          `The scan ${scanId} was not made by this program and cannot be resumed.`,
        );
      }
      const { options, resolved, seed } = kept.data;
      const dialer = await pickDialer(options.dialer, engine);
      assertOpen();
      // The ports as they were understood then: rankings and registries change.
      const decided = decide({ ...options, ports: record.options.ports }, new Map(resolved), engine, {
        seed,
        dialer: dialer.name,
      });
      const { serviceName } = engine;
      const hosts = createLiveHosts(decided, serviceName);
      const { ports } = decided.plan;
      service.database.read(() =>
        restoreHosts(readHosts(service.database, scanId), hosts, {
          ports,
          allPorts: options.allPorts,
          serviceName,
        }),
      );
      if (!repository.takeUp(scanId)) {
        throw new PortolanError('wrong-state', `The scan ${scanId} was taken up elsewhere just now.`);
      }
      const { startedAt, totals } = record;
      const warnings = repository.warnings(scanId);
      const known = warnings.some(({ code }) => code === dialer.warning?.code);
      launch(
        scanId,
        {
          ...decided,
          reportOptions: record.options,
          warnings: known || !dialer.warning ? [] : [dialer.warning],
        },
        {
          startedAt,
          scanner: scannerOf(decided),
          earlier: { hosts, totals, warnings },
        },
      );
    },
    pause: (scanId) => find(scanId).pause(),
    resume: (scanId) => find(scanId).resume(),
    stop: async (scanId) => {
      const run = find(scanId);
      run.stop();
      await run.ended;
      bus.flush();
    },
    running: () => [...live.values()].filter(({ view }) => !isFinal(view.status)).map(({ scanId }) => scanId),
    close: async () => {
      isClosed = true;
      const runs = [...live.values()];
      for (const run of runs) run.stop();
      await Promise.all(runs.map((run) => run.ended));
      for (const run of runs) run.close();
      bus.flush();
    },
  };
}
