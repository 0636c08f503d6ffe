/** The engine as a whole over a scripted network: verdicts, order of events, caps, pause, cancel, crashes. */
import { describe, expect, it } from 'vitest';
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
  ScriptedNetwork,
  verdictsOf,
  type Dial,
  type Reply,
} from './scripted-network.ts';

const HOST = labAddress(0);

/** 22 open, 80 refused, 443 silent. */
const mixed = ({ port }: Dial): Reply =>
  port === 22 ? reply(OPEN) : port === 443 ? 'silence' : reply(REFUSED);

describe('verdicts', () => {
  it('are what came back, with attempts, round-trip and confidence', async () => {
    const network = new ScriptedNetwork(mixed);
    const events = await network.collect(network.scan(planOf()));
    const verdicts = verdictsOf(events);
    expect(verdicts.get(`${HOST} 22`)).toEqual({ reason: 'syn-ack', attempts: 1, rttMs: 5, confidence: 1 });
    expect(verdicts.get(`${HOST} 80`)).toEqual({
      reason: 'conn-refused',
      attempts: 1,
      rttMs: 5,
      confidence: 1,
    });
    const silent = verdicts.get(`${HOST} 443`);
    expect(silent).toMatchObject({ reason: 'no-response', attempts: 2, rttMs: Number.NaN });
    expect(silent?.confidence).toBeGreaterThan(0.999);
    expect(silent?.confidence).toBeLessThan(1);
    expect(doneOf(events)).toMatchObject({
      outcome: 'completed',
      stats: { probesSent: 4, retries: 1, lossRate: 0 },
    });
  });

  it('of a host that never answers: two tries and no confidence, whatever the template allows', async () => {
    const network = new ScriptedNetwork(() => 'silence');
    const events = await network.collect(network.scan(planOf({ timing: TIMING_TEMPLATES.T3 })));
    for (const verdict of verdictsOf(events).values()) {
      expect(verdict).toMatchObject({ reason: 'no-response', attempts: 2, confidence: Number.NaN });
    }
    expect(verdictsOf(events).size).toBe(3);
    expect(eventsOf(events, 'host')).toEqual([
      { type: 'host', address: HOST, status: 'unknown', reason: 'user-set', srttMs: null, finished: true },
    ]);
  });

  it('a lost first try is repaired by the next, and measured as loss', async () => {
    const network = new ScriptedNetwork(({ port, nth }) =>
      port === 80 && nth === 1 ? 'silence' : mixed({ port, nth, address: HOST, atMs: 0 }),
    );
    const events = await network.collect(network.scan(planOf()));
    expect(verdictsOf(events).get(`${HOST} 80`)).toMatchObject({ reason: 'conn-refused', attempts: 2 });
    expect(doneOf(events).stats.lossRate).toBeCloseTo(1 / 3);
  });

  it('more loss, more tries: silence is believed only when the whole scan expects under 0.01 errors', async () => {
    // A third of the first tries vanish.
    const network = new ScriptedNetwork(({ port, nth }) =>
      port === 9 ? 'silence' : nth === 1 && port % 3 === 0 ? 'silence' : reply(REFUSED),
    );
    const events = await network.collect(
      network.scan(planOf({ ports: range(1, 2_000), timing: TIMING_TEMPLATES.T3 })),
    );
    const silent = verdictsOf(events).get(`${HOST} 9`);
    expect(silent?.reason).toBe('no-response');
    // Loss of about 1 in 4: 0.25^9 * 2000 < 0.01.
    expect(silent?.attempts).toBeGreaterThanOrEqual(8);
    expect(silent?.attempts).toBeLessThanOrEqual(11);
    expect([...verdictsOf(events).values()].filter(({ reason }) => reason === 'no-response')).toHaveLength(1);
  });

  it('an answer that comes after its time-out is still an answer', async () => {
    // 800 ms away; T4 waits 500 ms.
    const network = new ScriptedNetwork(() => reply(REFUSED, 800));
    const events = await network.collect(network.scan(planOf()));
    for (const { reason } of verdictsOf(events).values()) expect(reason).toBe('conn-refused');
    expect(doneOf(events).stats.lossRate).toBe(0);
  });

  it('the last try on a silent port waits as long as the dialer needs', async () => {
    const traits = { minTimeoutMs: 0, finalTimeoutMs: () => 1_250, countsOwnQueue: true };
    const network = new ScriptedNetwork(
      ({ port }) => (port === 22 ? reply(OPEN) : reply(failed('EACCES', false), 1_020)),
      traits,
    );
    const events = await network.collect(network.scan(planOf({ addresses: listOf(['fd66::1']) })));
    expect(verdictsOf(events).get('fd66::1 80')).toMatchObject({
      reason: 'admin-prohibited',
      rttMs: Number.NaN,
    });
    // The kernel's second SYN was answered: no sign of loss.
    expect(doneOf(events).stats.lossRate).toBe(0);
  });
});

