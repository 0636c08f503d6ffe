/** Watches over a fake engine and a fake clock: what comes due, what is told, and what is not. */
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WatchNews } from '../../../../src-shared/contract/run-watch.ts';
import type { Reason } from '../../../../src-shared/scan/port-state.ts';
import { scanOptionsSchema } from '../../../../src-shared/scan/scan-options.ts';
import { SECOND_LOOK_AFTER_MS } from '../../../../src-main/app/watch/judge-watch.ts';
import { HISTORY_FILE } from '../../../../src-main/app/create-app.ts';
import type { Resolution } from '../../../../src-main/app/engine-door.ts';
import { openDatabase } from '../../../../src-main/store/database.ts';
import { currentProcess, encodeIdentity } from '../../../../src-main/store/process-identity.ts';
import { createTempFolder, type TempFolder } from '../../../helpers/temp-folder.ts';
import { createFakeEngine, type FakeEngine } from '../fake-engine.ts';
import { openApp, settle, type OpenedApp } from '../open-app.ts';

const MINUTE = 60_000;
const PORTS = '22,80,443';
const HERE: Resolution = { address: '127.0.0.1', others: [] };

let folder: TempFolder;
let opened: OpenedApp;
let engine: FakeEngine;
let network: Record<number, Reason>;
let news: WatchNews[];
/** Read at each probe: what the network is at the second look may be something else. */
let answer: (address: string, port: number) => Reason;

beforeEach(async () => {
  folder = await createTempFolder();
  network = { 22: 'syn-ack', 80: 'reset', 443: 'reset' };
  answer = (_address, port) => network[port] ?? 'reset';
  news = [];
  engine = createFakeEngine({ answer: (address, port) => answer(address, port) });
  opened = await open();
});
afterEach(async () => {
  await opened.app.close();
  await folder.dispose();
});

async function open(): Promise<OpenedApp> {
  const core = await openApp(folder.path, { engine });
  core.app.events.subscribe((...published) => {
    if (published[0] === 'watch.news') news.push(published[1]);
  });
  return core;
}

const save = (schedule: string, more: object = {}) =>
  opened.call('watch.save', {
    name: 'Lab',
    schedule,
    options: scanOptionsSchema.parse({ targets: ['127.0.0.1'], ports: PORTS }),
    ...more,
  });

async function pass(ms: number): Promise<void> {
  opened.clock.advance(ms);
  await settle();
}

/** Lets the watch run once more, with its second look. */
async function runOnce(): Promise<void> {
  await pass(MINUTE);
  await pass(SECOND_LOOK_AFTER_MS);
  await settle();
}

/** One port says something else for the length of the first look. */
async function blip(port: number, meanwhile: Reason, again: Reason): Promise<void> {
  network[port] = meanwhile;
  await pass(MINUTE);
  network[port] = again;
  await pass(SECOND_LOOK_AFTER_MS);
  await settle();
}

const theWatch = async () => {
  const { watches } = await opened.call('watch.list', {});
  const [watch] = watches;
  if (!watch) throw new Error('There is no watch.');
  return watch;
};
const runCount = async (): Promise<number> => (await opened.call('history.list', {})).total;

describe('when', () => {
  it('runs each time it is due, and says when that is next', async () => {
    await save('every minute');
    expect((await theWatch()).nextAt).toBe('2026-01-02T03:05:00.000Z');
    expect(await runCount()).toBe(0);
    await pass(54_000);
    expect(await runCount()).toBe(0);
    await pass(1_100);
    expect(await runCount()).toBe(1);
    await pass(MINUTE);
    expect(await runCount()).toBe(2);
    expect((await theWatch()).last).toMatchObject({ outcome: 'same', headline: 'Nothing changed' });
  });

  it('does not run while it is paused, and not for what it missed meanwhile', async () => {
    const { watchId } = await save('every minute', { enabled: false });
    await pass(10 * MINUTE);
    expect(await runCount()).toBe(0);
    await save('every minute', { watchId });
    await pass(1_000);
    expect(await runCount()).toBe(0);
    await pass(MINUTE);
    expect(await runCount()).toBe(1);
  });

  it('catches up once with what was missed while nobody watched', async () => {
    await save('every minute');
    await pass(MINUTE);
    expect(await runCount()).toBe(1);
    await opened.app.close();
    const later = opened.clock.wallMs() + 90 * MINUTE;
    const { createFakeClock } = await import('../fake-clock.ts');
    const clock = createFakeClock(later);
    opened = { ...(await openApp(folder.path, { engine, clock })), clock };
    await settle();
    expect(await runCount()).toBe(2);
    await pass(MINUTE);
    expect(await runCount()).toBe(3);
  });

  it('goes on after a clock that was far ahead is set right', async () => {
    await save('every minute');
    const database = openDatabase(path.join(folder.path, HISTORY_FILE));
    database.run('UPDATE watches SET checked_ms = ?', Date.UTC(2099, 0, 1));
    database.close();
    await pass(MINUTE);
    await pass(MINUTE);
    expect(await runCount()).toBeGreaterThanOrEqual(1);
    expect((await theWatch()).nextAt).toMatch(/^2026-/);
  });

  it('skips what comes due while its run before is under way', async () => {
    engine = createFakeEngine();
    await opened.app.close();
    opened = await open();
    await save('every minute');
    await pass(MINUTE);
    expect(engine.scans).toHaveLength(1);
    expect((await theWatch()).running).toBe(true);
    await pass(3 * MINUTE);
    expect(engine.scans).toHaveLength(1);
    expect((await theWatch()).skipped).toBe(3);
    engine.scans[0]?.done();
    await settle();
    await pass(MINUTE);
    expect(engine.scans).toHaveLength(2);
  });
});

