/**
 * A scripted week: ports open and close, DROP turns REJECT, hosts vanish, scopes change, runs are stopped, packets are
 * lost. Every change must be told at the right run, and none may be invented.
 */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { unpackDiff } from '../../src-shared/scan/pack-diff.ts';
import { ICMP_LIMITED } from '../../src-shared/scan/scan-report.ts';
import type { ScanDiff } from '../../src-shared/scan/scan-diff.ts';
import type { RunTimeline } from '../../src-shared/scan/run-timeline.ts';
import { createRandom, seedOr } from '../helpers/random.ts';
import { longRun } from '../helpers/repository.ts';
import { createTempFolder, type TempFolder } from '../helpers/temp-folder.ts';
import { context } from '../main/app/open-app.ts';
import { raiseFirewall, type Firewall } from './firewall.ts';
import { drawWeek } from './week/draw-week.ts';
import { openWeekCore, type WeekCore } from './week/scan-week.ts';
import {
  changesOfPair,
  changesOfSeries,
  truthOfDay,
  wrongVerdicts,
  type DayTruth,
} from './week/week-truth.ts';

const WEEKS = longRun ? 20 : 2;
const SIZE = longRun ? { runs: 50, hosts: 6, portsPerHost: 40 } : { runs: 12, hosts: 4, portsPerHost: 24 };

let folder: TempFolder;
let firewall: Firewall | undefined;
let core: WeekCore | undefined;

beforeEach(async () => {
  folder = await createTempFolder();
});
afterEach(async () => {
  await core?.close();
  await firewall?.lower();
  core = undefined;
  firewall = undefined;
  await folder.dispose();
});

test.each(Array.from({ length: WEEKS }, (_, week) => week))(
  'week %i: every change at its run, none invented',
  { timeout: 900_000 },
  async (week) => {
    const seed = seedOr(longRun ? Math.floor(Date.now() / 86_400_000) * 100 + week : 5_001 + week);
    const dialer = week % 4 === 3 ? 'portable' : 'epoll';
    const days = drawWeek(createRandom(seed), SIZE);
    firewall = await raiseFirewall(days[0]?.rules ?? new Map());
    core = await openWeekCore(folder.path, firewall, dialer);

    const wrong: string[] = [];
    const scanIds: string[] = [];
    const truths: DayTruth[] = [];
    const limited = new Set<string>();
    for (const [run, day] of days.entries()) {
      const scanId = await core.scan(day, days[run - 1]);
      const report = await core.report(scanId);
      const truth = truthOfDay(day, report, dialer);
      wrong.push(...wrongVerdicts(report, truth).map((line) => `run ${run}: ${line}`));
      expect(report.status).toBe(day.stopAt === null ? 'completed' : 'stopped');
      for (const { code, address } of report.warnings) if (code === ICMP_LIMITED) limited.add(address ?? '');
      scanIds.push(scanId);
      truths.push(truth);
    }
    expect(wrong, `seed ${seed}, by ${dialer}`).toEqual([]);

    const timeline = await core.app.handlers['compare.timeline']({ scanIds }, context);
    expect(timeline.morePorts + timeline.moreHosts).toBe(0);
    const sure = (lines: readonly string[]): string[] => lines.filter((line) => !isChance(line, limited));
    expect(linesOfTimeline(timeline, days.length).map(sure), `seed ${seed}, all runs`).toEqual(
      changesOfSeries(truths).map(sure),
    );

    for (let run = 1; run < days.length; run++) {
      const pair = { before: scanIds[run - 1] ?? '', after: scanIds[run] ?? '' };
      const diff = unpackDiff(await core.app.handlers['compare.runs'](pair, context));
      const expected = changesOfPair(truths[run - 1] ?? new Map(), truths[run] ?? new Map());
      const asked = days[run]?.ports ?? [];
      expect(sure(linesOf(diff, asked)), `seed ${seed}, runs ${run - 1} and ${run}`).toEqual(sure(expected));
      expect(diff.different).toBe(expected.some((line) => !line.startsWith('reason-only')));
    }
  },
);

/**
 * Whether a line is about silence and ICMP errors of a host that seems to limit its errors (a lost SYN looks the same):
 * which of its filtered ports say so is chance, and a comparison need not tell it.
 */
function isChance(line: string, limited: ReadonlySet<string>): boolean {
  const [kind, address = '', , reasons = ''] = line.split(' ');
  return kind === 'reason-only' && limited.has(address) && reasons.split('>').includes('no-response');
}

/** What was told of each run, one line a port or host. */
function linesOfTimeline({ ports, hosts }: RunTimeline, runs: number): string[][] {
  const lines = Array.from({ length: runs }, (): string[] => []);
  for (const { address, changes } of hosts) {
    for (const { kind, run } of changes) lines[run]?.push(`${kind.replace('host-', '')} ${address}`);
  }
  for (const { address, port, group, changes } of ports) {
    expect(group).toBeUndefined();
    for (const { kind, run, before, after } of changes) {
      lines[run]?.push(`${kind} ${address} ${port} ${before.reason}>${after.reason}`);
    }
  }
  return lines.map((of) => of.sort());
}

/** What was told, one line a port, without what was asked by one of the two only. */
function linesOf(diff: ScanDiff, asked: readonly number[]): string[] {
  const hosts = diff.hosts
    .filter(({ kind }) => kind === 'appeared' || kind === 'gone')
    .map(({ kind, address }) => `${kind} ${address}`);
  const ports = diff.ports
    .filter(({ kind }) => kind !== 'not-comparable')
    .flatMap(({ kind, address, port, lastPort, count, before, after }) => {
      const each = asked.filter((one) => one >= port && one <= lastPort);
      expect(each).toHaveLength(count);
      return each.map((one) => `${kind} ${address} ${one} ${before?.reason}>${after?.reason}`);
    });
  return [...hosts, ...ports].sort();
}
