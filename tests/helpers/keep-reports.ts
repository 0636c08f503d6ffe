/** Reports of a scanner elsewhere, imported into a real history by the real service: nothing is sent. */
import { createApp } from '../../src-main/app/create-app.ts';
import { realEngine } from '../../src-main/app/engine-door.ts';
import type { PortolanApp } from '../../src-main/app/create-app.ts';
import type { ScanReport } from '../../src-shared/scan/scan-report.ts';

const context = { signal: new AbortController().signal, connectionId: 'test' };

/** Fills the history of a data folder; returns the ids of the runs, in the order of the reports. */
export async function keepReports(
  dataFolder: string,
  reports: Iterable<ScanReport>,
  afterwards: (app: PortolanApp, scanIds: readonly string[]) => Promise<void> = async () => {},
): Promise<string[]> {
  const app = await createApp({
    dataFolder,
    host: 'cli',
    engine: realEngine,
    abilities: {
      deliverFile: () => {
        throw new Error('No file is asked for here.');
      },
    },
  });
  const kept: string[] = [];
  try {
    for (const report of reports) {
      const { scanId } = await app.handlers['report.import'](
        {
          upload: report.id,
          piece: 0,
          text: JSON.stringify(report),
          last: true,
          name: `${report.id}.json`,
        },
        context,
      );
      if (scanId !== null) kept.push(scanId);
    }
    await afterwards(app, kept);
    return kept;
  } finally {
    await app.close();
  }
}
