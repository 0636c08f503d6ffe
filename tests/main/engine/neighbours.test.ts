/** Hosts on our own networks: found, silent, absent, and more of them than the kernel can remember. */
import { describe, expect, it } from 'vitest';
import type { EngineEvent } from '../../../src-main/engine/engine-event.ts';
import type { NeighbourTable } from '../../../src-main/engine/neighbour-table.ts';
import { TIMING_TEMPLATES } from '../../../src-shared/scan/timing-template.ts';
import {
  doneOf,
  eventsOf,
  failed,
  labAddress,
  labAddresses,
  listOf,
  OPEN,
  planOf,
  range,
  REFUSED,
  reply,
  verdictsOf,
  type Dial,
  type Reply,
} from './scripted-network.ts';
import { createSegment } from './scripted-segment.ts';

const { T2, T3, T4, T5 } = TIMING_TEMPLATES;
const PORTS = range(1, 40);

/** 22 open, 30 silent, the rest refused. */
const answer = ({ port }: Dial): Reply =>
  port === 22 ? reply(OPEN, 1) : port === 30 ? 'silence' : reply(REFUSED, 1);
const everyTenth = (address: string): boolean => address.endsWith('0');

/** Another interface has entries, this one has none. */
const KEEPS_NO_ENTRIES: NeighbourTable = {
  linkTo: () => 'dummy0',
  read: () => ({ byAddress: new Map([['10.1.1.1', true]]), links: new Set(['eth0']) }),
};

/** How the hosts ended: "status reason" -> count. */
function endsOf(events: readonly EngineEvent[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status, reason, finished } of eventsOf(events, 'host')) {
    if (finished) counts[`${status} ${reason}`] = (counts[`${status} ${reason}`] ?? 0) + 1;
  }
  return counts;
}

/** The verdicts must be exactly those of the hosts that are there. */
function expectExact(events: readonly EngineEvent[], live: readonly string[], ports = PORTS): void {
  const verdicts = verdictsOf(events);
  expect(verdicts.size).toBe(live.length * ports.length);
  for (const address of live) {
    for (const port of ports) {
      const reason = port === 22 ? 'syn-ack' : port === 30 ? 'no-response' : 'conn-refused';
      expect(verdicts.get(`${address} ${port}`)?.reason, `${address} ${port}`).toBe(reason);
    }
  }
}

const fours = Array.from({ length: 200 }, (_, index) => labAddress(index));
const sixes = Array.from({ length: 200 }, (_, index) => `fd66::${(4_096 + index).toString(16)}`);

describe.each([
  ['IPv4', fours, 2_500],
  ['IPv6', sixes, 6_500],
] as const)('%s neighbours', (_family, addresses, atMostMs) => {
  const live = addresses.filter(everyTenth);

  it.each([
    ['discovery', true],
    ['no discovery', false],
  ])('that are absent are down and have no verdicts; the others are exact: %s', async (_name, discovery) => {
    for (const timing of [T3, T4, T5]) {
      const network = createSegment({ isNeighbour: () => true, isThere: everyTenth, answer });
      const events = await network.collect(
        network.scan(planOf({ addresses: listOf(addresses), ports: PORTS, timing, discovery })),
      );
      expectExact(events, live);
      const ends = endsOf(events);
      expect(ends['down no-route']).toBe(addresses.length - live.length);
      expect((ends['up conn-refused'] ?? 0) + (ends['up syn-ack'] ?? 0)).toBe(live.length);
      expect(eventsOf(events, 'warning')).toEqual([]);
      expect(doneOf(events).stats.elapsedMs).toBeLessThan(atMostMs);
    }
  });

  it('that are absent are down where a single port is asked, and once', async () => {
    for (const timing of [T3, T4, T5]) {
      const network = createSegment({ isNeighbour: () => true, isThere: () => false, answer });
      const plan = { addresses: listOf(addresses), ports: Uint16Array.of(80), timing, maxRetries: 0 };
      const events = await network.collect(network.scan(planOf(plan)));
      expect(endsOf(events)).toEqual({ 'down no-route': addresses.length });
      expect(verdictsOf(events).size).toBe(0);
    }
  });

  it('that are absent are sent little, and no more once they are known to be', async () => {
    const network = createSegment({ isNeighbour: () => true, isThere: () => false, answer });
    await network.collect(network.scan(planOf({ addresses: listOf(addresses), ports: range(1, 1_000) })));
    expect(network.dials.length).toBeLessThanOrEqual(addresses.length * 6);
    expect(network.searches).toHaveLength(addresses.length);
  });

  it('that are there and say nothing are not down: their ports are filtered', async () => {
    const network = createSegment({ isNeighbour: () => true, isThere: () => true, answer: () => 'silence' });
    const events = await network.collect(
      network.scan(planOf({ addresses: listOf(addresses.slice(0, 20)), ports: PORTS })),
    );
    expect(endsOf(events)).toEqual({ 'unknown user-set': 20 });
    expect(verdictsOf(events).size).toBe(20 * PORTS.length);
    for (const { reason } of verdictsOf(events).values()) expect(reason).toBe('no-response');
  });

  it('behind a firewall that drops all but one port are found, whichever port that is', async () => {
    for (const open of [443, 80, 22, 445, 3_389, 8_080]) {
      const network = createSegment({
        isNeighbour: () => true,
        isThere: () => true,
        answer: ({ port }) => (port === open ? reply(OPEN) : 'silence'),
      });
      const events = await network.collect(
        network.scan(planOf({ addresses: listOf(addresses.slice(0, 10)), ports: PORTS, discovery: true })),
      );
      expect(endsOf(events), `port ${open}`).toEqual({ 'up syn-ack': 10 });
    }
  });
});

