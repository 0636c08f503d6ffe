/** What nmap's XML says, and what it does not say, in a report of ours. */
import { describe, expect, it } from 'vitest';
import { formatOfText, reportFormats } from '../../../src-main/reports/formats.ts';
import { readJson } from '../../../src-main/reports/json-read.ts';
import { writeJson } from '../../../src-main/reports/json.ts';
import { readNmapXml } from '../../../src-main/reports/nmap-xml-read.ts';
import { scopeOfRun } from '../../../src-shared/scan/diff-scope.ts';
import { scanReportSchema, type HostReport, type ScanReport } from '../../../src-shared/scan/scan-report.ts';
import { nmapXml, type NmapDraft, type NmapHostDraft, type NmapPortDraft } from '../../helpers/nmap-xml.ts';

/** Every report made here is one that can be written and read again. */
function read(draft: NmapDraft): ScanReport {
  const report = scanReportSchema.parse(readNmapXml(nmapXml(draft)));
  expect(readJson([...writeJson(report)].join(''))).toEqual(report);
  return report;
}
function readHost(host: Partial<NmapHostDraft>, draft: Partial<NmapDraft> = {}): HostReport {
  const [first] = read({ ...draft, hosts: [{ address: '10.0.0.1', ...host }] }).hosts;
  return first ?? expect.fail('There is no host.');
}
const readPort = (port: Omit<NmapPortDraft, 'port'>): string | undefined => {
  const [row] = readHost({ ports: [{ port: 80, ...port }] }).ports;
  return row && `${row.state} ${row.reason}`;
};
const codesOf = ({ warnings }: ScanReport): string[] => warnings.map(({ code }) => code);
const sayings = ({ warnings }: ScanReport): string => warnings.map(({ message }) => message).join('\n');

it('is told from JSON and CSV by its beginning', () => {
  const xml = nmapXml({ hosts: [] });
  expect(['\uFEFF \n<?xml', xml, '<nmaprun/>'].map(formatOfText)).toEqual(['nmapXml', 'nmapXml', 'nmapXml']);
  expect(['{', ' [', 'address,port', ''].map(formatOfText)).toEqual(['json', 'json', 'csv', 'csv']);
  expect(reportFormats.nmapXml.read(xml).scanner.name).toBe('nmap');
});

it('reads a whole run', () => {
  const report = read({
    args: 'nmap -sT -T4 -p 1-100 router.test',
    hosts: [
      {
        address: '10.0.0.1',
        names: ['Router.Test.', 'other.test'],
        srttUs: 127,
        ports: [
          { port: 80, state: 'open', service: 'http' },
          { port: 22, state: 'open', service: 'ssh' },
          { port: 99, state: 'filtered', reason: 'no-response', service: 'metagram' },
        ],
        extra: [{ state: 'closed', reason: 'conn-refused', ports: '1-21,23-79,81-98,100' }],
      },
    ],
  });
  expect(report).toMatchObject({
    scanner: { name: 'nmap', version: '7.93', dialer: 'nmap' },
    startedAt: '2026-01-02T03:04:05.000Z',
    finishedAt: '2026-01-02T03:05:05.000Z',
    status: 'completed',
    options: { targets: ['router.test'], exclude: [], ports: '1-100', timing: 'T4', discovery: true },
    stats: {
      elapsedMs: 60_500,
      hosts: { total: 1, up: 1, down: 0, unknown: 0 },
      ports: { open: 2, closed: 97, filtered: 1 },
    },
  });
  expect(report.hosts).toEqual([
    {
      address: '10.0.0.1',
      family: 4,
      names: ['router.test', 'other.test'],
      status: 'up',
      reason: 'syn-ack',
      srttMs: 0.127,
      ports: [
        row(22, 'open', 'syn-ack', 'ssh'),
        row(80, 'open', 'syn-ack', 'http'),
        row(99, 'filtered', 'no-response', 'metagram'),
      ],
      extraports: [{ state: 'closed', reason: 'conn-refused', count: 97, ports: '1-21,23-79,81-98,100' }],
    },
  ]);
  expect(codesOf(report)).toEqual(['from-nmap']);
});

