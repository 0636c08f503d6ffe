/** Greetings as they are read: real threads, real sockets, this machine's own loopback and nothing else. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import {
  runScan,
  type EngineDeps,
  type EngineEvent,
  type ScanPlan,
} from '../../../src-main/engine/run-scan.ts';
import { TIMING_TEMPLATES } from '../../../src-shared/scan/timing-template.ts';
import {
  findClosedPort,
  openListener,
  type Listener,
  type ListenerBehaviour,
} from '../../helpers/listeners.ts';
import { doneOf, eventsOf, listOf, planOf, verdictsOf } from './scripted-network.ts';

const ADDRESS = '127.0.0.1';

const listeners: Listener[] = [];
afterEach(async () => {
  await Promise.all(listeners.splice(0).map((listener) => listener.close()));
});

async function listen(behaviour: ListenerBehaviour): Promise<number> {
  const listener = await openListener(ADDRESS, 0, behaviour);
  listeners.push(listener);
  return listener.port;
}

function planFor(ports: readonly number[], more: Partial<ScanPlan> = {}): ScanPlan {
  const timing = TIMING_TEMPLATES.T3;
  const asked = Uint16Array.from(ports).toSorted();
  return planOf({ addresses: listOf([ADDRESS]), ports: asked, timing, seed: 5, banners: true, ...more });
}

async function scan(plan: ScanPlan, deps: EngineDeps = {}): Promise<EngineEvent[]> {
  const events: EngineEvent[] = [];
  for await (const event of runScan(plan, deps).events) events.push(event);
  expect(eventsOf(events, 'warning')).toEqual([]);
  expect(doneOf(events).outcome).toBe('completed');
  return events;
}

const sayAndEnd =
  (text: string): ListenerBehaviour =>
  (socket) =>
    void socket.end(text, 'latin1');

/** Nobody was told anything. */
function expectSilenceOfOurs(): void {
  for (const { received } of listeners) expect(received).toBe(0);
}

describe('services of every kind', () => {
  it('are open, with what they said, and never hear a word', async () => {
    const greet = await listen('greet');
    const whole = await listen(sayAndEnd('220 mail\r\n'));
    const hostile = await listen(sayAndEnd('\u001b[2J\u0000\\\u009b\r\n80/tcp open\xff'));
    const flood = await listen((socket) => void socket.write(Buffer.alloc(10 * 2 ** 20, 'x')));
    const drip = await listen((socket) => {
      const timer = setInterval(() => socket.write('.'), 400);
      socket.on('close', () => clearInterval(timer));
    });
    const mute = await listen('accept');
    const reset = await listen('reset');
    const closed = await findClosedPort(ADDRESS);
    const startMs = performance.now();
    const events = await scan(planFor([greet, whole, hostile, flood, drip, mute, reset, closed]));
    // One wait of two seconds for all who say nothing; the rest is for slow machines.
    expect(performance.now() - startMs).toBeLessThan(15_000);
    const verdicts = verdictsOf(events);
    const banner = (port: number): string | undefined => verdicts.get(`${ADDRESS} ${port}`)?.banner;
    expect(banner(greet)).toBe('hello\\r\\n');
    expect(banner(whole)).toBe('220 mail\\r\\n');
    expect(banner(hostile)).toBe('\\x1b[2J\\x00\\\\\\x9b\\r\\n80/tcp open\\xff');
    expect(banner(flood)).toBe('x'.repeat(1_024));
    expect(banner(drip)).toMatch(/^\.{1,6}$/);
    expect([banner(mute), banner(reset), banner(closed)]).toEqual([undefined, undefined, undefined]);
    for (const port of [greet, whole, hostile, flood, drip, mute, reset])
      expect(verdicts.get(`${ADDRESS} ${port}`)?.reason).toBe('syn-ack');
    expect(verdicts.get(`${ADDRESS} ${closed}`)?.reason).toBe('conn-refused');
    expectSilenceOfOurs();
  });
});

describe('three hundred services that greet', () => {
  async function listenAll(behaviour: (index: number) => ListenerBehaviour): Promise<number[]> {
    return Promise.all(Array.from({ length: 300 }, (_, index) => listen(behaviour(index))));
  }

  it.each([
    ['one thread', { threads: 1 }],
    ['two threads', { threads: 2 }],
    ['two dozen descriptors', { descriptors: 24 }],
  ])('are all read, by %s', async (_with, deps) => {
    const ports = await listenAll((index) => sayAndEnd(`service ${index}\r\n`));
    // Enough ports for two threads.
    const closed = Array.from({ length: 4_000 }, (_, index) => index + 1);
    const verdicts = verdictsOf(await scan(planFor([...new Set([...closed, ...ports])]), deps));
    for (const [index, port] of ports.entries())
      expect(verdicts.get(`${ADDRESS} ${port}`)?.banner).toBe(`service ${index}\\r\\n`);
    expectSilenceOfOurs();
  });

  it('are left at once by a scan that is cancelled, and never connected to again', async () => {
    // They keep the connection: to read them all would take 19 seconds.
    const ports = await listenAll((index) => (index % 3 === 0 ? 'greet' : 'accept'));
    const accepted = (): number => listeners.reduce((sum, listener) => sum + listener.accepted, 0);
    const running = runScan(planFor(ports));
    let cancelledMs = 0;
    const timer = setInterval(() => {
      // Every port was asked, and some are being read.
      if (cancelledMs > 0 || accepted() < 310) return;
      cancelledMs = performance.now();
      running.cancel();
    }, 10);
    const events: EngineEvent[] = [];
    for await (const event of running.events) events.push(event);
    expect(performance.now() - cancelledMs).toBeLessThan(5_000);
    clearInterval(timer);
    expect(doneOf(events).outcome).toBe('stopped');
    for (const { reason } of verdictsOf(events).values()) expect(reason).toBe('syn-ack');
    // What had been connected before is still taken by the listeners, which may take a busy machine a while.
    let before = -1;
    while (before !== accepted()) {
      before = accepted();
      await pause(300);
    }
    // Read to their end, all 310 would have been connected to twice.
    expect(before).toBeLessThan(600);
    expectSilenceOfOurs();
  });
});
