/** Whose greeting is read next, on paper: no scan around it. */
import { beforeEach, expect, it } from 'vitest';
import {
  descriptorsForGreetings,
  GreetingDesk,
  type HeldPort,
} from '../../../src-main/engine/greeting-desk.ts';
import { HostTask } from '../../../src-main/engine/host-task.ts';
import { WorkerHost } from '../../../src-main/engine/worker-host.ts';
import type { Share } from '../../../src-main/engine/worker-messages.ts';
import { TIMING_TEMPLATES } from '../../../src-shared/scan/timing-template.ts';
import { createFakeClock, type FakeClock } from '../../helpers/fake-clock.ts';
import { MUTE, says, ScriptedGreetings, type ScriptedGreeting } from './scripted-greetings.ts';
import { labAddress } from './scripted-network.ts';

const PORTS = Uint16Array.from({ length: 100 }, (_, index) => index + 1);

let clock: FakeClock;
let halt: Int32Array<SharedArrayBuffer>;
let greetings: ScriptedGreetings;
let greeted: { port: HeldPort; banner: string | null }[];
beforeEach(() => {
  clock = createFakeClock();
  halt = new Int32Array(new SharedArrayBuffer(4));
  greeted = [];
});

function createDesk(
  greeting: ScriptedGreeting,
  more: { most?: number; scanDelayMs?: number } = {},
): GreetingDesk {
  greetings = new ScriptedGreetings(clock, () => greeting);
  return new GreetingDesk({
    clock,
    open: (address, port, listener) => greetings.connect(address, port, listener),
    most: 1_000,
    scanDelayMs: 0,
    halt,
    takeLeave: () => true,
    onGreeted: (port, banner) => greeted.push({ port, banner }),
    ...more,
  });
}

function createTask(inFlightPerHost = 500, host = 0): HostTask {
  const share: Share = {
    id: 1,
    kind: 'ports',
    hosts: [],
    portFrom: 0,
    portCount: PORTS.length,
    settled: null,
    ports: null,
    inFlightPerHost,
  };
  const workerHost = new WorkerHost(labAddress(host), TIMING_TEMPLATES.T3, 0);
  return new HostTask({
    share,
    index: 0,
    host: workerHost,
    ports: PORTS,
    settled: null,
    leading: 0,
    rotation: 0,
  });
}

function holdAll(desk: GreetingDesk, task: HostTask): void {
  for (const offset of PORTS.keys()) desk.hold({ task, offset, rttMs: 1 });
}

it('never more than 32 are read, whatever the limits say', () => {
  const desk = createDesk(MUTE);
  holdAll(desk, createTask());
  desk.read(clock.now());
  expect(greetings.open).toBe(32);
  desk.setMost(64);
  desk.read(clock.now());
  expect(greetings.open).toBe(32);
  expect(desk.held).toBe(100);
});

it('fewer from now on: those above it end, and no new ones take their place', () => {
  const desk = createDesk(MUTE);
  holdAll(desk, createTask());
  desk.read(clock.now());
  desk.setMost(5);
  clock.advance(2_001);
  desk.expire(clock.now());
  desk.read(clock.now());
  expect(greeted).toHaveLength(32);
  expect(greetings.open).toBe(5);
});

it('nothing is opened once the scan is halted', () => {
  const desk = createDesk(MUTE);
  holdAll(desk, createTask());
  Atomics.store(halt, 0, 1);
  desk.read(clock.now());
  expect(greetings.attempts).toEqual([]);
});

it('probes and greetings share the cap of a host', () => {
  const desk = createDesk(MUTE);
  const task = createTask(10);
  task.host.waiting = 7;
  holdAll(desk, task);
  desk.read(clock.now());
  expect(greetings.open).toBe(3);
  expect(task.host).toMatchObject({ waiting: 7, reading: 3 });
  clock.advance(2_001);
  desk.expire(clock.now());
  expect(task.host).toMatchObject({ waiting: 7, reading: 0 });
});

it('hosts take turns', () => {
  const desk = createDesk(MUTE);
  const tasks = [createTask(500, 0), createTask(500, 1), createTask(500, 2)];
  for (const task of tasks) holdAll(desk, task);
  desk.read(clock.now());
  const first = greetings.attempts.slice(0, 6).map(({ address }) => address);
  expect(first).toEqual([0, 1, 2, 0, 1, 2].map(labAddress));
});

it('what is released is closed and told by nobody', () => {
  const desk = createDesk({ ...says('late'), endsAfterMs: 500 });
  const [left, kept] = [createTask(500, 0), createTask(500, 1)];
  for (const task of [left, kept]) holdAll(desk, task);
  desk.read(clock.now());
  expect(desk.holds(left)).toBe(true);
  const released = desk.release(left);
  expect(released).toHaveLength(100);
  expect(new Set(released.map(({ offset }) => offset)).size).toBe(100);
  expect(desk.holds(left)).toBe(false);
  expect(left.host.reading).toBe(0);
  expect(greetings.open).toBe(16);
  clock.advance(600);
  expect(new Set(greeted.map(({ port }) => port.task))).toEqual(new Set([kept]));
  expect(desk.releaseAll()).toHaveLength(100 - greeted.length);
  expect([desk.held, greetings.open, kept.host.reading]).toEqual([0, 0, 0]);
});

it('a part of the descriptors is kept for greetings: every thread its own, never more than a quarter', () => {
  expect(descriptorsForGreetings(20_000, 4)).toBe(128);
  expect(descriptorsForGreetings(20_000, 1)).toBe(32);
  expect(descriptorsForGreetings(32, 4)).toBe(8);
  expect(descriptorsForGreetings(1, 1)).toBe(1);
});
