/** Hosts that accept everything are called so; others are not, and control ports are in no result. */
import { describe, expect, it } from 'vitest';
import type { EngineEvent, ScanPlan } from '../../../src-main/engine/engine-event.ts';
import { OpenSuspicion } from '../../../src-main/engine/control-ports.ts';
import { codeOfReason } from '../../../src-shared/scan/port-state.ts';
import {
  doneOf,
  eventsOf,
  labAddress,
  labAddresses,
  listOf,
  OPEN,
  planOf,
  range,
  REFUSED,
  reply,
  ScriptedNetwork,
  verdictsOf,
  type Dial,
  type Reply,
} from './scripted-network.ts';

const HOST = labAddress(0);
const warned = (events: readonly EngineEvent[]): string[] =>
  eventsOf(events, 'warning')
    .filter(({ warning }) => warning.code === 'open-everywhere')
    .map(({ warning }) => warning.address ?? '');

async function scan(
  answer: (dial: Dial) => Reply,
  plan: Partial<ScanPlan>,
): Promise<{ network: ScriptedNetwork; events: EngineEvent[] }> {
  const network = new ScriptedNetwork(answer);
  return { network, events: await network.collect(network.scan(planOf(plan))) };
}

describe('a host that accepts every connection', () => {
  it.each([
    ['few ports', { ports: range(20, 25) }],
    ['many ports', { ports: range(1, 2_000) }],
    ['with discovery', { ports: range(1, 100), discovery: true }],
    ['cut into slices for several threads', { ports: range(1, 30_000) }],
    ['every port there is', { ports: range(0, 65_535) }],
  ])('is called so, and its verdicts stay as they were seen: %s', async (_name, plan) => {
    const { network, events } = await scan(() => reply(OPEN), plan);
    expect(warned(events)).toEqual([HOST]);
    const [warning] = eventsOf(events, 'warning');
    expect(warning?.warning.message).toMatch(
      /^10\.66\.0\.0 accepts .+ proves nothing about its services\.$/u,
    );
    const verdicts = verdictsOf(events);
    expect(verdicts.size).toBe(plan.ports.length);
    for (const { reason } of verdicts.values()) expect(reason).toBe('syn-ack');
    expect(eventsOf(events, 'host').at(-1)).toMatchObject({
      status: 'up',
      reason: 'syn-ack',
      finished: true,
    });
    const asked = new Set(plan.ports);
    const control = network.dials.filter(({ port }) => !asked.has(port) && port >= 49_152);
    if (plan.ports.length < 60_000) expect(control).toHaveLength(3);
    const { progress } = eventsOf(events, 'progress').at(-1) ?? expect.fail('no progress');
    expect(progress).toMatchObject({ portsDone: plan.ports.length, portsTotal: plan.ports.length });
  });

  it('is told apart from its neighbours, which are asked nothing more', async () => {
    const { network, events } = await scan(
      ({ address, port }) => reply(address === labAddress(7) || port === 22 ? OPEN : REFUSED),
      { addresses: labAddresses(20), ports: range(1, 100) },
    );
    expect(warned(events)).toEqual([labAddress(7)]);
    const control = network.dials.filter(({ port }) => port > 100);
    expect(control.map(({ address }) => address)).toEqual([labAddress(7), labAddress(7), labAddress(7)]);
  });

  it('is named once for each of the first hosts, then all together', async () => {
    const { events } = await scan(() => reply(OPEN), { addresses: labAddresses(80), ports: range(1, 8) });
    expect(warned(events)).toHaveLength(51);
  });
});

