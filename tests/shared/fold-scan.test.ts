import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyScanView, foldScan, isFinal, type ScanView } from '../../src-shared/scan/fold-scan.ts';
import { MAX_RATE_SAMPLES } from '../../src-shared/scan/rate-samples.ts';
import type { ScanEvent, ScanProgress } from '../../src-shared/scan/scan-event.ts';

const scanId = 'one';
const at = '2026-01-02T03:04:05.000Z';
type Body<T> = T extends ScanEvent ? Omit<T, 'scanId' | 'seq'> : never;

/** Events numbered from 0. */
const numbered = (...bodies: Body<ScanEvent>[]): ScanEvent[] =>
  bodies.map((body, seq) => ({ ...body, scanId, seq }) as ScanEvent);
const foldAll = (events: readonly ScanEvent[], view: ScanView = emptyScanView(scanId)): ScanView =>
  foldScan(view, events);

const started: Body<ScanEvent> = {
  type: 'started',
  startedAt: at,
  scanner: { name: 'portolan', version: '0', dialer: 'portable', platform: 'test' },
  options: { targets: ['10.66.0.0/30'], exclude: [], ports: '1-10', timing: 'T3', discovery: true, seed: 1 },
  hostsTotal: 4,
  portsPerHost: 10,
  probesTotal: 40,
};
const ports = (address: string, open: number, reset: number): Body<ScanEvent> => ({
  type: 'ports',
  hosts: [
    {
      address,
      open: [],
      tally: [
        { state: 'open', reason: 'syn-ack', count: open },
        { state: 'closed', reason: 'reset', count: reset },
      ],
    },
  ],
});
const host = (address: string, finished: boolean): Body<ScanEvent> => ({
  type: 'host',
  host: { address, family: 4, names: ['a.lan'], status: 'up', reason: 'syn-ack', srttMs: 0.5, finished },
});
const progress = (
  elapsedMs: number,
  probesSent: number,
  more: Partial<ScanProgress> = {},
): Body<ScanEvent> => ({
  type: 'progress',
  progress: {
    ...more,
    phase: 'scanning',
    elapsedMs,
    portsDone: 0,
    portsTotal: 40,
    hostsDone: 0,
    hostsTotal: 4,
    probesSent,
    retries: 0,
    inFlight: 3,
    remainingMs: 10,
  } satisfies ScanProgress,
});
const finished = (status: 'completed' | 'stopped' | 'failed', error?: string): Body<ScanEvent> => ({
  type: 'finished',
  status,
  finishedAt: at,
  stats: {
    probesSent: 40,
    retries: 0,
    elapsedMs: 900,
    lossRate: null,
    hosts: { total: 4, up: 1, down: 0, unknown: 3 },
    ports: { open: 1, closed: 9, filtered: 0 },
  },
  ...(error === undefined ? {} : { error }),
});

