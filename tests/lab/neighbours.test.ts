/**
 * A segment with many dead neighbours and some live ones: the dead are down, never filtered; the live are exact. Networks
 * that stay silent, and a host that accepts everything.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runScan, type EngineEvent, type ScanPlan } from '../../src-main/engine/run-scan.ts';
import { createAddressList, type AddressInterval } from '../../src-shared/scan/address-list.ts';
import { parseIp } from '../../src-shared/scan/ip-address.ts';
import { TIMING_TEMPLATES } from '../../src-shared/scan/timing-template.ts';
import { runChild } from '../helpers/child.ts';
import { longRun } from '../helpers/repository.ts';
import { doneOf, eventsOf, listOf, planOf, verdictsOf } from '../main/engine/scripted-network.ts';
import { raiseSegment, type Segment } from './veth-segment.ts';

const { T4 } = TIMING_TEMPLATES;
const LIVE4 = ['10.70.2.10', '10.70.2.20', '10.70.2.30'];
const LIVE6 = ['fd70::10', 'fd70::20', 'fd70::30'];
/** Says nothing at all, but answers ARP and neighbour discovery. */
const MUTE = ['10.70.2.40', 'fd70::40'];
const ACCEPTS_ALL = '10.70.2.50';
/** Behind a router, and behind a firewall that drops all but one port. */
const FIREWALLED = '10.71.3.77';
const OPEN_PORT = 22;
const DROPPED_PORT = 30;
const PORTS = Uint16Array.from({ length: 40 }, (_, index) => index + 1);

let segment: Segment;
beforeAll(async () => {
  segment = await raiseSegment([...LIVE4, ...LIVE6, ...MUTE, ACCEPTS_ALL]);
  await segment.peer(
    [
      ...LIVE4.map(
        (address) => `iptables -A INPUT -d ${address} -p tcp --syn --dport ${DROPPED_PORT} -j DROP`,
      ),
      ...LIVE6.map(
        (address) => `ip6tables -A INPUT -d ${address} -p tcp --syn --dport ${DROPPED_PORT} -j DROP`,
      ),
      `iptables -A INPUT -d ${MUTE[0]} -p tcp -j DROP`,
      `ip6tables -A INPUT -d ${MUTE[1]} -p tcp -j DROP`,
      `iptables -I INPUT -d ${FIREWALLED} -p tcp --dport 3389 -j ACCEPT`,
      `iptables -t nat -A PREROUTING -d ${ACCEPTS_ALL} -p tcp -j REDIRECT --to-ports 9999`,
    ].join(' && '),
  );
  await segment.listen([
    ...[...LIVE4, ...LIVE6].map((address) => [address, OPEN_PORT] as const),
    [FIREWALLED, 3_389],
    // The kernel redirects to an address of its own choice.
    ['0.0.0.0', 9_999],
  ]);
});
afterAll(() => segment.lower());

async function scan(plan: ScanPlan): Promise<EngineEvent[]> {
  const events: EngineEvent[] = [];
  for await (const event of runScan(plan).events) events.push(event);
  expect(doneOf(events).outcome).toBe('completed');
  return events;
}

function interval(from: string, to: string): AddressInterval {
  const [first, last] = [parseIp(from), parseIp(to)];
  if (first?.family === 4 && last?.family === 4) return { family: 4, first: first.value, last: last.value };
  if (first?.family === 6 && last?.family === 6) return { family: 6, first: first.value, last: last.value };
  throw new Error(`${from}-${to} is no interval.`);
}

function plus(range: AddressInterval, literals: readonly string[]): ScanPlan['addresses'] {
  return createAddressList([range, ...listOf(literals).intervals]);
}

/** Status and reason of each finished host. */
function ends(events: readonly EngineEvent[]): Map<string, string> {
  const finished = eventsOf(events, 'host').filter((host) => host.finished);
  return new Map(finished.map(({ address, status, reason }) => [address, `${status} ${reason}`]));
}

const reasonOf = (port: number): string =>
  port === OPEN_PORT ? 'syn-ack' : port === DROPPED_PORT ? 'no-response' : 'conn-refused';

