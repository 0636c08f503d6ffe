/**
 * The engine of one thread: it works off shares through one dialer and says what came of them. Knows no threads: it is
 * given messages, a clock and a way to post, and runs as well in a test.
 */
import { classifyOutcome } from './classify-outcome.ts';
import type { Clock } from './clock.ts';
import type { DialListener, DialOutcome, Dialer } from './dialers/dialer.ts';
import { GreetingDesk } from './greeting-desk.ts';
import type { OpenGreeting } from './greeting-reader.ts';
import { discoveryPorts } from './host-discovery.ts';
import type { HostTask } from './host-task.ts';
import { CALM_PACE_MS } from './calm-round.ts';
import { SLOW_PACE_MS } from './icmp-patience.ts';
import { InFlight, type Attempt } from './in-flight.ts';
import { noNeighbours, type NeighbourTable } from './neighbour-table.ts';
import { LossEstimate } from './retry-policy.ts';
import { RunnerReport } from './runner-report.ts';
import { SendPace } from './send-pace.ts';
import { SendWindow } from './send-window.ts';
import { TaskDesk } from './task-desk.ts';
import { TaskRing } from './task-ring.ts';
import { TroubleWatch } from './trouble-watch.ts';
import type { FromWorker, ToWorker, WorkerLimits, WorkerSetup } from './worker-messages.ts';

const BEAT_MS = 10;
const REPORT_EVERY_MS = 40;
const REPORT_AT_VERDICTS = 2_048;
/** Shares in hand at once, so that the silent end of one overlaps with the next. */
const MAX_OPEN_SHARES = 8;
/** There is room for another share's probes while less than this is in flight of what may be. */
const HUNGRY_BELOW = 0.9;
/** Hosts' deadlines are looked at this often. */
const DEADLINE_CHECK_MS = 100;

export interface RunnerDeps {
  readonly clock: Clock;
  /** `capacity`: tickets are 0 to that, exclusive. */
  readonly createDialer: (listener: DialListener, capacity: number) => Dialer;
  readonly openGreeting: OpenGreeting;
  readonly post: (message: FromWorker, transfer: ArrayBuffer[]) => void;
  /** Without it nobody is known to be a neighbour. */
  readonly neighbours?: NeighbourTable;
}

export class ShareRunner {
  readonly #clock: Clock;
  readonly #post: RunnerDeps['post'];
  readonly #scanDelayMs: number;
  readonly #halt: Int32Array<SharedArrayBuffer>;
  readonly #inFlight: InFlight;
  readonly #window: SendWindow;
  readonly #pace: SendPace;
  readonly #ring = new TaskRing();
  readonly #trouble = new TroubleWatch();
  readonly #report: RunnerReport;
  readonly #desk: TaskDesk;
  readonly #greetings: GreetingDesk | null;
  readonly #stopBeat: () => void;
  #pausedAtMs: number | null = null;
  #stopped = false;
  #saidHungry = true;
  #lastReportMs: number;
  #lastDeadlineCheckMs: number;