describe('folding', () => {
  it('starts with what was asked', () => {
    const view = foldAll(numbered(started));
    expect(view).toMatchObject({ seq: 0, status: 'running', startedAt: at, hostsTotal: 4, portsPerHost: 10 });
    expect(view.progress).toMatchObject({ portsTotal: 40, hostsTotal: 4 });
  });

  it('counts verdicts by state, by reason and by host, in whatever order a host is heard of', () => {
    const view = foldAll(
      numbered(
        started,
        ports('10.66.0.1', 1, 4),
        host('10.66.0.1', false),
        ports('10.66.0.1', 0, 5),
        host('10.66.0.2', false),
      ),
    );
    expect(view.ports).toEqual({ open: 1, closed: 9, filtered: 0 });
    expect(view.reasons).toEqual({ 'syn-ack': 1, reset: 9 });
    expect(view.hosts.get('10.66.0.1')).toMatchObject({
      names: ['a.lan'],
      status: 'up',
      counts: { open: 1, closed: 9, filtered: 0 },
    });
    expect(view.hosts.get('10.66.0.2')?.counts).toEqual({ open: 0, closed: 0, filtered: 0 });
    expect([...view.hosts.keys()]).toEqual(['10.66.0.1', '10.66.0.2']);
  });

  it('counts a host twice in one event twice', () => {
    const twice = ports('10.66.0.1', 1, 1);
    if (twice.type !== 'ports') throw new Error('a ports event');
    const view = foldAll(numbered({ ...twice, hosts: [...twice.hosts, ...twice.hosts] }));
    expect(view.hosts.get('10.66.0.1')?.counts).toEqual(view.ports);
    expect(view.ports).toEqual({ open: 2, closed: 2, filtered: 0 });
  });

  it('knows pause, end and error', () => {
    const running = numbered(started, { type: 'paused', paused: true });
    expect(foldAll(running).status).toBe('paused');
    expect(
      foldAll(numbered(started, { type: 'paused', paused: true }, { type: 'paused', paused: false })).status,
    ).toBe('running');
    const view = foldAll(numbered(started, progress(100, 5), finished('failed', 'The network went away.')));
    expect(view).toMatchObject({ status: 'failed', finishedAt: at, error: 'The network went away.' });
    expect(view.progress).toMatchObject({ inFlight: 0, remainingMs: 0, elapsedMs: 900 });
    expect(isFinal(view.status)).toBe(true);
    expect(isFinal('paused')).toBe(false);
  });

  it('keeps warnings and what is durable', () => {
    const warning = { code: 'slow', message: 'It is slow.' };
    const view = foldAll(numbered({ type: 'warning', warning }, { type: 'committed', ports: 7 }));
    expect(view.warnings).toEqual([warning]);
    expect(view.committedPorts).toBe(7);
    expect(
      foldAll(numbered(...Array.from({ length: 500 }, (): Body<ScanEvent> => ({ type: 'warning', warning }))))
        .warnings.length,
    ).toBe(200);
  });

  it('ignores other scans and what it has seen, and then gives back the same view', () => {
    const events = numbered(started, ports('10.66.0.1', 1, 4));
    const view = foldAll(events);
    expect(foldScan(view, events)).toBe(view);
    expect(foldScan(view, [])).toBe(view);
    expect(foldScan(view, [{ ...events[1]!, scanId: 'two', seq: 9 }])).toBe(view);
  });

  it('changes no view it was given, and copies hosts only when one changed', () => {
    const before = foldAll(numbered(started, ports('10.66.0.1', 1, 4)));
    const frozen = structuredClone({ ...before, hosts: [...before.hosts] });
    const after = foldScan(before, [{ ...ports('10.66.0.2', 1, 4), scanId, seq: 2 } as ScanEvent]);
    expect({ ...before, hosts: [...before.hosts] }).toEqual(frozen);
    expect(after.hosts.size).toBe(2);
    const ticked = foldScan(after, [{ ...progress(100, 5), scanId, seq: 3 } as ScanEvent]);
    expect(ticked.hosts).toBe(after.hosts);
  });

  it('holds as many hosts as are wanted, the first ones, and counts them all', () => {
    const events = numbered(
      started,
      host('10.66.0.1', false),
      ports('10.66.0.2', 1, 2),
      ports('10.66.0.3', 2, 3),
      host('10.66.0.3', true),
      ports('10.66.0.1', 0, 4),
      host('10.66.0.1', true),
    );
    const whole = foldAll(events);
    const first = foldScan(emptyScanView(scanId), events, 2);
    expect(whole.hosts.size).toBe(3);
    expect([...first.hosts]).toEqual([...whole.hosts].slice(0, 2));
    expect({ ...first, hosts: whole.hosts }).toEqual(whole);
    const none = foldScan(emptyScanView(scanId), events, 0);
    expect(none).toEqual({ ...whole, hosts: new Map() });
  });

  it('comes to the same view however the events are cut into batches and repeated', () => {
    const body = fc.oneof(
      fc
        .tuple(fc.constantFrom('10.66.0.1', '10.66.0.2'), fc.nat(9), fc.nat(9))
        .map(([address, open, reset]) => ports(address, open, reset)),
      fc
        .tuple(fc.constantFrom('10.66.0.1', '10.66.0.3'), fc.boolean())
        .map(([address, done]) => host(address, done)),
      fc.tuple(fc.nat(10_000), fc.nat(10_000)).map(([elapsed, sent]) => progress(elapsed, sent)),
      fc.boolean().map((paused): Body<ScanEvent> => ({ type: 'paused', paused })),
      fc.nat(100).map((count): Body<ScanEvent> => ({ type: 'committed', ports: count })),
    );
    fc.assert(
      fc.property(
        fc.array(body, { maxLength: 30 }),
        fc.array(fc.nat(30), { maxLength: 5 }),
        (bodies, cuts) => {
          const events = numbered(started, ...bodies);
          let view = emptyScanView(scanId);
          let from = 0;
          for (const cut of [...cuts.sort((a, b) => a - b), events.length]) {
            // A reconnect hears some events again.
            view = foldScan(view, events.slice(Math.max(0, from - 3), cut));
            from = Math.max(from, cut);
          }
          expect(view).toEqual(foldAll(events));
        },
      ),
    );
  });
});