function row(port: number, state: string, reason: string, service: string | null): object {
  return { port, protocol: 'tcp', state, reason, service, rttMs: null, attempts: 0, confidence: null };
}

it('has the same id whenever it is read, and another where anything differs', () => {
  const id = (service: string): string =>
    read({ hosts: [{ address: '10.0.0.1', ports: [{ port: 1, state: 'open', service }] }] }).id;
  expect(id('a')).toMatch(/^20260102-030405-[0-9a-z]{6}$/);
  expect(id('a')).toBe(id('a'));
  expect(id('a')).not.toBe(id('b'));
});

describe('a port', () => {
  it.each([
    ['open', 'syn-ack', 'open syn-ack'],
    ['open', '', 'open syn-ack'],
    ['closed', 'reset', 'closed reset'],
    // What connect() sees of a reset and of ICMP port unreachable.
    ['closed', 'conn-refused', 'closed conn-refused'],
    ['closed', 'port-unreach', 'closed conn-refused'],
    ['closed', '', 'closed conn-refused'],
    ['filtered', 'no-response', 'filtered no-response'],
    ['filtered', 'port-unreach', 'filtered port-unreach'],
    ['filtered', 'admin-prohibited', 'filtered admin-prohibited'],
    ['filtered', 'host-prohibited', 'filtered host-prohibited'],
    ['filtered', 'net-prohibited', 'filtered net-prohibited'],
    ['filtered', 'host-unreach', 'filtered host-unreach'],
    ['filtered', 'net-unreach', 'filtered net-unreach'],
    ['filtered', 'proto-unreach', 'filtered proto-unreach'],
    ['filtered', 'time-exceeded', 'filtered host-unreach'],
    ['filtered', 'source-quench', 'filtered host-unreach'],
  ])('%s by %s is %s', (state, reason, ours) => {
    expect(readPort({ state, reason })).toBe(ours);
  });

  it.each([
    ['open|filtered', 'no-response'],
    ['closed|filtered', 'no-ipid-change'],
    ['unfiltered', 'reset'],
    ['unknown', ''],
    // A window scan's guess, an idle scan's: no handshake was seen.
    ['open', 'reset'],
    ['open', 'ipid-change'],
    ['closed', 'no-response'],
  ])('%s by %s is none of our states, and left out', (state, reason) => {
    expect(readPort({ state, reason })).toBeUndefined();
    const report = read({ hosts: [{ address: '10.0.0.1', ports: [{ port: 80, state, reason }] }] });
    expect(sayings(report)).toContain('1 port is left out: nmap does not say for certain');
    expect(report.stats.ports).toEqual({ open: 0, closed: 0, filtered: 0 });
  });

  it('of another protocol is left out', () => {
    const report = read({
      hosts: [
        {
          address: '10.0.0.1',
          ports: [
            { port: 53, state: 'open', protocol: 'udp' },
            { port: 53, state: 'closed', reason: 'reset' },
          ],
        },
      ],
    });
    expect(report.hosts[0]?.ports).toEqual([row(53, 'closed', 'reset', null)]);
    expect(sayings(report)).toContain('1 port is left out: not TCP');
  });

  it('that was not among those asked is asked after all', () => {
    const report = read({
      services: '1-10',
      hosts: [{ address: '10.0.0.1', ports: [{ port: 65_535, state: 'open' }] }],
    });
    expect(report.options.ports).toBe('1-10,65535');
  });

  it('with a service behind TLS says so, and "unknown" is none', () => {
    const text = nmapXml({
      hosts: [{ address: '10.0.0.1', ports: [{ port: 1, state: 'open', service: 'http' }] }],
    });
    const tls = readNmapXml(text.replace('name="http"', 'name="http" tunnel="ssl"'));
    expect(tls.hosts[0]?.ports[0]?.service).toBe('ssl/http');
    const unknown = readNmapXml(text.replace('name="http"', 'name="unknown"'));
    expect(unknown.hosts[0]?.ports[0]?.service).toBeNull();
  });
});

