/** Open ports with what they say first, over a scripted network: who is read, when, for how long, and what is told. */
import { describe, expect, it } from 'vitest';
import type { EngineEvent, ScanPlan } from '../../../src-main/engine/engine-event.ts';
import { TIMING_TEMPLATES } from '../../../src-shared/scan/timing-template.ts';
import { MUTE, says, type GreetingAttempt, type ScriptedGreeting } from './scripted-greetings.ts';
import {
  doneOf,
  eventsOf,
  labAddress,
  labAddresses,
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
const allOpen = (): Reply => reply(OPEN);
/** 22 and 80 open, the rest refused. */
const twoOpen = ({ port }: Dial): Reply => reply(port === 22 || port === 80 ? OPEN : REFUSED);

function network(
  answer: (dial: Dial) => Reply,
  greet: (attempt: GreetingAttempt) => ScriptedGreeting,
): ScriptedNetwork {
  return new ScriptedNetwork(answer, undefined, greet);
}

async function scan(net: ScriptedNetwork, plan: Partial<ScanPlan> = {}): Promise<EngineEvent[]> {
  return net.collect(net.scan(planOf({ banners: true, ...plan })));
}

describe('a greeting', () => {
  it('comes with its port, escaped; a port that says nothing is open without one', async () => {
    const net = network(twoOpen, ({ port }) => (port === 22 ? says('SSH-2.0-x\r\n\u001b[2J') : MUTE));
    const events = await scan(net);
    const verdicts = verdictsOf(events);
    expect(verdicts.get(`${HOST} 22`)).toEqual({
      reason: 'syn-ack',
      attempts: 1,
      rttMs: 5,
      confidence: 1,
      banner: 'SSH-2.0-x\\r\\n\\x1b[2J',
    });
    expect(verdicts.get(`${HOST} 80`)).toEqual({ reason: 'syn-ack', attempts: 1, rttMs: 5, confidence: 1 });
    expect(verdicts.get(`${HOST} 443`)?.reason).toBe('conn-refused');
    expect(net.greetings.attempts.map(({ port }) => port).sort()).toEqual([22, 80]);
    // It is not a probe: nothing was asked with it.
    expect(doneOf(events)).toMatchObject({ outcome: 'completed', stats: { probesSent: 3, retries: 0 } });
  });

  it('is not read unless it was asked for', async () => {
    const net = network(twoOpen, () => says('hello'));
    const verdicts = verdictsOf(await scan(net, { banners: false }));
    expect(net.greetings.attempts).toEqual([]);
    expect(verdicts.get(`${HOST} 22`)).not.toHaveProperty('banner');
  });

  it('has two seconds from the connection, and what came by then is kept', async () => {
    const drip = Array.from({ length: 9 }, (_, second) => ({
      afterMs: 400 + second * 1_000,
      text: `${second}`,
    }));
    const net = network(twoOpen, () => ({ connectsAfterMs: 300, says: drip }));
    const startMs = net.clock.now();
    const verdicts = verdictsOf(await scan(net));
    expect(verdicts.get(`${HOST} 22`)).toMatchObject({ reason: 'syn-ack', banner: '01' });
    expect(net.clock.now() - startMs).toBeLessThan(2_500);
    expect(net.greetings.open).toBe(0);
  });

  it.each<[string, ScriptedGreeting]>([
    ['is refused', { failure: 'ECONNREFUSED' }],
    ['is reset', { failure: 'ECONNRESET' }],
    ['finds no way', { failure: 'EHOSTUNREACH' }],
    ['is never answered', { connectsAfterMs: null }],
  ])('that %s leaves the port open, without one', async (_how, greeting) => {
    const net = network(twoOpen, () => greeting);
    const startMs = net.clock.now();
    const verdicts = verdictsOf(await scan(net));
    expect(verdicts.get(`${HOST} 22`)).toEqual({ reason: 'syn-ack', attempts: 1, rttMs: 5, confidence: 1 });
    expect(net.greetings.attempts).toHaveLength(2);
    expect(net.clock.now() - startMs).toBeLessThan(3_500);
  });

  it('is tried again where our own machine lacked something, and not for ever', async () => {
    const net = network(twoOpen, ({ port, nth }) =>
      port === 22 && nth > 3 ? says('at last') : { failure: 'EMFILE' },
    );
    const verdicts = verdictsOf(await scan(net));
    expect(verdicts.get(`${HOST} 22`)).toMatchObject({ reason: 'syn-ack', banner: 'at last' });
    expect(verdicts.get(`${HOST} 80`)).toEqual({ reason: 'syn-ack', attempts: 1, rttMs: 5, confidence: 1 });
    expect(net.greetings.attempts.filter(({ port }) => port === 80)).toHaveLength(5);
  });
});

describe('reading', () => {
  it('has at most 32 connections in a thread, and every port has its turn', async () => {
    const net = network(allOpen, ({ port }) => (port % 7 === 0 ? MUTE : says(`port ${port}`)));
    const verdicts = verdictsOf(await scan(net, { ports: range(1, 300) }));
    for (let port = 1; port <= 300; port += 1) {
      expect(verdicts.get(`${HOST} ${port}`)?.banner).toBe(port % 7 === 0 ? undefined : `port ${port}`);
    }
    expect(net.greetings.mostOpen).toBe(32);
    expect(net.greetings.attempts).toHaveLength(300);
  });

  it('lets no host with thousands of open ports keep the others waiting', async () => {
    const tarpit = labAddress(0);
    const net = network(
      ({ address, port }) => reply(address === tarpit || port === 1_000 ? OPEN : REFUSED),
      () => MUTE,
    );
    const plan = planOf({ banners: true, addresses: labAddresses(20), ports: range(1, 1_000) });
    await net.collect(net.scan(plan, { threads: 1 }));
    expect(net.greetings.attempts).toHaveLength(1_019);
    const firstRead = net.greetings.attempts.slice(0, 200).map(({ address }) => address);
    expect(new Set(firstRead).size).toBe(20);
  });

  it('asks no host for more than a thousand, and says so', async () => {
    const net = network(allOpen, () => says('tar'));
    const plan = planOf({ banners: true, ports: range(1, 1_100), discovery: true });
    const events = await net.collect(net.scan(plan, { threads: 1 }));
    const verdicts = [...verdictsOf(events).values()];
    expect(verdicts).toHaveLength(1_100);
    expect(verdicts.filter(({ banner }) => banner === 'tar')).toHaveLength(net.greetings.attempts.length);
    const skipped = 1_100 - net.greetings.attempts.length;
    // One was read when the host was found.
    expect(skipped).toBeGreaterThanOrEqual(99);
    expect(eventsOf(events, 'warning').map(({ warning }) => warning)).toEqual([
      {
        code: 'banners-skipped',
        message: `${HOST} accepts connections on more ports than anything has services: the banners of ${skipped} of them were not read.`,
        address: HOST,
      },
      expect.objectContaining({ code: 'open-everywhere' }),
    ]);
  });

  it('stays within the descriptors, and gets there with very few', async () => {
    for (const descriptors of [1, 2, 9, 40]) {
      const net = network(allOpen, ({ port }) => says(`${port}`));
      const events = await net.collect(
        net.scan(planOf({ banners: true, ports: range(1, 60) }), { descriptors, threads: 1 }),
      );
      const verdicts = verdictsOf(events);
      for (let port = 1; port <= 60; port += 1)
        expect(verdicts.get(`${HOST} ${port}`)?.banner).toBe(`${port}`);
      expect(net.greetings.mostOpen).toBeLessThanOrEqual(Math.max(1, descriptors / 4));
      expect(net.mostInFlight + net.greetings.mostOpen).toBeLessThanOrEqual(Math.max(2, descriptors));
    }
  });

  it('is polite where the template is: one connection to a host at a time, the delay between any two', async () => {
    const net = network(twoOpen, ({ port }) =>
      port === 22 ? { says: [{ afterMs: 2, text: 'hi' }] } : { endsAfterMs: 150 },
    );
    const ports = Uint16Array.of(...range(20, 29), 80);
    const verdicts = verdictsOf(await scan(net, { timing: TIMING_TEMPLATES.T2, ports }));
    expect(verdicts.get(`${HOST} 22`)?.banner).toBe('hi');
    const read = net.greetings.attempts.find(({ port }) => port === 22);
    const meanwhile = net.dials.filter(
      ({ atMs }) => atMs >= (read?.atMs ?? 0) && atMs < (read?.atMs ?? 0) + 2_000,
    );
    expect(meanwhile).toEqual([]);
    const times = [...net.dials, ...net.greetings.attempts].map(({ atMs }) => atMs).sort((a, b) => a - b);
    expect(times).toHaveLength(13);
    for (const [index, atMs] of times.entries()) {
      if (index > 0) expect(atMs - (times[index - 1] ?? 0)).toBeGreaterThanOrEqual(400);
    }
    // Before the rest of the probes, so that no verdict is held back until their end.
    const last = Math.max(...net.dials.map(({ atMs }) => atMs));
    expect(net.dials.find(({ port }) => port === 22)?.atMs).toBeLessThan(last);
    expect(read?.atMs).toBeLessThan(last);
  });

  it('counts for the rate limit', async () => {
    const net = network(allOpen, () => says('hi'));
    // The ports that a host with so many open ones is asked for besides come after it.
    const events = await scan(net, { ports: range(1, 100), maxRate: 50 });
    const asked = net.dials.filter(({ port }) => port <= 100);
    const times = [...asked, ...net.greetings.attempts].map(({ atMs }) => atMs).sort((a, b) => a - b);
    expect(times).toHaveLength(200);
    for (let index = 0; index + 51 < times.length; index += 1) {
      expect((times[index + 51] ?? 0) - (times[index] ?? 0)).toBeGreaterThanOrEqual(990);
    }
    expect([...verdictsOf(events).values()].every(({ banner }) => banner === 'hi')).toBe(true);
  });
});

describe('with discovery', () => {
  it('the port that showed the host is read as well, and asked once', async () => {
    const net = network(twoOpen, ({ port }) => says(`port ${port}`));
    const verdicts = verdictsOf(await scan(net, { discovery: true, ports: range(1, 100) }));
    expect(verdicts.get(`${HOST} 22`)?.banner).toBe('port 22');
    expect(verdicts.get(`${HOST} 80`)?.banner).toBe('port 80');
    expect(verdicts.size).toBe(100);
    for (const port of [22, 80]) {
      expect(net.greetings.attempts.filter((each) => each.port === port)).toHaveLength(1);
    }
  });

  it('nothing more is asked once it has shown the host', async () => {
    const silentBut22 = ({ port }: Dial): Reply => (port === 22 ? reply(OPEN) : 'silence');
    const net = network(silentBut22, () => MUTE);
    await scan(net, { discovery: true, ports: Uint16Array.of(22, 1_000, 1_001, 1_002, 1_003) });
    expect(net.dials.filter(({ port }) => port === 8_080).length).toBeLessThanOrEqual(1);
  });

  it('a port that only discovery asks is not read', async () => {
    const net = network(
      ({ port }) => reply(port === 443 ? OPEN : REFUSED, port === 443 ? 1 : 20),
      () => says('x'),
    );
    const events = await scan(net, { discovery: true, ports: range(1_000, 1_010) });
    expect(net.greetings.attempts).toEqual([]);
    expect(verdictsOf(events).size).toBe(11);
  });
});

describe('a scan that does not run through', () => {
  it('tells held ports without a greeting when it is cancelled, and connects to nothing more', async () => {
    const net = network(allOpen, () => MUTE);
    const running = net.scan(planOf({ banners: true, ports: range(1, 200) }));
    let attempts = 0;
    const events = await net.collect(running, (event) => {
      if (event.type !== 'progress' || net.greetings.open < 20 || attempts > 0) return;
      attempts = net.greetings.attempts.length;
      running.cancel();
    });
    expect(doneOf(events).outcome).toBe('stopped');
    expect(net.greetings.attempts).toHaveLength(attempts);
    expect(net.greetings.open).toBe(0);
    const verdicts = verdictsOf(events);
    expect(verdicts.size).toBe(200);
    for (const verdict of verdicts.values()) expect(verdict).toMatchObject({ reason: 'syn-ack' });
  });

  it('opens nothing while it is paused, and goes on after', async () => {
    const net = network(allOpen, ({ port }) => (port % 2 === 0 ? MUTE : says('odd')));
    const running = net.scan(planOf({ banners: true, ports: range(1, 100) }));
    let pausedWith = 0;
    let resumedWith = 0;
    const events = await net.collect(running, (event) => {
      if (event.type !== 'progress' || pausedWith > 0 || net.greetings.attempts.length < 20) return;
      running.pause();
      pausedWith = net.greetings.attempts.length;
      net.clock.after(60_000, () => {
        resumedWith = net.greetings.attempts.length;
        expect(net.greetings.open).toBe(0);
        running.resume();
      });
    });
    expect(pausedWith).toBeGreaterThan(0);
    expect(resumedWith).toBe(pausedWith);
    const verdicts = [...verdictsOf(events).values()];
    expect(verdicts.filter(({ banner }) => banner === 'odd')).toHaveLength(50);
    expect(verdicts).toHaveLength(100);
  });

  it('a host whose time is up is told with what is known', async () => {
    const net = network(allOpen, () => MUTE);
    const events = await scan(net, { ports: range(1, 200), hostTimeoutMs: 1_500 });
    expect(verdictsOf(events).size).toBe(200);
    expect(net.greetings.open).toBe(0);
    expect(eventsOf(events, 'host').at(-1)).toMatchObject({ reason: 'host-timeout', finished: true });
  });

  it('a worker that dies loses no port: what was held is asked and read again', async () => {
    const net = network(allOpen, ({ port, nth }) => (nth === 1 ? MUTE : says(`${port} again`)));
    let isKilled = false;
    const events = await net.collect(net.scan(planOf({ banners: true, ports: range(1, 20) })), (event) => {
      if (event.type !== 'progress' || isKilled || net.greetings.open < 20) return;
      isKilled = true;
      net.workers[0]?.kill('killed');
    });
    const verdicts = verdictsOf(events);
    for (let port = 1; port <= 20; port += 1) {
      expect(verdicts.get(`${HOST} ${port}`)).toMatchObject({ reason: 'syn-ack', banner: `${port} again` });
    }
  });
});

it('every verdict of a host comes before the host is finished, greeted or not', async () => {
  const net = network(
    ({ port }) => reply(port % 3 === 0 ? OPEN : REFUSED),
    ({ port }) => (port % 2 === 0 ? MUTE : says('hello')),
  );
  const events = await scan(net, { addresses: labAddresses(30), discovery: true, ports: range(1, 30) });
  const finished = new Set<string>();
  for (const event of events) {
    if (event.type === 'host' && event.finished) finished.add(event.address);
    if (event.type !== 'verdicts') continue;
    for (const { address } of event.batches) expect(finished.has(address)).toBe(false);
  }
  expect(finished.size).toBe(30);
  expect(verdictsOf(events).size).toBe(900);
});
