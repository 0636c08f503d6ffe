/** Reports for tests: a plain one, and one whose every text is a stranger's. */
import type { ScanReport } from '../../../src-shared/scan/scan-report.ts';

export const sampleReport: ScanReport = {
  schema: 'portolan-scan/1',
  scanner: { name: 'Portolan', version: '0.1.0', dialer: 'portable', platform: 'linux-x64' },
  id: '20260102-030405-abcdef',
  startedAt: '2026-01-02T03:04:05.678Z',
  finishedAt: '2026-01-02T03:04:06.789Z',
  status: 'completed',
  options: {
    targets: ['router.test', '10.0.0.0/30'],
    exclude: [],
    ports: '1-100',
    portsAsked: 'top:100',
    timing: 'T3',
    discovery: true,
    seed: 42,
  },
  stats: {
    probesSent: 210,
    retries: 10,
    elapsedMs: 1_111.5,
    lossRate: 0.01,
    hosts: { total: 4, up: 2, down: 1, unknown: 1 },
    ports: { open: 2, closed: 97, filtered: 101 },
  },
  warnings: [
    {
      code: 'other-addresses',
      message: 'Other addresses for router.test (not scanned): ::1',
      address: '10.0.0.1',
    },
  ],
  hosts: [
    {
      address: '10.0.0.1',
      family: 4,
      names: ['router.test'],
      status: 'up',
      reason: 'reset',
      srttMs: 0.42,
      ports: [
        {
          port: 22,
          protocol: 'tcp',
          state: 'open',
          reason: 'syn-ack',
          service: 'ssh',
          rttMs: 0.25,
          attempts: 1,
          confidence: null,
        },
        {
          port: 80,
          protocol: 'tcp',
          state: 'open',
          reason: 'syn-ack',
          service: 'http',
          rttMs: 0.5,
          attempts: 2,
          confidence: 1,
        },
        {
          port: 99,
          protocol: 'tcp',
          state: 'filtered',
          reason: 'no-response',
          service: null,
          rttMs: null,
          attempts: 4,
          confidence: 0.999,
        },
      ],
      extraports: [
        {
          state: 'closed',
          reason: 'reset',
          count: 97,
          ports: '1-21,23-79,81-98,100',
          attempts: 1,
          confidence: 1,
        },
      ],
    },
    {
      address: 'fd00::7',
      family: 6,
      names: [],
      status: 'up',
      reason: 'admin-prohibited',
      srttMs: null,
      ports: [],
      extraports: [
        {
          state: 'filtered',
          reason: 'admin-prohibited',
          count: 100,
          ports: '1-100',
          attempts: 2,
          confidence: null,
        },
      ],
    },
    {
      address: '10.0.0.3',
      family: 4,
      names: [],
      status: 'down',
      reason: 'no-route',
      srttMs: null,
      ports: [],
      extraports: [],
    },
  ],
};

/** Escape sequences, line ends, formulas, reversed text, markup, an own name for an object's prototype. */
export const HOSTILE_TEXTS: readonly string[] = [
  '\u001b[2J\u001b[31mroot\u0007',
  'a\r\nPORT STATE\n22/tcp open\u2028x\u2029',
  "=cmd|' /C calc'!A1",
  '+1+1',
  '-1+1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\uFF1D1',
  '\u202Egnp.exe\u2066',
  '","",quoted""',
  '<img src=x onerror=alert(1)>',
  '__proto__',
  '\ud800lone',
  '\u009b31m',
];

export function hostileReport(text: string): ScanReport {
  const [first, ...rest] = sampleReport.hosts;
  if (!first) throw new Error('The sample has no host.');
  return {
    ...sampleReport,
    options: { ...sampleReport.options, targets: [text], note: text },
    warnings: [{ code: text.slice(0, 64), message: text }],
    hosts: [
      {
        ...first,
        names: [text],
        ports: first.ports.map((port) => ({ ...port, service: text, banner: text })),
      },
      ...rest,
    ],
  };
}