describe('ports that are not listed', () => {
  it('are rows by our rule where they are few', () => {
    const host = readHost({ extra: [{ state: 'filtered', reason: 'net-unreach', ports: '3,5-6' }] });
    expect(host.ports.map(({ port }) => port)).toEqual([3, 5, 6]);
    expect(host.extraports).toEqual([]);
  });

  it('and not named either are all that is left, where only one group is', () => {
    const host = readHost({
      ports: [{ port: 22, state: 'open' }],
      extra: [{ state: 'closed', reason: 'reset', ports: '1-21,23-100', listed: false }],
    });
    expect(host.extraports).toEqual([{ state: 'closed', reason: 'reset', count: 99, ports: '1-21,23-100' }]);
  });

  it('and of two groups that are not named nobody knows which is which', () => {
    const report = read({
      hosts: [
        {
          address: '10.0.0.1',
          ports: [{ port: 22, state: 'open' }],
          extra: [
            { state: 'closed', reason: 'reset', ports: '1-21', listed: false },
            { state: 'filtered', reason: 'no-response', ports: '23-100', listed: false },
          ],
        },
      ],
    });
    expect(report.hosts[0]?.extraports).toEqual([]);
    expect(report.stats.ports).toEqual({ open: 1, closed: 0, filtered: 0 });
    expect(sayings(report)).toContain('99 ports are left out: the file counts them');
  });

  it('are filtered for certain where only their reasons are mixed', () => {
    const report = read({
      hosts: [
        {
          address: '10.0.0.1',
          extra: [
            { state: 'filtered', reason: 'host-unreach', ports: '1-30', listed: false },
            { state: 'filtered', reason: 'no-response', ports: '31-100', listed: false },
          ],
        },
      ],
    });
    expect(report.hosts[0]?.extraports).toEqual([
      { state: 'filtered', reason: 'no-response', count: 100, ports: '1-100' },
    ]);
    // Told to the comparison: which of them say what is chance.
    expect(report.warnings).toContainEqual(
      expect.objectContaining({ code: 'icmp-limited', address: '10.0.0.1' }),
    );
  });
});

describe('a host', () => {
  it.each<[Partial<NmapHostDraft>, string]>([
    [{ reason: 'syn-ack' }, 'up syn-ack'],
    [{ reason: 'arp-response' }, 'up discovery'],
    [{ reason: 'arp-response', ports: [{ port: 1, state: 'closed', reason: 'reset' }] }, 'up reset'],
    // -Pn: nmap calls it up whether it is or not.
    [{ reason: 'user-set' }, 'unknown user-set'],
    [
      { reason: 'user-set', ports: [{ port: 1, state: 'filtered', reason: 'no-response' }] },
      'unknown user-set',
    ],
    [
      { reason: 'user-set', ports: [{ port: 1, state: 'filtered', reason: 'net-unreach' }] },
      'unknown user-set',
    ],
    [{ reason: 'user-set', ports: [{ port: 1, state: 'open' }] }, 'up syn-ack'],
    [{ status: 'down', reason: 'no-response' }, 'unknown no-response'],
    [{ status: 'down', reason: 'host-unreach' }, 'down host-unreach'],
    [{ timedOut: true }, 'up host-timeout'],
    [{ timedOut: true, reason: 'user-set' }, 'unknown host-timeout'],
  ])('%j is %s', (draft, ours) => {
    const { status, reason } = readHost(draft);
    expect(`${status} ${reason}`).toBe(ours);
  });

  it('of IPv6 has its canonical address', () => {
    expect(readHost({ address: 'FD00:0::1' })).toMatchObject({ address: 'fd00::1', family: 6 });
  });

  it('that stands there twice is one host, and the later verdicts count', () => {
    const report = read({
      end: { up: 2, total: 2 },
      hosts: [
        {
          address: '10.0.0.1',
          names: ['a.test'],
          ports: [{ port: 80, state: 'open' }],
          extra: [{ state: 'closed', reason: 'reset', ports: '1-50' }],
        },
        {
          address: '10.0.0.1',
          names: ['b.test'],
          extra: [{ state: 'filtered', reason: 'no-response', ports: '30-80' }],
        },
      ],
    });
    expect(report.hosts).toHaveLength(1);
    expect(report.hosts[0]).toMatchObject({
      names: ['a.test', 'b.test'],
      ports: [],
      extraports: [
        { reason: 'reset', ports: '1-29' },
        { reason: 'no-response', ports: '30-80' },
      ],
    });
    expect(sayings(report)).toContain('10.0.0.1 stands in the file more than once');
  });
});

