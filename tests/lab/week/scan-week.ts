/** Scans a drawn week with the whole real core: real sockets, real threads, a real history file. */
import { createApp, type PortolanApp } from '../../../src-main/app/create-app.ts';
import type { DialerName } from '../../../src-main/engine/choose-dialer.ts';
import { scanOptionsSchema } from '../../../src-shared/scan/scan-options.ts';
import type { ScanEvent, ScanEventOf } from '../../../src-shared/scan/scan-event.ts';
import type { ScanReport } from '../../../src-shared/scan/scan-report.ts';
import { context } from '../../main/app/open-app.ts';
import type { Firewall, PortRule } from '../firewall.ts';
import type { WeekDay } from './draw-week.ts';

/** A run is not cut by a person before this much: an own clock would make it another run each time. */
const SLOW_RATE = 150;

export interface WeekCore {
  readonly app: PortolanApp;
  /** Scans one day; gives the run's id. */
  scan(day: WeekDay, before: WeekDay | undefined): Promise<string>;
  report(scanId: string): Promise<ScanReport>;
  close(): Promise<void>;
}

export async function openWeekCore(
  dataFolder: string,
  firewall: Firewall,
  dialer: DialerName,
): Promise<WeekCore> {
  const app = await createApp({
    dataFolder,
    host: 'desktop',
    abilities: { deliverFile: () => Promise.resolve({ kind: 'cancelled' }) },
  });
  let listen: (event: ScanEvent) => void = () => {};
  app.events.subscribe((...published) => {
    if (published[0] === 'scan.events') for (const event of published[1].events) listen(event);
  });

  async function run(day: WeekDay): Promise<string> {
    const total = (day.targets.length - day.exclude.length) * day.ports.length;
    let done = 0;
    let stopping = false;
    let scanId = '';
    const { promise: finished, resolve } = Promise.withResolvers<void>();
    listen = (event) => {
      if (event.type === 'finished') resolve();
      if (event.type === 'ports') done += verdictsIn(event);
      if (day.stopAt === null || stopping || scanId === '' || done < day.stopAt * total) return;
      stopping = true;
      void app.handlers['scan.stop']({ scanId }, context);
    };
    const options = scanOptionsSchema.parse({
      targets: day.targets,
      exclude: day.exclude,
      ports: day.ports.join(','),
      timing: 'T4',
      dialer,
      ...(day.stopAt === null ? {} : { maxRate: SLOW_RATE }),
    });
    ({ scanId } = await app.handlers['scan.start']({ options, confirmPublic: false }, context));
    await finished;
    return scanId;
  }

  return {
    app,
    scan: async (day, before) => {
      await firewall.changeAll(changesBetween(before, day), day);
      return await run(day);
    },
    report: async (scanId) => {
      const report = await app.report(scanId);
      return { ...report, hosts: [...report.hosts] };
    },
    close: () => app.close(),
  };
}

function verdictsIn({ hosts }: ScanEventOf<'ports'>): number {
  return hosts.flatMap(({ tally }) => tally).reduce((sum, { count }) => sum + count, 0);
}

function changesBetween(before: WeekDay | undefined, day: WeekDay): PortRule[] {
  return [...day.rules].flatMap(([address, ports]) =>
    [...ports].flatMap(([port, kind]) =>
      before?.rules.get(address)?.get(port) === kind ? [] : [{ address, port, kind }],
    ),
  );
}
