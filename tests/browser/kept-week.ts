/**
 * Eight nights of three hosts, imported into a real history as the reports of a scanner elsewhere: nothing is sent. What
 * happened in them is known: see {@link NIGHTS}.
 */
import { formatPortRanges } from '../../src-shared/scan/port-ranges.ts';
import type { Reason } from '../../src-shared/scan/port-state.ts';
import type { ScanReport } from '../../src-shared/scan/scan-report.ts';
import { keepReports } from '../helpers/keep-reports.ts';
import { makeReport, type HostDraft } from '../shared/make-report.ts';

const TARGETS = '10.66.4.1-3';
const ASKED = [22, 80, 443, 1000, 1001, 1002, 5432, 6379, 8443];

interface Night {
  readonly gateway: Ports;
  /** Null: it did not answer. */
  readonly storage: Ports | null;
  /** Null: the scan was stopped before. */
  readonly database: Ports | null;
}
type Ports = Partial<Record<Reason, readonly number[]>> & { readonly confidence?: number };

const GATEWAY: Ports = { 'syn-ack': [22, 443] };
const GATEWAY_WIDE: Ports = { 'syn-ack': [22, 443, 8443] };
const STORAGE: Ports = { 'syn-ack': [22, 80] };
const DATABASE: Ports = { 'syn-ack': [22, 5432, 6379] };
const DATABASE_REJECTS: Ports = { 'syn-ack': [22, 5432], 'admin-prohibited': [6379] };
const DATABASE_DROPS: Ports = { 'syn-ack': [22, 5432], 'no-response': [6379], confidence: 0.999 };

/**
 * gw.lan 8443 opens in run 4, closes in 6, opens again in 8. nas.lan is gone in run 5 and back in 6. db.lan 6379 falls
 * silent in run 3, and is rejected in run 6 only; run 7 was stopped before db.lan.
 */
export const NIGHTS: readonly Night[] = [
  { gateway: GATEWAY, storage: STORAGE, database: DATABASE },
  { gateway: GATEWAY, storage: STORAGE, database: DATABASE },
  { gateway: GATEWAY, storage: STORAGE, database: DATABASE_DROPS },
  { gateway: GATEWAY_WIDE, storage: STORAGE, database: DATABASE_DROPS },
  { gateway: GATEWAY_WIDE, storage: null, database: DATABASE_DROPS },
  { gateway: GATEWAY, storage: STORAGE, database: DATABASE_REJECTS },
  { gateway: GATEWAY, storage: STORAGE, database: null },
  { gateway: GATEWAY_WIDE, storage: STORAGE, database: DATABASE_DROPS },
];

/** Fills the history of a data folder; returns the ids of the runs, oldest first. */
export function keepWeek(dataFolder: string): Promise<string[]> {
  return keepReports(dataFolder, NIGHTS.map(reportOf));
}

function reportOf({ gateway, storage, database }: Night, index: number): ScanReport {
  const started = new Date(2026, 9, 18 + index, 2);
  const gone: HostDraft = { status: 'down', reason: 'no-route', names: ['nas.lan'], ports: {} };
  const report = makeReport({
    targets: [TARGETS],
    ...(database ? {} : { status: 'stopped' as const }),
    hosts: {
      '10.66.4.1': hostOf('gw.lan', gateway),
      '10.66.4.2': storage ? hostOf('nas.lan', storage) : gone,
      ...(database ? { '10.66.4.3': hostOf('db.lan', database) } : {}),
    },
  });
  return {
    ...report,
    id: `night-${index + 1}`,
    startedAt: started.toISOString(),
    finishedAt: new Date(started.getTime() + 9_000).toISOString(),
    options: { ...report.options, ports: formatPortRanges(ASKED) },
  };
}

/** Ports that nothing is said of refuse. */
function hostOf(name: string, { confidence, ...said }: Ports): HostDraft {
  const told = new Set(Object.values(said).flat());
  const ports: Record<string, string> = {
    reset: formatPortRanges(ASKED.filter((port) => !told.has(port))),
  };
  for (const [reason, list] of Object.entries(said)) ports[reason] = formatPortRanges(list ?? []);
  return { names: [name], ports, ...(confidence === undefined ? {} : { confidence }) };
}
