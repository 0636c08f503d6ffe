import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyScanView, type HostView } from '../../../src-shared/scan/fold-scan.ts';
import { HostLedger } from '../../../src-shared/scan/host-ledger.ts';
import { PORT_STATES, REASONS, stateOfReason, type Reason } from '../../../src-shared/scan/port-state.ts';
import {
  ROW_SORT_KEYS,
  rowPageSchema,
  rowQuerySchema,
  type PortRow,
  type RowQueryInput,
  type TableLine,
} from '../../../src-shared/scan/scan-row.ts';
import { columnsOf } from '../../../src-main/app/host-columns.ts';
import { countsOf } from '../../../src-main/app/kept-hosts.ts';
import { createRowPages } from '../../../src-main/app/row-pages.ts';
import { buildRowIndex } from '../../../src-main/app/row-index.ts';
import type { RunData, RunHost } from '../../../src-main/app/run-data.ts';
import { verdicts } from './fake-engine.ts';

const SERVICES: Readonly<Record<number, string>> = {
  1: 'tcpmux',
  7: 'echo',
  22: 'ssh',
  80: 'http',
  443: 'https',
};
const serviceName = (port: number): string | null => SERVICES[port] ?? null;
const services = Array.from({ length: 65_536 }, (_, port) => serviceName(port));

/** What some open ports say; the filter reads it, and rows are sorted by it whatever the case. */
const BANNERS = ['SSH-2.0-open', 'ssh-1.99'];

function hostOf(
  position: number,
  reasonOf: (port: number) => Reason,
  ports: readonly number[],
  banners: readonly string[] = [],
): RunHost {
  const ledger = new HostLedger(Uint16Array.from(ports));
  const address = `10.0.${position >> 8}.${position & 255}`;
  ledger.record(verdicts(address, ports, reasonOf));
  const summary = ledger.summarise({ allPorts: false });
  const columns = columnsOf(
    summary.ports.map((row) => ({
      ...row,
      service: serviceName(row.port),
      ...(row.state === 'open' && row.port % 3 < banners.length
        ? { banner: banners[row.port % banners.length] ?? '' }
        : {}),
    })),
    summary.extraports,
  );
  const names = position % 3 === 0 ? [`host${position}.test`] : [];
  const head: HostView = {
    address,
    family: 4,
    names,
    status: 'up',
    reason: 'reset',
    srttMs: 1,
    finished: true,
    counts: countsOf(columns),
  };
  return { position, head, columns };
}

function runOf(hosts: readonly RunHost[]): RunData {
  return {
    scanId: 'run',
    view: { ...emptyScanView('run'), status: 'completed', seq: 9, portsPerHost: 100 },
    version: 0,
    hosts: () => hosts,
    host: (address) => hosts.find(({ head }) => head.address === address),
    stats: () => expect.fail(),
  };
}

const query = (input: RowQueryInput) => rowQuerySchema.parse(input);
const linesOf = (run: RunData, input: RowQueryInput): TableLine[] => {
  const index = buildRowIndex(run, query(input), services);
  return index.lines(0, index.total);
};
const rowsOf = (lines: readonly TableLine[]): PortRow[] =>
  lines.flatMap((line) => (line.line === 'port' ? [line.row] : []));
const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);

