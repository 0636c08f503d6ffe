/** `portolan diff` by words: the latest scan, what it is compared with, and which series is meant. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ChildResult } from '../../../helpers/child.ts';
import { createApp, HISTORY_FILE } from '../../../../src-main/app/create-app.ts';
import { openDatabase } from '../../../../src-main/store/database.ts';
import { createRunRepository } from '../../../../src-main/store/run-repository.ts';
import type { ScanReport } from '../../../../src-shared/scan/scan-report.ts';
import { keepReports } from '../../../helpers/keep-reports.ts';
import { sampleNewRun } from '../../store/sample-runs.ts';
import { runCli } from '../../../helpers/run-cli.ts';
import { createTempFolder, type TempFolder } from '../../../helpers/temp-folder.ts';
import { makeReport } from '../../../shared/make-report.ts';

let folder: TempFolder;

/** Day by day another port is open; each day is a run of its own, of one of two networks. */
function dayOf(address: string, day: number, open: number): ScanReport {
  const report = makeReport({
    hosts: { [address]: { ports: { 'syn-ack': `${open}`, reset: open === 21 ? '1-20,22' : '1-21' } } },
  });
  return {
    ...report,
    id: `2026010${day}-120000-${address.replaceAll('.', '')}`,
    startedAt: `2026-01-0${day}T12:00:00.000Z`,
    finishedAt: `2026-01-0${day}T12:01:00.000Z`,
  };
}
const OFFICE = [dayOf('10.0.0.1', 1, 21), dayOf('10.0.0.1', 2, 22), dayOf('10.0.0.1', 4, 22)];
const LAB = [dayOf('10.9.9.9', 3, 21)];

beforeAll(async () => {
  folder = await createTempFolder();
  const abilities = {
    deliverFile(): never {
      throw new Error('Nothing is delivered here.');
    },
  };
  const app = await createApp({ dataFolder: folder.path, host: 'cli', abilities });
  for (const report of [...OFFICE, ...LAB])
    await app.importReport({ text: JSON.stringify(report), name: 'x' });
  await app.close();
  await writeFile(path.join(folder.path, 'monday.json'), JSON.stringify(OFFICE[0]));
  await writeFile(path.join(folder.path, 'latest'), JSON.stringify(OFFICE[0]));
});
afterAll(async () => {
  await folder.dispose();
});

const diff = (...args: string[]): Promise<ChildResult> =>
  runCli(['diff', ...args], { dataFolder: folder.path, cwd: folder.path });
/** "1 4": the days of the two runs that were compared. */
const daysOf = ({ stdout, stderr }: ChildResult): string => {
  expect(stderr).toBe('');
  return [...stdout.matchAll(/^(?:Before|After ) +2026010(\d)-/gm)].map(([, day]) => day).join(' ');
};

async function setBaseline(scanId: string | null, name?: string): Promise<void> {
  const abilities = { deliverFile: (): never => expect.fail('Nothing is delivered here.') };
  const app = await createApp({ dataFolder: folder.path, host: 'cli', abilities });
  const context = { signal: new AbortController().signal, connectionId: 'test' };
  const { runs } = await app.handlers['history.list']({ text: '', offset: 0, limit: 10 }, context);
  const seriesId = runs.find((run) => run.scanId === OFFICE[0]?.id)?.series.id ?? expect.fail('No series.');
  await app.handlers['series.update']({ seriesId, baseline: scanId, ...(name ? { name } : {}) }, context);
  await app.close();
}

test('without a word, the latest scan and the one of its series before it', async () => {
  const result = await diff();
  expect(daysOf(result)).toBe('2 4');
  expect(result.code).toBe(0);
  expect(daysOf(await diff('--latest', '10.0.0.1'))).toBe('2 4');
});

