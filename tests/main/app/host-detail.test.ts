import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MAX_DETAIL_BANNER, MAX_DETAIL_ROWS } from '../../../src-shared/scan/host-detail.ts';
import { decodePortCodes, NO_VERDICT, NOT_ASKED, reasonOfPort } from '../../../src-shared/scan/port-codes.ts';
import { REASONS, type Reason } from '../../../src-shared/scan/port-state.ts';
import { createTempFolder } from '../../helpers/temp-folder.ts';
import { createFakeEngine, verdicts } from './fake-engine.ts';
import { openApp, settle, type OpenedApp } from './open-app.ts';

let folder: Awaited<ReturnType<typeof createTempFolder>>;
let opened: OpenedApp[] = [];

beforeEach(async () => {
  folder = await createTempFolder();
});
afterEach(async () => {
  for (const { app } of opened) await app.close();
  opened = [];
  await folder.dispose();
});

async function open(answer?: (address: string, port: number) => Reason): Promise<OpenedApp> {
  const app = await openApp(folder.path, answer ? { engine: createFakeEngine({ answer }) } : {});
  opened.push(app);
  return app;
}

/** Starts a scan and waits until everything that is ready has happened. */
async function start(app: OpenedApp, ports: string, options = {}): Promise<string> {
  const { scanId } = await app.call('scan.start', {
    options: { targets: ['127.0.0.1'], ports, ...options },
    confirmPublic: false,
  });
  await settle();
  return scanId;
}

const reasonsOf = (text: string, ports: readonly number[]): (Reason | null)[] => {
  const codes = decodePortCodes(text);
  return ports.map((port) => reasonOfPort(codes[port]!));
};

