/**
 * Open ports whose verdict is held back until their greeting is read: whose turn it is, for how long, and what was said.
 *
 * To a host a greeting is a connection like any other: it waits for the host's scan delay, for leave by the rate limit
 * and for room below the host's cap in flight, and counts for all three.
 */
import { escapeBanner } from '../../src-shared/scan/escape-banner.ts';
import { classifyOutcome } from './classify-outcome.ts';
import type { Clock } from './clock.ts';
import type { GreetingConnection, OpenGreeting } from './greeting-reader.ts';
import type { HostTask } from './host-task.ts';
import type { WorkerHost } from './worker-host.ts';

/** Connections that one thread reads at once; most services wait for the other side, so most take all their time. */
const MAX_READING = 32;
/** Long enough for the second SYN of the kernel, which it sends after a second. */
const HANDSHAKE_MS = 3_000;
const READ_MS = 2_000;
/**
 * Greetings asked of a host by one thread. Nothing has so many services: what takes every connection (a tarpit, a
 * middlebox) would keep us for hours, or fill the memory with its words.
 */
export const MAX_OF_HOST = 1_000;
/** Where our own machine lacks something: how long to wait, and how often. */
const LACK_PAUSE_MS = 200;
const MAX_TRIES = 5;

/** A port found open; the rest of its verdict is in its task. */
export interface HeldPort {
  readonly task: HostTask;
  readonly offset: number;
  readonly rttMs: number;
}

interface Reading {
  readonly port: HeldPort;
  readonly tries: number;
  readonly connection: GreetingConnection;
  deadlineMs: number;
}

export interface GreetingDeskOptions {
  readonly clock: Clock;
  readonly open: OpenGreeting;
  /** Connections at once. */
  readonly most: number;
  readonly scanDelayMs: number;
  /** The scan's own halt: once it is not 0, nothing is opened any more. */
  readonly halt: Int32Array<SharedArrayBuffer>;
  /** Takes leave of the rate limit for one connection; false: not yet. */
  readonly takeLeave: (nowMs: number) => boolean;
  /** Told once for each port that was held and not released. `banner`: escaped; null: it said nothing. */
  readonly onGreeted: (port: HeldPort, banner: string | null) => void;
}

export class GreetingDesk {
  readonly #o: GreetingDeskOptions;
  /** By host, and the hosts in turn, so that one with thousands of open ports keeps no other waiting. */
  readonly #waiting = new Map<WorkerHost, { port: HeldPort; tries: number }[]>();
  readonly #reading = new Set<Reading>();
  readonly #heldOf = new Map<HostTask, number>();
  #most: number;
  #pausedUntilMs = Number.NEGATIVE_INFINITY;
  /** Ports held back now. */
  held = 0;

  constructor(o: GreetingDeskOptions) {
    this.#o = o;
    this.#most = Math.min(MAX_READING, o.most);
  }

  /** Fewer or more connections from now on; those above it end as they would. */
  setMost(most: number): void {
    this.#most = Math.min(MAX_READING, most);
  }

  /** False: the host has said enough, and the port is to be told as it is. */
  hold(port: HeldPort): boolean {
    const { host } = port.task;
    if (host.greetingsAsked >= MAX_OF_HOST) {
      host.greetingsSkipped += 1;
      return false;
    }
    host.greetingsAsked += 1;
    this.held += 1;
    this.#heldOf.set(port.task, (this.#heldOf.get(port.task) ?? 0) + 1);
    this.#enqueue(port, 1);
    return true;
  }

  /** Whether a port of the task waits for its greeting. */
  holds(task: HostTask): boolean {
    return this.#heldOf.has(task);
  }

  /** Closes what is read of a task and returns all its ports: nothing more is told of them. */
  release(task: HostTask): HeldPort[] {
    return this.#heldOf.has(task) ? this.#release((port) => port.task === task) : [];
  }

  /** The same for every task. */
  releaseAll(): HeldPort[] {
    return this.#release(() => true);
  }