describe('hosts', () => {
  it('say that they are up before their first verdict, and that they are finished after their last', async () => {
    const network = new ScriptedNetwork(mixed);
    const events = await network.collect(
      network.scan(planOf({ addresses: labAddresses(40), discovery: true })),
    );
    for (let index = 0; index < 40; index += 1) {
      const address = labAddress(index);
      const about = events.flatMap((event, at) => {
        if (event.type === 'host' && event.address === address)
          return [{ at, what: event.finished ? 'end' : 'up' }];
        if (event.type === 'verdicts' && event.batches.some((batch) => batch.address === address))
          return [{ at, what: 'v' }];
        return [];
      });
      expect(about.map(({ what }) => what).join(' ')).toMatch(/^up( v)+ end$/u);
    }
    expect(doneOf(events).outcome).toBe('completed');
  });

  it('that are silent in discovery are unknown, and their ports are not asked', async () => {
    const network = new ScriptedNetwork((dial) => (dial.address === HOST ? mixed(dial) : 'silence'));
    const events = await network.collect(
      network.scan(planOf({ addresses: labAddresses(3), discovery: true, ports: range(1, 50) })),
    );
    expect([...verdictsOf(events).keys()].every((key) => key.startsWith(`${HOST} `))).toBe(true);
    expect(verdictsOf(events).size).toBe(50);
    const silent = eventsOf(events, 'host').filter(({ address }) => address !== HOST);
    expect(silent).toHaveLength(2);
    for (const host of silent)
      expect(host).toMatchObject({ status: 'unknown', reason: 'no-response', finished: true });
    const last = eventsOf(events, 'progress').at(-1)?.progress;
    expect(last).toMatchObject({ portsDone: 50, portsTotal: 50, hostsDone: 3, hostsTotal: 3, inFlight: 0 });
  });

  it('are asked without discovery where they are this machine', async () => {
    const network = new ScriptedNetwork(mixed);
    await network.collect(network.scan(planOf({ discovery: true }), { isOwn: () => true }));
    expect(new Set(network.dials.map(({ port }) => port))).toEqual(new Set([22, 80, 443]));
  });

  it('which discovery has asked on a scanned port are not asked there again', async () => {
    const network = new ScriptedNetwork(({ port }) => (port === 80 ? reply(OPEN) : 'silence'));
    const events = await network.collect(network.scan(planOf({ discovery: true, ports: range(1, 200) })));
    expect(verdictsOf(events).size).toBe(200);
    expect(network.dials.filter(({ port }) => port === 80)).toHaveLength(1);
  });

  it('reported unreachable late, as our own kernel does without a neighbour, are down', async () => {
    const network = new ScriptedNetwork(() => reply(failed('EHOSTUNREACH', false), 940));
    for (const discovery of [true, false]) {
      const events = await network.collect(network.scan(planOf({ discovery, timing: TIMING_TEMPLATES.T3 })));
      expect(verdictsOf(events).size).toBe(0);
      expect(eventsOf(events, 'host')).toMatchObject([
        { status: 'down', reason: 'no-route', finished: true },
      ]);
    }
  });

  it('unreachable ports of a host that answers elsewhere are filtered', async () => {
    const network = new ScriptedNetwork(({ port }) =>
      port === 80 ? reply(REFUSED) : reply(failed('EHOSTUNREACH', false)),
    );
    const events = await network.collect(network.scan(planOf()));
    expect(verdictsOf(events).get(`${HOST} 22`)).toMatchObject({ reason: 'host-unreach', confidence: 1 });
    expect(eventsOf(events, 'host').at(-1)).toMatchObject({ status: 'up', reason: 'conn-refused' });
  });

  it('whose every port is reported unreachable at once are behind a firewall: filtered, host unknown', async () => {
    const network = new ScriptedNetwork(() => reply(failed('EHOSTUNREACH', false), 2));
    for (const discovery of [true, false]) {
      const events = await network.collect(network.scan(planOf({ discovery })));
      expect([...verdictsOf(events).values()].map(({ reason }) => reason)).toEqual([
        'host-unreach',
        'host-unreach',
        'host-unreach',
      ]);
      expect(eventsOf(events, 'host')).toMatchObject([
        { status: 'unknown', reason: 'host-unreach', finished: true },
      ]);
    }
  });

  it('without a route are down', async () => {
    const network = new ScriptedNetwork(() => reply(failed('EHOSTUNREACH', true), 0));
    const events = await network.collect(network.scan(planOf({ discovery: true })));
    expect(verdictsOf(events).size).toBe(0);
    expect(eventsOf(events, 'host')).toMatchObject([{ status: 'down', reason: 'no-route', finished: true }]);
  });

  it('that nobody can ask are named, but not each of a whole network', async () => {
    const network = new ScriptedNetwork(() => reply(failed('ENETUNREACH', true), 0));
    const events = await network.collect(
      network.scan(planOf({ addresses: labAddresses(200), discovery: true })),
    );
    expect(eventsOf(events, 'host')).toHaveLength(200);
    for (const host of eventsOf(events, 'host'))
      expect(host).toMatchObject({ status: 'unknown', reason: 'no-route' });
    const codes = eventsOf(events, 'warning').map(({ warning }) => warning.code);
    expect(codes.filter((code) => code === 'own-trouble')).toHaveLength(1);
    expect(codes.filter((code) => code === 'not-asked')).toHaveLength(51);
    expect(doneOf(events).outcome).toBe('completed');
  });

  it('that take too long are given up with what is known', async () => {
    const network = new ScriptedNetwork(({ port }) => (port < 3_000 ? reply(OPEN) : 'silence'));
    const events = await network.collect(
      network.scan(
        planOf({
          ports: range(1, 9_000),
          timing: TIMING_TEMPLATES.T2,
          maxRetries: 10,
          hostTimeoutMs: 60_000,
        }),
      ),
    );
    expect(eventsOf(events, 'host').at(-1)).toMatchObject({
      status: 'up',
      reason: 'host-timeout',
      finished: true,
    });
    expect(eventsOf(events, 'warning').map(({ warning }) => warning.code)).toEqual(['host-timeout']);
    const { progress } = eventsOf(events, 'progress').at(-1) ?? expect.fail('no progress');
    expect(progress.portsTotal).toBe(verdictsOf(events).size);
    expect(doneOf(events).stats.elapsedMs).toBeLessThan(61_000);
  });

  it('split among threads are judged as one: an answer in one part gives the silence of the other its confidence', async () => {
    // One open port among 20,000; only the thread that has it hears the host.
    const network = new ScriptedNetwork(({ port }) => (port === 7 ? reply(OPEN, 20) : 'silence'));
    const events = await network.collect(network.scan(planOf({ ports: range(1, 20_000) })));
    const verdicts = verdictsOf(events);
    expect(verdicts.size).toBe(20_000);
    for (const { confidence, attempts } of verdicts.values()) {
      expect(confidence).toBeGreaterThan(0.99);
      expect(attempts).toBeLessThanOrEqual(4);
    }
  });
});

