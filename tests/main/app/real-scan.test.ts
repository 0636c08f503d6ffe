/** The whole core on loopback, nothing faked: real sockets, real threads, real file, real time. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createApp, type PortolanApp } from '../../../src-main/app/create-app.ts';
import { isFinal } from '../../../src-shared/scan/fold-scan.ts';
import { scanOptionsSchema } from '../../../src-shared/scan/scan-options.ts';
import { rowQuerySchema } from '../../../src-shared/scan/scan-row.ts';
import { findClosedPort, openListener, type Listener } from '../../helpers/listeners.ts';
import { refusalReason } from '../../helpers/refusal.ts';
import { createTempFolder, type TempFolder } from '../../helpers/temp-folder.ts';
import { context } from './open-app.ts';
import { unpackDiff } from '../../../src-shared/scan/pack-diff.ts';

let folder: TempFolder;
let app: PortolanApp;
const listeners: Listener[] = [];

beforeEach(async () => {
  folder = await createTempFolder();
  app = await createApp({
    dataFolder: folder.path,
    host: 'desktop',
    abilities: { deliverFile: () => Promise.resolve({ kind: 'cancelled' }) },
  });
});
afterEach(async () => {
  await app.close();
  await Promise.all(listeners.splice(0).map((listener) => listener.close()));
  await folder.dispose();
});

async function scan(ports: string): Promise<string> {
  const finished = new Promise<string>((resolve) => {
    app.events.subscribe((...published) => {
      if (published[0] !== 'scan.events') return;
      for (const event of published[1].events) if (event.type === 'finished') resolve(event.scanId);
    });
  });
  const options = scanOptionsSchema.parse({ targets: ['localhost'], ports });
  const { scanId } = await app.handlers['scan.start']({ options, confirmPublic: false }, context);
  expect(await finished).toBe(scanId);
  return scanId;
}

it('finds what listens and what does not, keeps it, and sees what changes', async () => {
  for (const behaviour of ['accept', 'reset', 'greet'] as const)
    listeners.push(await openListener('127.0.0.1', 0, behaviour));
  const closed = await findClosedPort('127.0.0.1');
  const open = listeners.map(({ port }) => port);
  const ports = [...open, closed].join(',');

  const before = await scan(ports);
  const { lines } = await app.handlers['scan.rows'](
    { scanId: before, query: rowQuerySchema.parse({ group: 'none' }) },
    context,
  );
  const seen = new Map(
    lines.flatMap((line) => (line.line === 'port' ? [[line.row.port, line.row] as const] : [])),
  );
  for (const port of open)
    expect(seen.get(port)).toMatchObject({ state: 'open', reason: 'syn-ack', hostName: 'localhost' });
  expect(seen.get(closed)).toMatchObject({ state: 'closed', reason: await refusalReason() });
  const snapshot = await app.handlers['scan.snapshot']({ scanId: before }, context);
  expect(isFinal(snapshot.status)).toBe(true);
  expect(snapshot).toMatchObject({
    status: 'completed',
    committedPorts: 4,
    ports: { open: 3, closed: 1, filtered: 0 },
  });

  const [first] = listeners;
  await first?.close();
  const after = await scan(ports);
  const diff = unpackDiff(await app.handlers['compare.runs']({ before, after }, context));
  expect(diff.ports.map(({ port, kind }) => ({ port, kind }))).toEqual([
    { port: first?.port, kind: 'closed' },
  ]);
});
