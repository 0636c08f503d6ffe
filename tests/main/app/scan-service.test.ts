import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PortolanError, type ErrorCode } from '../../../src-shared/contract/wire.ts';
import { MAX_SNAPSHOT_HOSTS } from '../../../src-shared/contract/scan-snapshot.ts';
import { emptyScanView, foldScan } from '../../../src-shared/scan/fold-scan.ts';
import { scanEventSchema } from '../../../src-shared/scan/scan-event.ts';
import { COMMIT_MS } from '../../../src-main/app/run-keeper.ts';
import { createTempFolder, type TempFolder } from '../../helpers/temp-folder.ts';
import { createFakeEngine, hostUp, verdicts, type FakeScan } from './fake-engine.ts';
import { openApp, settle, type OpenedApp } from './open-app.ts';

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

async function reopen(options: Parameters<typeof openApp>[1] = {}): Promise<void> {
  await opened.app.close();
  opened = await openApp(folder.path, options);
}

function scanAt(index: number): FakeScan {
  const scan = opened.engine.scans[index];
  if (!scan) throw new Error(`There is no scan ${index}`);
  return scan;
}

async function codeOf(promise: Promise<unknown>): Promise<ErrorCode | undefined> {
  try {
    await promise;
  } catch (error) {
    return error instanceof PortolanError ? error.code : undefined;
  }
  return undefined;
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);
const start = (targets: string[], ports = '1-100', more: object = {}): Promise<{ scanId: string }> =>
  opened.call('scan.start', { options: { targets, ports, ...more } });

describe('a scan from start to end', () => {
  it('says what happens in order, and the events fold to the snapshot', async () => {
    const { scanId } = await start(['127.0.0.1']);
    expect(await opened.call('scan.running', {})).toEqual({ scanIds: [scanId] });
    const scan = scanAt(0);
    scan.say(hostUp('127.0.0.1', false));
    scan.say({ type: 'verdicts', batches: [verdicts('127.0.0.1', [22, 80], 'syn-ack')] });
    scan.say({
      type: 'verdicts',
      batches: [verdicts('127.0.0.1', [...range(1, 21), ...range(23, 79), ...range(81, 100)], 'reset')],
    });
    scan.say(hostUp('127.0.0.1', true));
    scan.say({ type: 'warning', warning: { code: 'odd', message: 'Odd.' } });
    scan.done();
    await settle();

    const events = opened.events();
    expect(events.map(({ type }) => type)).toEqual([
      'started',
      'host',
      'ports',
      'ports',
      'host',
      'warning',
      'committed',
      'finished',
    ]);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index));
    for (const event of events) expect(scanEventSchema.parse(event)).toEqual(event);
    expect(events[2]).toMatchObject({
      hosts: [
        {
          open: [
            { port: 22, service: 'ssh', rttMs: 0.5 },
            { port: 80, service: 'http' },
          ],
          tally: [{ state: 'open', count: 2 }],
        },
      ],
    });
    const view = foldScan(emptyScanView(scanId), events);
    const snapshot = await opened.call('scan.snapshot', { scanId });
    expect({ ...view, hosts: [...view.hosts.values()] }).toEqual(snapshot);
    expect(snapshot).toMatchObject({
      status: 'completed',
      ports: { open: 2, closed: 98, filtered: 0 },
      committedPorts: 100,
      stats: {
        probesSent: 10,
        hosts: { total: 1, up: 1, down: 0, unknown: 0 },
        ports: { open: 2, closed: 98 },
      },
    });
    expect(await opened.call('scan.running', {})).toEqual({ scanIds: [] });
  });

  it('is the same read back from history by another process', async () => {
    const { scanId } = await start(['127.0.0.1', '127.0.0.9'], '1-100', { exclude: ['127.0.0.2'] });
    const scan = scanAt(0);
    scan.say(hostUp('127.0.0.1', false));
    scan.say({
      type: 'verdicts',
      batches: [verdicts('127.0.0.1', range(1, 100), (port) => (port === 22 ? 'syn-ack' : 'reset'))],
    });
    scan.say(hostUp('127.0.0.1', true));
    scan.say({
      type: 'host',
      address: '127.0.0.9',
      status: 'down',
      reason: 'no-route',
      srttMs: null,
      finished: true,
    });
    scan.done();
    await settle();
    const before = await opened.call('scan.snapshot', { scanId });
    const rows = await opened.call('scan.rows', { scanId, query: {} });
    const report = await opened.app.report(scanId);
    const whole = { ...report, hosts: [...report.hosts] };
    await reopen();
    const after = await opened.call('scan.snapshot', { scanId });
    const ephemeral = { seq: 0, rates: [], progress: before.progress };
    expect({ ...after, ...ephemeral }).toEqual({ ...before, ...ephemeral });
    expect({ ...(await opened.call('scan.rows', { scanId, query: {} })), seq: 0 }).toEqual({
      ...rows,
      seq: 0,
    });
    const again = await opened.app.report(scanId);
    expect({ ...again, hosts: [...again.hosts] }).toEqual(whole);
    expect(whole.hosts).toMatchObject([
      { address: '127.0.0.1', ports: [{ port: 22 }], extraports: [{ count: 99, ports: '1-21,23-100' }] },
      { address: '127.0.0.9', status: 'down', ports: [], extraports: [] },
    ]);
  });

  it('counts each verdict once however often the engine says it', async () => {
    const { scanId } = await start(['127.0.0.1'], '80');
    for (let i = 0; i < 3; i++)
      scanAt(0).say({ type: 'verdicts', batches: [verdicts('127.0.0.1', [80], 'syn-ack')] });
    scanAt(0).done();
    await settle();
    expect((await opened.call('scan.snapshot', { scanId })).ports).toEqual({
      open: 1,
      closed: 0,
      filtered: 0,
    });
    expect(opened.events().filter(({ type }) => type === 'ports')).toHaveLength(1);
  });

  it('splits what no message could hold', async () => {
    await start(['127.0.0.0/30'], '-');
    const batches = range(0, 3).flatMap((host) =>
      range(0, 9).map((part) =>
        verdicts(`127.0.0.${host}`, range(part * 1_000 + 1, part * 1_000 + 1_000), 'syn-ack'),
      ),
    );
    scanAt(0).say({ type: 'verdicts', batches });
    await settle();
    const sizes: number[] = [];
    opened.app.events.subscribe((...[, payload]) => sizes.push(JSON.stringify(payload).length));
    opened.app.events.flush();
    const events = opened.events().filter(({ type }) => type === 'ports');
    expect(events.length).toBeGreaterThan(10);
    expect(Math.max(...sizes)).toBeLessThan(700_000);
    expect(sizes.length).toBeGreaterThan(5);
  });
});