  constructor(setup: WorkerSetup, deps: RunnerDeps) {
    const { clock } = deps;
    const now = clock.now();
    this.#clock = clock;
    this.#post = deps.post;
    this.#scanDelayMs = setup.timing.scanDelayMs;
    this.#halt = setup.halt;
    this.#lastReportMs = now;
    this.#lastDeadlineCheckMs = now;
    this.#window = new SendWindow(setup.limits.inFlight);
    this.#pace = new SendPace(now);
    this.#pace.setRate(setup.limits.probesPerSecond);
    this.#inFlight = new InFlight({
      clock,
      createDialer: deps.createDialer,
      sockets: setup.limits.sockets,
      onOutcome: (attempt, outcome) => {
        this.#onOutcome(attempt, outcome);
      },
      onSilence: (task, offset, canary, waitedMs) => {
        this.#trouble.passed();
        if (canary !== 'no') this.#desk.silences.canaryEnded(task.host, canary, false, clock.now());
        else this.#desk.silence(task, offset, clock.now(), waitedMs);
      },
    });
    const loss = new LossEstimate();
    this.#report = new RunnerReport(loss);
    this.#greetings = setup.banners
      ? new GreetingDesk({
          clock,
          open: deps.openGreeting,
          most: setup.limits.greetings,
          scanDelayMs: setup.timing.scanDelayMs,
          halt: setup.halt,
          takeLeave: (nowMs) => this.#pace.take(nowMs),
          onGreeted: (port, banner) => {
            this.#desk.greeted(port, banner, clock.now());
          },
        })
      : null;
    this.#desk = new TaskDesk({
      setup,
      discoveryPorts: discoveryPorts(setup.ports),
      loss,
      inFlight: this.#inFlight,
      ring: this.#ring,
      report: this.#report,
      askCanary: (task, offset) => {
        this.#askCanary(task, offset, 'check');
      },
      onQuiet: (nowMs) => {
        this.#slowDown(nowMs);
      },
      greetings: this.#greetings,
      neighbours: deps.neighbours ?? noNeighbours,
      now: () => clock.now(),
    });
    this.#stopBeat = clock.beat(BEAT_MS, (dueMs) => {
      this.#beat(dueMs);
    });
  }

  /** A message of the main thread. */
  receive(message: ToWorker): void {
    if (this.#stopped) return;
    const now = this.#clock.now();
    switch (message.type) {
      case 'share':
        this.#saidHungry = false;
        this.#desk.open(message.share, now);
        break;
      case 'limits':
        this.#setLimits(message.limits);
        break;
      case 'answered':
        this.#desk.hear(message.address, message.times, now);
        break;
      case 'pause':
        this.#setPaused(message.paused, now);
        break;
      case 'cancel':
        this.#stop();
        return;
    }
    this.#pump();
  }

  /** Sends what may be sent now. */
  #pump(): void {
    if (this.#stopped || this.#pausedAtMs !== null) return;
    const now = this.#clock.now();
    if (this.#trouble.pausesAt(now)) return;
    while (this.#inFlight.waiting < this.#window.size && this.#inFlight.hasSocket()) {
      if (Atomics.load(this.#halt, 0) !== 0) return;
      this.#desk.admit(now);
      const task = this.#ring.take(now);
      if (!task) break;
      const isAllowed = this.#pace.take(now);
      if (isAllowed) this.#launch(task, now);
      this.#ring.offer(task, now);
      if (!isAllowed) break;
    }
    if (this.#inFlight.waiting >= this.#window.size) this.#window.wasFull();
    this.#askForWork();
    // The end of all work is waited for elsewhere.
    const isDone = this.#desk.openShares === 0 && this.#report.hasEnded;
    if (isDone || this.#report.verdicts >= REPORT_AT_VERDICTS) this.#flush(now);
  }

  #launch(task: HostTask, nowMs: number): void {
    const { host } = task;
    const offset = task.takeNext();
    const tries = (task.attempts[offset] ?? 0) + 1;
    task.attempts[offset] = tries;
    const { timeoutMs } = host.timing;
    const isLast = tries >= this.#desk.triesFor(host);
    host.dialed(nowMs);
    const listenMs = (host.firstDialMs ?? nowMs) + host.listensMs - nowMs;
    const finalMs = isLast
      ? Math.max(listenMs, host.timing.finalTimeoutMs, this.#inFlight.traits.finalTimeoutMs(host.family))
      : 0;
    const calmMs = task.calm === 'now' ? CALM_PACE_MS : 0;
    const delayMs = Math.max(this.#scanDelayMs, host.icmp.isSlow ? SLOW_PACE_MS : calmMs);
    if (delayMs > 0) host.notBeforeMs = nowMs + delayMs;
    this.#report.sent(tries);
    this.#inFlight.launch(task, offset, { tries, timeoutMs: Math.max(timeoutMs, finalMs), isLast });
    const sample = host.pulse.sampleWith();
    if (sample) this.#askCanary(sample.task, sample.offset, 'sample');
  }

  #askCanary(task: HostTask, offset: number, canary: 'check' | 'sample'): void {
    if (Atomics.load(this.#halt, 0) !== 0 || !this.#inFlight.hasSocket()) {
      if (canary === 'check') this.#desk.silences.canaryEnded(task.host, canary, false, this.#clock.now());
      return;
    }
    const { timeoutMs } = task.host.timing;
    this.#report.sent(1);
    this.#inFlight.launch(task, offset, { tries: 1, timeoutMs, isLast: true, canary });
  }

  #onOutcome(attempt: Attempt, outcome: DialOutcome): void {
    const now = this.#clock.now();
    const seen = classifyOutcome(outcome, attempt.task.host.family);
    if (attempt.canary !== 'no') {
      this.#desk.silences.canaryEnded(attempt.task.host, attempt.canary, seen.kind === 'answer', now);
      this.#pump();
      return;
    }
    if (seen.kind === 'trouble' || seen.kind === 'no-route') {
      if (!attempt.late) this.#onTrouble(attempt, seen, now);
    } else {
      this.#trouble.passed();
      this.#desk.answer(attempt, seen, now);
      if (seen.kind === 'answer') {
        const { timing } = attempt.task.host;
        const { countsOwnQueue } = this.#inFlight.traits;
        this.#window.answered(attempt.rttMs, countsOwnQueue ? timing.quickestMs : attempt.rttMs);
      }
    }
    this.#pump();
  }

  #onTrouble(
    attempt: Attempt,
    seen: { kind: 'no-route' } | { kind: 'trouble'; scope: 'process' | 'host'; code: string },
    nowMs: number,
  ): void {
    const { host } = attempt.task;
    const isNoRoute = seen.kind === 'no-route';
    const code = isNoRoute ? 'EHOSTUNREACH' : seen.code;
    if (!isNoRoute && seen.scope === 'process') {
      this.#report.trouble(code, host.address);
      this.#slowDown(nowMs);
      if (code === 'EMFILE' || code === 'ENFILE') this.#inFlight.shrinkSockets();
      if (this.#trouble.met(nowMs)) this.#post({ type: 'stuck', code }, []);
      this.#desk.takeBack(attempt, nowMs, null);
      return;
    }
    // Connecting to oneself is a trap, not a lack: the next source port avoids it. No route is told of the host.
    if (!isNoRoute && code !== 'self-connect') this.#report.trouble(code, host.address);
    const isHopeless = host.troubled(nowMs, isNoRoute);
    this.#desk.takeBack(attempt, nowMs, isHopeless ? { code, noRoute: isNoRoute && !host.answered } : null);
  }

  #slowDown(nowMs: number): void {
    if (this.#window.shrink(nowMs)) this.#report.slowed();
  }

  #beat(dueMs: number): void {
    if (this.#stopped) return;
    this.#inFlight.expire(dueMs);
    this.#greetings?.expire(dueMs);
    const now = this.#clock.now();
    this.#window.beat(now);
    if (this.#pausedAtMs === null && now - this.#lastDeadlineCheckMs >= DEADLINE_CHECK_MS) {
      this.#lastDeadlineCheckMs = now;
      this.#desk.endOverdue(now);
    }
    if (this.#pausedAtMs === null) this.#desk.silences.beat(now);
    this.#desk.watch.beat(now);
    // Before the probes: an open port's verdict waits for its greeting.
    if (this.#pausedAtMs === null && !this.#trouble.pausesAt(now)) this.#greetings?.read(now);
    this.#ring.wake(now);
    this.#pump();
    if (now - this.#lastReportMs >= REPORT_EVERY_MS) this.#flush(now);
  }

  #setLimits(limits: WorkerLimits): void {
    this.#window.setCeiling(limits.inFlight);
    this.#inFlight.setSockets(limits.sockets);
    this.#pace.setRate(limits.probesPerSecond);
    this.#greetings?.setMost(limits.greetings);
  }

  #setPaused(paused: boolean, nowMs: number): void {
    if (paused) {
      this.#pausedAtMs ??= nowMs;
    } else if (this.#pausedAtMs !== null) {
      const pausedForMs = nowMs - this.#pausedAtMs;
      this.#pausedAtMs = null;
      this.#trouble.shiftTimes(pausedForMs);
      this.#desk.shiftTimes(pausedForMs);
    }
  }

  /** Says so, once, when the shares at hand cannot fill the window any more. */
  #askForWork(): void {
    if (this.#saidHungry || this.#desk.openShares >= MAX_OPEN_SHARES || this.#desk.watch.isBehind) return;
    // The window grows only while it is full, so what it could grow to counts.
    if (
      !this.#ring.isEmpty ||
      this.#desk.hasMoreHosts ||
      this.#inFlight.waiting > this.#window.ceiling * HUNGRY_BELOW
    )
      return;
    this.#saidHungry = true;
    this.#post({ type: 'hungry' }, []);
  }

  #flush(nowMs: number): void {
    this.#lastReportMs = nowMs;
    const taken = this.#report.take({ inFlight: this.#inFlight.waiting, ...this.#desk.outlook() });
    if (taken) this.#post(taken.report, taken.transfer);
  }

  #stop(): void {
    this.#stopped = true;
    this.#stopBeat();
    this.#desk.stop();
    // Closing thousands of sockets takes a while; what is known goes first.
    this.#flush(this.#clock.now());
    this.#inFlight.close();
    this.#flush(this.#clock.now());
    this.#post({ type: 'stopped' }, []);
  }
}