describe('a host of a run', () => {
  it('is found among many, while the scan runs and afterwards, in whatever order they were done', async () => {
    const running = await open();
    const { scanId } = await running.call('scan.start', {
      options: { targets: ['10.0.0.1-20', 'fd00::/124'], ports: '1-3' },
    });
    const scan = running.engine.scans[0]!;
    const say = (address: string, reason: Reason, finished: boolean): void => {
      scan.say({ type: 'verdicts', batches: [verdicts(address, [1, 2, 3], reason)] });
      scan.say({ type: 'host', address, status: 'up', reason: 'reset', srttMs: 1, finished });
    };
    say('10.0.0.9', 'reset', true);
    say('fd00::7', 'no-response', true);
    say('10.0.0.2', 'syn-ack', false);
    await settle();
    const countsOf = async (address: string): Promise<unknown> =>
      (await running.call('scan.host', { scanId, address })).host.counts;
    const expected = [
      ['10.0.0.2', { open: 3, closed: 0, filtered: 0 }],
      ['10.0.0.9', { open: 0, closed: 3, filtered: 0 }],
      ['fd00::7', { open: 0, closed: 0, filtered: 3 }],
    ] as const;
    for (const [address, counts] of expected) expect(await countsOf(address)).toEqual(counts);
    for (const unknown of ['10.0.0.3', '10.9.9.9', 'no address']) {
      await expect(countsOf(unknown)).rejects.toMatchObject({ code: 'not-found' });
    }
    scan.done();
    await settle();
    await running.app.close();
    opened = [];
    const later = await open();
    for (const [address, counts] of expected) {
      expect((await later.call('scan.host', { scanId, address })).host.counts).toEqual(counts);
    }
  });

  it('tells every port, from the scan as it ended and as it was kept', async () => {
    const answer = (_address: string, port: number): Reason =>
      port === 22 ? 'syn-ack' : port < 1_024 ? 'reset' : 'no-response';
    const first = await open(answer);
    const scanId = await start(first, '1-3000');
    const before = await first.call('scan.host', { scanId, address: '127.0.0.1' });
    const codes = decodePortCodes(before.ports);
    for (let port = 1; port <= 3_000; port++) expect(reasonOfPort(codes[port]!)).toBe(answer('', port));
    expect(codes.filter((code) => code === NOT_ASKED)).toHaveLength(65_536 - 3_000);
    expect(before.rows.map(({ port }) => port)).toEqual([22]);
    expect(before.host).toMatchObject({
      finished: true,
      counts: { open: 1, closed: 1_022, filtered: 1_977 },
    });

    await first.app.close();
    opened = [];
    const again = await open();
    expect(await again.call('scan.host', { scanId, address: '127.0.0.1' })).toMatchObject({
      ports: before.ports,
      rows: before.rows,
      reasons: before.reasons,
    });
  });

  it('tells apart what waits for its verdict and what nobody asked, while the scan runs', async () => {
    const app = await open();
    const scanId = await start(app, '20-29');
    await expect(app.call('scan.host', { scanId, address: '127.0.0.1' })).rejects.toMatchObject({
      code: 'not-found',
    });
    const [scan] = app.engine.scans;
    scan?.say({ type: 'verdicts', batches: [verdicts('127.0.0.1', [22, 25], () => 'reset')] });
    await settle();
    const { ports, host } = await app.call('scan.host', { scanId, address: '127.0.0.1' });
    const codes = decodePortCodes(ports);
    expect(reasonsOf(ports, [22, 25])).toEqual(['reset', 'reset']);
    expect([...codes.slice(20, 22), codes[29]]).toEqual([NO_VERDICT, NO_VERDICT, NO_VERDICT]);
    expect([codes[19], codes[30]]).toEqual([NOT_ASKED, NOT_ASKED]);
    expect(host.counts.closed).toBe(2);
    scan?.done();
    await settle();
  });

  it('stays small where everything is open or listed, and its banners are lines', async () => {
    const app = await open();
    const scanId = await start(app, '1-65535', { allPorts: true });
    const ports = Array.from({ length: 65_535 }, (_, index) => index + 1);
    const [scan] = app.engine.scans;
    const batch = verdicts('127.0.0.1', ports, (port) => (port % 2 ? 'syn-ack' : 'reset'));
    scan?.say({ type: 'verdicts', batches: [{ ...batch, banners: new Map([[1, 'x'.repeat(2_000)]]) }] });
    await settle();
    const detail = await app.call('scan.host', { scanId, address: '127.0.0.1' });
    expect(detail.rows).toHaveLength(MAX_DETAIL_ROWS);
    expect(detail.rows.every(({ state }) => state === 'open')).toBe(true);
    expect(detail.rows[0]?.banner).toHaveLength(MAX_DETAIL_BANNER);
    expect(JSON.stringify(detail).length).toBeLessThan(200_000);
    scan?.done();
    await settle();
  });

  it('gives any port in full: listed, summed up, without a verdict', async () => {
    const reasons = fc.sample(
      fc.array(fc.constantFrom(...REASONS), { minLength: 400, maxLength: 400 }),
      1,
    )[0]!;
    const app = await open((_address, port) => reasons[port % 400]!);
    const scanId = await start(app, '1-400');
    const { ports } = await app.call('scan.host', { scanId, address: '127.0.0.1' });
    for (const port of [1, 22, 80, 199, 400]) {
      const { row } = await app.call('scan.port', { scanId, address: '127.0.0.1', port });
      expect(row).toMatchObject({ address: '127.0.0.1', port, reason: reasons[port % 400] });
      expect(reasonsOf(ports, [port])).toEqual([row?.reason]);
    }
    expect(await app.call('scan.port', { scanId, address: '127.0.0.1', port: 22 })).toMatchObject({
      row: { service: 'ssh' },
    });
    expect(await app.call('scan.port', { scanId, address: '127.0.0.1', port: 4_000 })).toEqual({ row: null });
  });

  it('is told to be unknown where the run or the host is', async () => {
    const app = await open(() => 'reset');
    const scanId = await start(app, '1-20');
    for (const wrong of [
      { scanId, address: '127.0.0.9' },
      { scanId: 'none', address: '127.0.0.1' },
    ]) {
      await expect(app.call('scan.host', wrong)).rejects.toMatchObject({ code: 'not-found' });
      await expect(app.call('scan.port', { ...wrong, port: 1 })).rejects.toMatchObject({ code: 'not-found' });
    }
  });

  it('brings its own warnings, not those of others', async () => {
    const app = await open();
    const scanId = await start(app, '1-20');
    const [scan] = app.engine.scans;
    scan?.say({ type: 'verdicts', batches: [verdicts('127.0.0.1', [1], () => 'no-response')] });
    for (const address of ['127.0.0.1', '127.0.0.2'])
      scan?.say({
        type: 'warning',
        warning: { code: 'icmp-limited', message: `${address} limits.`, address },
      });
    await settle();
    const { warnings } = await app.call('scan.host', { scanId, address: '127.0.0.1' });
    expect(warnings.map(({ message }) => message)).toEqual(['127.0.0.1 limits.']);
    scan?.done();
    await settle();
  });
});
