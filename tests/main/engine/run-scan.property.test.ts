/** Exactness over random plans and networks: whatever happens, each port has its one true verdict. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TIMING_TEMPLATES, type TimingName } from '../../../src-shared/scan/timing-template.ts';
import { seedOr } from '../../helpers/random.ts';
import { longRun } from '../../helpers/repository.ts';
import {
  doneOf,
  eventsOf,
  failed,
  labAddress,
  labAddresses,
  OPEN,
  planOf,
  REFUSED,
  reply,
  ScriptedNetwork,
  verdictsOf,
  type Dial,
  type Reply,
} from './scripted-network.ts';

/** Every code of ours that must never become a verdict; all but the last few come from connect itself. */
const TROUBLES = [
  'EMFILE',
  'ENFILE',
  'EADDRNOTAVAIL',
  'ENOBUFS',
  'ENOMEM',
  'EAGAIN',
  'ENETDOWN',
  'ECONNABORTED',
  'EACCES',
  'EPERM',
  'EINVAL',
  'ENETUNREACH',
] as const;

const mix = (...parts: readonly number[]): number => {
  let hash = 0x811c9dc5;
  for (const part of parts) hash = Math.imul(hash ^ part, 0x01000193) ^ (hash >>> 13);
  return (hash >>> 0) % 1_000;
};

interface Network {
  readonly hosts: number;
  readonly ports: number;
  readonly seed: number;
  readonly timing: TimingName;
  readonly discovery: boolean;
  readonly threads: number;
  readonly troublePerMille: number;
  readonly crashes: number;
}

const networks: fc.Arbitrary<Network> = fc.record({
  hosts: fc.integer({ min: 1, max: 30 }),
  ports: fc.integer({ min: 1, max: 120 }),
  seed: fc.integer({ min: 0, max: 0xffff_ffff }),
  timing: fc.constantFrom<TimingName>('T3', 'T4', 'T5'),
  discovery: fc.boolean(),
  threads: fc.integer({ min: 1, max: 3 }),
  troublePerMille: fc.constantFrom(0, 100),
  crashes: fc.integer({ min: 0, max: 2 }),
});

const hostNumber = (address: string): number => {
  const [, , third = '0', fourth = '0'] = address.split('.');
  return Number(third) * 256 + Number(fourth);
};

type Truth = 'syn-ack' | 'conn-refused' | 'no-response' | 'net-unreach' | 'host-unreach';

/** A fifth of the hosts is not there at all; the others refuse half their ports. */
function truthOf(network: Network, host: number, port: number): Truth | null {
  if (mix(network.seed, host) < 200) return null;
  const draw = mix(network.seed, host, port);
  if (draw < 100) return 'syn-ack';
  if (draw < 200) return 'no-response';
  if (draw < 250) return 'net-unreach';
  return draw < 300 ? 'host-unreach' : 'conn-refused';
}

function answerOf(network: Network): (dial: Dial) => Reply {
  let dialed = 0;
  return ({ address, port }) => {
    dialed += 1;
    const draw = mix(network.seed, dialed, 77);
    if (draw < network.troublePerMille) {
      return reply(failed(TROUBLES[draw % TROUBLES.length] ?? 'EMFILE', true), 0);
    }
    const host = hostNumber(address);
    const roundTripMs = 1 + (mix(network.seed, host, 99) % 40);
    switch (truthOf(network, host, port)) {
      case 'syn-ack':
        // One in twenty connects to itself first.
        return draw > 950 ? reply({ kind: 'self-connect' }, 0) : reply(OPEN, roundTripMs);
      case 'conn-refused':
        return reply(REFUSED, roundTripMs);
      case 'net-unreach':
        return reply(failed('ENETUNREACH', false), roundTripMs);
      case 'host-unreach':
        return reply(failed('EHOSTUNREACH', false), roundTripMs);
      default:
        return 'silence';
    }
  };
}

async function check(network: Network): Promise<void> {
  const scripted = new ScriptedNetwork(answerOf(network));
  const ports = Uint16Array.from({ length: network.ports }, (_, index) => index * 97 + 1);
  const timing = TIMING_TEMPLATES[network.timing];
  let crashesLeft = network.crashes;
  const plan = planOf({
    addresses: labAddresses(network.hosts),
    ports,
    timing,
    maxRetries: timing.maxRetries,
    discovery: network.discovery,
    seed: network.seed,
  });
  const scan = scripted.scan(plan, { threads: network.threads });
  const events = await scripted.collect(scan, (event) => {
    if (event.type !== 'verdicts' || crashesLeft === 0) return;
    scripted.workers.at(-crashesLeft)?.kill('test');
    crashesLeft -= 1;
  });

  expect(doneOf(events).outcome).toBe('completed');
  const verdicts = verdictsOf(events);
  const hostEvents = eventsOf(events, 'host');
  for (let host = 0; host < network.hosts; host += 1) {
    const address = labAddress(host);
    const last = hostEvents.findLast((event) => event.address === address);
    expect(last?.finished).toBe(true);
    expect(hostEvents.filter((event) => event.address === address && event.finished)).toHaveLength(1);
    const answers = [...ports].some((port) =>
      ['syn-ack', 'conn-refused'].includes(truthOf(network, host, port) ?? ''),
    );
    for (const port of ports) {
      const verdict = verdicts.get(`${address} ${port}`);
      const truth = truthOf(network, host, port);
      // An absent host has no verdicts after discovery, and silence without; one whose scanned ports all keep silent or
      // are reported unreachable may be either, depending on what discovery's own ports said.
      if (truth === null) expect(verdict?.reason ?? 'no-response').toBe('no-response');
      else if (answers) expect(verdict?.reason).toBe(truth);
      else expect([truth, undefined]).toContain(verdict?.reason);
    }
  }
  for (const { address } of scripted.dials) expect(plan.addresses.has(address)).toBe(true);
  expect(scripted.inFlight).toBe(0);
  expect(scripted.clock.pending).toBe(0);
  const { progress } = eventsOf(events, 'progress').at(-1) ?? expect.fail('no progress');
  expect(progress.portsDone).toBe(verdicts.size);
  expect(progress.portsTotal).toBe(verdicts.size);
  expect(progress.hostsDone).toBe(network.hosts);
}

describe('any network', () => {
  it('with loss of our own (one dial in ten fails for lack of something) and dying workers: exact verdicts', async () => {
    await fc.assert(fc.asyncProperty(networks, check), { numRuns: longRun ? 600 : 60, seed: seedOr(20) });
  });
});