test('a baseline goes before the scan before, and a series is found by its name', async () => {
  await setBaseline(OFFICE[0]!.id, 'The office');
  const result = await diff();
  expect(daysOf(result)).toBe('1 4');
  expect(result.code).toBe(1);
  expect(daysOf(await diff('--latest', 'the OFFICE'))).toBe('1 4');
  expect(daysOf(await diff('baseline', 'latest'))).toBe('1 4');
  expect(daysOf(await diff('baseline', OFFICE[1]!.id))).toBe('1 2');
  expect(daysOf(await diff('baseline', 'monday.json'))).toBe('1 1');

  await setBaseline(null);
  expect(daysOf(await diff())).toBe('2 4');
  const none = await diff('baseline', 'latest');
  expect(none).toMatchObject({ code: 2, stdout: '' });
  expect(none.stderr).toMatch(/^portolan diff: The series of 20260104-\S+ has no baseline: [^\n]*\n$/);
});

test('"latest" is a run, whatever files are called; with a file it is compared', async () => {
  expect(daysOf(await diff('monday.json', 'latest'))).toBe('1 4');
  expect(daysOf(await diff('./latest', 'latest'))).toBe('1 4');
  expect(daysOf(await diff('latest', 'latest'))).toBe('4 4');
});

test.each<[string[], RegExp]>([
  [['--latest', '10.9.9.9'], /20260103-\S+ is the only ended scan of 10\.9\.9\.9, ports 1-22 so far/],
  [['--latest', 'nobody'], /No ended scan in the history has the target or is of the series "nobody"/],
  [['--latest', 'a', 'b'], /--latest takes one target or series at most/],
  [['monday.json'], /Only one scan is named \("monday\.json"\)/],
])('diff %j cannot be answered: one line, exit 2', async (args, sentence) => {
  const { code, stdout, stderr } = await diff(...args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(sentence);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
});

test('without any scan there is nothing to compare', async () => {
  const empty = await createTempFolder();
  const { code, stderr } = await runCli(['diff'], { dataFolder: empty.path });
  await empty.dispose();
  expect(code).toBe(2);
  expect(stderr).toContain('There is no ended scan in the history');
});

describe('a report of the future', () => {
  const ofYear = (report: ScanReport, id: string, year: number): ScanReport => ({
    ...report,
    id,
    startedAt: `${year}-01-01T00:00:00.000Z`,
    finishedAt: `${year}-01-01T00:01:00.000Z`,
  });
  const [first, second] = OFFICE;

  test('is not the latest, and the others are not compared with it', async () => {
    const future = [
      ofYear(first!, '20990101-000000-future', 2099),
      ofYear(first!, '20980101-000000-future', 2098),
    ];
    const own = await createTempFolder();
    await keepReports(own.path, [first!, ...future, second!]);
    const latest = await runCli(['diff'], { dataFolder: own.path });
    expect(daysOf(latest)).toBe('1 2');
    const checked = await runCli(['check', '--write', '-', '--run', 'latest'], { dataFolder: own.path });
    expect(checked.stdout).toContain(`# Run ${second!.id}, `);
    await own.dispose();
  });

  test('is taken where there is nothing else, the one that is nearest', async () => {
    const own = await createTempFolder();
    await keepReports(own.path, [
      ofYear(first!, '20990101-000000-future', 2099),
      ofYear(first!, '20980101-000000-future', 2098),
    ]);
    const checked = await runCli(['check', '--write', '-', '--run', 'latest'], { dataFolder: own.path });
    expect(checked.stdout).toContain('# Run 20980101-000000-future, ');
    await own.dispose();
  });
});

test('a scan that has not ended is not the latest for a check either', async () => {
  const own = await createTempFolder();
  await keepReports(own.path, [OFFICE[0]!]);
  const database = openDatabase(path.join(own.path, HISTORY_FILE));
  createRunRepository(database, Date.now).begin(
    sampleNewRun('20260301-000000-moving', { startedAt: '2026-03-01T00:00:00.000Z' }),
  );
  const { code, stdout } = await runCli(['check', '--write', '-', '--run', 'latest'], {
    dataFolder: own.path,
  });
  database.close();
  expect(code).toBe(0);
  expect(stdout).toContain(`# Run ${OFFICE[0]!.id}, 2026-01-01 12:00 UTC.`);
  await own.dispose();
});