describe('who was asked', () => {
  const up = (...addresses: string[]): NmapHostDraft[] => addresses.map((address) => ({ address }));
  const presence = (draft: NmapDraft, address: string): string => scopeOfRun(read(draft)).presence(address);
  const block = { args: 'nmap -p 1-100 10.0.0.0/29', hosts: up('10.0.0.1', '10.0.0.2') };

  it('is read from the command line: who is not listed did not answer', () => {
    const draft = { ...block, end: { total: 8 } };
    expect(read(draft).options.targets).toEqual(['10.0.0.0/29']);
    expect(presence(draft, '10.0.0.3')).toBe('absent');
    expect(presence(draft, '10.0.0.9')).toBe('not-asked');
  });

  it.each<[string, NmapDraft, string]>([
    ['a list in a file', { ...block, args: 'nmap -iL hosts.txt' }, 'it reads them from a file (-iL)'],
    ['targets at random', { ...block, args: 'nmap -iR 100' }, 'at random (-iR)'],
    [
      'excludes in a file',
      { ...block, args: 'nmap --excludefile x 10.0.0.0/29', end: { total: 8 } },
      '--excludefile',
    ],
    ['only hosts with open ports', { ...block, end: { up: 5, total: 8 } }, 'that are up (--open)'],
    ['fewer asked than named', { ...block, end: { total: 4 } }, 'fewer than its command line names'],
    [
      'an unknown option',
      { ...block, args: 'nmap --novel 10.0.0.0/29', end: { total: 8 } },
      'options that are not known',
    ],
    ['no command line', { ...block, args: '' }, 'not one of nmap'],
    ['another program', { ...block, args: 'masscan 10.0.0.0/29' }, 'not one of nmap'],
    ['targets that are none', { ...block, args: 'nmap 10.0.0.1/99' }, 'cannot be read whole'],
  ])('is not known by %s: who is not listed was not asked', (_name, draft, why) => {
    expect(presence(draft, '10.0.0.3')).toBe('not-asked');
    expect(read(draft).options.targets).toEqual(['10.0.0.1', '10.0.0.2']);
    expect(sayings(read(draft))).toContain(why);
  });

  it('leaves out what is excluded, skipped or only listed', () => {
    const draft: NmapDraft = {
      args: 'nmap --exclude 10.0.0.3,10.0.0.4 10.0.0.0/29',
      before: '<target specification="10.0.0.0" status="skipped" reason="invalid"/>',
      hosts: [...up('10.0.0.1'), { address: '10.0.0.5', status: 'unknown', reason: 'user-set' }],
      end: { total: 5 },
    };
    expect(read(draft).hosts.map(({ address }) => address)).toEqual(['10.0.0.1']);
    const who = [0, 1, 2, 3, 4, 5, 6].map((last) => presence(draft, `10.0.0.${last}`));
    expect(who).toEqual(['not-asked', 'present', 'absent', 'not-asked', 'not-asked', 'not-asked', 'absent']);
  });

  it('is not settled where the run did not come to its end', () => {
    const cut = { ...block, end: null };
    expect(read(cut).status).toBe('interrupted');
    expect(read(cut).finishedAt).toBeNull();
    // Until the last host that it was done with.
    expect(read(cut).stats.elapsedMs).toBe(60_000);
    expect(presence(cut, '10.0.0.3')).toBe('unsettled');
    const failed = read({ ...block, end: { total: 8, exit: 'error' } });
    expect(failed.status).toBe('failed');
    expect(sayings(failed)).toContain('Nmap ended by an error: out of luck');
  });

  it('says nothing of a host that was given up', () => {
    const draft: NmapDraft = { hosts: [{ address: '10.0.0.1', timedOut: true, reason: 'user-set' }] };
    expect(presence(draft, '10.0.0.1')).toBe('unsettled');
  });
});