describe('the grouped view', () => {
  const run = runOf([
    hostOf(0, (port) => (port === 22 ? 'syn-ack' : 'reset'), upTo(100)),
    hostOf(1, () => 'no-response', upTo(100)),
    hostOf(2, (port) => (port < 3 ? 'port-unreach' : 'syn-ack'), upTo(5)),
  ]);

  it('has a heading, the listed ports and what is not shown, for each host', () => {
    const lines = linesOf(run, {});
    expect(lines.map((line) => (line.line === 'port' ? line.row.port : line.line))).toEqual([
      'host',
      22,
      'not-shown',
      'host',
      'not-shown',
      'host',
      1,
      2,
      3,
      4,
      5,
    ]);
    expect(lines[0]).toMatchObject({
      address: '10.0.0.0',
      names: ['host0.test'],
      open: 1,
      closed: 99,
      asked: 100,
    });
    expect(lines[2]).toMatchObject({ runs: [{ state: 'closed', reason: 'reset', count: 99 }] });
  });

  it('shows every port where nothing is summarised', () => {
    const lines = linesOf(run, { summarise: false });
    expect(rowsOf(lines).map(({ port }) => port)).toEqual([...upTo(100), ...upTo(100), ...upTo(5)]);
    expect(lines.some(({ line }) => line === 'not-shown')).toBe(false);
  });

  it('expands summarised ports that a filter asks for, and hides hosts without a match', () => {
    const lines = linesOf(run, { states: ['filtered'] });
    expect(lines.filter(({ line }) => line === 'host')).toHaveLength(2);
    expect(rowsOf(lines)).toHaveLength(102);
    expect(rowsOf(linesOf(run, { reasons: ['reset'] }))).toHaveLength(99);
    expect(
      rowsOf(linesOf(run, { services: ['echo'] })).map(({ address, port }) => `${address} ${port}`),
    ).toEqual(['10.0.0.0 7', '10.0.0.1 7']);
  });

  it('unfolds the summed-up ports of one host where asked, and keeps the line that says so', () => {
    const lines = linesOf(run, { expanded: ['10.0.0.0'] });
    const folded = linesOf(run, {});
    const of = (all: TableLine[], address: string): number =>
      rowsOf(all).filter((row) => row.address === address).length;
    expect(of(folded, '10.0.0.0')).toBeLessThan(100);
    expect(of(lines, '10.0.0.0')).toBe(100);
    expect(of(lines, '10.0.0.1')).toBe(of(folded, '10.0.0.1'));
    expect(lines.filter(({ line }) => line === 'not-shown')).toHaveLength(
      folded.filter(({ line }) => line === 'not-shown').length,
    );
  });

  it('finds by text: port, address, name, service, state, reason; all words; hidden ports by their number', () => {
    const found = (text: string): string[] =>
      rowsOf(linesOf(run, { text })).map(({ address, port }) => `${address.slice(-1)}:${port}`);
    expect(found('ssh')).toEqual(['0:22']);
    expect(found('HOST0')).toEqual(['0:22']);
    expect(found('80')).toEqual(['0:80', '1:80']);
    expect(found('10.0.0.2 open')).toEqual(['2:3', '2:4', '2:5']);
    expect(found('port-unreach 2')).toEqual(['2:1', '2:2']);
    expect(found('nothing like it')).toEqual([]);
    expect(linesOf(run, { text: 'nothing like it' })).toEqual([]);
  });

  it('finds by what a port said first, alone and with other words', () => {
    const base = hostOf(0, (port) => (port < 4 ? 'syn-ack' : 'reset'), upTo(100));
    const banners = new Map([
      [1, 'SSH-2.0-OpenSSH_9.2p1'],
      [3, '220 mail ESMTP'],
    ]);
    const greeted = runOf([
      { ...base, columns: { ...base.columns, banners } },
      hostOf(1, () => 'reset', upTo(30)),
    ]);
    const found = (text: string): number[] => rowsOf(linesOf(greeted, { text })).map(({ port }) => port);
    expect(found('openssh')).toEqual([1]);
    expect(found('esmtp mail open')).toEqual([3]);
    expect(found('esmtp closed')).toEqual([]);
    expect(rowsOf(linesOf(greeted, { text: 'host0 esmtp' }))[0]).toMatchObject({ banner: '220 mail ESMTP' });
  });

  it('sorts inside each host, and hosts when asked', () => {
    expect(
      rowsOf(linesOf(run, { sort: 'port', descending: true, hosts: ['10.0.0.2'] })).map(({ port }) => port),
    ).toEqual([5, 4, 3, 2, 1]);
    const hosts = linesOf(run, { sort: 'host', descending: true }).flatMap((line) =>
      line.line === 'host' ? [line.address] : [],
    );
    expect(hosts).toEqual(['10.0.0.2', '10.0.0.1', '10.0.0.0']);
  });
});