it('one probe at a time (T2): an absent neighbour is down, and its neighbour exact', async () => {
  const network = createSegment({ isNeighbour: () => true, isThere: everyTenth, answer });
  const addresses = [labAddress(9), labAddress(10)];
  const events = await network.collect(
    network.scan(planOf({ addresses: listOf(addresses), ports: PORTS, timing: T2, discovery: true })),
  );
  expectExact(events, [labAddress(10)]);
  expect(endsOf(events)).toMatchObject({ 'down no-route': 1 });
});

it('never more than 512 are looked for at once; the time of those that wait for it does not run', async () => {
  for (const threads of [1, 2, 3]) {
    const network = createSegment({ isNeighbour: () => true, isThere: everyTenth, answer });
    const addresses = Array.from({ length: 1_500 }, (_, index) => labAddress(index));
    const plan = { addresses: listOf(addresses), ports: PORTS, timing: T5, hostTimeoutMs: 2_000 };
    const events = await network.collect(
      network.scan(planOf({ ...plan, discovery: threads !== 2 }), { threads }),
    );
    expectExact(events, addresses.filter(everyTenth));
    expect(network.mostSearches()).toBeLessThanOrEqual(512);
    expect(network.mostSearches()).toBeGreaterThan(400);
    expect(endsOf(events)['down no-route']).toBe(addresses.length - addresses.filter(everyTenth).length);
    // Three seconds for each 512 of them.
    expect(doneOf(events).stats.elapsedMs).toBeLessThan(13_000);
  }
});

it('a worker that dies takes its searches with it: its hosts are looked for by the next', async () => {
  const network = createSegment({ isNeighbour: () => true, isThere: () => false, answer });
  let isKilled = false;
  const scan = network.scan(planOf({ addresses: labAddresses(600), ports: PORTS }), { threads: 1 });
  const events = await network.collect(scan, (event) => {
    if (event.type !== 'progress' || network.searches.length < 500 || isKilled) return;
    isKilled = true;
    for (const worker of network.workers) worker.kill('killed');
  });
  expect(isKilled).toBe(true);
  expect(endsOf(events)).toEqual({ 'down no-route': 600 });
  expect(doneOf(events).stats.elapsedMs).toBeLessThan(10_000);
});

it('hosts behind a router are not held back by absent neighbours', async () => {
  const isNeighbour = (address: string): boolean => address.startsWith('10.66.0.');
  const network = createSegment({ isNeighbour, isThere: () => false, answer: () => reply(REFUSED, 1) });
  const events = await network.collect(
    network.scan(planOf({ addresses: labAddresses(512), ports: PORTS, hostTimeoutMs: 2_000 })),
  );
  expect(endsOf(events)).toEqual({ 'down no-route': 256, 'up conn-refused': 256 });
  const last = network.dials.findLast(({ address }) => !isNeighbour(address));
  expect(last?.atMs).toBeLessThan(1_000 + 1_500);
});

it('IPv6 searches begin one after the other, because the kernel tells of few at once; live hosts do not wait', async () => {
  const network = createSegment({ isNeighbour: () => true, isThere: () => false, answer });
  await network.collect(network.scan(planOf({ addresses: listOf(sixes), ports: PORTS })));
  for (const { atMs } of network.searches) {
    const begun = network.searches.filter((other) => other.atMs > atMs - 100 && other.atMs <= atMs);
    // 1,000 packets a second; each search has a few.
    expect(begun.length).toBeLessThanOrEqual(30);
  }
  const live = createSegment({ isNeighbour: () => true, isThere: () => true, answer });
  const events = await live.collect(live.scan(planOf({ addresses: listOf(sixes), ports: PORTS })));
  expectExact(events, sixes);
  expect(doneOf(events).stats.elapsedMs).toBeLessThan(1_500);
});

