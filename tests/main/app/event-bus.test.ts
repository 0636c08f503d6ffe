import { expect, it } from 'vitest';
import { createEventBus, FLUSH_MS, splitEvents, type Published } from '../../../src-main/app/event-bus.ts';
import { MAX_MESSAGE_LENGTH } from '../../../src-shared/contract/wire.ts';
import type { ScanEvent } from '../../../src-shared/scan/scan-event.ts';
import { createFakeClock } from './fake-clock.ts';

const committed = (seq: number): ScanEvent => ({ type: 'committed', scanId: 'a', seq, ports: seq });

it('gathers scan events, and keeps the order of all that is published', () => {
  const clock = createFakeClock();
  const bus = createEventBus((delayMs, task) => clock.after(delayMs, task));
  const heard: Published[] = [];
  const leave = bus.subscribe((...published) => heard.push(published));
  bus.publish('scan.events', { events: [committed(0)] });
  bus.publish('scan.events', { events: [committed(1)] });
  expect(heard).toEqual([]);
  clock.advance(FLUSH_MS);
  expect(heard).toEqual([['scan.events', { events: [committed(0), committed(1)] }]]);
  bus.publish('scan.events', { events: [committed(2)] });
  bus.publish('history.changed', {});
  expect(heard.slice(1)).toEqual([
    ['scan.events', { events: [committed(2)] }],
    ['history.changed', {}],
  ]);
  clock.advance(10 * FLUSH_MS);
  expect(heard).toHaveLength(3);
  leave();
  bus.publish('history.changed', {});
  expect(heard).toHaveLength(3);
});

it('lets no crowd of events wait, and loses none', () => {
  const clock = createFakeClock();
  const bus = createEventBus((delayMs, task) => clock.after(delayMs, task));
  const heard: ScanEvent[] = [];
  bus.subscribe((...[name, payload]) => {
    if (name === 'scan.events') heard.push(...payload.events);
  });
  const events = Array.from({ length: 10_000 }, (_, seq) => committed(seq));
  for (const event of events) bus.publish('scan.events', { events: [event] });
  expect(heard.length).toBeGreaterThan(5_000);
  clock.advance(FLUSH_MS);
  expect(heard).toEqual(events);
});

it('splits what is too much for a message, in order, losing nothing', () => {
  const events: ScanEvent[] = Array.from({ length: 2_000 }, (_, seq) => ({
    type: 'warning',
    scanId: 'a',
    seq,
    // Escapes make six of one.
    warning: { code: 'x', message: '\u0001'.repeat(500) },
  }));
  const batches = splitEvents(events);
  expect(batches.flat()).toEqual(events);
  expect(batches.length).toBeGreaterThan(5);
  for (const batch of batches)
    expect(JSON.stringify({ events: batch }).length).toBeLessThan(0.9 * MAX_MESSAGE_LENGTH);
});

it('splits what greetings make too much for a message', () => {
  const port = { port: 1, protocol: 'tcp', state: 'open', reason: 'syn-ack', service: null } as const;
  const open = { ...port, rttMs: 1, attempts: 1, confidence: 1, banner: '\\x00'.repeat(1_024) };
  const events: ScanEvent[] = Array.from({ length: 400 }, (_, seq) => ({
    type: 'ports',
    scanId: 'a',
    seq,
    hosts: [{ address: '10.0.0.1', open: [open, open], tally: [] }],
  }));
  const batches = splitEvents(events);
  expect(batches.flat()).toEqual(events);
  for (const batch of batches)
    expect(Buffer.byteLength(JSON.stringify({ events: batch }))).toBeLessThan(0.9 * MAX_MESSAGE_LENGTH);
});

it('a listener that breaks is told of, and no one else suffers', () => {
  const faults: unknown[] = [];
  const bus = createEventBus(
    () => () => {},
    (error) => faults.push(error),
  );
  let heard = 0;
  bus.subscribe(() => {
    throw new Error('broken');
  });
  bus.subscribe(() => heard++);
  bus.publish('history.changed', {});
  expect(heard).toBe(1);
  expect(faults).toEqual([new Error('broken')]);
});
