/**
 * A segment with many dead neighbours and some live ones: the dead are down, never filtered; the live are exact. Networks
 * that stay silent, and a host that accepts everything.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runScan, type EngineEvent, type ScanPlan } from '../../src-main/engine/run-scan.ts';
import { createAddressList, type AddressInterval } from '../../src-shared/scan/address-list.ts';
import { parseIp } from '../../src-shared/scan/ip-address.ts';
import { runOrThrow } from '../helpers/child.ts';
import { longRun } from '../helpers/repository.ts';
import { doneOf, eventsOf, listOf, planOf, verdictsOf } from '../main/engine/scripted-network.ts';
import { raiseVethLab, VETH_NEAR, type VethLab } from './veth-lab.ts';

const LIVE4 = ['10.71.5.10', '10.71.5.20', '10.71.5.30'];
const LIVE6 = ['fd71::10', 'fd71::20', 'fd71::30'];
/** Says nothing at all, but answers ARP and neighbour discovery. */
const MUTE = ['10.71.5.40', 'fd71::40'];
const ACCEPTS_ALL = '10.71.5.50';
/** Behind a router, and behind a firewall that drops all but one port. */
const FIREWALLED = '10.70.3.77';
const SILENT_NET = '10.70.3.0/24';
const OPEN_PORT = 22;
const DROPPED_PORT = 30;
const PORTS = Uint16Array.from({ length: 40 }, (_, index) => index + 1);

let lab: VethLab;
beforeAll(async () => {
  lab = await raiseVethLab();
  await lab.addNeighbours([...LIVE4, ...LIVE6, ...MUTE, ACCEPTS_ALL]);
  await lab.listen([
    ...[...LIVE4, ...LIVE6].map((address) => ({ address, port: OPEN_PORT })),
    { address: FIREWALLED, port: 3_389 },
    // The kernel redirects to an address of its own choice.
    { address: '0.0.0.0', port: 9_999 },
  ]);
  const dropped = (address: string): string => `-d ${address} -p tcp --syn --dport ${DROPPED_PORT} -j DROP`;
  await lab.setRules(4, [
    ...LIVE4.map(dropped),
    `-d ${MUTE[0]} -p tcp -j DROP`,
    `-d ${FIREWALLED} -p tcp --dport 3389 -j ACCEPT`,
    `-d ${SILENT_NET} -p tcp --syn -j DROP`,
  ]);
  await lab.setRules(6, [...LIVE6.map(dropped), `-d ${MUTE[1]} -p tcp -j DROP`]);
  const redirect = `-t nat -A PREROUTING -d ${ACCEPTS_ALL} -p tcp -j REDIRECT --to-ports 9999`;
  await lab.runInPeer('iptables', redirect.split(' '));
});
afterAll(() => lab.lower());

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

function reasonOf(port: number, dialer: ScanPlan['dialer']): string {
  if (port === OPEN_PORT) return 'syn-ack';
  if (port === DROPPED_PORT) return 'no-response';
  return dialer === 'epoll' ? 'reset' : 'conn-refused';
}

describe.each([
  ['IPv4', interval('10.71.1.2', '10.71.2.245'), 500, LIVE4, 8_000],
  ['IPv6', interval('fd71::1000', 'fd71::1095'), 150, LIVE6, 12_000],
] as const)('%s: dead neighbours beside live ones', (_family, dead, deadCount, live, atMostMs) => {
  test.each([
    ['epoll', 'with discovery', true],
    ['portable', 'without discovery', false],
    ...(longRun
      ? ([
          ['epoll', 'without discovery', false],
          ['portable', 'with discovery', true],
        ] as const)
      : []),
  ] as const)(
    'are down and have no port; the live ones are exact: %s, %s',
    async (dialer, _name, discovery) => {
      const events = await scan(planOf({ addresses: plus(dead, live), ports: PORTS, dialer, discovery }));
      const verdicts = verdictsOf(events);
      for (const address of live) {
        for (const port of PORTS) {
          const reason = reasonOf(port, dialer);
          expect(verdicts.get(`${address} ${port}`)?.reason, `${address} ${port}`).toBe(reason);
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
    },
  );
});

test('a neighbour that is there and says nothing is not down: all its ports are filtered', async () => {
  // The kernel has to be asked twice about IPv6 before silence is believed.
  const mute = longRun ? MUTE : MUTE.slice(0, 1);
  const events = await scan(planOf({ addresses: listOf(mute), ports: PORTS }));
  for (const address of mute) {
    expect(ends(events).get(address)).toBe('unknown user-set');
    for (const port of PORTS)
      expect(verdictsOf(events).get(`${address} ${port}`)?.reason).toBe('no-response');
  }
});

test('a silent /24 behind a router: unknown, but for the host that has one port open', async () => {
  const events = await scan(
    planOf({
      addresses: createAddressList([interval('10.70.3.0', '10.70.3.255')]),
      ports: Uint16Array.from({ length: 200 }, (_, index) => index + 1),
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
    planOf({ addresses: listOf([ACCEPTS_ALL, ...LIVE4]), ports: PORTS, discovery: true }),
  );
  const warnings = eventsOf(events, 'warning').map(({ warning }) => `${warning.code} ${warning.address}`);
  expect(warnings).toEqual([`open-everywhere ${ACCEPTS_ALL}`]);
  const open = [...verdictsOf(events)].filter(([key]) => key.startsWith(`${ACCEPTS_ALL} `));
  expect(open).toHaveLength(PORTS.length);
  for (const [, { reason }] of open) expect(reason).toBe('syn-ack');
});

// Minutes, because the kernel forgets no neighbour sooner.
if (longRun) {
  test('more neighbours than the kernel remembers: a /22, nearly all dead', async () => {
    const all = interval('10.71.4.0', '10.71.7.255');
    const events = await scan(planOf({ addresses: createAddressList([all]), ports: PORTS, discovery: true }));
    const alive = [...LIVE4, MUTE[0], ACCEPTS_ALL];
    const others = [...ends(events)].filter(([, end]) => end !== 'down no-route');
    expect(others.map(([address]) => address).toSorted()).toEqual(alive.toSorted());
    expect(ends(events).size).toBe(1_024);
  });

  test('more neighbours than the kernel remembers: 2,048 live ones, each exact', async () => {
    await lab.runInPeer('ip', ['route', 'add', 'local', '10.72.0.0/21', 'dev', 'lo']);
    await runOrThrow('ip', ['route', 'add', '10.72.0.0/21', 'dev', 'veth-near', 'src', VETH_NEAR[4]]);
    const addresses = createAddressList([interval('10.72.0.0', '10.72.7.255')]);
    const events = await scan(planOf({ addresses, ports: Uint16Array.of(1, 2, 3), dialer: 'epoll' }));
    const statuses = [...ends(events).values()].map((end) => end.split(' ')[0]);
    expect(statuses).toHaveLength(2_048);
    expect(new Set(statuses)).toEqual(new Set(['up']));
    expect(verdictsOf(events).size).toBe(3 * 2_048);
    for (const { reason } of verdictsOf(events).values()) expect(reason).toBe('reset');
  });
}