describe('a host with many open ports', () => {
  it.each([
    ['refuses', reply(REFUSED)],
    ['drops', 'silence' as const],
  ])('that %s its control ports is not called so', async (_name, other) => {
    const { network, events } = await scan(({ port }) => (port <= 100 ? reply(OPEN) : other), {
      ports: range(1, 100),
    });
    expect(warned(events)).toEqual([]);
    expect(new Set(network.dials.map(({ port }) => port)).size).toBe(103);
    expect(verdictsOf(events).size).toBe(100);
  });

  it('that accepts one or two of them is not called so either', async () => {
    let isFirst = true;
    const { events } = await scan(
      ({ port }) => {
        if (port <= 100) return reply(OPEN);
        const answer = reply(isFirst ? OPEN : REFUSED);
        isFirst = false;
        return answer;
      },
      { ports: range(1, 100) },
    );
    expect(warned(events)).toEqual([]);
  });

  it('among more that are closed is asked none', async () => {
    // The open ones are slower, so that never more than half of what has answered is open.
    const { network } = await scan(({ port }) => (port % 3 === 0 ? reply(OPEN, 200) : reply(REFUSED)), {
      ports: range(1, 300),
    });
    expect(network.dials.filter(({ port }) => port > 300)).toEqual([]);
  });

  it('few of them are no sign: three open ports of three', async () => {
    const { network } = await scan(() => reply(OPEN), { ports: Uint16Array.of(22, 80, 443) });
    expect(network.dials).toHaveLength(3);
  });
});

it('the ports of a dead worker are drawn again, not counted twice', async () => {
  const network = new ScriptedNetwork(({ port, nth }) =>
    port <= 50 ? reply(OPEN) : nth === 1 ? 'silence' : reply(REFUSED),
  );
  let isKilled = false;
  const events = await network.collect(
    network.scan(planOf({ ports: range(1, 50), maxRetries: 6 })),
    (event) => {
      if (event.type !== 'progress' || isKilled || network.dials.every(({ port }) => port <= 50)) return;
      isKilled = true;
      for (const worker of network.workers) worker.kill('killed');
    },
  );
  expect(isKilled).toBe(true);
  expect(doneOf(events).outcome).toBe('completed');
  expect(verdictsOf(events).size).toBe(50);
  expect(warned(events)).toEqual([]);
});

describe('control ports', () => {
  const OPEN_CODE = codeOfReason('syn-ack');
  const drawn = (address: string, seed: number, isAsked: (port: number) => boolean): number[] => {
    const suspicion = new OpenSuspicion();
    for (let turn = 0; turn < 10; turn += 1) suspicion.note(OPEN_CODE);
    return [...(suspicion.draw(address, seed, isAsked) ?? [])];
  };

  it('are three dynamic ports that the scan does not ask, drawn by the seed', () => {
    const isAsked = (port: number): boolean => port % 2 === 0;
    const ports = drawn(HOST, 7, isAsked);
    expect(new Set(ports).size).toBe(3);
    for (const port of ports) {
      expect(port).toBeGreaterThanOrEqual(49_152);
      expect(port).toBeLessThanOrEqual(65_535);
      expect(isAsked(port)).toBe(false);
    }
    expect(drawn(HOST, 7, isAsked)).toEqual(ports);
    expect(drawn(HOST, 8, isAsked)).not.toEqual(ports);
    expect(drawn(labAddress(1), 7, isAsked)).not.toEqual(ports);
    expect(new Set(drawn(HOST, 7, () => true)).size).toBe(3);
    expect(drawn(HOST, 7, (port) => port !== 60_000)).toContain(60_000);
  });

  it('are drawn once', () => {
    const suspicion = new OpenSuspicion();
    for (let turn = 0; turn < 10; turn += 1) suspicion.note(OPEN_CODE);
    expect(suspicion.draw(HOST, 1, () => false)).toHaveLength(3);
    expect(suspicion.draw(HOST, 1, () => false)).toBeNull();
    expect(suspicion.isConfirmed).toBe(false);
  });

  it('outside the targets nothing is asked', async () => {
    const { network } = await scan(() => reply(OPEN), {
      addresses: listOf([labAddress(1), labAddress(3)]),
      ports: range(1, 10),
    });
    expect(new Set(network.dials.map(({ address }) => address))).toEqual(
      new Set([labAddress(1), labAddress(3)]),
    );
  });
});
