/** Three series for the pictures: a small office, its database and its guests, night after night. */
import type { PortolanApp } from '../../src-main/app/create-app.ts';
import { formatPortRanges } from '../../src-shared/scan/port-ranges.ts';
import type { Reason } from '../../src-shared/scan/port-state.ts';
import type { ScanReport } from '../../src-shared/scan/scan-report.ts';
import { keepReports } from '../helpers/keep-reports.ts';
import { OFFICE_PORTS, OFFICE_RUNS } from '../renderer/sample-timeline.ts';
import { makeReport, type HostDraft } from '../shared/make-report.ts';

type OfficePort = (typeof OFFICE_PORTS)[number];

const REASONS: Readonly<Record<string, Reason>> = {
  o: 'syn-ack',
  c: 'reset',
  f: 'no-response',
  '?': 'no-response',
};
const LOW_PORTS = Array.from({ length: 1_024 }, (_, port) => port + 1);
const ALWAYS_OPEN = [22, 443];
/** How sure a silence is of a host that answered little, and otherwise. */
const DOUBT = 0.5;
const SURE = 0.999;

/** Fills the history of a data folder, and names the office. */
export async function keepOffice(dataFolder: string): Promise<void> {
  const guests = OFFICE_PORTS.filter(([, name]) => name === 'build-01.lan' || name === 'desk-ana.lan');
  const database = OFFICE_PORTS.filter(([, name]) => name === 'db-primary.lan');
  await keepReports(
    dataFolder,
    [
      ...nights('guests', ['10.66.8.0/28'], guests, 9, 8),
      ...nights('database', ['db-primary.lan'], database, 12, 16),
      ...nights('office', ['10.66.4.0/28'], OFFICE_PORTS, OFFICE_RUNS, 0),
    ],
    nameOffice,
  );
}

async function nameOffice(app: PortolanApp): Promise<void> {
  const context = { signal: new AbortController().signal, connectionId: 'test' };
  const { series } = await app.handlers['series.list']({}, context);
  const names: Readonly<Record<string, string>> = {
    '10.66.4.0/28': 'Office LAN',
    '10.66.8.0/28': 'Guest Wi-Fi',
  };
  for (const { id, targets } of series) {
    const name = names[targets[0] ?? ''];
    if (name !== undefined) await app.handlers['series.update']({ seriesId: id, name }, context);
  }
}

function nights(
  name: string,
  targets: readonly string[],
  ports: readonly OfficePort[],
  count: number,
  from: number,
): ScanReport[] {
  const asked = [...new Set([...LOW_PORTS, ...ports.map(([, , port]) => port)])].sort((a, b) => a - b);
  return Array.from({ length: count }, (_, index) => {
    const run = from + index;
    const states = ports.map((port) => port[4](run));
    const hosts: Record<string, HostDraft> = {};
    for (const [address, hostName] of ports) {
      const own = ports.flatMap((port, at) =>
        port[0] === address ? [[port, states[at] ?? '-'] as const] : [],
      );
      // Not asked: it is not in the report of a scan that was stopped.
      if (own.every(([, state]) => state !== '-')) hosts[address] = hostOf(hostName, own, asked);
    }
    const started = new Date(2026, 9, 18 + run, 2);
    const report = makeReport({
      targets,
      hosts,
      ...(states.includes('-') ? { status: 'stopped' as const } : {}),
    });
    return {
      ...report,
      id: `${name}-${index + 1}`,
      startedAt: started.toISOString(),
      finishedAt: new Date(started.getTime() + 8_700).toISOString(),
      options: { ...report.options, ports: formatPortRanges(asked) },
      stats: { ...report.stats, elapsedMs: 8_000 + ((run * 37) % 13) * 100 },
    };
  });
}

function hostOf(
  name: string,
  own: readonly (readonly [OfficePort, string])[],
  asked: readonly number[],
): HostDraft {
  if (own.every(([, state]) => state === 'u')) return { status: 'down', reason: 'no-route', names: [name] };
  const said = new Map<Reason, number[]>([['syn-ack', [...ALWAYS_OPEN]]]);
  for (const [[, , port], state] of own) {
    const reason = REASONS[state] ?? 'reset';
    said.set(reason, [...(said.get(reason) ?? []), port]);
  }
  const told = new Set([...said.values()].flat());
  said.set('reset', [...(said.get('reset') ?? []), ...asked.filter((port) => !told.has(port))]);
  return {
    names: [name],
    ports: Object.fromEntries(
      [...said].map(([reason, ports]) => [
        reason,
        formatPortRanges([...new Set(ports)].sort((a, b) => a - b)),
      ]),
    ),
    services: Object.fromEntries(own.map(([[, , port, service]]) => [port, service])),
    confidence: own.some(([, state]) => state === '?') ? DOUBT : SURE,
  };
}
