/**
 * The host tasks of one thread and what each outcome means for them: asked again, held back, given up. What an answer
 * settles is in answer-desk.ts, how tasks end in task-ending.ts.
 * Sends nothing itself: it lines tasks up in the ring, and the runner sends.
 */
import { AnswerDesk } from './answer-desk.ts';
import type { Classification } from './classify-outcome.ts';
import { FirstTries } from './first-tries.ts';
import type { GreetingDesk, HeldPort } from './greeting-desk.ts';
import { HostTask, SILENT, TODO, UNREACHABLE } from './host-task.ts';
import type { Attempt, InFlight } from './in-flight.ts';
import { NeighbourSlots } from './neighbour-slots.ts';
import type { NeighbourTable } from './neighbour-table.ts';
import { NeighbourWatch } from './neighbour-watch.ts';
import { hashText } from './probe-order.ts';
import { triesNeeded, type LossEstimate } from './retry-policy.ts';
import type { RunnerReport } from './runner-report.ts';
import { ShareIntake, type NextHost } from './share-intake.ts';
import { SilenceJudge } from './silence-judge.ts';
import { TaskEnding } from './task-ending.ts';
import type { TaskRing } from './task-ring.ts';
import { WorkerHost } from './worker-host.ts';
import type { Share, ShareHost, WorkerSetup } from './worker-messages.ts';

/** Among the system's error names, for want of one. */
const NEIGHBOURS_FULL = 'neighbours-full';
/** So many hosts that may be sent to stand in line at least, while there are more. */
const HOSTS_IN_LINE = 64;

export interface TaskDeskOptions {
  readonly setup: WorkerSetup;
  /** Ports that discovery asks. */
  readonly discoveryPorts: Uint16Array;
  readonly loss: LossEstimate;
  readonly inFlight: InFlight;
  readonly ring: TaskRing;
  readonly report: RunnerReport;
  /** Asks a port that has its verdict once more. */
  readonly askCanary: (task: HostTask, offset: number) => void;
  /** A host that had answered does so no more. */
  readonly onQuiet: (nowMs: number) => void;
  /** Null where greetings are not wanted. */
  readonly greetings: GreetingDesk | null;
  readonly neighbours: NeighbourTable;
  readonly now: () => number;
}

export class TaskDesk {
  readonly #o: TaskDeskOptions;
  readonly #hosts = new Map<string, WorkerHost>();
  readonly #intake = new ShareIntake();
  readonly #ending: TaskEnding;
  readonly watch: NeighbourWatch;
  readonly silences: SilenceJudge;
  readonly #firstTries = new FirstTries();
  readonly #answers: AnswerDesk;

