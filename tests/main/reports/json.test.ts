import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { readJson } from '../../../src-main/reports/json-read.ts';
import { writeJson } from '../../../src-main/reports/json.ts';
import { assertReadableLength } from '../../../src-main/reports/report-error.ts';
import { reportSchemaText, schemaFile } from '../../../src-main/tools/write-report-schema.ts';
import type { HostReport, ScanReport } from '../../../src-shared/scan/scan-report.ts';
import { HOSTILE_TEXTS, hostileReport, sampleReport } from './sample-report.ts';

const published = readFileSync(schemaFile, 'utf8');
const ajv = new Ajv2020({ strict: true, allErrors: true });
addFormats(ajv);
const validate = ajv.compile(JSON.parse(published));
const write = (report: ScanReport): string => [...writeJson(report)].join('');
const empty: ScanReport = { ...sampleReport, finishedAt: null, status: 'stopped', warnings: [], hosts: [] };

describe('the published schema', () => {
  it('is current: write it again with src-main/tools/write-report-schema.ts', () => {
    expect(published).toBe(reportSchemaText());
  });

  it.each([sampleReport, empty, ...HOSTILE_TEXTS.map(hostileReport)])(
    'admits what is written %#',
    (report) => {
      expect(validate(JSON.parse(write(report)))).toBe(true);
    },
  );

  it('refuses what is no report', () => {
    expect(validate({ ...sampleReport, status: 'running' })).toBe(false);
    expect(validate({ ...sampleReport, extra: 1 })).toBe(false);
    expect(
      validate({ ...sampleReport, hosts: [{ ...sampleReport.hosts[0], ports: [{ port: 70_000 }] }] }),
    ).toBe(false);
  });
});

describe('writing', () => {
  it('and reading gives the same report, whatever is in it', () => {
    for (const report of [sampleReport, empty, ...HOSTILE_TEXTS.map(hostileReport)]) {
      expect(readJson(write(report))).toEqual(report);
      expect(JSON.parse(write(report))).toEqual(JSON.parse(JSON.stringify(report)));
    }
  });

  it('is laid out for people: a port a line', () => {
    const lines = write(sampleReport).split('\n');
    expect(lines.slice(0, 4)).toEqual([
      '{',
      '  "schema": "portolan-scan/1",',
      '  "scanner": {',
      '    "name": "Portolan",',
    ]);
    expect(lines).toContain(
      '        {"port":22,"protocol":"tcp","state":"open","reason":"syn-ack","service":"ssh","rttMs":0.25,"attempts":1,"confidence":null},',
    );
    expect(lines.slice(-2)).toEqual(['}', '']);
  });

  it('takes hosts one at a time and makes no long strings', () => {
    const taken: string[] = [];
    const host: HostReport = sampleReport.hosts[0] ?? expect.fail();
    const hosts = {
      *[Symbol.iterator]() {
        for (const address of ['10.0.0.1', '10.0.0.2']) {
          taken.push(address);
          yield { ...host, address };
        }
      },
    };
    let longest = 0;
    const seen: number[] = [];
    for (const piece of writeJson({ ...sampleReport, hosts })) {
      longest = Math.max(longest, piece.length);
      seen.push(taken.length);
    }
    expect(longest).toBeLessThan(600);
    expect(new Set(seen)).toEqual(new Set([0, 1, 2]));
  });
});

describe('reading what is wrong', () => {
  const [host] = sampleReport.hosts;
  const withHost = (change: object): string =>
    JSON.stringify({ ...sampleReport, hosts: [{ ...host, ...change }] });
  const run = host?.extraports[0];
  const cases: readonly (readonly [string, string, RegExp])[] = [
    ['empty', '', /not JSON/],
    ['cut short', write(sampleReport).slice(0, -9), /not JSON/],
    ['a list', '[]', /cannot|expected object/i],
    ['null', 'null', /expected object/i],
    ['another schema', '{"schema":"portolan-scan/9"}', /"portolan-scan\/9"/],
    ['no hosts', JSON.stringify({ ...sampleReport, hosts: undefined }), /hosts: /],
    ['an unknown word', withHost({ status: 'maybe' }), /hosts\[0\]\.status: /],
    [
      'a port too high',
      withHost({ ports: [{ ...host?.ports[0], port: 65_536 }] }),
      /hosts\[0\]\.ports\[0\]\.port: /,
    ],
    [
      'a state against its reason',
      withHost({ ports: [{ ...host?.ports[0], reason: 'reset' }] }),
      /hosts\[0\]\.ports\[0\]\.state: "reset" is not a reason for "open"/,
    ],
    [
      'a port told twice',
      withHost({ ports: [host?.ports[0], host?.ports[0]] }),
      /port 22 stands in the host twice/,
    ],
    [
      'a port listed and summarised',
      withHost({ extraports: [{ ...run, ports: '1-97' }] }),
      /extraports\[0\]\.ports: port 22/,
    ],
    [
      'ranges that are none',
      withHost({ extraports: [{ ...run, ports: '9-1' }] }),
      /hosts\[0\]\.extraports\[0\]\.ports: /,
    ],
    ['a count that is wrong', withHost({ extraports: [{ ...run, count: 3 }] }), /hold 97 ports, not 3/],
    ['a name for an address', withHost({ address: 'router' }), /"router" is not an address/],
    ['the wrong family', withHost({ family: 6 }), /is IPv4/],
    [
      'a host twice',
      JSON.stringify({ ...sampleReport, hosts: [host, host] }),
      /hosts\[1\]\.address: .*twice/,
    ],
  ];
  it.each(cases)('%s: one sentence with the place', (_name, text, expected) => {
    expect(() => readJson(text)).toThrow(expected);
    expect(() => readJson(text)).toThrow(/^[^\n]*\.$/);
  });

  it('ignores __proto__ however it is spelled', () => {
    for (const name of ['"__proto__"', '"\\u005f_proto__"', '"_\\u005Fproto__"']) {
      const text = write(sampleReport).replace('"discovery"', `${name}: {"polluted": true}, "discovery"`);
      const { options } = readJson(text);
      expect(Object.getPrototypeOf(options)).toBe(Object.prototype);
      expect('polluted' in options).toBe(false);
    }
    expect('polluted' in {}).toBe(false);
  });

  it('refuses by size before anything is parsed', () => {
    expect(() => assertReadableLength('x'.repeat(2_048), 1_024)).toThrow('too large');
  });

  it('survives random damage: a report or a sentence, nothing else', () => {
    const text = write(sampleReport);
    for (let at = 0; at < text.length; at += 7) {
      const damaged = text.slice(0, at) + text.slice(at + 1 + (at % 5));
      try {
        expect(readJson(damaged).schema).toBe('portolan-scan/1');
      } catch (error) {
        expect(error).toMatchObject({ name: 'ReportError' });
      }
    }
  });
});
