/** A file that was written from a run reads well, and the run agrees with it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readExpectations } from '../../../../src-main/reports/expect/read-expectations.ts';
import { writeExpectations } from '../../../../src-main/reports/expect/write-expectations.ts';
import { checkExpectations } from '../../../../src-shared/scan/expect/check-expectations.ts';
import { formatPortRanges } from '../../../../src-shared/scan/port-ranges.ts';
import { formatIpv4 } from '../../../../src-shared/scan/ip-address.ts';
import type { ScanReport } from '../../../../src-shared/scan/scan-report.ts';
import { makeReport, type HostDraft } from '../../../shared/make-report.ts';
import { HOSTILE_TEXTS, hostileReport } from '../sample-report.ts';
import { lookup } from './port-lookup.ts';

function checkWritten(report: ScanReport) {
  const text = writeExpectations(report, lookup);
  const { expectations, problems } = readExpectations(text, lookup);
  expect(problems, text).toEqual([]);
  if (!expectations) throw new Error('Nothing was read.');
  return { text, expectations, result: checkExpectations(report, expectations) };
}

/** Asked for the same five ports as all others. */
function host(open: readonly number[], more: HostDraft = {}): HostDraft {
  const closed = [22, 443, 8000, 8001, 8002].filter((port) => !open.includes(port));
  return { ...more, ports: { 'syn-ack': formatPortRanges(open), reset: formatPortRanges(closed) } };
}

test('like hosts stand together, under the names they were asked by', () => {
  const report = makeReport({
    targets: ['web.lan', '10.0.0.0/28', '!10.0.0.13'],
    hosts: {
      '10.0.0.2': host([22], { services: { 22: 'ssh' } }),
      '10.0.0.1': host([22, 8000, 8001, 8002], { names: ['web.lan'] }),
      '10.0.0.3': host([22]),
      '10.0.0.4': host([22]),
      '10.0.0.9': host([], { names: ['printer'] }),
      '10.0.0.11': { status: 'down' },
      'fd00::1': host([443], { services: { 443: 'https' } }),
      'fd00::5': host([443], { services: { 443: 'https' } }),
    },
  });
  const { text, result } = checkWritten(report);
  expect(result.verdict).toBe('agreed');
  expect(text).toMatchInlineSnapshot(`
    "# What should be, as it was seen by Portolan.
    # Run run, 2026-01-02 03:04 UTC.
    # "portolan check FILE" asks again and tells what is not so.
    version: 1

    # The first rule that matches a host is its rule. Ports that it does not name may not be open.
    hosts:
      - match: web.lan # 10.0.0.1
        open:
          must: [22, 8000-8002]

      - match: 10.0.0.2-10.0.0.4 # 3 hosts
        open:
          must: [22] # ssh
        answers: must

      - match: ["fd00::1", "fd00::5"]
        open:
          must: [443] # https

      # It answers and has nothing open.
      - match: 10.0.0.9 # printer

      # Every other host: nothing may be open there.
      - match: any

    # What is scanned where no run is given.
    scan:
      targets: [web.lan, 10.0.0.0/28, "!10.0.0.13"]
      ports: [22, 443, 8000-8002]
      timing: T3
    "
  `);
});

