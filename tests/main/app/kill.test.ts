import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { runChild, startChild } from '../../helpers/child.ts';
import { openListener, type Listener } from '../../helpers/listeners.ts';
import { createRandom, seedOr } from '../../helpers/random.ts';
import { verdictsOf } from '../../helpers/report.ts';
import { createTempFolder, type TempFolder } from '../../helpers/temp-folder.ts';
import { openApp, type OpenedApp } from './open-app.ts';

const program = path.join(import.meta.dirname, 'programs/scan-and-tell.ts');
const PORTS = '20001-26000';
const PORT_COUNT = 6_000;
const ROUNDS = process.env['PORTOLAN_LONG'] === '1' ? 40 : 3;
/** Only ends what hangs. */
const PATIENCE_MS = 120_000 + ROUNDS * 30_000;
const lineSchema = z.object({ type: z.string(), scanId: z.string(), ports: z.number().optional() });

let folder: TempFolder;
/** Services among the ports that say which they are. */
let services: Listener[];
beforeEach(async () => {
  folder = await createTempFolder();
  services = await openServices(30);
});
afterEach(async () => {
  await Promise.all(services.map((service) => service.close()));
  await folder.dispose();
});

async function openServices(count: number): Promise<Listener[]> {
  const random = createRandom(seedOr(3));
  const opened: Listener[] = [];
  while (opened.length < count) {
    const port = 20_001 + random.below(PORT_COUNT);
    // Another program's port: take the next.
    const service = openListener('127.0.0.1', port, (socket) => void socket.end(`service ${port}`));
    opened.push(
      ...(await service.then(
        (each) => [each],
        () => [],
      )),
    );
  }
  return opened;
}

/** What the report says of the services' ports, and what they do say. */
async function heard({ app }: OpenedApp, scanId: string): Promise<Map<number, string | undefined>> {
  const { hosts } = await app.report(scanId);
  const ports = [...hosts].flatMap((host) => host.ports).filter(({ state }) => state === 'open');
  return new Map(ports.map(({ port, banner }) => [port, banner]));
}
const trulySaid = (port: number): string => `service ${port}`;

/** Starts the program, lets it acknowledge some commits, kills it; returns what it had acknowledged by then. */
async function scanAndKill(
  killAfter: number,
): Promise<{ scanId: string; acknowledged: number; killed: boolean }> {
  const child = startChild(process.execPath, [program, folder.path, PORTS]);
  const ended = once(child, 'close');
  let scanId = '';
  let acknowledged = 0;
  let commits = 0;
  for await (const line of createInterface({ input: child.stdout ?? expect.fail() })) {
    const told = lineSchema.parse(JSON.parse(line));
    scanId = told.scanId;
    if (told.type !== 'committed') continue;
    acknowledged = told.ports ?? expect.fail();
    if (++commits === killAfter) child.kill('SIGKILL');
  }
  await ended;
  return { scanId, acknowledged, killed: child.signalCode === 'SIGKILL' };
}

async function settledPorts({ app }: OpenedApp, scanId: string): Promise<number> {
  const report = await app.report(scanId);
  return verdictsOf({ ...report, hosts: [...report.hosts] }).size;
}

describe('kill -9 in the middle of a scan', () => {
  it(
    `loses nothing that was acknowledged, and the scan can be finished (${ROUNDS} rounds)`,
    async () => {
      const random = createRandom(seedOr(2));
      let kills = 0;
      let banners = 0;
      for (let round = 0; round < ROUNDS; round++) {
        const { scanId, acknowledged, killed } = await scanAndKill(1 + random.below(3));
        if (!killed) continue;
        kills++;
        const opened = await openApp(folder.path);
        const { runs } = await opened.call('history.list', { limit: 1 });
        expect(runs[0]).toMatchObject({ scanId, status: 'interrupted' });
        expect(await settledPorts(opened, scanId)).toBeGreaterThanOrEqual(acknowledged);
        const kept = await heard(opened, scanId);
        for (const { port } of services) {
          if (!kept.has(port)) continue;
          expect(kept.get(port)).toBe(trulySaid(port));
          banners++;
        }
        await opened.app.close();
      }
      expect(kills).toBeGreaterThanOrEqual(ROUNDS / 2);
      expect(banners).toBeGreaterThan(0);
    },
    PATIENCE_MS,
  );

  it(
    'is taken up where it stood: only what is left is asked, and the report is whole',
    async () => {
      const { scanId, acknowledged, killed } = await scanAndKill(2);
      expect(killed).toBe(true);
      const { code, stdout, stderr } = await runChild(process.execPath, [
        program,
        folder.path,
        PORTS,
        scanId,
      ]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      const last = lineSchema.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
      expect(last).toMatchObject({ type: 'committed', scanId, ports: PORT_COUNT });
      const opened = await openApp(folder.path);
      const report = await opened.app.report(scanId);
      const whole = { ...report, hosts: [...report.hosts] };
      expect(whole.status).toBe('completed');
      expect(verdictsOf(whole).size).toBe(PORT_COUNT);
      // Those read before the kill, and those after.
      const all = await heard(opened, scanId);
      for (const { port } of services) expect(all.get(port)).toBe(trulySaid(port));
      // What was settled before the kill was not asked again.
      expect(whole.stats.probesSent).toBeLessThan(2 * PORT_COUNT - acknowledged);
      await opened.app.close();
    },
    PATIENCE_MS,
  );
});
