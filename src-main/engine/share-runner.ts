/**
 * The engine of one thread: it works off shares through one dialer and says what came of them. Knows no threads: it is
 * given messages, a clock and a way to post, and runs as well in a test.
 */
import { codeOfReason, type Reason } from '../../src-shared/scan/port-state.ts';
import { classifyOutcome } from './classify-outcome.ts';
import type { Clock } from './clock.ts';
import type { DialListener, DialOutcome, Dialer } from './dialers/dialer.ts';
import { discoveryPorts } from './host-discovery.ts';
import { HostTask, SETTLED, SILENT, TODO, UNREACHABLE } from './host-task.ts';
import { KERNEL_RETRANSMIT_MS } from './host-timing.ts';
import { InFlight, type Attempt } from './in-flight.ts';
import { hashText } from './probe-order.ts';
import { confidenceOfSilence, LossEstimate, triesNeeded } from './retry-policy.ts';
import { RunnerReport } from './runner-report.ts';
import { SendPace } from './send-pace.ts';
import { SendWindow } from './send-window.ts';
import { TaskRing } from './task-ring.ts';
import { TroubleWatch } from './trouble-watch.ts';
import { WorkerHost } from './worker-host.ts';
import type { FromWorker, Share, ShareHost, ToWorker, WorkerLimits, WorkerSetup } from './worker-messages.ts';

export const BEAT_MS = 10;
const REPORT_EVERY_MS = 40;
const REPORT_AT_VERDICTS = 2_048;
/** Shares in hand at once, so that the silent end of one overlaps with the next. */
const MAX_OPEN_SHARES = 8;
/** A host's deadline is looked at this often. */
const DEADLINE_CHECK_MS = 100;

const NO_RESPONSE = codeOfReason('no-response');
const HOST_UNREACH = codeOfReason('host-unreach');
/** Reasons that only the host itself, or a firewall in its name, gives; the others may be a router's. */
const OWN_REASONS: ReadonlySet<Reason> = new Set([
  'syn-ack',
  'reset',
  'conn-refused',
  'port-unreach',
  'proto-unreach',
]);

export interface RunnerDeps {
  readonly clock: Clock;
  readonly createDialer: (listener: DialListener) => Dialer;
  readonly post: (message: FromWorker, transfer: ArrayBuffer[]) => void;
}

export class ShareRunner {
  readonly #setup: WorkerSetup;
  readonly #clock: Clock;
  readonly #post: RunnerDeps['post'];
  readonly #inFlight: InFlight;
  readonly #window: SendWindow;
  readonly #pace: SendPace;
  readonly #ring = new TaskRing();
  readonly #loss = new LossEstimate();
  readonly #trouble = new TroubleWatch();
  readonly #report: RunnerReport;
  readonly #hosts = new Map<string, WorkerHost>();
  /** Host tasks of each open share that have not ended. */
  readonly #tasksLeft = new Map<number, number>();
  readonly #discoveryPorts: Uint16Array;
  readonly #stopBeat: () => void;
  #pausedAtMs: number | null = null;
  #stopped = false;
  #saidHungry = true;
  #lastReportMs: number;
  #lastDeadlineCheckMs: number;