describe('keeping a scan as it goes', () => {
  it('commits about every quarter second, and says so only after it is durable', async () => {
    const { scanId } = await start(['127.0.0.1']);
    scanAt(0).say(hostUp('127.0.0.1', false));
    scanAt(0).say({ type: 'verdicts', batches: [verdicts('127.0.0.1', range(1, 40), 'reset')] });
    await settle();
    expect(opened.events().some(({ type }) => type === 'committed')).toBe(false);
    opened.clock.advance(COMMIT_MS);
    expect(opened.events().at(-1)).toMatchObject({ type: 'committed', ports: 40 });
    // A second process sees it, host in flight and all.
    const other = await openApp(folder.path);
    expect(await other.call('scan.snapshot', { scanId })).toMatchObject({
      status: 'running',
      ports: { open: 0, closed: 40, filtered: 0 },
      hosts: [{ finished: false, counts: { closed: 40 } }],
    });
    expect(await codeOf(other.call('scan.stop', { scanId }))).toBe('wrong-state');
    expect(await codeOf(other.call('history.delete', { scanIds: [scanId] }))).toBe('wrong-state');
    await other.app.close();
    opened.clock.advance(10 * COMMIT_MS);
    expect(opened.events().filter(({ type }) => type === 'committed')).toHaveLength(1);
  });

  it('without keeping never claims that anything is durable', async () => {
    await reopen({ keep: false });
    const { scanId } = await start(['127.0.0.1'], '80');
    scanAt(0).say({ type: 'verdicts', batches: [verdicts('127.0.0.1', [80], 'syn-ack')] });
    scanAt(0).done();
    await settle();
    opened.clock.advance(1_000);
    expect(opened.events().some(({ type }) => type === 'committed')).toBe(false);
    expect((await opened.call('scan.snapshot', { scanId })).status).toBe('completed');
    await reopen();
    expect((await opened.call('history.list', {})).total).toBe(0);
  });
});