describe('grouped by port', () => {
  const run = runOf([
    hostOf(0, (port) => (port === 22 || port === 80 ? 'syn-ack' : 'reset'), upTo(100)),
    hostOf(1, (port) => (port === 22 ? 'syn-ack' : 'no-response'), upTo(100)),
    hostOf(2, (port) => (port === 22 ? 'no-response' : 'reset'), upTo(100)),
  ]);
  const told = (lines: readonly TableLine[]): unknown[] =>
    lines.map((line) => (line.line === 'port' ? line.row.address.slice(-1) : line));

  it('has a heading for each port that stands out, over its hosts, and nothing that is summed up', () => {
    expect(told(linesOf(run, { group: 'port' }))).toEqual([
      { line: 'same-port', port: 22, service: 'ssh', open: 2, closed: 0, filtered: 1 },
      '0',
      '1',
      '2',
      { line: 'same-port', port: 80, service: 'http', open: 1, closed: 0, filtered: 0 },
      '0',
    ]);
  });

  it('sorts hosts under each port, and brings in summed-up ports that are asked for', () => {
    const lines = linesOf(run, { group: 'port', states: ['closed'], sort: 'host', descending: true });
    expect(told(lines.slice(0, 6))).toEqual([
      { line: 'same-port', port: 1, service: 'tcpmux', open: 0, closed: 2, filtered: 0 },
      '2',
      '0',
      { line: 'same-port', port: 2, service: null, open: 0, closed: 2, filtered: 0 },
      '2',
      '0',
    ]);
  });
});

