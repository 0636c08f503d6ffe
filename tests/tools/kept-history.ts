/** A history that people have worked with: the office's series, some runs beside them, tags, notes, a baseline, watches. */
import type { PortolanApp } from '../../src-main/app/create-app.ts';
import { scanOptionsSchema } from '../../src-shared/scan/scan-options.ts';
import type { ScanReport } from '../../src-shared/scan/scan-report.ts';
import { keepReports } from '../helpers/keep-reports.ts';
import { allBut, sketchReport } from '../helpers/sketch-report.ts';
import { keepOffice } from './kept-office.ts';
import { WALLED_HOST } from './screenshot-hosts.ts';

const context = { signal: new AbortController().signal, connectionId: 'test' };
/** A name that nothing answers to. */
const NO_NAME = 'old-printer.lan';
/** While its scan, a slow one, is under way, it is due again. */
export const BUSY_WATCH = 'Hypervisor, all ports';

const WATCHES: readonly [name: string, schedule: string, targets: string, ports: string, timing?: string][] =
  [
    ['Office, nightly', 'daily at 02:00', '10.66.4.1-5', 'top:1000,8443,9090', 'T4'],
    ['Gateway', 'every 15 minutes', '10.66.4.1', '22,53,80,443', 'T4'],
    ['Printer that was moved', 'mondays and thursdays at 07:15', NO_NAME, '9100', 'T4'],
    ['Guest Wi-Fi', '0 6-22/2 * * 1-5', '10.66.4.6', 'top:100', 'T4'],
    ['Mail, every weekday', 'weekdays at 8:30', '10.66.4.4', '25,143,465,587,993'],
  ];

/** Fills the history of a data folder as if it had been used for weeks. */
export async function keepHistory(dataFolder: string): Promise<void> {
  await keepOffice(dataFolder);
  await keepReports(dataFolder, besides(), async (app) => {
    await markRuns(app);
    await watchHosts(app);
  });
}

/** Runs of no series: another network, one that was stopped, one that failed. */
function besides(): ScanReport[] {
  const web = { address: '10.66.5.7', name: 'web-01.lan', open: { 22: 'ssh', 80: 'http', 443: 'https' } };
  const named = { 80: 'http', 443: 'https' };
  return [
    sketchReport({
      id: 'web',
      startedAt: new Date(2026, 10, 21, 16, 4).toISOString(),
      elapsedMs: 240,
      targets: ['web-01.lan'],
      ports: '22,80,443,8000-8100',
      hosts: [{ ...web, rest: [['reset', '8000-8100']] }],
    }),
    sketchReport({
      id: 'six',
      startedAt: new Date(2026, 10, 21, 21, 30).toISOString(),
      elapsedMs: 31_200,
      status: 'stopped',
      targets: ['fd66::/120'],
      ports: '1-1024',
      hostsTotal: 256,
      hosts: [{ address: 'fd66::1', open: named, rest: [['no-response', allBut([80, 443], 1, 1_024)]] }],
    }),
    sketchReport({
      id: 'sweep',
      startedAt: new Date(2026, 10, 20, 11, 47).toISOString(),
      elapsedMs: 134_000,
      targets: ['10.66.0.0/20', '10.66.64.0/20', 'lab.lan'],
      ports: '22,3389,5900',
      hostsTotal: 8_193,
      hosts: Array.from({ length: 60 }, (_, index) => ({
        address: `10.66.1.${index + 1}`,
        open: { 22: 'ssh' },
        rest: [['no-response', '3389,5900']] as const,
      })),
    }),
    sketchReport({
      id: 'nothing',
      startedAt: new Date(2026, 10, 19, 9, 30).toISOString(),
      elapsedMs: 900,
      status: 'failed',
      targets: ['10.99.0.10'],
      ports: '1-1024',
      hosts: [],
    }),
  ];
}

async function markRuns(app: PortolanApp): Promise<void> {
  const { runs } = await app.handlers['history.list']({ limit: 200, offset: 0, text: '' }, context);
  const update = app.handlers['history.update'];
  const office = runs.filter(({ series }) => series.name === 'Office LAN');
  const guests = runs.filter(({ series }) => series.name === 'Guest Wi-Fi');
  const idsOf = (some: typeof runs) => some.map(({ scanId }) => scanId);
  await update({ scanIds: idsOf(office), addTags: ['nightly'] }, context);
  await update({ scanIds: idsOf(guests), addTags: ['guest'] }, context);
  const noted: readonly [ids: readonly string[], tags: string[], note: string][] = [
    [idsOf(office.slice(1, 2)), ['audit'], 'Before the switch replacement'],
    [
      idsOf(office.slice(4, 5)),
      [],
      'Build server moved to the second floor; its old address answers until Monday',
    ],
    [idsOf(runs.filter(({ targets }) => targets[0] === '10.66.0.0/20')), ['audit', 'q4'], 'Quarterly sweep'],
    [idsOf(runs.filter(({ targets }) => targets[0] === 'web-01.lan')), [], 'Caddy upgrade'],
    [idsOf(runs.filter(({ targets }) => targets[0] === 'fd66::/120')), ['ipv6'], ''],
  ];
  for (const [scanIds, addTags, note] of noted)
    await update({ scanIds: [...scanIds], addTags, note }, context);
  const agreed = office[6];
  if (agreed)
    await app.handlers['series.update']({ seriesId: agreed.series.id, baseline: agreed.scanId }, context);
}

async function watchHosts(app: PortolanApp): Promise<void> {
  const save = app.handlers['watch.save'];
  for (const [name, schedule, targets, ports, timing] of WATCHES) {
    const options = scanOptionsSchema.parse({ targets: [targets], ports, timing });
    const enabled = name !== 'Guest Wi-Fi';
    await save({ name, schedule, options, enabled, confirmPublic: false }, context);
  }
  const options = scanOptionsSchema.parse({ targets: [WALLED_HOST], ports: '-', timing: 'T1' });
  await save(
    { name: BUSY_WATCH, schedule: '*/5 * * * * *', options, enabled: true, confirmPublic: false },
    context,
  );
}
