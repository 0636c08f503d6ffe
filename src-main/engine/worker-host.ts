/** A host as one thread knows it, shared by all its tasks there; forgotten when the last of them has ended. */
import type { TimingTemplate } from '../../src-shared/scan/timing-template.ts';
import type { Family } from './dialers/dialer.ts';
import { HostPulse } from './host-pulse.ts';
import type { HostTask } from './host-task.ts';
import { HostTiming } from './host-timing.ts';
import { IcmpPatience } from './icmp-patience.ts';

/** Pause after trouble with one host, doubled while it lasts. */
const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 1_000;
/** Trouble that lasts this long, with nothing else coming of the host, ends the asking. */
const PATIENCE_MS = 5_000;
/** The same for a host that has answered: a network that changes or wakes up comes back. */
const PATIENCE_AFTER_ANSWER_MS = 30_000;
/** "No route" from connect itself is the routing table's word: it needs little confirmation. */
const PATIENCE_WITHOUT_ROUTE_MS = 1_000;
/** Our own kernel gives up on a neighbour after three seconds (mcast_solicit x retrans_time); arp(7). */
const NEIGHBOUR_SEARCH_MS = 900;

export class WorkerHost {
  readonly address: string;
  readonly family: Family;
  readonly timing: HostTiming;
  readonly tasks = new Set<HostTask>();
  /** Connection attempts that wait for it now. */
  waiting = 0;
  /** Connections whose greeting is read now. */
  reading = 0;
  /** Something of its own has come from it. */
  answered = false;
  /** Code of the best answer that a router might have given in its place. */
  weakReason: number | null = null;
  unreachable: 'no' | 'early' | 'late' = 'no';
  noRoute = false;
  timedOut = false;
  /** The most tries that a silent port of it was ever said to need. */
  triesSaid = 0;
  gaveUp: string | null = null;
  readonly pulse = new HostPulse<HostTask>();
  readonly icmp = new IcmpPatience();
  /** Open ports whose greeting was asked for, and those told without asking since the last part of it ended. */
  greetingsAsked = 0;
  greetingsSkipped = 0;
  /** Nothing is sent to it before. */
  notBeforeMs = 0;
  deadlineMs: number | null = null;
  /** Attempts that may wait for it at once; see `NeighbourWatch`. */
  mostWaiting = Number.POSITIVE_INFINITY;
  /** Whether it is there at all is still being found out: it is not judged. */
  undecided = false;
  /** From the first dial on, the last try on a port listens at least this long. */
  listensMs = 0;
  firstDialMs: number | null = null;
  #pauseMs = 0;
  #troubleSinceMs: number | null = null;

  constructor(address: string, template: TimingTemplate, timeoutFloorMs: number) {
    this.address = address;
    this.family = address.includes(':') ? 6 : 4;
    this.timing = new HostTiming(template, timeoutFloorMs);
  }

  dialed(nowMs: number): void {
    this.firstDialMs ??= nowMs;
  }

  /** Its neighbour has to be found first, and its turn has not come. */
  hold(): void {
    this.mostWaiting = 0;
    this.undecided = true;
  }

  /** Its neighbour is looked for from the next dial on, with so many attempts at once; what was sent before did not count. */
  lookFor(attempts: number, listensMs: number): void {
    this.mostWaiting = attempts;
    this.listensMs = listensMs;
    this.firstDialMs = null;
    this.unreachable = 'no';
  }

  /** Nothing is held back any more. */
  letGo(): void {
    this.mostWaiting = Number.POSITIVE_INFINITY;
    this.undecided = false;
    this.listensMs = 0;
  }

  /** Something came of a dial: an answer or silence, but no trouble. */
  progressed(): void {
    this.#pauseMs = 0;
    this.#troubleSinceMs = null;
  }

  /** "Host unreachable" was received. */
  reportedUnreachable(nowMs: number): void {
    if (this.unreachable === 'late') return;
    // A further attempt would only make the kernel look for its neighbour again.
    if (this.undecided) this.mostWaiting = 0;
    const early = nowMs - (this.firstDialMs ?? nowMs) < NEIGHBOUR_SEARCH_MS || this.unreachable === 'early';
    this.unreachable = early ? 'early' : 'late';
  }

  /** We could not ask it. Backs off; true: it has lasted too long. */
  troubled(nowMs: number, isNoRoute: boolean): boolean {
    this.#troubleSinceMs ??= nowMs;
    this.#pauseMs = Math.min(LONGEST_PAUSE_MS, Math.max(FIRST_PAUSE_MS, this.#pauseMs * 2));
    this.notBeforeMs = Math.max(this.notBeforeMs, nowMs + this.#pauseMs);
    const patience = isNoRoute ? PATIENCE_WITHOUT_ROUTE_MS : PATIENCE_MS;
    return nowMs - this.#troubleSinceMs > (this.answered ? PATIENCE_AFTER_ANSWER_MS : patience);
  }

  /** A pause of the scan does not count. */
  shiftTimes(byMs: number): void {
    if (this.deadlineMs !== null) this.deadlineMs += byMs;
    if (this.#troubleSinceMs !== null) this.#troubleSinceMs += byMs;
    if (this.firstDialMs !== null) this.firstDialMs += byMs;
    this.icmp.shiftTimes(byMs);
  }
}