describe('the rate line', () => {
  const steady = (ticks: number): ScanView =>
    foldAll(
      numbered(
        started,
        ...Array.from({ length: ticks }, (_, index) => progress((index + 1) * 100, (index + 1) * 50)),
      ),
    );

  it('is probes per second between two reports', () => {
    expect(foldAll(numbered(progress(100, 10), progress(300, 50))).rates).toEqual([
      { elapsedMs: 100, rate: 100 },
      { elapsedMs: 300, rate: 200 },
    ]);
  });

  it('keeps round-trips and slow-downs with it, and joins them with the samples', () => {
    const told = foldAll(
      numbered(
        progress(100, 10, { rttMs: 4 }),
        progress(200, 20, { slowdowns: 1 }),
        progress(300, 30, { slowdowns: 1 }),
        progress(400, 40, { rttMs: 8, slowdowns: 3 }),
      ),
    );
    expect(told.rates).toEqual([
      { elapsedMs: 100, rate: 100, rttMs: 4 },
      { elapsedMs: 200, rate: 100, slowed: true },
      { elapsedMs: 300, rate: 100 },
      { elapsedMs: 400, rate: 100, rttMs: 8, slowed: true },
    ]);
    const many = foldAll(
      numbered(
        ...Array.from({ length: 2_000 }, (_, index) =>
          progress((index + 1) * 100, index, {
            ...(index % 3 === 0 ? { rttMs: 7 } : {}),
            slowdowns: index < 1_000 ? 0 : 1,
          }),
        ),
      ),
    );
    expect(many.rates.filter(({ slowed }) => slowed)).toHaveLength(1);
    for (const { rttMs } of many.rates) expect(rttMs ?? 7).toBeCloseTo(7, 6);
    expect(many.rates.filter(({ rttMs }) => rttMs !== undefined).length).toBeGreaterThan(200);
  });

  it('makes no peak of what was sent in next to no time', () => {
    const { rates } = foldAll(numbered(progress(2, 8_000), progress(202, 8_200), progress(402, 8_400)));
    expect(rates).toHaveLength(2);
    expect(rates[0]).toMatchObject({ elapsedMs: 202, rate: expect.closeTo(40_594, 0) });
    const ended = foldAll(numbered(progress(200, 200), progress(400, 400), progress(401, 500)));
    expect(ended.rates.at(-1)).toMatchObject({ elapsedMs: 401, rate: expect.closeTo(1_493, 0) });
  });

  it('has no sample where no time passed, and never a negative rate', () => {
    expect(foldAll(numbered(progress(100, 10), progress(100, 20), progress(50, 30))).rates).toHaveLength(1);
    expect(foldAll(numbered(progress(100, 10), progress(200, 5))).rates.at(-1)?.rate).toBe(0);
  });

  it('stays within its length, covers the whole scan evenly and keeps the newest sample', () => {
    for (const ticks of [MAX_RATE_SAMPLES, MAX_RATE_SAMPLES + 1, 1_000, 5_000]) {
      const { rates } = steady(ticks);
      expect(rates.length).toBeLessThanOrEqual(MAX_RATE_SAMPLES);
      expect(rates.at(-1)?.elapsedMs).toBe(ticks * 100);
      for (const { rate } of rates) expect(rate).toBeCloseTo(500, 6);
      const spans = rates.map(({ elapsedMs }, index) => elapsedMs - (rates[index - 1]?.elapsedMs ?? 0));
      expect(Math.max(...spans)).toBeLessThanOrEqual((4 * (ticks * 100)) / MAX_RATE_SAMPLES + 100);
    }
  });

  it('keeps the mean: joined samples weigh by their time', () => {
    const events = numbered(
      started,
      ...Array.from({ length: 900 }, (_, index) => progress((index + 1) * 100, (index + 1) ** 2)),
    );
    const { rates } = foldAll(events);
    const sent = rates.reduce(
      (sum, { elapsedMs, rate }, index) =>
        sum + (rate * (elapsedMs - (rates[index - 1]?.elapsedMs ?? 0))) / 1_000,
      0,
    );
    expect(sent).toBeCloseTo(900 ** 2, 3);
  });
});
