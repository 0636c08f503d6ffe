/** What ports said first, on its way through the core: events, table, history, another process, a resumed scan, files. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineEvent } from '../../../src-main/engine/engine-event.ts';
import { COMMIT_MS } from '../../../src-main/app/run-keeper.ts';
import { readJson } from '../../../src-main/reports/json-read.ts';
import type { PortReport } from '../../../src-shared/scan/scan-report.ts';
import { scanEventSchema } from '../../../src-shared/scan/scan-event.ts';
import { createTempFolder, type TempFolder } from '../../helpers/temp-folder.ts';
import { hostUp, verdicts, type FakeScan } from './fake-engine.ts';
import { openApp, settle, type OpenedApp } from './open-app.ts';

const HOST = '127.0.0.1';
const SSH = 'SSH-2.0-OpenSSH_9.2p1\\r\\n';
const HOSTILE = '\\x1b[2J<b>=1+1\\xe2\\x80\\xae';

let folder: TempFolder;
let opened: OpenedApp;
beforeEach(async () => {
  folder = await createTempFolder();
  opened = await openApp(folder.path);
});
afterEach(async () => {
  await opened.app.close();
  await folder.dispose();
});

async function reopen(): Promise<void> {
  await opened.app.close();
  opened = await openApp(folder.path);
}

async function start(): Promise<{ scanId: string; scan: FakeScan }> {
  const { scanId } = await opened.call('scan.start', {
    options: { targets: [HOST], ports: '1-100', banners: true },
  });
  return { scanId, scan: opened.engine.scans[0] ?? expect.fail() };
}

function open(ports: readonly number[], said: Readonly<Record<number, string>>): EngineEvent {
  const banners = new Map(Object.entries(said).map(([port, text]) => [Number(port), text]));
  return { type: 'verdicts', batches: [{ ...verdicts(HOST, ports, 'syn-ack'), banners }] };
}

const said = (ports: readonly PortReport[]): Record<number, string | undefined> =>
  Object.fromEntries(ports.filter(({ state }) => state === 'open').map(({ port, banner }) => [port, banner]));

async function reported({ app }: OpenedApp, scanId: string): Promise<Record<number, string | undefined>> {
  const { hosts } = await app.report(scanId);
  return said([...hosts].flatMap(({ ports }) => ports));
}

const FIRST = { 22: SSH, 80: undefined };
const ALL = { ...FIRST, 99: HOSTILE };

describe('what a port said', () => {
  it('is asked for in the plan and stands in the options, and is not unless it was', async () => {
    const { scanId, scan } = await start();
    expect(scan.plan.banners).toBe(true);
    expect((await opened.call('scan.snapshot', { scanId })).options?.['banners']).toBe(true);
    const plain = await opened.call('scan.start', { options: { targets: [HOST], ports: '1-100' } });
    expect(opened.engine.scans[1]?.plan.banners).toBe(false);
    expect((await opened.call('scan.snapshot', plain)).options?.['banners']).toBe(false);
  });

  it('is said in events, shown in the table while the scan runs, and kept', async () => {
    const { scanId, scan } = await start();
    scan.say(hostUp(HOST, false));
    scan.say(open([22, 80], { 22: SSH }));
    await settle();
    const ports = opened.events().find((event) => event.type === 'ports');
    expect(scanEventSchema.parse(ports)).toEqual(ports);
    expect(ports?.type === 'ports' ? said(ports.hosts[0]?.open ?? []) : null).toEqual(FIRST);
    const query = { text: 'openssh' };
    const { lines } = await opened.call('scan.rows', { scanId, query });
    expect(lines.flatMap((line) => (line.line === 'port' ? [line.row.banner] : []))).toEqual([SSH]);

    scan.say(open([99], { 99: HOSTILE }));
    scan.say(hostUp(HOST, true));
    scan.done();
    await settle();
    expect(await reported(opened, scanId)).toEqual(ALL);
    await reopen();
    expect(await reported(opened, scanId)).toEqual(ALL);
    expect((await opened.call('scan.rows', { scanId, query })).ports).toBe(1);
  });

  it('of a host in flight is seen by another process as soon as it is committed', async () => {
    const { scanId, scan } = await start();
    scan.say(open([22, 80], { 22: SSH }));
    scan.say(open([99], { 99: HOSTILE }));
    await settle();
    opened.clock.advance(COMMIT_MS);
    const other = await openApp(folder.path);
    expect(await reported(other, scanId)).toEqual(ALL);
    await other.app.close();
  });

  it('before a scan was stopped is there when it is taken up, and in what is said then', async () => {
    const { scanId, scan } = await start();
    scan.say(open([22, 80], { 22: SSH }));
    await opened.call('scan.stop', { scanId });
    await reopen();
    await opened.app.resumeRun(scanId);
    const again = opened.engine.scans[0] ?? expect.fail();
    expect(again.plan.banners).toBe(true);
    const ports = opened.events().find((event) => event.type === 'ports');
    expect(ports?.type === 'ports' ? said(ports.hosts[0]?.open ?? []) : null).toEqual(FIRST);
    again.say(open([99], { 99: HOSTILE }));
    again.say(hostUp(HOST, true));
    again.done();
    await settle();
    expect(await reported(opened, scanId)).toEqual(ALL);
    await reopen();
    expect(await reported(opened, scanId)).toEqual(ALL);
  });

  it('is exported as JSON and read back; CSV has no place for it', async () => {
    const { scanId, scan } = await start();
    scan.say(open([22, 80, 99], { 22: SSH, 99: HOSTILE }));
    scan.say(hostUp(HOST, true));
    scan.done();
    await settle();
    for (const format of ['json', 'csv'] as const) await opened.call('report.export', { scanId, format });
    const [json, csv] = opened.delivered;
    expect(said(readJson(json?.text ?? '').hosts.flatMap(({ ports }) => ports))).toEqual(ALL);
    expect(csv?.text).not.toContain('OpenSSH');
  });

  it('by every port at once makes no message too large', async () => {
    const { scan } = await start();
    const ports = Array.from({ length: 100 }, (_, index) => index + 1);
    scan.say(open(ports, Object.fromEntries(ports.map((port) => [port, '\\x00'.repeat(1_024)]))));
    await settle();
    const sizes: number[] = [];
    opened.app.events.subscribe((...[, payload]) => sizes.push(Buffer.byteLength(JSON.stringify(payload))));
    opened.app.events.flush();
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeGreaterThan(500_000);
    expect(Math.max(...sizes)).toBeLessThan(600_000);
  });
});