  constructor(setup: WorkerSetup, deps: RunnerDeps) {
    this.#setup = setup;
    this.#clock = deps.clock;
    this.#post = deps.post;
    const now = deps.clock.now();
    this.#lastReportMs = now;
    this.#lastDeadlineCheckMs = now;
    this.#window = new SendWindow(setup.limits.inFlight);
    this.#pace = new SendPace(now);
    this.#pace.setRate(setup.limits.probesPerSecond);
    this.#inFlight = new InFlight({
      clock: deps.clock,
      createDialer: deps.createDialer,
      listener: {
        outcome: (attempt, outcome) => {
          this.#onOutcome(attempt, outcome);
        },
        silence: (task, offset) => {
          this.#onSilence(task, offset);
          this.#afterOutcome(task.host);
        },
      },
      sockets: setup.limits.sockets,
    });
    this.#report = new RunnerReport(this.#loss);
    this.#discoveryPorts = discoveryPorts(setup.ports);
    this.#stopBeat = deps.clock.beat(BEAT_MS, (dueMs) => this.#beat(dueMs));
  }

  /** A message of the main thread. */
  receive(message: ToWorker): void {
    if (this.#stopped) return;
    switch (message.type) {
      case 'share':
        this.#open(message.share);
        break;
      case 'limits':
        this.#setLimits(message.limits);
        break;
      case 'answered': {
        const host = this.#hosts.get(message.address);
        if (!host) break;
        if (message.times) host.timing.adopt(message.times);
        this.#markAnswered(host);
        break;
      }
      case 'pause':
        this.#setPaused(message.paused);
        break;
      case 'cancel':
        this.#stop();
        return;
    }
    this.#pump();
  }

  #open(share: Share): void {
    const now = this.#clock.now();
    const ports =
      share.kind === 'discover'
        ? this.#discoveryPorts
        : this.#setup.ports.subarray(share.portFrom, share.portFrom + share.portCount);
    this.#tasksLeft.set(share.id, share.hosts.length);
    this.#saidHungry = false;
    for (const [index, given] of share.hosts.entries()) {
      const host = this.#hostOf(given, now);
      const settled = share.settled?.subarray(index * share.portCount, (index + 1) * share.portCount) ?? null;
      const rotation = hashText(given.address, this.#setup.seed);
      const task = new HostTask({ share, index, host, ports, settled, rotation });
      host.tasks.add(task);
      this.#ring.offer(task, now);
      this.#endIfIdle(task);
    }
  }

  #hostOf(given: ShareHost, nowMs: number): WorkerHost {
    let host = this.#hosts.get(given.address);
    if (!host) {
      host = new WorkerHost(given.address, this.#setup.timing, this.#inFlight.traits.minTimeoutMs);
      this.#hosts.set(given.address, host);
    }
    if (given.timeLeftMs !== null) host.deadlineMs ??= nowMs + given.timeLeftMs;
    if (given.times) host.timing.adopt(given.times);
    if (given.answered) this.#markAnswered(host);
    return host;
  }

  #pump(): void {
    if (this.#stopped || this.#pausedAtMs !== null) return;
    const now = this.#clock.now();
    if (this.#trouble.pausesAt(now)) return;
    while (this.#inFlight.waiting < this.#window.size && this.#inFlight.hasSocket()) {
      const task = this.#ring.take(now);
      if (!task) break;
      if (!this.#pace.take(now)) {
        this.#ring.offer(task, now);
        break;
      }
      this.#launch(task, now);
      this.#ring.offer(task, now);
    }
    this.#askForWork();
  }

  #launch(task: HostTask, nowMs: number): void {
    const { host } = task;
    const offset = task.takeNext();
    const tries = (task.attempts[offset] ?? 0) + 1;
    task.attempts[offset] = tries;
    const isLast = tries >= this.#triesFor(host);
    const timeoutMs = isLast
      ? Math.max(host.timing.timeoutMs, this.#inFlight.traits.finalTimeoutMs(host.family))
      : host.timing.timeoutMs;
    host.dialed(nowMs);
    if (this.#setup.timing.scanDelayMs > 0) host.notBeforeMs = nowMs + this.#setup.timing.scanDelayMs;
    this.#report.sent(tries);
    this.#inFlight.launch(task, offset, tries, timeoutMs);
  }

  #onOutcome(attempt: Attempt, outcome: DialOutcome): void {
    const { task, offset } = attempt;
    const { host } = task;
    const now = this.#clock.now();
    const seen = classifyOutcome(outcome, host.family);
    if (seen.kind === 'trouble') {
      if (!attempt.late) this.#onTrouble(attempt, seen.code, seen.scope === 'process', now);
    } else {
      host.progressed();
      this.#trouble.passed();
      if (seen.kind === 'answer') this.#onAnswer(attempt, seen.reason);
      else if (seen.kind === 'unreachable') this.#onUnreachable(attempt, now);
      else if (seen.kind === 'no-route') this.#onNoRoute(attempt);
      else if (!attempt.late) this.#onSilence(task, offset);
    }
    this.#afterOutcome(host);
    this.#pump();
  }

  #onAnswer({ task, offset, tries, rttMs }: Attempt, reason: Reason): void {
    const { host } = task;
    this.#inFlight.abandonPort(task, offset);
    host.timing.sample(rttMs);
    this.#window.answered(rttMs);
    // Later ones answer the kernel's own second SYN: nothing of ours was lost that we know of.
    if (rttMs < KERNEL_RETRANSMIT_MS) this.#loss.record(tries);
    const code = codeOfReason(reason);
    const isOwn = OWN_REASONS.has(reason);
    if (isOwn && !host.answered) {
      this.#markAnswered(host);
      this.#report.heard({ share: task.share.id, host: task.index, reason: code, times: host.timing.times });
    }
    if (!isOwn) host.weakReason ??= code;
    if (task.share.kind === 'ports' || isOwn) {
      task.become(offset, SETTLED);
      this.#pushVerdict(task, offset, code, rttMs, 1);
    } else {
      task.become(offset, UNREACHABLE);
    }
    if (task.share.kind === 'discover' && isOwn) this.#end(task);
  }

  #onUnreachable({ task, offset }: Attempt, nowMs: number): void {
    this.#inFlight.abandonPort(task, offset);
    task.host.reportedUnreachable(nowMs);
    task.become(offset, UNREACHABLE);
  }

  #onNoRoute({ task }: Attempt): void {
    const { host } = task;
    host.noRoute = true;
    for (const each of host.tasks) this.#end(each);
  }

  #onTrouble(attempt: Attempt, code: string, ofProcess: boolean, nowMs: number): void {
    const { task, offset } = attempt;
    const { host } = task;
    task.takeBack(offset);
    this.#report.tookBack(attempt.tries);
    if (ofProcess) {
      this.#report.trouble(code, host.address);
      this.#window.shrink(nowMs);
      if (code === 'EMFILE' || code === 'ENFILE') this.#inFlight.shrinkSockets();
      if (this.#trouble.met(nowMs)) this.#post({ type: 'stuck', code }, []);
      return;
    }
    if (code !== 'self-connect') this.#report.trouble(code, host.address);
    if (!host.troubled(nowMs)) return;
    host.gaveUp = code;
    for (const each of host.tasks) this.#end(each);
  }

  #onSilence(task: HostTask, offset: number): void {
    const { host } = task;
    host.progressed();
    this.#trouble.passed();
    if (task.state[offset] !== TODO) return;
    if ((task.attempts[offset] ?? 0) < this.#triesFor(host)) task.askAgain(offset);
    else task.become(offset, SILENT);
  }

  #afterOutcome(host: WorkerHost): void {
    const now = this.#clock.now();
    for (const task of host.tasks) {
      this.#ring.offer(task, now);
      this.#endIfIdle(task);
    }
  }

  #markAnswered(host: WorkerHost): void {
    if (host.answered) return;
    host.answered = true;
    const now = this.#clock.now();
    for (const task of host.tasks) {
      if (task.share.kind === 'ports' && task.reopenSilent(this.#triesFor(host)) > 0)
        this.#ring.offer(task, now);
    }
  }

  #triesFor(host: WorkerHost): number {
    const { maxRetries, probesTotal } = this.#setup;
    return triesNeeded({ answered: host.answered, lossRate: this.#loss.expected, probesTotal, maxRetries });
  }

  #endIfIdle(task: HostTask): void {
    if (task.ended || task.waiting > 0 || task.hasWork()) return;
    const { host } = task;
    // More loss than was thought: the silent ones are asked again before they are believed.
    if (host.answered && task.share.kind === 'ports' && task.reopenSilent(this.#triesFor(host)) > 0) {
      this.#ring.offer(task, this.#clock.now());
    } else {
      this.#end(task);
    }
  }

  /** Ends a task with what is known: provisional verdicts of an answering host are final, others go to the main thread. */
  #end(task: HostTask): void {
    if (task.ended) return;
    task.ended = true;
    const { host, share, index } = task;
    task.dropWork();
    this.#inFlight.abandonTask(task);
    const isPorts = share.kind === 'ports';
    if (isPorts && host.answered) this.#settleProvisional(task);
    host.tasks.delete(task);
    if (host.tasks.size === 0) this.#hosts.delete(host.address);
    this.#report.ended({
      share: share.id,
      host: index,
      times: host.timing.times,
      weakReason: host.weakReason,
      unreachable: host.unreachable,
      noRoute: host.noRoute,
      timedOut: host.timedOut,
      gaveUp: host.gaveUp,
      held: isPorts && !host.answered ? task.held() : null,
    });
    const left = (this.#tasksLeft.get(share.id) ?? 1) - 1;
    if (left > 0) {
      this.#tasksLeft.set(share.id, left);
    } else {
      this.#tasksLeft.delete(share.id);
      this.#report.endedShare(share.id);
    }
  }

  #settleProvisional(task: HostTask): void {
    const lossRate = this.#loss.expected;
    for (const offset of Array.from(task.provisional())) {
      const isUnreachable = task.state[offset] === UNREACHABLE;
      const confidence = isUnreachable ? 1 : confidenceOfSilence(lossRate, task.attempts[offset] ?? 0);
      this.#pushVerdict(task, offset, isUnreachable ? HOST_UNREACH : NO_RESPONSE, Number.NaN, confidence);
      task.become(offset, SETTLED);
    }
  }

  #pushVerdict(task: HostTask, offset: number, reason: number, rttMs: number, confidence: number): void {
    this.#report.verdict({
      share: task.share.id,
      host: task.index,
      port: task.portAt(offset),
      reason,
      attempts: task.attempts[offset] ?? 0,
      rttMs,
      confidence,
    });
    if (this.#report.verdicts >= REPORT_AT_VERDICTS) this.#flush();
  }

  #beat(dueMs: number): void {
    if (this.#stopped) return;
    this.#inFlight.expire(dueMs);
    const now = this.#clock.now();
    this.#window.beat(this.#inFlight.waiting, now);
    if (this.#pausedAtMs === null && now - this.#lastDeadlineCheckMs >= DEADLINE_CHECK_MS)
      this.#checkDeadlines(now);
    this.#ring.wake(now);
    this.#pump();
    if (now - this.#lastReportMs >= REPORT_EVERY_MS) this.#flush();
  }

  #checkDeadlines(nowMs: number): void {
    this.#lastDeadlineCheckMs = nowMs;
    for (const host of this.#hosts.values()) {
      if (host.deadlineMs === null || nowMs < host.deadlineMs) continue;
      host.timedOut = true;
      for (const task of host.tasks) this.#end(task);
    }
  }

  #setLimits(limits: WorkerLimits): void {
    this.#window.setCeiling(limits.inFlight);
    this.#inFlight.setSockets(limits.sockets);
    this.#pace.setRate(limits.probesPerSecond);
  }

  #setPaused(paused: boolean): void {
    const now = this.#clock.now();
    if (paused) {
      this.#pausedAtMs ??= now;
    } else if (this.#pausedAtMs !== null) {
      const pausedForMs = now - this.#pausedAtMs;
      this.#pausedAtMs = null;
      this.#trouble.shiftTimes(pausedForMs);
      for (const host of this.#hosts.values()) host.shiftTimes(pausedForMs);
    }
  }

  /** Says so, once, when the shares at hand cannot fill the window any more. */
  #askForWork(): void {
    if (this.#saidHungry || this.#tasksLeft.size >= MAX_OPEN_SHARES) return;
    if (!this.#ring.isEmpty || this.#inFlight.waiting > this.#window.size / 2) return;
    this.#saidHungry = true;
    this.#post({ type: 'hungry' }, []);
  }

  #flush(): void {
    this.#lastReportMs = this.#clock.now();
    let held = 0;
    let dialsLeft = 0;
    for (const host of this.#hosts.values()) {
      for (const task of host.tasks) {
        held += task.silent;
        dialsLeft += task.freshLeft + task.againLeft;
      }
    }
    const taken = this.#report.take({ inFlight: this.#inFlight.waiting, held, dialsLeft });
    if (taken) this.#post(taken.report, taken.transfer);
  }

  #stop(): void {
    this.#stopped = true;
    this.#stopBeat();
    this.#inFlight.close();
    this.#flush();
    this.#post({ type: 'stopped' }, []);
  }
}