  constructor(o: TaskDeskOptions) {
    this.#o = o;
    this.#ending = new TaskEnding({
      loss: o.loss,
      inFlight: o.inFlight,
      report: o.report,
      greetings: o.greetings,
      onHostEnded: (host) => this.#hosts.delete(host.address),
    });
    this.#answers = new AnswerDesk({
      ...o,
      ending: this.#ending,
      onAnswered: (host, nowMs) => {
        this.markAnswered(host, nowMs);
      },
    });
    this.silences = new SilenceJudge({
      askCanary: o.askCanary,
      onQuiet: o.onQuiet,
      reopen: (task) => this.#reopen(task),
      onMoved: (host, nowMs) => {
        this.#moveOn(host, nowMs);
      },
    });
    this.watch = new NeighbourWatch({
      table: o.neighbours,
      slots: new NeighbourSlots(o.setup.searches, o.setup.seat, o.now()),
      now: o.now,
      onMoved: (host) => {
        this.#moveOn(host, o.now());
      },
      onAbsent: (host) => {
        host.noRoute = true;
        this.#endAll(host);
      },
      onUnsent: (host, isFull) => {
        if (isFull) o.report.trouble(NEIGHBOURS_FULL, host.address);
        this.#askAnew(host);
      },
      onHopeless: (host) => {
        host.gaveUp = NEIGHBOURS_FULL;
        this.#endAll(host);
      },
    });
  }

  get openShares(): number {
    return this.#ending.openShares;
  }

  open(share: Share, nowMs: number): void {
    const { setup, discoveryPorts } = this.#o;
    const { id, kind, hosts, portFrom, portCount } = share;
    const slice = kind === 'discover' ? discoveryPorts : setup.ports.subarray(portFrom, portFrom + portCount);
    this.#ending.open(id, hosts.length);
    this.#intake.add(share, share.ports ?? slice);
    this.admit(nowMs);
  }

  /** Whether hosts of the shares at hand have not been begun. */
  get hasMoreHosts(): boolean {
    return !this.#intake.isEmpty;
  }

  /** Begins hosts while few stand in line. */
  admit(nowMs: number): void {
    if (this.#intake.isEmpty || this.#o.ring.length >= HOSTS_IN_LINE) return;
    while (this.#o.ring.length < HOSTS_IN_LINE) {
      const next = this.#intake.take();
      if (!next) break;
      this.#begin(next, nowMs);
    }
    this.watch.beat(nowMs);
  }

  #begin({ share, index, given, ports }: NextHost, nowMs: number): void {
    const { setup, ring } = this.#o;
    const { kind, portFrom, portCount } = share;
    const host = this.#hostOf(given, nowMs);
    const settled = share.settled?.subarray(index * portCount, (index + 1) * portCount) ?? null;
    const task = new HostTask({
      share,
      index,
      host,
      ports,
      settled,
      leading: kind === 'ports' ? Math.max(0, setup.portsLeading - portFrom) : 0,
      rotation: hashText(given.address, setup.seed),
    });
    host.tasks.add(task);
    if (given.answered) this.markAnswered(host, nowMs);
    if (host.tasks.size === 1) this.watch.admit(host, nowMs);
    ring.offer(task, nowMs);
    this.#endIfIdle(task, nowMs);
  }

  /** Another thread has heard of a host. */
  hear(address: string, times: ShareHost['times'], nowMs: number): void {
    const host = this.#hosts.get(address);
    if (!host) return;
    if (times) host.timing.adopt(times);
    this.markAnswered(host, nowMs);
  }

  /** How often a silent port of that host is asked in all. */
  triesFor(host: WorkerHost): number {
    const { maxRetries, probesTotal } = this.#o.setup;
    const lossRate = this.#o.loss.expected;
    const needed = triesNeeded({ answered: host.answered, lossRate, probesTotal, maxRetries });
    // Never fewer than was said before: only a try that was sent as the last waits long enough to be believed.
    host.triesSaid = Math.max(host.triesSaid, needed);
    return host.triesSaid;
  }

  /** The attempt was answered, in whatever way; trouble is not an answer. */
  answer(
    attempt: Attempt,
    seen: Exclude<Classification, { kind: 'trouble' | 'no-route' }>,
    nowMs: number,
  ): void {
    const { task, offset, late } = attempt;
    const { host } = task;
    host.progressed();
    if (attempt.tries === 1 && !late && seen.kind !== 'silence') this.#firstTries.answered();
    if (seen.kind === 'answer') {
      this.#answers.settle(attempt, seen.reason, nowMs);
    } else if (seen.kind === 'unreachable') {
      this.#o.inFlight.abandonPort(task, offset);
      host.reportedUnreachable(nowMs);
      host.icmp.heard(attempt.tries, nowMs);
      task.become(offset, UNREACHABLE);
    } else if (!late) {
      // The kernel itself has given up: it waits longer than any of us.
      this.silence(task, offset, nowMs, Number.POSITIVE_INFINITY);
      return;
    }
    this.#moveOn(host, nowMs);
  }

  /** A try's time is up. */
  silence(task: HostTask, offset: number, nowMs: number, waitedMs: number): void {
    const { host } = task;
    host.progressed();
    task.waited(offset, waitedMs);
    if (task.attempts[offset] === 1) this.#firstTries.wasSilent();
    if (task.state[offset] === TODO) {
      const isEnough =
        host.icmp.isSlow || task.calm === 'now' || (task.attempts[offset] ?? 0) >= this.triesFor(host);
      if (isEnough) task.become(offset, SILENT);
      else task.askAgain(offset);
      this.silences.heard(task, offset, nowMs);
    }
    this.#moveOn(host, nowMs);
  }

  /** The attempt never reached the network. `giveUp`: nor will others; `noRoute`: because there is no way to the host. */
  takeBack(attempt: Attempt, nowMs: number, giveUp: { code: string; noRoute: boolean } | null): void {
    const { task, offset, tries } = attempt;
    const { host } = task;
    task.takeBack(offset);
    this.#o.report.tookBack(tries);
    if (giveUp) {
      host.noRoute ||= giveUp.noRoute;
      if (!giveUp.noRoute) host.gaveUp = giveUp.code;
      this.#endAll(host);
    } else {
      this.#moveOn(host, nowMs);
    }
  }

  /** An open port that was held back has said what it says; null: nothing. */
  greeted(port: HeldPort, banner: string | null, nowMs: number): void {
    this.#ending.pushOpen(port, banner);
    this.#moveOn(port.task.host, nowMs);
  }

  markAnswered(host: WorkerHost, nowMs: number): void {
    if (host.answered) return;
    host.answered = true;
    host.letGo();
    for (const task of host.tasks) {
      this.#o.inFlight.hasten(task, host.timing.timeoutMs);
      if (task.share.kind === 'ports' && this.#reopen(task) > 0) this.#o.ring.offer(task, nowMs);
    }
  }

  /** Ends what has run out of its time. */
  endOverdue(nowMs: number): void {
    for (const host of this.#hosts.values()) {
      if (host.deadlineMs === null || nowMs < host.deadlineMs) continue;
      host.timedOut = true;
      this.#endAll(host);
    }
  }

  /** The scan ends here: what is known of answering hosts is told as it stands. */
  stop(): void {
    for (const port of this.#o.greetings?.releaseAll() ?? []) this.#ending.pushOpen(port, null);
    for (const host of this.#hosts.values()) {
      for (const task of host.tasks)
        if (host.answered && task.share.kind === 'ports') this.#ending.settleProvisional(task);
    }
  }

  shiftTimes(byMs: number): void {
    for (const host of this.#hosts.values()) host.shiftTimes(byMs);
  }

  /** Silent ports held back, and connection attempts still expected, if things go on as they went. */
  outlook(): { held: number; dialsLeft: number } {
    const { held, dialsLeft } = this.#firstTries.outlook(
      this.#hosts.values(),
      this.#intake.portsLeft,
      (host) => this.triesFor(host),
    );
    return { held: held + (this.#o.greetings?.held ?? 0), dialsLeft };
  }

  #hostOf(given: ShareHost, nowMs: number): WorkerHost {
    const { setup, inFlight } = this.#o;
    let host = this.#hosts.get(given.address);
    if (!host) {
      host = new WorkerHost(given.address, setup.timing, inFlight.traits.minTimeoutMs);
      this.#hosts.set(given.address, host);
    }
    if (given.timeLeftMs !== null) host.deadlineMs ??= nowMs + given.timeLeftMs;
    if (given.times) host.timing.adopt(given.times);
    return host;
  }

  /** Silent ports that have not been asked often or long enough; how many. */
  #reopen(task: HostTask): number {
    const { host } = task;
    return task.reopenSilent(this.triesFor(host), host.timing.provingMs, this.#o.setup.maxRetries + 1);
  }

  /** After anything that happened to a host: its tasks may send again, or have ended. */
  #moveOn(host: WorkerHost, nowMs: number): void {
    for (const task of host.tasks) {
      this.#o.ring.offer(task, nowMs);
      this.#endIfIdle(task, nowMs);
    }
  }

  #endIfIdle(task: HostTask, nowMs: number): void {
    const { host } = task;
    if (task.ended || host.undecided || task.waiting > 0 || task.hasWork()) return;
    if (this.#o.greetings?.holds(task)) return;
    if (host.answered && task.share.kind === 'ports' && this.silences.areDoubtful(task, nowMs)) {
      this.#o.ring.offer(task, nowMs);
    } else {
      this.#ending.end(task);
    }
  }

  /** Nothing that was sent to the host has reached the network. */
  #askAnew(host: WorkerHost): void {
    const nowMs = this.#o.now();
    for (const task of host.tasks) {
      this.#o.inFlight.abandonTask(task);
      task.askAnew();
      this.#o.ring.offer(task, nowMs);
    }
  }

  #endAll(host: WorkerHost): void {
    for (const task of host.tasks) this.#ending.end(task);
  }
}