describe('what is told', () => {
  it('nothing of the first run, and nothing where nothing changed', async () => {
    await save('every minute');
    await runOnce();
    expect((await theWatch()).last).toMatchObject({ outcome: 'first', headline: 'First run: 1 open port' });
    await runOnce();
    expect(news).toEqual([]);
  });

  it('a change that a second look saw too, once', async () => {
    await save('every minute');
    await runOnce();
    network[80] = 'syn-ack';
    await runOnce();
    expect(news).toHaveLength(1);
    expect(news[0]).toMatchObject({ name: 'Lab', headline: '1 port opened', portChanges: 1, hostChanges: 0 });
    expect(news[0]?.ports).toMatchObject([{ kind: 'opened', address: '127.0.0.1', port: 80, count: 1 }]);
    expect((await theWatch()).last).toMatchObject({ outcome: 'changed', scanId: news[0]?.scanId });
    await runOnce();
    await runOnce();
    expect(news).toHaveLength(1);
  });

  it('the second look asks for what changed only, and is not kept', async () => {
    await save('every minute');
    await runOnce();
    network[80] = 'syn-ack';
    await runOnce();
    const look = engine.scans.at(-1);
    expect(look && [...look.plan.ports]).toEqual([80]);
    expect(engine.scans).toHaveLength(3);
    expect(await runCount()).toBe(2);
  });

  it('nothing of what the second look did not see', async () => {
    await save('every minute');
    await runOnce();
    network[22] = 'no-response';
    await pass(MINUTE);
    network[22] = 'syn-ack';
    await pass(SECOND_LOOK_AFTER_MS);
    await settle();
    expect(news).toEqual([]);
    expect((await theWatch()).last).toMatchObject({
      outcome: 'unconfirmed',
      headline: expect.stringContaining('A second look saw nothing of'),
    });
  });

  it('of two changes, the one that lasted', async () => {
    await save('every minute');
    await runOnce();
    network[22] = 'reset';
    network[443] = 'syn-ack';
    await pass(MINUTE);
    network[22] = 'syn-ack';
    await pass(SECOND_LOOK_AFTER_MS);
    await settle();
    expect(news.map(({ headline }) => headline)).toEqual(['1 port opened']);
  });

  it('against the baseline, where the series has one, and not again at every run', async () => {
    await save('every minute');
    await runOnce();
    const { runs } = await opened.call('history.list', {});
    const first = runs[0];
    await opened.call('series.update', { seriesId: first?.series.id ?? '', baseline: first?.scanId ?? '' });
    network[443] = 'syn-ack';
    for (let times = 0; times < 3; times++) await runOnce();
    expect(news).toHaveLength(1);
    expect(news[0]?.before).toBe(first?.scanId);
    expect((await theWatch()).last?.outcome).toBe('known');
    network[80] = 'syn-ack';
    await runOnce();
    expect(news.map(({ headline }) => headline)).toEqual(['1 port opened', '1 port opened']);
    expect((await theWatch()).last).toMatchObject({ outcome: 'changed', headline: '1 port opened' });
    await runOnce();
    expect((await theWatch()).last).toMatchObject({ outcome: 'known', headline: '2 ports opened' });
    // Back to what was agreed is news too.
    network[443] = 'reset';
    await runOnce();
    expect(news.at(-1)).toMatchObject({ headline: '1 port closed', before: first?.scanId });
    expect(news).toHaveLength(3);
  });

  it('against the baseline, not a told change again after what only one look saw', async () => {
    await save('every minute');
    await runOnce();
    const { runs } = await opened.call('history.list', {});
    await opened.call('series.update', {
      seriesId: runs[0]?.series.id ?? '',
      baseline: runs[0]?.scanId ?? '',
    });
    network[80] = 'syn-ack';
    await runOnce();
    await blip(443, 'syn-ack', 'reset');
    await runOnce();
    await runOnce();
    expect(news.map(({ headline }) => headline)).toEqual(['1 port opened']);
    expect((await theWatch()).last?.outcome).toBe('known');
  });

  it('not the end of what only one look saw', async () => {
    await save('every minute');
    await runOnce();
    await blip(22, 'reset', 'syn-ack');
    expect((await theWatch()).last?.outcome).toBe('unconfirmed');
    await runOnce();
    await runOnce();
    expect(news).toEqual([]);
    expect((await theWatch()).last?.outcome).toBe('same');
  });

  it('a change whose second look a person did not wait for, by the next one who watches', async () => {
    await save('every minute');
    await runOnce();
    network[80] = 'syn-ack';
    await pass(MINUTE);
    await opened.app.close();
    opened = await open();
    await runOnce();
    expect(news.map(({ headline }) => headline)).toEqual(['1 port opened']);
  });

  it('a change that a scan by hand, or a stopped run, saw first', async () => {
    const { watchId } = await save('daily at 12:00');
    const runNow = async () => {
      await opened.call('watch.runNow', { watchId });
      await settle();
      await pass(SECOND_LOOK_AFTER_MS);
      await settle();
    };
    await runNow();
    network[80] = 'syn-ack';
    const options = scanOptionsSchema.parse({ targets: ['127.0.0.1'], ports: PORTS });
    await opened.call('scan.start', { options, confirmPublic: false });
    await settle();
    await runNow();
    expect(news.map(({ headline }) => headline)).toEqual(['1 port opened']);
  });

  it('what fell silent in doubt and then for sure, once', async () => {
    await save('every minute');
    await runOnce();
    network[22] = 'no-response';
    await runOnce();
    await runOnce();
    await runOnce();
    expect(news.map(({ headline }) => headline)).toEqual(['1 port filtered']);
  });

  it('a host that went and came back, each once, whatever one look saw of others meanwhile', async () => {
    let isThere = true;
    engine = createFakeEngine({
      answer: (address, port) => answer(address, port),
      isThere: (address) => address !== '127.0.0.2' || isThere,
    });
    await opened.app.close();
    opened = await open();
    const options = scanOptionsSchema.parse({ targets: ['127.0.0.1-2'], ports: PORTS });
    await save('every minute', { options });
    await runOnce();
    isThere = false;
    await blip(443, 'syn-ack', 'reset');
    await runOnce();
    await runOnce();
    isThere = true;
    await runOnce();
    await runOnce();
    expect(news.map(({ headline }) => headline)).toEqual(['1 host gone', '1 host appeared']);
    expect((await theWatch()).last?.outcome).toBe('same');
  });

  it('nothing of a watch that is deleted before its second look', async () => {
    const { watchId } = await save('every minute');
    await runOnce();
    network[80] = 'syn-ack';
    await pass(MINUTE);
    await opened.call('watch.delete', { watchId });
    await pass(SECOND_LOOK_AFTER_MS);
    await settle();
    expect(news).toEqual([]);
  });

  it('that it cannot be scanned any more, once, and that it can again', async () => {
    const names: Record<string, Resolution> = { 'lab.lan': HERE };
    engine = createFakeEngine({ names, answer: (address, port) => answer(address, port) });
    await opened.app.close();
    opened = await open();
    const options = scanOptionsSchema.parse({ targets: ['lab.lan'], ports: PORTS });
    const { watchId } = await save('every minute', { options });
    await runOnce();
    delete names['lab.lan'];
    await runOnce();
    await runOnce();
    names['lab.lan'] = HERE;
    await runOnce();
    await runOnce();
    expect(news.map(({ kind, headline }) => [kind, headline])).toEqual([
      ['failed', expect.stringContaining('"lab.lan" does not resolve')],
      ['recovered', 'It can be scanned again'],
    ]);
    expect(news[0]).toMatchObject({ before: null, hosts: [], ports: [] });

    // Who starts it by hand hears of it at once.
    delete names['lab.lan'];
    await expect(opened.call('watch.runNow', { watchId })).rejects.toMatchObject({ code: 'invalid-input' });
    await settle();
    expect(news).toHaveLength(2);
  });

  it('nothing of a run that a person stopped', async () => {
    engine = createFakeEngine();
    await opened.app.close();
    opened = await open();
    await save('every minute');
    await pass(MINUTE);
    const { scanIds } = await opened.call('scan.running', {});
    await opened.call('scan.stop', { scanId: scanIds[0] ?? '' });
    await settle();
    expect((await theWatch()).last).toMatchObject({
      outcome: 'failed',
      headline: 'The run was stopped before its end',
    });
  });
});

