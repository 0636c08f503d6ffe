/** A drawn week (tests/lab/week) as the reports of a scanner that saw all of it and lost nothing: nothing is sent. */
import { formatPortRanges } from '../../src-shared/scan/port-ranges.ts';
import type { Reason } from '../../src-shared/scan/port-state.ts';
import type { ScanReport } from '../../src-shared/scan/scan-report.ts';
import { createRandom } from '../helpers/random.ts';
import { ruleKind } from '../lab/rule-kinds.ts';
import { drawWeek, type WeekDay, type WeekSize } from '../lab/week/draw-week.ts';
import { truthOfDay, type DayTruth } from '../lab/week/week-truth.ts';
import { makeReport, type HostDraft } from '../shared/make-report.ts';

export interface DrawnWeek {
  readonly reports: readonly ScanReport[];
  /** What the network was in each run, as far as the run got to it. */
  readonly truths: readonly DayTruth[];
}

const DIALER = 'epoll';

export function reportsOfWeek(seed: number, size: WeekSize): DrawnWeek {
  const days = drawWeek(createRandom(seed), size);
  const reports = days.map(reportOf);
  return { reports, truths: days.map((day, run) => truthOfDay(day, reports[run]!, DIALER)) };
}

function reportOf(day: WeekDay, run: number): ScanReport {
  const started = new Date(2026, 9, 1 + run, 2);
  const asked = day.targets.filter((address) => !day.exclude.includes(address));
  // A run that a person stopped got to the first so many.
  let left = Math.floor(asked.length * day.ports.length * (day.stopAt ?? 1));
  const hosts: Record<string, HostDraft> = {};
  for (const address of asked) {
    const ports = day.ports.slice(0, left);
    left -= ports.length;
    if (!day.gone.has(address)) {
      if (ports.length > 0) hosts[address] = hostOf(day.rules.get(address) ?? new Map(), ports);
    } else if (day.stopAt === null) hosts[address] = { status: 'down', reason: 'no-response', ports: {} };
  }
  const report = makeReport({
    targets: day.targets,
    exclude: day.exclude,
    asked: formatPortRanges([...day.ports]),
    status: day.stopAt === null ? 'completed' : 'stopped',
    dialer: DIALER,
    hosts,
  });
  return {
    ...report,
    id: `day-${run + 1}`,
    startedAt: started.toISOString(),
    finishedAt: new Date(started.getTime() + 9_000).toISOString(),
  };
}

function hostOf(
  rules: NonNullable<ReturnType<WeekDay['rules']['get']>>,
  ports: readonly number[],
): HostDraft {
  const said = Map.groupBy(ports, (port) => ruleKind(4, rules.get(port) ?? 'closed').truth[DIALER].reason);
  const ranges: Partial<Record<Reason, string>> = {};
  for (const [reason, list] of said) ranges[reason] = formatPortRanges(list);
  return { ports: ranges, confidence: 1 };
}
