import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeExtraports, MAX_LISTED_PORTS } from '../../src-shared/scan/extraports.ts';
import { HostLedger } from '../../src-shared/scan/host-ledger.ts';
import { readPortRanges } from '../../src-shared/scan/port-ranges.ts';
import { codeOfReason, REASONS, type Reason } from '../../src-shared/scan/port-state.ts';
import { shorten, type VerdictEntries } from '../../src-shared/scan/verdict-columns.ts';

interface Entry {
  port: number;
  reason: Reason;
  attempts?: number;
  rttMs?: number;
  confidence?: number;
}

function entriesOf(list: readonly Entry[]): VerdictEntries {
  return {
    ports: Uint16Array.from(list, ({ port }) => port),
    reasons: Uint8Array.from(list, ({ reason }) => codeOfReason(reason)),
    attempts: Uint8Array.from(list, ({ attempts }) => attempts ?? 1),
    rttMs: Float32Array.from(list, ({ rttMs }) => rttMs ?? Number.NaN),
    confidence: Float32Array.from(list, ({ confidence }) => confidence ?? Number.NaN),
  };
}

const range = (first: number, last: number): Uint16Array =>
  Uint16Array.from({ length: last - first + 1 }, (_, index) => first + index);
const portsOf = (ranges: string): number[] =>
  readPortRanges(ranges).flatMap(([first, last]) => [...range(first, last)]);

/** A plan, and verdicts for a part of it in any order. */
const planAndEntries = fc
  .uniqueArray(fc.nat(65_535), { minLength: 1, maxLength: 120 })
  .map((ports) => Uint16Array.from(ports).sort())
  .chain((plan) =>
    fc.tuple(
      fc.constant(plan),
      fc.shuffledSubarray([...plan]).chain((some) =>
        fc.tuple(
          ...some.map((port) =>
            fc.record({
              port: fc.constant(port),
              reason: fc.constantFrom(...REASONS.slice(0, 5), 'no-response' as const, 'reset' as const),
              attempts: fc.integer({ min: 1, max: 12 }),
              rttMs: fc.oneof(fc.constant(Number.NaN), fc.float({ min: 0, max: 1_000, noNaN: true })),
              confidence: fc.oneof(fc.constant(Number.NaN), fc.float({ min: 0, max: 1, noNaN: true })),
            }),
          ),
        ),
      ),
    ),
  );

describe('recording', () => {
  it('keeps what a port said with the verdict that it came with', () => {
    const ledger = new HostLedger(Uint16Array.of(22, 80, 443));
    const open: Entry[] = [
      { port: 22, reason: 'syn-ack' },
      { port: 80, reason: 'syn-ack' },
    ];
    ledger.record({ ...entriesOf(open), banners: new Map([[22, 'SSH-2.0-x']]) });
    // Too late: both ports have their verdict.
    ledger.record({
      ...entriesOf(open),
      banners: new Map([
        [22, 'other'],
        [80, 'late'],
      ]),
    });
    ledger.record(entriesOf([{ port: 443, reason: 'reset' }]));
    expect(ledger.rows().map(({ port, banner }) => [port, banner])).toEqual([
      [22, 'SSH-2.0-x'],
      [80, undefined],
      [443, undefined],
    ]);
    const [ssh, http] = ledger.summarise({ allPorts: false }).ports;
    expect(ssh?.banner).toBe('SSH-2.0-x');
    expect(http).not.toHaveProperty('banner');
  });

  it('tells what was new, and a verdict stays', () => {
    const ledger = new HostLedger(Uint16Array.of(22, 80, 443));
    expect(ledger.record(entriesOf([{ port: 443, reason: 'syn-ack', rttMs: 0.5 }]))).toEqual([
      { state: 'open', reason: 'syn-ack', count: 1 },
    ]);
    const again = entriesOf([
      { port: 443, reason: 'reset' },
      { port: 22, reason: 'no-response', attempts: 3, confidence: 0.99 },
    ]);
    expect(ledger.record(again)).toEqual([{ state: 'filtered', reason: 'no-response', count: 1 }]);
    expect(ledger.settled).toBe(2);
    expect(ledger.counts).toEqual({ open: 1, closed: 0, filtered: 1 });
    expect([...ledger.settledFlags()]).toEqual([1, 0, 1]);
    expect(ledger.rows()).toEqual([
      {
        port: 22,
        protocol: 'tcp',
        state: 'filtered',
        reason: 'no-response',
        service: null,
        rttMs: null,
        attempts: 3,
        confidence: 0.99,
      },
      {
        port: 443,
        protocol: 'tcp',
        state: 'open',
        reason: 'syn-ack',
        service: null,
        rttMs: 0.5,
        attempts: 1,
        confidence: null,
      },
    ]);
    expect(ledger.rows((state) => state === 'open').map(({ port }) => port)).toEqual([443]);
  });

  it('takes nothing from entries that do not fit', () => {
    const ledger = new HostLedger(Uint16Array.of(22, 80));
    expect(() =>
      ledger.record(
        entriesOf([
          { port: 22, reason: 'reset' },
          { port: 23, reason: 'reset' },
        ]),
      ),
    ).toThrow(RangeError);
    const bad = { ...entriesOf([{ port: 22, reason: 'reset' }]), reasons: [REASONS.length] };
    expect(() => ledger.record(bad)).toThrow(RangeError);
    expect(ledger.settled).toBe(0);
  });

  it('needs its ports ascending and distinct', () => {
    expect(() => new HostLedger(Uint16Array.of(2, 1))).toThrow(RangeError);
    expect(() => new HostLedger(Uint16Array.of(1, 1))).toThrow(RangeError);
  });
});