describe('who', () => {
  it('one process of a history watches; the others say who does', async () => {
    await save('every minute');
    expect(await opened.call('watch.list', {})).toMatchObject({ watcher: 'here' });
    const other = await openApp(folder.path, { engine: createFakeEngine() });
    // Both are this process: the same owner, which may take up its own place again.
    expect(other.app.watches.begin()).toBe(true);
    await other.app.close();
  });

  it('a run that another process has under way is shown as its, neither started twice nor taken for running for ever', async () => {
    const { watchId } = await save('every minute');
    const database = openDatabase(path.join(folder.path, HISTORY_FILE));
    const other = encodeIdentity({ ...currentProcess(), pid: process.ppid, startTicks: null });
    database.run('UPDATE watches SET runner = ?, runner_ms = ?', other, opened.clock.wallMs());
    expect(await theWatch()).toMatchObject({ running: true, runningIn: { pid: process.ppid } });
    await expect(opened.call('watch.runNow', { watchId })).rejects.toMatchObject({
      code: 'wrong-state',
      message: `Another Portolan (process ${process.ppid}) is scanning the watch "Lab" now: wait for its end.`,
    });
    await pass(MINUTE - 1);
    expect(await runCount()).toBe(0);
    expect(await theWatch()).toMatchObject({ running: true, skipped: 1 });
    // It gave no more sign of life.
    await pass(MINUTE);
    expect(await theWatch()).toMatchObject({ running: false, runningIn: null, skipped: 1 });
    expect(await runCount()).toBe(1);
    expect(database.get('SELECT runner FROM watches')).toEqual({ runner: null });
    database.close();
  });

  it('a run gives signs of life until its second look has ended', async () => {
    const { watchId } = await save('daily at 12:00');
    await opened.call('watch.runNow', { watchId });
    await settle();
    network[80] = 'syn-ack';
    await opened.call('watch.runNow', { watchId });
    await settle();
    const database = openDatabase(path.join(folder.path, HISTORY_FILE));
    const runner = () => database.get('SELECT runner, runner_ms FROM watches');
    expect(runner()).toMatchObject({ runner: encodeIdentity(currentProcess()) });
    expect(await theWatch()).toMatchObject({ running: true, runningIn: null });
    await pass(SECOND_LOOK_AFTER_MS);
    await settle();
    expect(runner()).toMatchObject({ runner: null });
    expect(news).toHaveLength(1);
    database.close();
  });

  it('a core that closes gives back what it had under way', async () => {
    engine = createFakeEngine();
    await opened.app.close();
    opened = await open();
    const { watchId } = await save('daily at 12:00');
    await opened.call('watch.runNow', { watchId });
    await opened.app.close();
    const database = openDatabase(path.join(folder.path, HISTORY_FILE));
    expect(database.get('SELECT runner FROM watches')).toEqual({ runner: null });
    database.close();
    opened = await open();
  });

  it('nobody does while there is nothing to watch', async () => {
    expect(await opened.call('watch.list', {})).toMatchObject({ watches: [], watcher: 'nobody' });
  });
});

describe('what is kept', () => {
  it('survives the end of the program', async () => {
    const { watchId } = await save('weekdays at 8:30');
    await opened.app.close();
    opened = await open();
    expect(await theWatch()).toMatchObject({ id: watchId, name: 'Lab', words: 'every weekday at 08:30' });
    await opened.call('watch.delete', { watchId });
    expect((await opened.call('watch.list', {})).watches).toEqual([]);
    await expect(opened.call('watch.delete', { watchId })).rejects.toMatchObject({ code: 'not-found' });
    await expect(opened.call('watch.runNow', { watchId })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('nothing that cannot run', async () => {
    await expect(save('now and then')).rejects.toMatchObject({ code: 'invalid-input' });
    const nowhere = scanOptionsSchema.parse({ targets: ['10.0.0.999'], ports: PORTS });
    await expect(save('daily', { options: nowhere })).rejects.toMatchObject({ code: 'invalid-input' });
    const abroad = scanOptionsSchema.parse({ targets: ['8.8.8.8'], ports: '1' });
    await expect(save('daily', { options: abroad })).rejects.toMatchObject({ code: 'needs-confirmation' });
    expect((await opened.call('watch.list', {})).watches).toEqual([]);
  });
});
