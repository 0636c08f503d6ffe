/** The office of the design: a night and the next, with every kind of change between them. */
import type { ScanReport } from '../../src-shared/scan/scan-report.ts';
import { allBut, sketchReport, type SketchedHost } from './sketch-report.ts';

const NIGHTS = { before: '2026-11-13T02:00:00.000Z', after: '2026-11-14T02:00:00.000Z' } as const;
export type Night = keyof typeof NIGHTS;

/** Refused although the host is silent as a rule: without order, as they are in life. */
const STRAYS = Array.from({ length: 48 }, (_, index) => 34_000 + ((index * 977) % 26_000));
const SERVICES = { ssh: 22, dns: 53, http: 80, https: 443 } as const;

/** The hypervisor: nearly all of it silent; three ports open, one closes, 216 fall silent, the end is cut off. */
function hypervisor(night: Night): SketchedHost {
  const isAfter = night === 'after';
  const open: Record<number, string | null> = {
    22: 'ssh',
    85: null,
    111: 'sunrpc',
    443: 'https',
    8_006: null,
    ...(isAfter ? { 5_985: 'wsman', 9_100: 'node-exporter', 60_000: null } : { 3_128: 'squid-http' }),
  };
  const refused = [
    ...allNumbers(1, 1_023),
    ...allNumbers(5_900, 5_979),
    ...(isAfter ? [3_128] : allNumbers(49_152, 49_367)),
    ...STRAYS,
  ].filter((port) => !(port in open));
  const last = isAfter ? 60_999 : 65_535;
  const told = [...new Set([...Object.keys(open).map(Number), ...refused])];
  return {
    address: '10.66.4.9',
    name: 'hv-01.lan',
    open,
    rest: [
      ['reset', rangesOf(refused.filter((port) => port <= last))],
      ['no-response', allBut(told, 1, last)],
    ],
  };
}

function allNumbers(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function rangesOf(ports: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const port of [...new Set(ports)].sort((a, b) => a - b)) {
    const range = ranges.at(-1);
    if (range && port === range[1] + 1) range[1] = port;
    else ranges.push([port, port]);
  }
  return ranges.map(([first, last]) => (first === last ? String(first) : `${first}-${last}`)).join(',');
}

function plain(last: number, name: string, open: Readonly<Record<number, string | null>>): SketchedHost {
  return {
    address: `10.66.4.${last}`,
    name,
    open,
    rest: [['reset', allBut(Object.keys(open).map(Number))]],
  };
}

/** As a report that can be imported. */
export function officeRun(night: Night): ScanReport {
  const isAfter = night === 'after';
  const { ssh, dns, http, https } = SERVICES;
  const mailOpen = { 25: 'smtp', 143: 'imap', 587: 'submission', 993: 'imaps' };
  const silent = [465, 110];
  const hosts: SketchedHost[] = [
    plain(1, 'gw.lan', { [dns]: 'domain', [https]: 'https' }),
    plain(2, 'nas.lan', {
      [ssh]: 'ssh',
      [http]: 'http',
      139: 'netbios-ssn',
      [https]: 'https',
      445: 'microsoft-ds',
    }),
    plain(3, 'db-primary.lan', { [ssh]: 'ssh', 5_432: 'postgresql' }),
    {
      address: '10.66.4.4',
      name: 'mail.lan',
      open: mailOpen,
      rest: [
        ['reset', allBut([...Object.keys(mailOpen).map(Number), ...silent])],
        ...(isAfter
          ? ([
              ['no-response', '110'],
              ['admin-prohibited', '465'],
            ] as const)
          : ([['no-response', '110,465']] as const)),
      ],
    },
    plain(5, 'build-01.lan', { [ssh]: 'ssh', 2_375: 'docker', 8_080: 'http-alt' }),
    plain(6, 'desk-ana.lan', { 3_389: 'ms-wbt-server' }),
    hypervisor(night),
    ...(isAfter ? [] : [plain(12, 'cam-door.lan', { [http]: 'http', 554: 'rtsp' })]),
  ];
  return sketchReport({
    id: `office-${night}`,
    startedAt: NIGHTS[night],
    elapsedMs: isAfter ? 8_700 : 8_900,
    targets: ['10.66.4.0/28'],
    ports: '1-65535',
    portsAsked: '-',
    hostsTotal: 14,
    hosts,
  });
}

/** Two runs of hosts whose every second port fell silent; of seven they are more changes than a comparison lists. */
export function hugeRun(night: Night, hosts: number): ScanReport {
  const numbers = allNumbers(1, 65_535);
  const odd = numbers.filter((port) => port % 2 === 1).join(',');
  const even = numbers.filter((port) => port % 2 === 0).join(',');
  return sketchReport({
    id: `huge-${night}`,
    startedAt: NIGHTS[night],
    targets: ['10.77.0.0/29'],
    ports: '1-65535',
    hosts: Array.from({ length: hosts }, (_, index) => ({
      address: `10.77.0.${index + 1}`,
      rest:
        night === 'before'
          ? ([['reset', '1-65535']] as const)
          : ([
              ['no-response', odd],
              ['reset', even],
            ] as const),
    })),
  });
}
