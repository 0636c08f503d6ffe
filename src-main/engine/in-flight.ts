/**
 * The connection attempts that are under way in one thread: each has a ticket, a socket and a deadline. An attempt whose
 * time is up counts as silent, but its socket lingers a while where descriptors allow: an answer that comes late is still
 * an answer. Nothing is allocated per attempt.
 */
import { roundToMicroseconds, type Clock } from './clock.ts';
import { DeadlineWheel } from './deadline-wheel.ts';
import type { Dialer, DialListener, DialOutcome } from './dialers/dialer.ts';
import type { HostTask } from './host-task.ts';
import { KERNEL_RETRANSMIT_MS } from './host-timing.ts';

const TICK_MS = 8;
const NONE = -1;
const FREE = 0;
const WAITING = 1;
const LINGERING = 2;

/** Asked of a port that has its verdict, to see whether its host still answers: see `HostPulse`. */
export type Canary = 'no' | 'check' | 'sample';
const CANARIES: readonly Canary[] = ['no', 'check', 'sample'];

/** What is told of an attempt: whose it was, which try, and how long it had waited. */
export interface Attempt {
  readonly task: HostTask;
  readonly offset: number;
  readonly tries: number;
  /** Its time had been up already. */
  readonly late: boolean;
  readonly rttMs: number;
  readonly canary: Canary;
}

export interface InFlightOptions {
  readonly clock: Clock;
  readonly createDialer: (listener: DialListener, capacity: number) => Dialer;
  /** Sockets that may be open at once. */
  readonly sockets: number;
  readonly onOutcome: (attempt: Attempt, outcome: DialOutcome) => void;
  /** The time of a try is up. Its socket may still hear something. */
  readonly onSilence: (task: HostTask, offset: number, canary: Canary, waitedMs: number) => void;
}

export class InFlight {
  readonly #clock: Clock;
  readonly #dialer: Dialer;
  readonly #onOutcome: InFlightOptions['onOutcome'];
  readonly #onSilence: InFlightOptions['onSilence'];
  readonly #wheel: DeadlineWheel;
  readonly #free: Int32Array;
  #freeCount: number;
  readonly #tasks: (HostTask | undefined)[];
  readonly #offsets: Int32Array;
  readonly #tries: Uint8Array;
  readonly #isLast: Uint8Array;
  readonly #canaries: Uint8Array;
  readonly #phases: Uint8Array;
  readonly #sentAt: Float64Array;
  /** Earlier attempt on the same port that still lingers. */
  readonly #older: Int32Array;
  readonly #newer: Int32Array;
  #sockets: number;
  #bearable: number;
  waiting = 0;
  lingering = 0;

  constructor(o: InFlightOptions) {
    this.#clock = o.clock;
    this.#onOutcome = o.onOutcome;
    this.#onSilence = o.onSilence;
    this.#sockets = o.sockets;
    this.#bearable = o.sockets;
    this.#wheel = new DeadlineWheel(o.sockets, TICK_MS, o.clock.now());
    this.#free = Int32Array.from({ length: o.sockets }, (_, index) => o.sockets - 1 - index);
    this.#freeCount = o.sockets;
    this.#tasks = new Array<HostTask | undefined>(o.sockets).fill(undefined);
    this.#offsets = new Int32Array(o.sockets);
    this.#tries = new Uint8Array(o.sockets);
    this.#isLast = new Uint8Array(o.sockets);
    this.#canaries = new Uint8Array(o.sockets);
    this.#phases = new Uint8Array(o.sockets);
    this.#sentAt = new Float64Array(o.sockets);
    this.#older = new Int32Array(o.sockets).fill(NONE);
    this.#newer = new Int32Array(o.sockets).fill(NONE);
    this.#dialer = o.createDialer(this.#hear, o.sockets);
  }

  get traits(): Dialer['traits'] {
    return this.#dialer.traits;
  }