describe('pausing and stopping', () => {
  it('pauses and resumes once each, whatever is pressed twice', async () => {
    const { scanId } = await start(['127.0.0.1']);
    for (const name of ['scan.pause', 'scan.pause', 'scan.resume', 'scan.resume'] as const)
      await opened.call(name, { scanId });
    expect(scanAt(0).said).toEqual(['pause', 'resume']);
    await opened.call('scan.pause', { scanId });
    expect((await opened.call('history.list', {})).runs[0]?.status).toBe('paused');
  });

  it('stops, keeps what is known, and takes it up again where it stood', async () => {
    const { scanId } = await start(['127.0.0.1', '127.0.0.2'], '1-100', { seed: 5 });
    scanAt(0).say({ type: 'verdicts', batches: [verdicts('127.0.0.1', range(1, 100), 'reset')] });
    scanAt(0).say(hostUp('127.0.0.1', true));
    scanAt(0).say({ type: 'verdicts', batches: [verdicts('127.0.0.2', range(1, 30), 'no-response')] });
    await opened.call('scan.stop', { scanId });
    expect((await opened.call('scan.snapshot', { scanId })).status).toBe('stopped');
    expect(await codeOf(opened.call('scan.pause', { scanId }))).toBe('wrong-state');
    await reopen();
    await opened.app.resumeRun(scanId);
    const { plan } = scanAt(0);
    expect(plan.seed).toBe(5);
    expect(plan.settled?.isFinished('127.0.0.1')).toBe(true);
    expect(plan.settled?.isFinished('127.0.0.2')).toBe(false);
    expect(plan.settled?.settledPorts('127.0.0.2')?.reduce((sum, flag) => sum + flag, 0)).toBe(30);
    expect(plan.settled).toMatchObject({ hostsFinished: 1, portsSettled: 30 });
    const progress = {
      phase: 'scanning',
      elapsedMs: 1,
      portsDone: 20,
      portsTotal: 70,
      hostsDone: 1,
      hostsTotal: 2,
      probesSent: 20,
      retries: 0,
      inFlight: 0,
      remainingMs: null,
    } as const;
    scanAt(0).say({ type: 'progress', progress });
    await settle();
    const { progress: shown } = await opened.call('scan.snapshot', { scanId });
    expect(shown).toMatchObject({ portsDone: 150, portsTotal: 200, probesSent: 30 });
    scanAt(0).say({ type: 'verdicts', batches: [verdicts('127.0.0.2', range(31, 100), 'syn-ack')] });
    scanAt(0).say(hostUp('127.0.0.2', true));
    scanAt(0).done();
    await settle();
    const snapshot = await opened.call('scan.snapshot', { scanId });
    expect(snapshot).toMatchObject({
      status: 'completed',
      ports: { open: 70, closed: 100, filtered: 30 },
      committedPorts: 200,
    });
    expect(snapshot.stats?.probesSent).toBe(20);
    const view = foldScan(emptyScanView(scanId), opened.events());
    expect({ ...view, hosts: [...view.hosts.values()] }).toEqual(snapshot);
    await reopen();
    expect((await opened.call('scan.snapshot', { scanId })).ports).toEqual({
      open: 70,
      closed: 100,
      filtered: 30,
    });
    await expect(opened.app.resumeRun(scanId)).rejects.toThrow('complete');
  });

  it('counts and lists every host of a large network, also after it was taken up', async () => {
    const { scanId } = await start(['127.1.0.0/20'], '22');
    const addresses = range(0, 4_095).map((index) => scanAt(0).plan.addresses.at(index));
    const sayHosts = (from: number, to: number): void => {
      for (const address of addresses.slice(from, to)) {
        scanAt(0).say({ type: 'verdicts', batches: [verdicts(address, [22], 'reset')] });
        scanAt(0).say(hostUp(address, true));
      }
    };
    sayHosts(0, 3_500);
    await settle();
    await opened.call('scan.stop', { scanId });
    const stopped = await opened.app.report(scanId);
    expect(stopped.stats.hosts).toMatchObject({ total: 4_096, up: 3_500 });
    await reopen();
    await opened.app.resumeRun(scanId);
    expect(scanAt(0).plan.settled?.hostsFinished).toBe(3_500);
    sayHosts(3_500, 4_096);
    scanAt(0).done();
    await settle();
    const snapshot = await opened.call('scan.snapshot', { scanId });
    expect(snapshot.hosts).toHaveLength(MAX_SNAPSHOT_HOSTS);
    expect(snapshot).toMatchObject({ stats: { hosts: { up: 4_096, unknown: 0 } }, ports: { closed: 4_096 } });
    const { total } = await opened.call('scan.rows', { scanId, query: { states: ['closed'] } });
    expect(total).toBe(2 * 4_096);
    const report = await opened.app.report(scanId);
    expect([...report.hosts].map(({ address }) => address)).toEqual(addresses);
  });

  it('takes it up with the ports and places it had, whatever changed meanwhile', async () => {
    const { scanId } = await start(['127.0.0.1-4'], 'top:2');
    scanAt(0).say({ type: 'verdicts', batches: [verdicts('127.0.0.3', [22, 80], 'reset')] });
    scanAt(0).say(hostUp('127.0.0.3', true));
    await opened.call('scan.stop', { scanId });
    const changed = {
      ...createFakeEngine(),
      topPorts: [443, 8080],
      refusedAddress: () => 'It is a broadcast now.',
      refusedBlocks: () => ['127.0.0.2'],
    };
    await reopen({ engine: changed });
    await opened.app.resumeRun(scanId);
    expect([...scanAt(0).plan.ports]).toEqual([22, 80]);
    scanAt(0).say({ type: 'verdicts', batches: [verdicts('127.0.0.4', [22, 80], 'syn-ack')] });
    scanAt(0).say(hostUp('127.0.0.4', true));
    scanAt(0).done();
    await settle();
    await reopen();
    const { hosts, options } = await opened.call('scan.snapshot', { scanId });
    expect(options).toMatchObject({ ports: '22,80', portsAsked: 'top:2' });
    expect(hosts.map(({ address, counts }) => [address, counts.open, counts.closed])).toEqual([
      ['127.0.0.3', 0, 2],
      ['127.0.0.4', 2, 0],
    ]);
  });

  it('says once that it goes on with another dialer than it might', async () => {
    const { scanId } = await start(['127.0.0.1-4']);
    await opened.call('scan.stop', { scanId });
    const choice = { name: 'portable', why: 'No koffi.', isFallback: true } as const;
    for (let turn = 0; turn < 2; turn++) {
      await reopen({ engine: { ...createFakeEngine(), dialer: () => Promise.resolve(choice) } });
      await opened.app.resumeRun(scanId);
      scanAt(0).done('stopped');
      await settle();
      const { warnings } = await opened.app.report(scanId);
      expect(warnings.map(({ code }) => code)).toEqual(['dialer-fallback']);
    }
  });

  it('takes it up with the warnings it had, each once, and reports all of them', async () => {
    const { scanId } = await start(['127.0.0.1-4']);
    const warnings = Array.from({ length: 300 }, (_, n) => ({ code: 'x', message: `Warning ${n}.` }));
    for (const warning of warnings) scanAt(0).say({ type: 'warning', warning });
    await settle();
    expect((await opened.app.report(scanId)).warnings.slice(0, -1)).toEqual(warnings);
    await opened.call('scan.stop', { scanId });
    for (let turn = 0; turn < 2; turn++) {
      await reopen();
      await opened.app.resumeRun(scanId);
      scanAt(0).done('stopped');
      await settle();
      expect((await opened.app.report(scanId)).warnings).toEqual(warnings);
    }
    await reopen();
    expect((await opened.app.report(scanId)).warnings).toEqual(warnings);
  });

  it('closing stops what runs and keeps it', async () => {
    const { scanId } = await start(['127.0.0.1']);
    scanAt(0).say({ type: 'verdicts', batches: [verdicts('127.0.0.1', [80], 'syn-ack')] });
    await reopen();
    expect(await opened.call('scan.snapshot', { scanId })).toMatchObject({
      status: 'stopped',
      ports: { open: 1 },
    });
  });
});