describe('any query on any run', () => {
  const hosts = fc.array(
    fc.tuple(
      fc.array(fc.constantFrom(...REASONS), { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 1, max: 120 }),
    ),
    { minLength: 0, maxLength: 6 },
  );
  const queries = fc.record({
    text: fc.constantFrom('', '1', '22', 'ssh', 'open', 'closed reset', '10.0.0.1', 'host', 'zz'),
    states: fc.subarray([...PORT_STATES]),
    reasons: fc.oneof(fc.constant<Reason[]>([]), fc.subarray([...REASONS])),
    services: fc.subarray(['ssh', 'http']),
    sort: fc.constantFrom(...ROW_SORT_KEYS),
    descending: fc.boolean(),
    group: fc.constantFrom('host' as const, 'port' as const, 'none' as const),
    summarise: fc.boolean(),
  });

  it('agrees with the plain way of doing it, page by page', () => {
    fc.assert(
      fc.property(hosts, queries, fc.integer({ min: 1, max: 40 }), (shapes, input, pageSize) => {
        const run = runOf(
          shapes.map(([reasons, count], position) =>
            hostOf(position, (port) => reasons[port % reasons.length] ?? 'reset', upTo(count), BANNERS),
          ),
        );
        const index = buildRowIndex(run, query(input), services);
        const lines: TableLine[] = [];
        for (let offset = 0; offset < index.total; offset += pageSize)
          lines.push(...index.lines(offset, pageSize));
        rowPageSchema.shape.lines.parse(lines.slice(0, 500));
        expect(lines).toHaveLength(index.total);
        const rows = rowsOf(lines);
        expect(rows).toHaveLength(index.ports);
        if (input.group === 'port') expectPortHeadings(lines);
        const expected = plainly(run, input);
        const key = ({ address, port }: PortRow): string => `${address} ${port}`;
        expect(rows.map(key).sort()).toEqual(expected.map(key).sort());
        for (const [at, row] of rows.entries()) {
          const before = rows[at - 1];
          if (!before || (input.group === 'host' && before.address !== row.address)) continue;
          if (input.group === 'port' && before.port !== row.port) {
            const isBackward = input.sort === 'port' && input.descending;
            expect(Math.sign(row.port - before.port)).toBe(isBackward ? -1 : 1);
            continue;
          }
          expect(inOrder(before, row, input)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  /** Each heading stands over all rows of its port, and counts them. */
  function expectPortHeadings(lines: readonly TableLine[]): void {
    expect(lines.length === 0 || lines[0]?.line === 'same-port').toBe(true);
    const headings = lines.flatMap((line) => (line.line === 'same-port' ? [line] : []));
    expect(new Set(headings.map(({ port }) => port)).size).toBe(headings.length);
    for (const heading of headings) {
      const at = lines.indexOf(heading) + 1;
      const count = heading.open + heading.closed + heading.filtered;
      const under = rowsOf(lines.slice(at, at + count));
      expect(under).toHaveLength(count);
      for (const { port } of under) expect(port).toBe(heading.port);
      for (const state of PORT_STATES)
        expect(under.filter((row) => row.state === state)).toHaveLength(heading[state]);
    }
  }

  /** Every port as an object, filtered one by one. */
  function plainly(run: RunData, input: ReturnType<typeof query> | RowQueryInput): PortRow[] {
    const { text, states, reasons, services, summarise } = query(input);
    const words = text.split(' ').filter(Boolean);
    return run.hosts().flatMap(({ head, columns }) => {
      const all = rowsOf(linesOf(runOf([{ position: 0, head, columns }]), { summarise: false }));
      const listed = new Set(columns.ports);
      const asked = !summarise || states.length > 0 || reasons.length > 0 || services.length > 0;
      return all.filter((row) => {
        if (states.length > 0 && !states.includes(row.state)) return false;
        if (reasons.length > 0 && !reasons.includes(row.reason)) return false;
        if (services.length > 0 && !services.includes(row.service ?? '')) return false;
        if (!listed.has(row.port) && !asked && !words.includes(String(row.port))) return false;
        const said = (row.banner ?? '').toLowerCase();
        const places = [row.address, ...head.names, row.state, row.reason, row.service ?? '', said];
        return words.every(
          (word) => String(row.port).startsWith(word) || places.some((place) => place.includes(word)),
        );
      });
    });
  }

  function inOrder(before: PortRow, row: PortRow, { sort, descending }: RowQueryInput): boolean {
    const rank = (of: PortRow): number | string | null => {
      if (sort === 'state') return PORT_STATES.indexOf(of.state);
      if (sort === 'reason') return REASONS.indexOf(of.reason);
      if (sort === 'banner') return of.banner?.toLowerCase() ?? null;
      if (sort === 'host') return Number(of.address.split('.')[3]);
      return sort === undefined || sort === 'port' ? of.port : of[sort];
    };
    const [a, b] = [rank(before), rank(row)];
    if (a === null || b === null) return b === null;
    if (a === b) return true;
    return descending === true ? a > b : a < b;
  }
});

describe('pages', () => {
  const build = (reason: Reason): RunHost[] => [hostOf(0, () => reason, upTo(3))];

  it('are made from one index until the run changes', () => {
    let hosts = build('syn-ack');
    let asked = 0;
    let version = 1;
    const run: RunData = {
      ...runOf([]),
      get version() {
        return version;
      },
      hosts: () => {
        asked++;
        return hosts;
      },
    };
    const pages = createRowPages(services, () => 0);
    expect(pages.page(run, query({ limit: 1 }))).toMatchObject({
      total: 4,
      ports: 3,
      seq: 9,
      lines: [{ line: 'host' }],
    });
    expect(pages.page(run, query({ limit: 2, offset: 1 })).lines).toHaveLength(2);
    expect(pages.page(run, query({ offset: 400 })).lines).toEqual([]);
    expect(asked).toBe(1);
    hosts = build('no-response');
    version++;
    expect(pages.page(run, query({ states: ['open'] })).total).toBe(0);
    expect(asked).toBe(2);
  });

  it('of a running scan rest for as long as four times what they cost', () => {
    let nowMs = 0;
    let version = 0;
    const run = {
      ...runOf(build('syn-ack')),
      view: { ...emptyScanView('run'), status: 'running' as const },
      get version() {
        return version++;
      },
      hosts: () => {
        nowMs += 100;
        return build('syn-ack');
      },
    };
    const pages = createRowPages(services, () => nowMs);
    pages.page(run, query({}));
    nowMs += 399;
    pages.page(run, query({}));
    expect(nowMs).toBe(499);
    nowMs += 1;
    pages.page(run, query({}));
    expect(nowMs).toBe(600);
  });

  it('states and reasons agree in every row', () => {
    for (const row of rowsOf(linesOf(runOf(build('host-unreach')), { summarise: false }))) {
      expect(row.state).toBe(stateOfReason(row.reason));
    }
  });
});
