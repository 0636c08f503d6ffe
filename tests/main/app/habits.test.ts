/** Settings that bind every scan, reports that come in, runs that go, and the end of a long scan. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endNotice } from '../../../src-shared/contract/end-notice.ts';
import { TIMING_TEMPLATES } from '../../../src-shared/scan/timing-template.ts';
import { capFlight } from '../../../src-main/app/cap-flight.ts';
import { createReportInbox, MAX_IMPORT_LENGTH } from '../../../src-main/app/report-inbox.ts';
import { watchEnds } from '../../../src-main/app/watch-ends.ts';
import { createTempFolder, type TempFolder } from '../../helpers/temp-folder.ts';
import { sampleReport } from '../reports/sample-report.ts';
import { createFakeEngine } from './fake-engine.ts';
import { openApp, settle, type OpenedApp } from './open-app.ts';

const DAY_MS = 86_400_000;

let folder: TempFolder;
let opened: OpenedApp;

beforeEach(async () => {
  folder = await createTempFolder();
  opened = await openApp(folder.path, { engine: createFakeEngine({ answer: () => 'reset' }) });
});
afterEach(async () => {
  await opened.app.close();
  await folder.dispose();
});

async function scan(targets: string[]): Promise<string> {
  const { scanId } = await opened.call('scan.start', { options: { targets, ports: '1-3' } });
  await settle();
  return scanId;
}

function bring(text: string, upload = 'u', name = 'theirs.json') {
  return opened.call('report.import', { upload, piece: 0, text, last: true, name });
}

describe('excluded ranges', () => {
  it('are asked by no scan, and said', async () => {
    await opened.call('settings.set', { excluded: '10.0.0.2,4, fd00::/64' });
    const scanId = await scan(['10.0.0.1-5']);
    const { hosts, warnings } = await opened.call('scan.snapshot', { scanId });
    expect(hosts.map(({ address }) => address)).toEqual(['10.0.0.1', '10.0.0.3', '10.0.0.5']);
    expect(warnings.map(({ message }) => message).join()).toMatch(
      /10\.0\.0\.2 is in the ranges that Settings/,
    );
    await expect(scan(['fd00::1'])).rejects.toMatchObject({ code: 'invalid-input' });
    const preview = await opened.call('scan.preview', { targets: '10.0.0.1-5', ports: '1' });
    expect(preview).toMatchObject({ hosts: 3, neverScanned: 2 });
  });

  it.each(['10.0.0.300', 'router.example', '10.0.0.1 nas'])(
    '%j is refused, and nothing changes',
    async (excluded) => {
      await expect(opened.call('settings.set', { excluded })).rejects.toMatchObject({
        code: 'invalid-input',
      });
      expect((await opened.call('settings.get', {})).excluded).toBe('');
    },
  );
});

it("a person's caps lower the timing's and never raise them", () => {
  const timing = TIMING_TEMPLATES.T3;
  expect(capFlight(timing, { maxInFlight: 100, maxInFlightPerHost: null })).toMatchObject({
    maxInFlight: 100,
    maxInFlightPerHost: 100,
  });
  expect(capFlight(timing, { maxInFlight: null, maxInFlightPerHost: 7 })).toMatchObject({
    maxInFlight: timing.maxInFlight,
    maxInFlightPerHost: 7,
  });
  expect(capFlight(timing, { maxInFlight: 99_999, maxInFlightPerHost: 99_999 })).toEqual(timing);
});

describe('imported reports', () => {
  it('are runs like any other, say where they are from, and are taken once', async () => {
    const text = JSON.stringify(sampleReport);
    const { scanId } = await bring(text);
    expect(await bring(text)).toEqual({ scanId });
    const { runs } = await opened.call('history.list', {});
    expect(runs).toHaveLength(1);
    expect(runs[0]).toMatchObject({ importedFrom: 'theirs.json', counts: sampleReport.stats.ports });
    const { hosts } = await opened.app.report(scanId ?? '');
    expect([...hosts].map(({ address }) => address)).toEqual(
      sampleReport.hosts.map(({ address }) => address),
    );
    await expect(opened.app.resumeRun(scanId ?? '')).rejects.toMatchObject({ code: 'wrong-state' });
  });

  it('never stand in the place of a run that was scanned here', async () => {
    const mine = await scan(['10.0.0.1']);
    const { scanId } = await bring(JSON.stringify({ ...sampleReport, id: mine }));
    expect(scanId).not.toBe(mine);
    expect((await opened.call('history.list', {})).total).toBe(2);
  });

  it.each([
    ['not JSON', '{"schema'],
    ['another schema', '{"schema":"portolan-scan/9"}'],
    ['a hostile id', JSON.stringify({ ...sampleReport, id: '../../etc', hosts: 7 })],
    [
      'ports out of order',
      JSON.stringify({ ...sampleReport, options: { ...sampleReport.options, ports: '9-1' } }),
    ],
  ])('%s: one sentence, nothing kept', async (_what, text) => {
    await expect(bring(text)).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringMatching(/^theirs\.json: [^\n]+$/) as string,
    });
    expect((await opened.call('history.list', {})).total).toBe(0);
  });

  it('come in pieces, in order or not at all, and no larger than is said', () => {
    const inbox = createReportInbox();
    const piece = (number: number, text: string, last = false, upload = 'a') =>
      inbox.take('c', { upload, piece: number, text, last });
    expect(piece(0, 'one ')).toBeNull();
    expect(piece(1, 'two', true)).toBe('one two');
    expect(() => piece(2, 'late', true)).toThrow(/did not arrive whole/);
    piece(0, 'x');
    expect(() => piece(1, 'y', true, 'b')).toThrow(/did not arrive whole/);
    const large = 'x'.repeat(MAX_IMPORT_LENGTH / 2);
    piece(0, large);
    piece(1, large);
    expect(() => piece(2, 'x', true)).toThrow(/too large: at most 64 MB/);
  });
});

it('runs older than a person keeps them go at the start and once a day', async () => {
  await scan(['10.0.0.1']);
  await opened.call('settings.set', { keepDays: 2 });
  opened.clock.advance(DAY_MS);
  expect((await opened.call('history.list', {})).total).toBe(1);
  opened.clock.advance(2 * DAY_MS);
  expect((await opened.call('history.list', {})).total).toBe(0);
});

describe('the end of a scan', () => {
  const ended = {
    targets: ['10.0.0.0/24', 'nas'],
    status: 'completed',
    ports: { open: 3, closed: 9, filtered: 0 },
  } as const;

  it('is told where it was long', () => {
    expect(endNotice({ ...ended, elapsedMs: 20_000 }, 20_000)).toBeNull();
    expect(endNotice({ ...ended, elapsedMs: 20_001 }, 20_000)).toEqual({
      title: 'The scan of 10.0.0.0/24 and 1 more is done',
      body: '3 open, 0 filtered, 9 closed ports.',
    });
  });

  it.each([
    ['nobody looks', false, true, 1],
    ['someone looks', true, true, 0],
    ['it is turned off', false, false, 0],
  ])('where %s (%s, %s): %i notices', async (_why, watched, notifications, expected) => {
    await opened.app.close();
    // The report says how long it took: a scan of this test takes no time.
    opened = await openApp(folder.path);
    await opened.call('settings.set', { notifications });
    const { scanId } = await bring(
      JSON.stringify({ ...sampleReport, stats: { ...sampleReport.stats, elapsedMs: 60_000 } }),
    );
    const told: string[] = [];
    watchEnds(
      opened.app,
      () => watched,
      ({ title }) => told.push(title),
    );
    opened.app.events.publish('scan.events', {
      events: [
        {
          type: 'finished',
          scanId: scanId ?? '',
          seq: 1,
          status: 'completed',
          finishedAt: sampleReport.finishedAt ?? '',
          stats: sampleReport.stats,
        },
      ],
    });
    opened.app.events.flush();
    await settle();
    expect(told).toHaveLength(expected);
  });
});
