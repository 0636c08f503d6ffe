/** What a week's comparisons must tell, worked out from the truth alone: plainly, port by port and run by run. */
import type { DialerName } from '../../../src-main/engine/choose-dialer.ts';
import { stateOfReason, type Reason } from '../../../src-shared/scan/port-state.ts';
import type { ScanReport } from '../../../src-shared/scan/scan-report.ts';
import { verdictsOf } from '../../helpers/report.ts';
import { ruleKind } from '../rule-kinds.ts';
import type { WeekDay } from './draw-week.ts';

/** `gone`: asked to the end, and not there. `unknown`: not asked, or not to the end; nothing may be said of it. */
export type HostTruth = 'gone' | 'unknown' | ReadonlyMap<number, Reason>;
export type DayTruth = ReadonlyMap<string, HostTruth>;

/** Of a run that was stopped, the report alone tells which ports it got to; what they are comes from the truth. */
export function truthOfDay(day: WeekDay, report: ScanReport, dialer: DialerName): DayTruth {
  const settled = report.status === 'completed' ? null : verdictsOf(report);
  const up = new Set(report.hosts.filter(({ status }) => status === 'up').map(({ address }) => address));
  const truth = new Map<string, HostTruth>();
  for (const [address, rules] of day.rules) {
    if (!day.targets.includes(address) || day.exclude.includes(address)) truth.set(address, 'unknown');
    else if (day.gone.has(address)) truth.set(address, settled ? 'unknown' : 'gone');
    else if (settled && !up.has(address)) truth.set(address, 'unknown');
    else {
      const asked = day.ports.filter((port) => !settled || settled.has(`${address} ${port}`));
      truth.set(
        address,
        new Map(asked.map((port) => [port, ruleKind(4, rules.get(port) ?? 'closed').truth[dialer].reason])),
      );
    }
  }
  return truth;
}

/**
 * Lines "address port reason" that the report has and the truth has not, or the other way round. Of a host that is not
 * there silence is told of the ports by which it was looked for.
 */
export function wrongVerdicts(report: ScanReport, truth: DayTruth): string[] {
  const told = new Set(
    [...verdictsOf(report)]
      .filter(
        ([key, { reason }]) =>
          reason !== 'no-response' || typeof truth.get(key.split(' ')[0] ?? '') !== 'string',
      )
      .map(([key, { reason }]) => `${key} ${reason}`),
  );
  const expected = new Set(
    [...truth].flatMap(([address, host]) =>
      typeof host === 'string' ? [] : [...host].map(([port, reason]) => `${address} ${port} ${reason}`),
    ),
  );
  return [...told]
    .filter((line) => !expected.has(line))
    .concat([...expected].filter((line) => !told.has(line)));
}

/** "kind address port before>after" and "kind address", sorted: what two runs must differ in. */
export function changesOfPair(before: DayTruth, after: DayTruth): string[] {
  const lines: string[] = [];
  for (const [address, now] of after) {
    const then = before.get(address) ?? 'unknown';
    if (then === 'unknown' || now === 'unknown') continue;
    if (then === 'gone' && now !== 'gone') lines.push(`appeared ${address}`);
    else if (then !== 'gone' && now === 'gone') lines.push(`gone ${address}`);
    if (typeof then === 'string' || typeof now === 'string') continue;
    for (const [port, reason] of now) lines.push(...lineOf(address, port, then.get(port), reason));
  }
  return lines.sort();
}

/**
 * The same for each run of a series. A port is held against the latest run before that has a verdict of it, a host
 * against the latest that asked for it to the end: so a change that fell into a gap is told when the gap ends.
 */
export function changesOfSeries(days: readonly DayTruth[]): string[][] {
  const ports = new Map<string, Reason>();
  const hosts = new Map<string, 'gone' | 'there'>();
  return days.map((day) => {
    const lines: string[] = [];
    for (const [address, now] of day) {
      if (now === 'unknown') continue;
      const presence = now === 'gone' ? 'gone' : 'there';
      const known = hosts.get(address);
      if (known && known !== presence) lines.push(`${presence === 'gone' ? 'gone' : 'appeared'} ${address}`);
      hosts.set(address, presence);
      if (now === 'gone') continue;
      for (const [port, reason] of now) {
        lines.push(...lineOf(address, port, ports.get(`${address} ${port}`), reason));
        ports.set(`${address} ${port}`, reason);
      }
    }
    return lines.sort();
  });
}

function lineOf(address: string, port: number, then: Reason | undefined, now: Reason): string[] {
  if (then === undefined || then === now) return [];
  const state = stateOfReason(now);
  const kind = stateOfReason(then) === state ? 'reason-only' : state === 'open' ? 'opened' : state;
  return [`${kind} ${address} ${port} ${then}>${now}`];
}