describe.each([
  ['IPv4', interval('10.70.0.2', '10.70.1.245'), 500, LIVE4, 8_000],
  ['IPv6', interval('fd70::1000', 'fd70::1095'), 150, LIVE6, 12_000],
] as const)('%s: dead neighbours beside live ones', (_family, dead, deadCount, live, atMostMs) => {
  test.each([
    ['with discovery', true],
    ['without discovery', false],
  ])('are down and have no port; the live ones are exact: %s', async (_name, discovery) => {
    const events = await scan(
      planOf({ addresses: plus(dead, live), ports: PORTS, timing: T4, discovery, maxRetries: 2 }),
    );
    const verdicts = verdictsOf(events);
    for (const address of live) {
      for (const port of PORTS) {
        expect(verdicts.get(`${address} ${port}`)?.reason, `${address} ${port}`).toBe(reasonOf(port));
      }
    }
    expect(verdicts.size).toBe(live.length * PORTS.length);
    const hosts = ends(events);
    const gone = [...hosts].filter(([address]) => !live.some((each) => each === address));
    expect(gone).toHaveLength(deadCount);
    // Down, nearly all of them: what the kernel did not tell may be unknown where nobody asks for ports.
    const down = gone.filter(([, end]) => end === 'down no-route');
    expect(gone.filter(([, end]) => end !== 'down no-route' && !end.startsWith('unknown'))).toEqual([]);
    expect(down.length).toBeGreaterThanOrEqual(deadCount * 0.95);
    const { elapsedMs } = doneOf(events).stats;
    console.log(`${deadCount} dead and ${live.length} live in ${Math.round(elapsedMs)} ms`);
    expect(elapsedMs).toBeLessThan(atMostMs);
  });
});

test('a neighbour that is there and says nothing is not down: all its ports are filtered', async () => {
  // The kernel has to be asked twice about IPv6 before silence is believed.
  const mute = longRun ? MUTE : MUTE.slice(0, 1);
  const events = await scan(planOf({ addresses: listOf(mute), ports: PORTS, timing: T4 }));
  for (const address of mute) {
    expect(ends(events).get(address)).toBe('unknown user-set');
    for (const port of PORTS)
      expect(verdictsOf(events).get(`${address} ${port}`)?.reason).toBe('no-response');
  }
});

test('a silent /24 behind a router: unknown, but for the host that has one port open', async () => {
  const events = await scan(
    planOf({
      addresses: createAddressList([interval('10.71.3.0', '10.71.3.255')]),
      ports: Uint16Array.from({ length: 200 }, (_, index) => index + 1),
      timing: T4,
      discovery: true,
    }),
  );
  const hosts = ends(events);
  expect(hosts.get(FIREWALLED)).toBe('up syn-ack');
  hosts.delete(FIREWALLED);
  expect(hosts.size).toBe(255);
  expect(new Set(hosts.values())).toEqual(new Set(['unknown no-response']));
  const { elapsedMs } = doneOf(events).stats;
  console.log(`a silent /24 in ${Math.round(elapsedMs)} ms`);
  expect(elapsedMs).toBeLessThan(6_000);
});

test('a host that accepts every connection is called so; its neighbours are not', async () => {
  const events = await scan(
    planOf({ addresses: listOf([ACCEPTS_ALL, ...LIVE4]), ports: PORTS, timing: T4, discovery: true }),
  );
  const warnings = eventsOf(events, 'warning').map(({ warning }) => `${warning.code} ${warning.address}`);
  expect(warnings).toEqual([`open-everywhere ${ACCEPTS_ALL}`]);
  const open = [...verdictsOf(events)].filter(([key]) => key.startsWith(`${ACCEPTS_ALL} `));
  expect(open).toHaveLength(PORTS.length);
  for (const [, { reason }] of open) expect(reason).toBe('syn-ack');
});

// Minutes, because the kernel forgets no neighbour sooner.
if (longRun) {
  test('more neighbours than the kernel remembers: all 1,022 of a /22, nearly all dead', async () => {
    const all = interval('10.70.0.1', '10.70.3.254');
    const events = await scan(
      planOf({ addresses: createAddressList([all]), ports: PORTS, timing: T4, discovery: true }),
    );
    const dead = [...ends(events).values()].filter((end) => end === 'down no-route');
    expect(dead).toHaveLength(1_022 - 1 - LIVE4.length - 2);
  });

  test('more neighbours than the kernel remembers: 2,048 live ones: each is found, none is called absent or filtered', async () => {
    await segment.peer('ip route add local 10.72.0.0/21 dev lo');
    await runChild('ip', ['route', 'add', '10.72.0.0/21', 'dev', 'seg0']);
    const addresses = createAddressList([interval('10.72.0.0', '10.72.7.255')]);
    const events = await scan(planOf({ addresses, ports: Uint16Array.of(1, 2, 3), timing: T4 }));
    expect(new Set(ends(events).values())).toEqual(new Set(['up conn-refused']));
    expect(verdictsOf(events).size).toBe(3 * 2_048);
    for (const { reason } of verdictsOf(events).values()) expect(reason).toBe('conn-refused');
  });
}