describe('limits', () => {
  it('keep the caps of the template, in all and for each host', async () => {
    const timing = { ...TIMING_TEMPLATES.T3, maxInFlight: 60, maxInFlightPerHost: 10 };
    const network = new ScriptedNetwork(() => 'silence');
    await network.collect(
      network.scan(planOf({ addresses: labAddresses(30), ports: range(1, 300), timing, maxRetries: 1 })),
    );
    // What lingers for a late answer is no probe in flight, but holds a socket: three of them for each in flight.
    expect(network.mostInFlight).toBeLessThanOrEqual(180);
    const known = new ScriptedNetwork(() => reply(REFUSED, 30));
    await known.collect(known.scan(planOf({ addresses: labAddresses(30), ports: range(1, 300), timing })));
    expect(known.mostInFlight).toBeLessThanOrEqual(60);
    expect(known.mostInFlight).toBeGreaterThan(50);
    expect(known.mostPerHost).toBe(10);
  });

  it('never more sockets than descriptors', async () => {
    const network = new ScriptedNetwork(() => 'silence');
    const events = await network.collect(
      network.scan(planOf({ ports: range(1, 5_000) }), { descriptors: 24 }),
    );
    expect(network.mostInFlight).toBeLessThanOrEqual(24);
    expect(verdictsOf(events).size).toBe(5_000);
  });

  it('keep to a rate', async () => {
    const network = new ScriptedNetwork(() => reply(REFUSED));
    const events = await network.collect(
      network.scan(planOf({ addresses: labAddresses(4), ports: range(1, 1_000), maxRate: 500 })),
    );
    expect(doneOf(events).stats.elapsedMs).toBeGreaterThan(7_800);
    expect(doneOf(events).stats.elapsedMs).toBeLessThan(9_000);
  });

  it('pause between two SYNs to a host as the template says', async () => {
    const network = new ScriptedNetwork(() => reply(REFUSED));
    await network.collect(network.scan(planOf({ timing: TIMING_TEMPLATES.T2, ports: range(1, 20) })));
    const gaps = network.dials.slice(1).map(({ atMs }, index) => atMs - (network.dials[index]?.atMs ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(400);
    expect(network.mostInFlight).toBe(1);
  });
});

it('when nothing can be sent at all for half a minute, the scan ends with a sentence', async () => {
  const network = new ScriptedNetwork(() => reply(failed('EMFILE', true), 0));
  const events = await network.collect(network.scan(planOf({ addresses: labAddresses(5) })));
  expect(doneOf(events)).toMatchObject({ outcome: 'failed', error: expect.stringContaining('EMFILE') });
  expect(doneOf(events).stats.elapsedMs).toBeGreaterThan(30_000);
  expect(doneOf(events).stats.elapsedMs).toBeLessThan(35_000);
  expect(verdictsOf(events).size).toBe(0);
  // The progress says how often the scan slowed down: to one in flight in a few halvings.
  const slowdowns = eventsOf(events, 'progress').map(({ progress }) => progress.slowdowns ?? 0);
  expect(slowdowns.at(-1)).toBeGreaterThan(0);
  expect(slowdowns).toEqual(slowdowns.toSorted((a, b) => a - b));
});

describe('control', () => {
  const big = planOf({ addresses: labAddresses(20), ports: range(1, 500), timing: TIMING_TEMPLATES.T3 });

  it('pause sends nothing new and resume goes on; time paused is not counted', async () => {
    const network = new ScriptedNetwork((dial) => (dial.port % 5 === 0 ? 'silence' : reply(REFUSED, 20)));
    const scan = network.scan(big);
    let pausedAt = 0;
    let dialsWhenDrained = 0;
    const events = await network.collect(scan, (event) => {
      if (event.type === 'verdicts' && pausedAt === 0) {
        pausedAt = network.clock.now();
        scan.pause();
        scan.pause();
        network.clock.after(5_000, () => {
          dialsWhenDrained = network.dials.length;
          expect(network.inFlight).toBe(0);
        });
        network.clock.after(60_000, () => {
          expect(network.dials.length).toBe(dialsWhenDrained);
          scan.resume();
        });
      }
    });
    expect(pausedAt).toBeGreaterThan(0);
    const during = network.dials.filter(({ atMs }) => atMs > pausedAt + 1 && atMs < pausedAt + 60_000);
    expect(during).toEqual([]);
    expect(verdictsOf(events).size).toBe(20 * 500);
    expect(doneOf(events)).toMatchObject({ outcome: 'completed' });
    expect(doneOf(events).stats.elapsedMs).toBeLessThan(30_000);
  });

  it('cancel ends at once, sends nothing more and keeps what is known', async () => {
    const network = new ScriptedNetwork((dial) => (dial.port % 5 === 0 ? 'silence' : reply(REFUSED, 20)));
    const scan = network.scan(big);
    let cancelledAt = 0;
    const events = await network.collect(scan, (event) => {
      if (event.type === 'verdicts' && cancelledAt === 0) {
        cancelledAt = network.clock.now();
        scan.cancel();
        scan.cancel();
        scan.pause();
        scan.resume();
      }
    });
    expect(doneOf(events).outcome).toBe('stopped');
    expect(network.clock.now() - cancelledAt).toBeLessThanOrEqual(400);
    expect(network.dials.filter(({ atMs }) => atMs > cancelledAt)).toEqual([]);
    expect(network.inFlight).toBe(0);
    expect(verdictsOf(events).size).toBeGreaterThan(0);
    expect(eventsOf(events, 'done')).toHaveLength(1);
  });

  it('cancel before anything has happened gives `done` too', async () => {
    const network = new ScriptedNetwork(() => 'silence');
    const scan = network.scan(big);
    scan.cancel();
    expect(doneOf(await network.collect(scan)).outcome).toBe('stopped');
  });

  it('leaves no timer behind', async () => {
    const network = new ScriptedNetwork(mixed);
    await network.collect(network.scan(planOf()));
    expect(network.clock.pending).toBe(0);
    expect(network.inFlight).toBe(0);
  });

  it('what an earlier run settled is neither asked nor counted again', async () => {
    const network = new ScriptedNetwork((dial) =>
      dial.address === labAddress(2) ? reply(REFUSED, 400) : mixed(dial),
    );
    const events = await network.collect(
      network.scan(
        planOf({
          addresses: labAddresses(3),
          discovery: true,
          settled: {
            hostsFinished: 1,
            portsSettled: 2,
            isFinished: (address) => address === labAddress(1),
            foundUp: () => undefined,
            settledPorts: (address) => (address === labAddress(2) ? Uint8Array.from([1, 0, 1]) : undefined),
          },
        }),
      ),
    );
    const progress = eventsOf(events, 'progress').map((event) => event.progress);
    expect(progress.length).toBeGreaterThan(1);
    for (const each of progress) expect(each.portsTotal).toBe(4);
    expect(progress.at(-1)).toMatchObject({ portsDone: 4, hostsDone: 3, hostsTotal: 3 });
    const verdicts = [...verdictsOf(events).keys()].toSorted();
    expect(verdicts).toEqual([`${HOST} 22`, `${HOST} 443`, `${HOST} 80`, `${labAddress(2)} 80`]);
    expect(network.dials.some(({ address }) => address === labAddress(1))).toBe(false);
  });

  it('a host that an earlier run found up is not looked for again, and stays up in the silence of the rest', async () => {
    const network = new ScriptedNetwork(() => 'silence');
    const events = await network.collect(
      network.scan(
        planOf({
          discovery: true,
          settled: {
            hostsFinished: 0,
            portsSettled: 2,
            isFinished: () => false,
            foundUp: () => ({ reason: 'syn-ack', srttMs: 3 }),
            settledPorts: () => Uint8Array.from([1, 0, 1]),
          },
        }),
      ),
    );
    expect(new Set(network.dials.map(({ port }) => port))).toEqual(new Set([80]));
    expect(verdictsOf(events).get(`${HOST} 80`)?.confidence).toBeGreaterThan(0.999);
    expect(eventsOf(events, 'host')).toEqual([
      { type: 'host', address: HOST, status: 'up', reason: 'syn-ack', srttMs: 3, finished: true },
    ]);
  });

  it('hosts of which an earlier run settled everything but their end are ended, and nothing is sent', async () => {
    const network = new ScriptedNetwork(mixed);
    const events = await network.collect(
      network.scan(
        planOf({
          addresses: labAddresses(2),
          discovery: true,
          settled: {
            hostsFinished: 0,
            portsSettled: 6,
            isFinished: () => false,
            foundUp: () => ({ reason: 'conn-refused', srttMs: null }),
            settledPorts: () => Uint8Array.from([1, 1, 1]),
          },
        }),
      ),
    );
    expect(network.dials).toEqual([]);
    expect(eventsOf(events, 'host')).toMatchObject([
      { status: 'up', reason: 'conn-refused', finished: true },
      { status: 'up', reason: 'conn-refused', finished: true },
    ]);
    expect(eventsOf(events, 'progress').at(-1)?.progress).toMatchObject({
      portsDone: 0,
      portsTotal: 0,
      hostsDone: 2,
    });
  });

  it('refused addresses are never dialed', async () => {
    const network = new ScriptedNetwork(mixed);
    const events = await network.collect(
      network.scan(planOf({ addresses: listOf([HOST, '224.0.0.1']), discovery: true }), {
        refuse: (address) => (address === '224.0.0.1' ? 'A group.' : null),
      }),
    );
    expect(network.dials.some(({ address }) => address === '224.0.0.1')).toBe(false);
    expect(eventsOf(events, 'warning')).toMatchObject([
      { warning: { code: 'refused-address', message: 'A group.' } },
    ]);
    expect(doneOf(events).outcome).toBe('completed');
  });
});

describe('a worker that dies', () => {
  it('is replaced, and its share is asked again: every port has one verdict', async () => {
    const network = new ScriptedNetwork((dial) => (dial.port % 7 === 0 ? 'silence' : reply(REFUSED, 20)));
    let killed = 0;
    const events = await network.collect(
      network.scan(planOf({ addresses: labAddresses(10), ports: range(1, 2_000), discovery: true })),
      (event) => {
        if (event.type !== 'verdicts' || killed >= 3) return;
        network.workers[killed]?.kill('out of luck');
        killed += 1;
      },
    );
    expect(killed).toBe(3);
    expect(verdictsOf(events).size).toBe(20_000);
    expect(doneOf(events).outcome).toBe('completed');
    const finished = eventsOf(events, 'host').filter((host) => host.finished);
    expect(finished).toHaveLength(10);
    expect(eventsOf(events, 'warning').map(({ warning }) => warning.code)).toEqual([
      'worker-lost',
      'worker-lost',
      'worker-lost',
    ]);
  });

  it('again and again ends the scan with a sentence', async () => {
    const network = new ScriptedNetwork(() => 'silence');
    const killer = (): void => {
      network.workers.at(-1)?.kill('broken');
      network.clock.after(20, killer);
    };
    network.clock.after(20, killer);
    const scan = network.scan(planOf({ ports: range(1, 2_000) }));
    const events: unknown[] = [];
    const reading = (async () => {
      for await (const event of scan.events) events.push(event);
    })();
    for (let step = 0; step < 200; step += 1) {
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      network.clock.advance(10);
    }
    await reading;
    expect(events.at(-1)).toMatchObject({
      type: 'done',
      outcome: 'failed',
      error: expect.stringContaining('broken'),
    });
  });
});
