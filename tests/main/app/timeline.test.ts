/** Timelines of kept runs: of chosen ones and of a series, read as the store reads them, over every transport. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { createClient } from '../../../src-shared/contract/client.ts';
import { portolanContract } from '../../../src-shared/contract/portolan-contract.ts';
import { buildTimeline } from '../../../src-shared/scan/build-timeline.ts';
import type { RunTimeline } from '../../../src-shared/scan/run-timeline.ts';
import type { ScanReport } from '../../../src-shared/scan/scan-report.ts';
import { TRANSPORTS } from '../../contract/transport-pairs.ts';
import { createTempFolder, type TempFolder } from '../../helpers/temp-folder.ts';
import { makeReport } from '../../shared/make-report.ts';
import { inputOf, randomRuns, reportOf } from '../../shared/random-runs.ts';
import { createFakeEngine } from './fake-engine.ts';
import { openApp, settle, type OpenedApp } from './open-app.ts';

let folder: TempFolder;
let opened: OpenedApp;
let openPorts: number[];

beforeEach(async () => {
  folder = await createTempFolder();
  openPorts = [22, 80];
  const engine = createFakeEngine({
    answer: (_address, port) => (openPorts.includes(port) ? 'syn-ack' : 'reset'),
  });
  opened = await openApp(folder.path, { engine });
});
afterEach(async () => {
  await opened.app.close();
  await folder.dispose();
});

async function scan(open: number[], ports = '1-100'): Promise<string> {
  openPorts = open;
  opened.clock.advance(60_000);
  const { scanId } = await opened.call('scan.start', { options: { targets: ['127.0.0.1'], ports } });
  await settle();
  return scanId;
}

async function keep(report: ScanReport): Promise<string> {
  const { scanId } = await opened.call('report.import', {
    upload: report.id,
    piece: 0,
    text: JSON.stringify(report),
    last: true,
    name: `${report.id}.json`,
  });
  if (scanId === null) throw new Error('The report was not kept.');
  return scanId;
}

const stripsOf = (timeline: RunTimeline): string[] =>
  timeline.ports.map(({ port, strip }) => `${port} ${strip}`);

describe('the timeline', () => {
  it('of chosen runs is theirs, oldest first, however they are named', async () => {
    const first = await scan([22, 80]);
    const second = await scan([22, 90]);
    const third = await scan([22, 80]);
    const timeline = await opened.call('compare.timeline', { scanIds: [third, first, second, first] });
    expect(timeline.runs.map(({ scanId }) => scanId)).toEqual([first, second, third]);
    expect(stripsOf(timeline)).toEqual(['80 oco', '90 coc', '22 ooo']);
    expect(timeline.runs.map(({ changes }) => [changes.opened, changes.closed])).toEqual([
      [0, 0],
      [1, 1],
      [1, 1],
    ]);
    expect(timeline.ports[0]?.changes.map(({ kind, mark }) => [kind, mark])).toEqual([
      ['closed', undefined],
      ['opened', 'reopened'],
    ]);
    expect(timeline.hosts.map(({ address, strip, open }) => [address, strip, open])).toEqual([
      ['127.0.0.1', 'uuu', [[0, 2]]],
    ]);
  });

  it('of a series has its runs with their tags and notes, and what a run over fewer ports did not ask', async () => {
    const first = await scan([22, 80]);
    const { runs } = await opened.call('history.list', {});
    const seriesId = runs[0]!.series!.id;
    const fewer = await scan([22], '1-50');
    await opened.call('series.move', { scanIds: [fewer], seriesId });
    const last = await scan([22]);
    await opened.call('history.update', { scanIds: [last], note: 'After the move', addTags: ['audit'] });
    const timeline = await opened.call('compare.timeline', { seriesId });
    expect(timeline.runs.map(({ scanId, tags, note }) => [scanId, tags, note])).toEqual([
      [first, [], ''],
      [fewer, [], ''],
      [last, ['audit'], 'After the move'],
    ]);
    expect(stripsOf(timeline)).toEqual(['80 o-c', '22 ooo']);
    expect(timeline.ports[0]?.changes).toMatchObject([{ kind: 'closed', run: 2, since: 0 }]);
  });

  it('of what is not there is refused', async () => {
    const there = await scan([22]);
    await expect(opened.call('compare.timeline', { scanIds: [there, 'nothing'] })).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('nothing'),
    });
    await expect(opened.call('compare.timeline', { seriesId: 'nothing' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('names the run that cannot be understood', async () => {
    const report = makeReport({
      targets: ['0.0.0.0/0', 'fd66::/96'],
      hosts: { '127.0.0.1': { ports: { reset: '1-3' } } },
      asked: '1-3',
    });
    const scanId = await keep(report);
    await expect(opened.call('compare.timeline', { scanIds: [scanId] })).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining(`The run ${scanId}: The targets hold more than 2^32 addresses`),
    });
  });

  it('from the store is the one of the reports themselves, whatever they hold', async () => {
    await fc.assert(
      fc.asyncProperty(randomRuns({ clear: false }, 4), async (runs) => {
        const scanIds: string[] = [];
        for (const [index, run] of runs.entries()) scanIds.push(await keep(reportOf(run, index)));
        const kept = await opened.call('compare.timeline', { scanIds });
        const plain = buildTimeline(inputOf(runs));
        await opened.call('history.delete', { scanIds });
        const nameless = (timeline: RunTimeline): unknown => ({
          ...timeline,
          runs: timeline.runs.map((run) => ({ ...run, scanId: '' })),
        });
        expect(nameless(kept)).toEqual(nameless(plain));
      }),
      { numRuns: 15 },
    );
  });
});

test.each(TRANSPORTS)('crosses $name whole', async ({ createPair }) => {
  const scanIds = [await scan([22, 80]), await scan([22])];
  const pair = await createPair();
  try {
    opened.app.connect(pair.server);
    const client = createClient(portolanContract, pair.client);
    const crossed = await client.call('compare.timeline', { scanIds });
    expect(crossed).toEqual(await opened.call('compare.timeline', { scanIds }));
    expect(crossed.runs).toHaveLength(2);
  } finally {
    await pair.dispose();
  }
});