test('a long list wraps, and a run that stopped says so', () => {
  const hosts: Record<string, HostDraft> = {};
  for (let index = 0; index < 40; index++)
    hosts[`10.0.0.${2 * index}`] = { ports: { 'syn-ack': '22,25,27,29,31' } };
  const { text } = checkWritten(makeReport({ targets: ['10.0.0.0/24'], hosts, status: 'stopped' }));
  expect(text).toContain('stopped: it did not go to its end');
  expect(Math.max(...text.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(105);
});

test('hosts whose ports were cut short get no rule, and are named', () => {
  const report = makeReport({
    targets: ['10.0.0.0/24', 'fd00::1'],
    asked: '22-24',
    status: 'stopped',
    hosts: {
      '10.0.0.1': { ports: { 'syn-ack': '22', reset: '23-24' } },
      '10.0.0.2': { ports: { 'syn-ack': '22' } },
      '10.0.0.3': { ports: {} },
      '10.0.0.4': { ports: { reset: '22-24' } },
      '0:0:0:0:0:0:0:1': { names: ['six.lan'], ports: { 'syn-ack': '22-24' } },
      'fd00:0::1': { ports: { 'syn-ack': '22' }, status: 'unknown' },
    },
  });
  const { text, expectations } = checkWritten(report);
  expect(text.slice(text.indexOf('hosts:'), text.indexOf('# Every'))).toMatchInlineSnapshot(`
    "hosts:
      # Without a rule, as the run did not get a verdict of all of their ports:
      #   10.0.0.2
      #   10.0.0.3
      #   fd00::1
      # Scan them to the end and add rules: until then nothing may be open there.

      - match: 10.0.0.1
        open:
          must: [22]

      - match: "::1" # six.lan
        open:
          must: [22-24]

      # It answers and has nothing open.
      - match: 10.0.0.4

      "
  `);
  expect(expectations.rules).toHaveLength(4);
});

test('a run that is still running is not called stopped', () => {
  const report = makeReport({ status: 'stopped', hosts: { '10.0.0.1': { ports: { 'syn-ack': '22' } } } });
  const warnings = [{ code: 'still-running', message: 'x' }];
  expect(checkWritten({ ...report, warnings }).text).toContain('UTC, still running: it was not at its end.');
});

test.each(HOSTILE_TEXTS)('a stranger cannot write into it: %j', (hostile) => {
  const { text, expectations } = checkWritten(hostileReport(hostile));
  expect(expectations.rules).toHaveLength(3);
  expect(text).not.toMatch(/[^\n\P{Cc}]|[\u202a-\u202e\u2066-\u2069]/u);
});

const address = fc.oneof(
  fc.integer({ min: 0x0a000000, max: 0x0a000020 }).map(formatIpv4),
  fc.integer({ min: 1, max: 12 }).map((value) => `fd00::${value.toString(16)}`),
);
const name = fc.constantFrom('web.lan', 'db.lan', 'any', 'Web.LAN', '10', 'true');
const ports = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 12 });
const anyHost = fc
  .record({ open: ports, names: fc.uniqueArray(name, { maxLength: 2 }), isUp: fc.boolean() })
  .map(({ open, names, isUp }): HostDraft => {
    if (!isUp) return { names, status: 'down' };
    const closed = Array.from({ length: 12 }, (_, index) => index + 1).filter((port) => !open.includes(port));
    const ascending = formatPortRanges(open.toSorted((a, b) => a - b));
    return {
      names,
      ports: {
        ...(open.length > 0 ? { 'syn-ack': ascending } : {}),
        ...(closed.length > 0 ? { reset: formatPortRanges(closed) } : {}),
      },
    };
  });

test('every whole run agrees with the file that was written from it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(address, anyHost), { maxLength: 24 }),
      fc.subarray(['web.lan', 'db.lan', '10.0.0.0/24', 'fd00::/120'], { minLength: 1 }),
      (hosts, targets) => {
        const report = makeReport({ targets, hosts: Object.fromEntries(hosts) });
        const { result, text } = checkWritten(report);
        expect(result.findings, text).toEqual([]);
        expect(result.verdict).toBe('agreed');
      },
    ),
    { numRuns: 300 },
  );
});

test('whatever opens or closes afterwards is no longer agreed', () => {
  const before = makeReport({ hosts: { '10.0.0.1': { ports: { 'syn-ack': '22', reset: '23' } } } });
  const { expectations } = checkWritten(before);
  const after = makeReport({ hosts: { '10.0.0.1': { ports: { 'syn-ack': '23', reset: '22' } } } });
  const { counts } = checkExpectations(after, expectations);
  expect(counts).toMatchObject({ 'unexpected-open': 1, 'missing-open': 1 });
});