describe('summarising', () => {
  const closed = (from: number, to: number): Entry[] =>
    [...range(from, to)].map((port) => ({ port, reason: 'reset', attempts: 1, rttMs: 0.2, confidence: 1 }));

  it('lists every port of a small scan', () => {
    const ledger = new HostLedger(range(1, MAX_LISTED_PORTS));
    ledger.record(entriesOf(closed(1, MAX_LISTED_PORTS)));
    expect(ledger.summarise({ allPorts: false })).toEqual({ ports: ledger.rows(), extraports: [] });
  });

  it('runs a large group together, and keeps the rare ones as rows', () => {
    const ledger = new HostLedger(range(1, 1_000));
    ledger.record(entriesOf(closed(1, 990)));
    ledger.record(
      entriesOf([
        { port: 995, reason: 'syn-ack', rttMs: 1 },
        { port: 996, reason: 'admin-prohibited', attempts: 2 },
        { port: 1_000, reason: 'no-response', attempts: 5, confidence: 0.9 },
      ]),
    );
    const { ports, extraports } = ledger.summarise({ allPorts: false });
    expect(ports.map(({ port }) => port)).toEqual([995, 996, 1_000]);
    expect(extraports).toEqual([
      { state: 'closed', reason: 'reset', count: 990, ports: '1-990', attempts: 1, confidence: 1 },
    ]);
    expect(describeExtraports(extraports)).toBe('Not shown: 990 closed (reset)');
    expect(ledger.summarise({ allPorts: true }).extraports).toEqual([]);
    expect(ledger.summarise({ allPorts: true }).ports).toHaveLength(993);
  });

  it('gives a run the most tries and the least confidence in it', () => {
    const ledger = new HostLedger(range(1, 30));
    ledger.record(
      entriesOf(
        [...range(1, 30)].map((port) => ({
          port,
          reason: 'no-response',
          attempts: port % 7,
          confidence: port === 9 ? Number.NaN : 1 - port / 100,
        })),
      ),
    );
    expect(ledger.summarise({ allPorts: false }).extraports).toEqual([
      { state: 'filtered', reason: 'no-response', count: 30, ports: '1-30', attempts: 6, confidence: 0.7 },
    ]);
  });

  it('never runs open ports together', () => {
    const ledger = new HostLedger(range(1, 500));
    ledger.record(entriesOf([...range(1, 500)].map((port) => ({ port, reason: 'syn-ack' }))));
    expect(ledger.summarise({ allPorts: false }).ports).toHaveLength(500);
  });

  it('orders runs by size in words', () => {
    expect(
      describeExtraports([
        { state: 'filtered', reason: 'no-response', count: 12 },
        { state: 'closed', reason: 'reset', count: 65_000 },
      ]),
    ).toBe('Not shown: 65,000 closed (reset), 12 filtered (no-response)');
    expect(describeExtraports([])).toBe('');
  });

  it('covers exactly the settled ports with rows and runs, each once', () => {
    fc.assert(
      fc.property(planAndEntries, fc.boolean(), ([plan, entries], allPorts) => {
        const ledger = new HostLedger(plan);
        ledger.record(entriesOf(entries));
        const { ports, extraports } = ledger.summarise({ allPorts });
        const covered = [
          ...ports.map(({ port }) => port),
          ...extraports.flatMap((run) => portsOf(run.ports)),
        ];
        expect(covered.sort((a, b) => a - b)).toEqual(entries.map(({ port }) => port).sort((a, b) => a - b));
        for (const run of extraports) {
          expect(portsOf(run.ports)).toHaveLength(run.count);
          for (const port of portsOf(run.ports))
            expect(entries.find((entry) => entry.port === port)?.reason).toBe(run.reason);
        }
      }),
    );
  });
});

describe('single-precision numbers', () => {
  it('become the shortest decimal that names them', () => {
    expect([0.1, 0.25, 0.99, 123.456].map((value) => shorten(Math.fround(value)))).toEqual([
      0.1, 0.25, 0.99, 123.456,
    ]);
    expect(shorten(Number.NaN)).toBeNull();
    fc.assert(
      fc.property(
        fc.float({ noNaN: true, noDefaultInfinity: true }),
        (value) => Math.fround(shorten(value)!) === value,
      ),
    );
  });
});
