import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../../src-main/reports/csv-read.ts';
import { CSV_COLUMNS, writeCsv } from '../../../src-main/reports/csv.ts';
import type { HostReport, ScanReport } from '../../../src-shared/scan/scan-report.ts';
import { HOSTILE_TEXTS, hostileReport, sampleReport } from './sample-report.ts';

const write = (report: ScanReport): string => [...writeCsv(report)].join('');

describe('writing', () => {
  it('is RFC 4180 with one line for each port that was asked, in order', () => {
    const text = write(sampleReport);
    expect(text.startsWith(`${CSV_COLUMNS.join(',')}\r\n`)).toBe(true);
    expect(text.endsWith('\r\n')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    const rows: string[][] = parse(text, { from_line: 2 });
    expect(rows).toHaveLength(200);
    expect(rows.slice(0, 100).map((row) => Number(row[2]))).toEqual(
      Array.from({ length: 100 }, (_, i) => i + 1),
    );
    expect(text.split('\r\n')[22]).toBe(
      '10.0.0.1,router.test,22,tcp,open,syn-ack,ssh,0.25,1,,20260102-030405-abcdef,2026-01-02T03:04:05.678Z',
    );
    expect(text.split('\r\n')[99]).toBe(
      '10.0.0.1,router.test,99,tcp,filtered,no-response,,,4,0.999,20260102-030405-abcdef,2026-01-02T03:04:05.678Z',
    );
  });

  it.each(HOSTILE_TEXTS)('makes a formula harmless and keeps the rest: %j', (text) => {
    const rows: string[][] = parse(write(hostileReport(text)));
    expect(rows).toHaveLength(201);
    for (const row of rows) {
      expect(row).toHaveLength(CSV_COLUMNS.length);
      for (const cell of row) expect(cell).not.toMatch(/^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/);
    }
    expect(rows[1]?.[1]).toMatch(text.slice(-3));
  });

  it('is only a header for a scan without ports', () => {
    expect(write({ ...sampleReport, hosts: [] })).toBe(`${CSV_COLUMNS.join(',')}\r\n`);
  });
});

describe('reading back', () => {
  const portsOf = (hosts: readonly HostReport[]): unknown =>
    hosts.map(({ address, names, ports, extraports }) => ({ address, names, ports, extraports }));

  it('gives every port as it was', () => {
    const again = readCsv(write(sampleReport));
    const withPorts = sampleReport.hosts.filter(({ status }) => status !== 'down');
    expect(portsOf(again.hosts)).toEqual(portsOf(withPorts));
    expect(again).toMatchObject({
      id: sampleReport.id,
      startedAt: sampleReport.startedAt,
      stats: { ports: sampleReport.stats.ports },
      options: { ports: '1-100', targets: ['10.0.0.1', 'fd00::7'] },
      warnings: [{ code: 'from-csv' }],
    });
    expect(write(again)).toBe(write(sampleReport));
  });

  it.each(HOSTILE_TEXTS)("gives a stranger's text back as it was: %j", (text) => {
    const [host] = readCsv(write(hostileReport(text))).hosts;
    expect(host?.names).toEqual([text.toWellFormed()]);
    expect(host?.ports[0]?.service).toBe(text.toWellFormed());
  });

  it('keeps every port listed where all were listed', () => {
    const ports = Array.from(
      { length: 60 },
      (_, i) =>
        ({
          port: i + 1,
          protocol: 'tcp',
          state: 'closed',
          reason: 'reset',
          service: null,
          rttMs: 0.1,
          attempts: 1,
          confidence: 1,
        }) as const,
    );
    const [host] = readCsv(
      write({
        ...sampleReport,
        hosts: [{ ...(sampleReport.hosts[0] ?? expect.fail()), ports: [...ports], extraports: [] }],
      }),
    ).hosts;
    expect(host?.ports).toEqual(ports);
  });

  const [header = '', line = ''] = write(sampleReport).split('\r\n');
  const cases: readonly (readonly [string, string, RegExp])[] = [
    ['nothing', '', /no ports/],
    ['only a header', header, /no ports/],
    ['another file', 'a,b,c\r\n1,2,3\r\n', /no column "address"/],
    ['a line too short', `${header}\r\n10.0.0.1,x\r\n`, /cannot be read/],
    ['an open quote', `${header}\r\n"10.0.0.1,x\r\n`, /cannot be read/],
    ['a port that is none', `${header}\r\n${line.replace(',1,tcp', ',x,tcp')}`, /line 2, port/],
    ['a state against its reason', `${header}\r\n${line.replace('closed', 'open')}`, /line 2, state/],
    ['a name for an address', `${header}\r\n${line.replace('10.0.0.1', 'router')}`, /line 2, address/],
    ['a port twice', `${header}\r\n${line}\r\n${line}`, /line 3, port: .*twice/],
    [
      'two scans',
      `${header}\r\n${line}\r\n${line.replace(',1,tcp', ',2,tcp').replace('abcdef', 'other')}`,
      /more than one scan/,
    ],
    ['a date that is none', `${header}\r\n${line.replace('2026-01-02T03', 'noon')}`, /scanned_at/],
  ];
  it.each(cases)('%s: one sentence with the place', (_name, text, expected) => {
    expect(() => readCsv(text)).toThrow(expected);
  });
});