  /** Ends what has had its time at `nowMs`. */
  expire(nowMs: number): void {
    for (const reading of this.#reading) {
      if (nowMs >= reading.deadlineMs) this.#finish(reading);
    }
  }

  /** Opens what may be opened now. */
  read(nowMs: number): void {
    const { halt, takeLeave } = this.#o;
    if (nowMs < this.#pausedUntilMs) return;
    // A host that had its turn goes to the end, where this loop comes to it again.
    for (const [host, waiting] of this.#waiting) {
      if (this.#reading.size >= this.#most || Atomics.load(halt, 0) !== 0) return;
      const [first] = waiting;
      const cap = first?.port.task.share.inFlightPerHost ?? 0;
      if (!first || host.notBeforeMs > nowMs || host.waiting + host.reading >= cap) continue;
      if (!takeLeave(nowMs)) return;
      this.#waiting.delete(host);
      waiting.shift();
      if (waiting.length > 0) this.#waiting.set(host, waiting);
      this.#open(first.port, first.tries, nowMs);
    }
  }

  #enqueue(port: HeldPort, tries: number): void {
    const { host } = port.task;
    const waiting = this.#waiting.get(host);
    if (waiting) waiting.push({ port, tries });
    else this.#waiting.set(host, [{ port, tries }]);
  }

  #open(port: HeldPort, tries: number, nowMs: number): void {
    const { task, offset } = port;
    const { clock, open, scanDelayMs } = this.#o;
    task.host.reading += 1;
    if (scanDelayMs > 0) task.host.notBeforeMs = nowMs + scanDelayMs;
    const connection = open(task.host.address, task.portAt(offset), {
      connected: () => {
        reading.deadlineMs = clock.now() + READ_MS;
      },
      ended: (failure) => {
        if (failure !== null && tries < MAX_TRIES && isOwnLack(failure, task.host)) this.#again(reading);
        else this.#finish(reading);
      },
    });
    const reading: Reading = { port, tries, connection, deadlineMs: nowMs + HANDSHAKE_MS };
    this.#reading.add(reading);
  }

  #again(reading: Reading): void {
    this.#close(reading);
    this.#pausedUntilMs = this.#o.clock.now() + LACK_PAUSE_MS;
    this.#enqueue(reading.port, reading.tries + 1);
  }

  #finish(reading: Reading): void {
    const { port, connection } = reading;
    this.#close(reading);
    this.#forget(port);
    const bytes = connection.bytes();
    this.#o.onGreeted(port, bytes.length === 0 ? null : escapeBanner(bytes));
  }

  #close(reading: Reading): void {
    this.#reading.delete(reading);
    reading.connection.close();
    reading.port.task.host.reading -= 1;
  }

  #release(isMeant: (port: HeldPort) => boolean): HeldPort[] {
    const released: HeldPort[] = [];
    for (const reading of this.#reading) {
      if (!isMeant(reading.port)) continue;
      this.#close(reading);
      released.push(reading.port);
    }
    for (const [host, waiting] of this.#waiting) {
      const kept = waiting.filter(({ port }) => !isMeant(port));
      for (const { port } of waiting) if (isMeant(port)) released.push(port);
      if (kept.length > 0) this.#waiting.set(host, kept);
      else this.#waiting.delete(host);
    }
    for (const port of released) this.#forget(port);
    return released;
  }

  #forget({ task }: HeldPort): void {
    this.held -= 1;
    const left = (this.#heldOf.get(task) ?? 1) - 1;
    if (left > 0) this.#heldOf.set(task, left);
    else this.#heldOf.delete(task);
  }
}

/** Whether the connection failed for want of something here: descriptors, buffers, local ports. */
function isOwnLack(code: string, { family }: WorkerHost): boolean {
  return classifyOutcome({ kind: 'error', code, atOnce: false }, family).kind === 'trouble';
}

/**
 * Of the descriptors that a scan may use, those kept for greetings: enough for every thread's, but never more than a
 * quarter, and at least one.
 */
export function descriptorsForGreetings(descriptors: number, threads: number): number {
  return Math.max(1, Math.min(MAX_READING * threads, Math.floor(descriptors / 4)));
}
