/** A run as nmap told it -> a report. */
import { isIcmp, type HostReason, type HostStatus } from '../../src-shared/scan/port-state.ts';
import { REPORT_SCHEMA, type HostReport, type ScanReport } from '../../src-shared/scan/scan-report.ts';
import { readNmapCommand } from './nmap-command.ts';
import type { NmapHost } from './nmap-host.ts';
import { formatRanges, rangesOfFlags } from './nmap-numbers.ts';
import { rowsAndRuns, settleLooks } from './nmap-ports.ts';
import type { NmapRun } from './nmap-run.ts';
import { scopeOfNmap } from './nmap-scope.ts';
import { warningsOf } from './nmap-warnings.ts';
import { provesPresence, readHostReason } from './nmap-words.ts';
import { runIdOf } from './run-id-of.ts';

/** `digest`: hexadecimal; the same file is the same run, whenever it is read. */
export function reportOfNmap(run: NmapRun, digest: string): ScanReport {
  const { end } = run;
  const command = readNmapCommand(run.args);
  const all = [...run.hosts.values()];
  for (const host of all) if (run.toldTwice.has(host.address ?? '')) host.told = settleLooks(host.told);
  const judged = all.map((host) => ({ host, judgement: judge(host) }));
  const hosts = judged.flatMap(({ host, judgement }) => (judgement ? [reportOfHost(host, judgement)] : []));
  const notAsked = judged.flatMap(({ host, judgement }) => (judgement ? [] : [host.address ?? '']));
  const scope = scopeOfNmap(command, run, hosts, notAsked);
  const asked = run.asked.slice();
  for (const { told } of all) for (const { range } of told) asked.fill(1, range[0], range[1] + 1);
  return {
    schema: REPORT_SCHEMA,
    scanner: { name: run.scanner, version: run.version, dialer: 'nmap', platform: '' },
    id: runIdOf(run.startedAt, digest),
    startedAt: run.startedAt,
    finishedAt: end?.finishedAt ?? null,
    status: end === null ? 'interrupted' : end.error === null ? 'completed' : 'failed',
    options: {
      targets: [...scope.targets],
      exclude: [...scope.exclude],
      ports: formatRanges(rangesOfFlags(asked)),
      timing: command.timing,
      discovery: command.discovery,
      seed: 0,
    },
    stats: {
      probesSent: 0,
      retries: 0,
      // Of a run that did not end, at least until its last host.
      elapsedMs: end?.elapsedMs ?? Math.max(0, run.lastEnd * 1_000 - Date.parse(run.startedAt)),
      lossRate: null,
      ...countAll(hosts, run.counts?.total ?? 0),
    },
    warnings: warningsOf(run, all, scope.doubt),
    hosts,
  };
}

interface Judgement {
  readonly status: HostStatus;
  readonly reason: HostReason;
}

/** Null: nmap did not ask it at all (`-sL`, or it was skipped). */
function judge(host: NmapHost): Judgement | null {
  const { state, stateReason, told, timedOut } = host;
  if (state === 'unknown' || state === 'skipped') return null;
  const reason = readHostReason(stateReason);
  if (state === 'down')
    return reason !== 'discovery' && isIcmp(reason)
      ? { status: 'down', reason }
      : { status: 'unknown', reason: 'no-response' };
  const answers = told.filter((ports) => provesPresence(ports.reason)).map((ports) => ports.reason);
  const answer = answers.includes('syn-ack') ? 'syn-ack' : answers[0];
  if (timedOut) return { status: answer || isHeard(stateReason) ? 'up' : 'unknown', reason: 'host-timeout' };
  // With -Pn nmap calls every host up; only an answer makes it so.
  if (state === 'up' && isHeard(stateReason))
    return { status: 'up', reason: reason === 'discovery' ? (answer ?? reason) : reason };
  if (answer) return { status: 'up', reason: answer };
  return { status: 'unknown', reason: state === null ? 'no-response' : 'user-set' };
}

function isHeard(stateReason: string): boolean {
  return !['', 'user-set', 'no-response'].includes(stateReason);
}

function reportOfHost(host: NmapHost, { status, reason }: Judgement): HostReport {
  const { address, family, names, srttMs, told } = host;
  return { address: address ?? '', family, names: [...names], status, reason, srttMs, ...rowsAndRuns(told) };
}

function countAll(hosts: readonly HostReport[], told: number): Pick<ScanReport['stats'], 'hosts' | 'ports'> {
  const ports = { open: 0, closed: 0, filtered: 0 };
  const total = Math.max(told, hosts.length);
  const counts = { total, up: 0, down: 0, unknown: 0 };
  for (const host of hosts) {
    counts[host.status]++;
    for (const { state } of host.ports) ports[state]++;
    for (const { state, count } of host.extraports) ports[state] += count;
  }
  return { hosts: { ...counts, unknown: total - counts.up - counts.down }, ports };
}