  /** Whether one more attempt finds a descriptor; lingering ones give way. */
  hasSocket(): boolean {
    if (this.waiting + this.lingering < this.#sockets) return true;
    return this.lingering > 0 && this.#dropOneLingering();
  }

  /** Fewer or more sockets from now on, up to the number given at the start and to what the machine has shown to bear. */
  setSockets(sockets: number): void {
    this.#sockets = Math.max(1, Math.min(sockets, this.#bearable));
  }

  /** The machine has fewer descriptors than thought. */
  shrinkSockets(): void {
    const open = this.waiting + this.lingering;
    this.#dropLingering();
    this.#bearable = Math.max(1, Math.min(this.#bearable, open - 1));
    this.setSockets(this.#sockets);
  }

  /** `isLast`: its time-out is what the verdict rests on, so it is never shortened. */
  launch(
    task: HostTask,
    offset: number,
    o: { tries: number; timeoutMs: number; isLast: boolean; canary?: Canary },
  ): void {
    this.#freeCount -= 1;
    const ticket = this.#free[this.#freeCount] ?? NONE;
    const now = this.#clock.now();
    this.#tasks[ticket] = task;
    this.#offsets[ticket] = offset;
    this.#tries[ticket] = o.tries;
    this.#isLast[ticket] = o.isLast ? 1 : 0;
    this.#canaries[ticket] = CANARIES.indexOf(o.canary ?? 'no');
    this.#phases[ticket] = WAITING;
    this.#sentAt[ticket] = now;
    const older = task.tickets[offset] ?? NONE;
    this.#older[ticket] = older;
    this.#newer[ticket] = NONE;
    if (older !== NONE) this.#newer[older] = ticket;
    task.tickets[offset] = ticket;
    this.waiting += 1;
    task.waiting += 1;
    task.host.waiting += 1;
    this.#wheel.set(ticket, now + o.timeoutMs);
    this.#dialer.dial(ticket, task.host.address, task.portAt(offset));
  }

  /** Times that were up at `nowMs`. */
  expire(nowMs: number): void {
    for (const ticket of this.#wheel.expire(nowMs)) {
      const task = this.#tasks[ticket];
      if (!task) continue;
      if (this.#phases[ticket] === LINGERING) {
        this.#drop(ticket);
        continue;
      }
      const offset = this.#offsets[ticket] ?? 0;
      const canary = this.#canaryOf(ticket);
      const lingerUntilMs = (this.#sentAt[ticket] ?? 0) + KERNEL_RETRANSMIT_MS;
      if (canary === 'no' && lingerUntilMs > nowMs + TICK_MS && this.lingering < this.#sockets / 2) {
        this.#stopWaiting(ticket, task);
        this.#phases[ticket] = LINGERING;
        this.lingering += 1;
        this.#wheel.set(ticket, lingerUntilMs);
      } else {
        this.#drop(ticket);
      }
      this.#onSilence(task, offset, canary, nowMs - (this.#sentAt[ticket] ?? 0));
    }
  }

  /** Attempts sent before the host's ways were known wait no longer than `timeoutMs` in all; they linger instead. */
  hasten(task: HostTask, timeoutMs: number): void {
    for (const ticket of task.tickets) {
      if (ticket === NONE || this.#phases[ticket] !== WAITING || this.#isLast[ticket] === 1) continue;
      const dueMs = (this.#sentAt[ticket] ?? 0) + timeoutMs;
      if (dueMs < this.#wheel.deadlineOf(ticket)) this.#wheel.set(ticket, dueMs);
    }
  }

  /** Drops every attempt on that port. */
  abandonPort(task: HostTask, offset: number): void {
    let ticket = task.tickets[offset] ?? NONE;
    while (ticket !== NONE) {
      const older = this.#older[ticket] ?? NONE;
      this.#drop(ticket);
      ticket = older;
    }
  }

  abandonTask(task: HostTask): void {
    for (let offset = 0; offset < task.tickets.length; offset += 1) this.abandonPort(task, offset);
  }

  /** Closes every socket; nothing is told any more and nothing may be launched. */
  close(): void {
    this.#dialer.close();
    this.waiting = 0;
    this.lingering = 0;
  }

  #dropLingering(): void {
    for (let ticket = 0; ticket < this.#phases.length && this.lingering > 0; ticket += 1) {
      if (this.#phases[ticket] === LINGERING) this.#drop(ticket);
    }
  }

  #dropOneLingering(): boolean {
    const ticket = this.#phases.indexOf(LINGERING);
    if (ticket === NONE) return false;
    this.#drop(ticket);
    return true;
  }

  #drop(ticket: number): void {
    this.#release(ticket);
    this.#dialer.abandon(ticket);
  }

  #canaryOf(ticket: number): Canary {
    return CANARIES[this.#canaries[ticket] ?? 0] ?? 'no';
  }

  #stopWaiting(ticket: number, task: HostTask): void {
    if (this.#phases[ticket] !== WAITING) return;
    this.waiting -= 1;
    task.waiting -= 1;
    task.host.waiting -= 1;
  }

  /** Frees the ticket and takes it out of its port's chain of attempts. */
  #release(ticket: number): void {
    const task = this.#tasks[ticket];
    if (!task) return;
    if (this.#phases[ticket] === LINGERING) this.lingering -= 1;
    this.#stopWaiting(ticket, task);
    this.#wheel.clear(ticket);
    const older = this.#older[ticket] ?? NONE;
    const newer = this.#newer[ticket] ?? NONE;
    if (older !== NONE) this.#newer[older] = newer;
    if (newer !== NONE) this.#older[newer] = older;
    else task.tickets[this.#offsets[ticket] ?? 0] = older;
    this.#phases[ticket] = FREE;
    this.#tasks[ticket] = undefined;
    this.#free[this.#freeCount] = ticket;
    this.#freeCount += 1;
  }

  readonly #hear: DialListener = (ticket, outcome, rttMs) => {
    const task = this.#tasks[ticket];
    if (!task) return;
    const attempt: Attempt = {
      task,
      offset: this.#offsets[ticket] ?? 0,
      tries: this.#tries[ticket] ?? 1,
      late: this.#phases[ticket] === LINGERING,
      rttMs: roundToMicroseconds(
        Number.isNaN(rttMs) ? this.#clock.now() - (this.#sentAt[ticket] ?? 0) : rttMs,
      ),
      canary: this.#canaryOf(ticket),
    };
    this.#release(ticket);
    this.#onOutcome(attempt, outcome);
  };
}