describe('what is no evidence', () => {
  it('a search that somebody else began ends sooner than ours: it is begun anew', async () => {
    const [address = ''] = sixes;
    const begunMs = 500;
    const network = createSegment({ isNeighbour: () => true, isThere: () => false, answer });
    let isFirst = true;
    const inner = network.neighbours;
    network.neighbours = {
      ...inner,
      linkTo: (each) => {
        // As another program would have: the kernel's search is under way when ours begins.
        if (isFirst) network.searchFor(each, network.clock.now() - 3_050 + begunMs);
        isFirst = false;
        return inner.linkTo(each);
      },
    };
    const events = await network.collect(
      network.scan(planOf({ addresses: listOf([address]), ports: PORTS })),
    );
    expect(endsOf(events)).toEqual({ 'down no-route': 1 });
    expect(verdictsOf(events).size).toBe(0);
  });

  it('"host unreachable" that the host itself says, on every port', async () => {
    const network = createSegment({
      isNeighbour: () => true,
      isThere: () => true,
      answer: ({ port }) => (port === 22 ? reply(OPEN, 1) : reply(failed('EHOSTUNREACH', false), 1)),
    });
    const addresses = [fours[0] ?? '', sixes[0] ?? ''];
    const events = await network.collect(
      network.scan(planOf({ addresses: listOf(addresses), ports: PORTS })),
    );
    expect(endsOf(events)).toEqual({ 'up syn-ack': 2 });
    for (const address of addresses) {
      expect(verdictsOf(events).get(`${address} 1`)?.reason).toBe('host-unreach');
      expect(verdictsOf(events).get(`${address} 22`)?.reason).toBe('syn-ack');
    }
  });

  it('an interface that keeps no entries: hosts that answer are exact, others unknown', async () => {
    const network = createSegment({
      isNeighbour: () => false,
      isThere: () => false,
      answer: () => 'silence',
    });
    network.neighbours = KEEPS_NO_ENTRIES;
    const silent = await network.collect(
      network.scan(planOf({ addresses: labAddresses(3), ports: PORTS, discovery: true })),
    );
    expect(endsOf(silent)).toEqual({ 'unknown no-response': 3 });
    const live = createSegment({ isNeighbour: () => false, isThere: () => true, answer });
    live.neighbours = KEEPS_NO_ENTRIES;
    const events = await live.collect(live.scan(planOf({ addresses: listOf(fours), ports: PORTS })));
    expectExact(events, fours);
    expect(doneOf(events).stats.elapsedMs).toBeLessThan(1_500);
  });
});

describe('a table that is full', () => {
  it('of live neighbours: the others wait their turn, and all are exact', async () => {
    const network = createSegment({ isNeighbour: () => true, isThere: () => true, answer });
    const addresses = Array.from({ length: 1_400 }, (_, index) => labAddress(index));
    const events = await network.collect(
      network.scan(planOf({ addresses: listOf(addresses), ports: PORTS, hostTimeoutMs: 10_000 })),
    );
    expectExact(events, addresses);
    // 960 at once, then 32 in 50 ms.
    expect(doneOf(events).stats.elapsedMs).toBeGreaterThan(500);
    expect(doneOf(events).stats.elapsedMs).toBeLessThan(4_000);
  });

  it('hosts that find room only later have exact verdicts', async () => {
    const network = createSegment({
      isNeighbour: () => true,
      isThere: () => true,
      answer,
      strangers: 1_000,
      hasRoom: (_address, atMs) => atMs > 21_000,
    });
    const addresses = fours.slice(0, 60);
    const events = await network.collect(
      network.scan(planOf({ addresses: listOf(addresses), ports: PORTS, hostTimeoutMs: 60_000 })),
    );
    expectExact(events, addresses);
    // What was sent in vain is not taken for loss, but for the one try that was under way when room was found.
    expect(doneOf(events).stats.lossRate).toBeLessThan(0.06);
    expect(eventsOf(events, 'warning').map(({ warning }) => warning.code)).toEqual(['own-trouble']);
  });

  it('of other programs, which nothing here tells of: the same', async () => {
    const network = createSegment({
      isNeighbour: () => true,
      isThere: () => true,
      answer,
      strangers: 5,
      hasRoom: (address, atMs) => address.endsWith('7') || atMs > 15_000,
    });
    const addresses = fours.slice(0, 60);
    const events = await network.collect(
      network.scan(planOf({ addresses: listOf(addresses), ports: PORTS })),
    );
    expectExact(events, addresses);
  });

  it('for good: the hosts have no verdict, and a sentence says why', async () => {
    const network = createSegment({
      isNeighbour: () => true,
      isThere: () => true,
      answer,
      strangers: 1_000,
      hasRoom: () => false,
    });
    const events = await network.collect(
      network.scan(planOf({ addresses: labAddresses(3), ports: PORTS, timing: T4 })),
    );
    expect(endsOf(events)).toEqual({ 'unknown no-route': 3 });
    expect(verdictsOf(events).size).toBe(0);
    const warning = eventsOf(events, 'warning').find((event) => event.warning.code === 'not-asked');
    expect(warning?.warning.message).toContain('table of neighbours is full');
  });
});