describe('when the engine fails', () => {
  it('keeps its sentence', async () => {
    const { scanId } = await start(['127.0.0.1']);
    scanAt(0).done('failed', 'The workers died three times.');
    await settle();
    await reopen();
    expect(await opened.call('scan.snapshot', { scanId })).toMatchObject({
      status: 'failed',
      error: 'The workers died three times.',
    });
  });

  it.each([
    ['breaks down', (scan: FakeScan) => scan.breakDown(new Error('boom'))],
    [
      'tells of a port that was not asked',
      (scan: FakeScan) =>
        scan.say({ type: 'verdicts', batches: [verdicts('127.0.0.1', [4_000], 'syn-ack')] }),
    ],
  ])('and %s, the scan is failed, never wrong', async (_name, fail) => {
    const { scanId } = await start(['127.0.0.1']);
    fail(scanAt(0));
    await settle();
    expect(await opened.call('scan.snapshot', { scanId })).toMatchObject({
      status: 'failed',
      ports: { open: 0 },
    });
    expect(opened.events().at(-1)).toMatchObject({ type: 'finished', status: 'failed' });
  });
});

describe('what is scanned', () => {
  const withNames = () =>
    createFakeEngine({
      names: {
        'two.test': { address: '127.0.0.5', others: ['127.0.0.6', '::1'] },
        'secret.test': { address: '127.0.0.7', others: ['127.0.0.8'] },
        'public.test': { address: '9.9.9.9', others: [] },
      },
    });
  const scanned = (): string[] => {
    const { addresses } = scanAt(0).plan;
    return range(0, addresses.size - 1).map((index) => addresses.at(index));
  };
  beforeEach(() => reopen({ engine: withNames() }));

  it('a name that does not resolve is told of, and the rest is scanned', async () => {
    await start(['two.test', 'nowhere.test', '127.0.0.9']);
    expect(scanned()).toEqual(['127.0.0.5', '127.0.0.9']);
    const warnings = opened.events().filter(({ type }) => type === 'warning');
    expect(warnings).toMatchObject([
      {
        warning: {
          code: 'other-addresses',
          message: 'Other addresses for two.test (not scanned): 127.0.0.6 ::1',
        },
      },
      { warning: { code: 'name-unresolved', message: expect.stringContaining('nowhere.test') } },
    ]);
    scanAt(0).say(hostUp('127.0.0.5', true));
    await settle();
    expect(opened.events().find(({ type }) => type === 'host')).toMatchObject({
      host: { names: ['two.test'] },
    });
  });

  it('nothing is started where no name resolves', async () => {
    expect(await codeOf(start(['nowhere.test']))).toBe('invalid-input');
    expect(opened.engine.scans).toEqual([]);
    expect((await opened.call('history.list', {})).total).toBe(0);
  });

  it('excludes hold after resolution, with every address of an excluded name', async () => {
    await start(['127.0.0.4-9', '!127.0.0.4'], '80', { exclude: ['secret.test', '127.0.0.9'] });
    expect(scanned()).toEqual(['127.0.0.5', '127.0.0.6']);
  });

  it('an excluded name that does not resolve stops everything: it must not be scanned by mistake', async () => {
    expect(await codeOf(start(['127.0.0.1'], '80', { exclude: ['nowhere.test'] }))).toBe('invalid-input');
    expect(opened.engine.scans).toEqual([]);
  });

  it('multicast and broadcast are left out of a block and refused alone', async () => {
    await opened.call('scan.start', {
      options: { targets: ['127.0.0.1', '224.0.0.0/30', 'ff02::1'], ports: '80' },
    });
    expect(scanned()).toEqual(['127.0.0.1']);
    expect(opened.events().filter(({ type }) => type === 'warning')).toMatchObject([
      { warning: { code: 'address-refused', message: expect.stringMatching(/224\.0\.0\.0 .*4 more/) } },
    ]);
    expect(await codeOf(start(['255.255.255.255'], '80'))).toBe('invalid-input');
  });

  it('public targets wait for a person, also behind a name', async () => {
    for (const targets of [['9.9.9.9'], ['public.test'], ['127.0.0.1', '9.9.0.0/16']]) {
      expect(await codeOf(start(targets, '80'))).toBe('needs-confirmation');
    }
    await expect(start(['127.0.0.1', '9.9.9.9'], '80')).rejects.toThrow('9.9.9.9 is on the public internet');
    expect(opened.engine.scans).toEqual([]);
    await opened.call('scan.start', { options: { targets: ['9.9.9.9'], ports: '80' }, confirmPublic: true });
    expect(scanned()).toEqual(['9.9.9.9']);
  });

  it('wrong text is one sentence with its place and an example', async () => {
    const wrong = start(['10.0.0.300'], '80');
    expect(await codeOf(wrong)).toBe('invalid-input');
    await expect(wrong).rejects.toMatchObject({
      fields: [{ field: 'targets', start: expect.any(Number), example: expect.any(String) }],
    });
    await expect(start(['127.0.0.1'], '70000')).rejects.toMatchObject({ fields: [{ field: 'ports' }] });
    await expect(start(['127.0.0.1'], '80', { exclude: ['1.2.3'] })).rejects.toMatchObject({
      fields: [{ field: 'exclude' }],
    });
    expect(opened.engine.scans).toEqual([]);
  });

  it('a seed is drawn where none is given, and reported', async () => {
    await start(['127.0.0.1'], 'top:2,ssh');
    const [started] = opened.events();
    const { seed, ports } = scanAt(0).plan;
    expect(seed).toBeGreaterThanOrEqual(0);
    expect([...ports]).toEqual([22, 80]);
    expect(started).toMatchObject({ options: { seed, ports: '22,80', portsAsked: 'top:2,ssh' } });
  });
});
