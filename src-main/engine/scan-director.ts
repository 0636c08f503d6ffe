/** Runs one scan: hands out shares, books what comes back, judges hosts, and says everything as events. */
import type { Clock } from './clock.ts';
import type { EngineEvent, ScanPlan } from './engine-event.ts';
import type { EventStream } from './event-stream.ts';
import { descriptorsForGreetings } from './greeting-desk.ts';
import { HostDesk } from './host-desk.ts';
import type { HostRecord } from './host-record.ts';
import { ScanAccount } from './scan-account.ts';
import { scanWarnings } from './scan-warnings.ts';
import type { OpenShare } from './share-cutter.ts';
import { ShareDesk } from './share-desk.ts';
import { WorkerPool, type StartWorker } from './worker-pool.ts';
import type { FromWorker, WorkerReport } from './worker-messages.ts';

const PROGRESS_EVERY_MS = 150;
/** A cancelled worker answers within milliseconds; one that does not is ended without its last words. */
const STOP_PATIENCE_MS = 400;
/** A thread that cannot even be ended in this time has a machine in trouble around it. */
const TERMINATE_PATIENCE_MS = 1_500;
/** Verdicts that may wait for the reader before no more work is given out. */
const MAX_BACKLOG = 2 ** 18;
/** Sockets that linger for late answers come on top of those in flight. */
const SOCKETS_PER_IN_FLIGHT = 3;

export interface DirectorDeps {
  readonly stream: EventStream<EngineEvent>;
  readonly threads: number;
  readonly descriptors: number;
  readonly clock: Clock;
  readonly startWorker: StartWorker;
  readonly refuse: (address: string) => string | null;
  readonly isOwn: (address: string) => boolean;
}

type Outcome = 'completed' | 'stopped' | 'failed';

export class ScanDirector {
  readonly #plan: ScanPlan;
  readonly #deps: DirectorDeps;
  readonly #desk: ShareDesk;
  readonly #pool: WorkerPool;
  readonly #account: ScanAccount;
  readonly #hosts: HostDesk;
  readonly #warnedCodes = new Set<string>();
  #hasScanned = false;
  #isPaused = false;
  #state: 'running' | 'stopping' | 'done' = 'running';
  #stopProgress: () => void = () => {};

  constructor(plan: ScanPlan, deps: DirectorDeps) {
    this.#plan = plan;
    this.#deps = deps;
    this.#account = new ScanAccount(deps.clock, plan);
    this.#desk = new ShareDesk({
      plan,
      threads: deps.threads,
      refuse: deps.refuse,
      needsDiscovery: (address) => !deps.isOwn(address),
      onRefused: (address, why) => {
        this.#refuse(address, why);
      },
      timeLeftMs: (record) => this.#timeLeft(record),
    });
    this.#hosts = new HostDesk({
      plan,
      desk: this.#desk,
      account: this.#account,
      say: (event, weight) => {
        deps.stream.push(event, weight);
      },
      tellOthers: ({ address, times }) => {
        this.#pool.broadcast({ type: 'answered', address, times });
      },
    });
    const { timing, banners } = plan;
    const greetings = banners ? descriptorsForGreetings(deps.descriptors, deps.threads) : 0;
    const descriptors = Math.max(1, deps.descriptors - greetings);
    this.#pool = new WorkerPool({
      threads: deps.threads,
      start: deps.startWorker,
      setup: {
        type: 'scan',
        ports: this.#desk.cutter.ports,
        portsLeading: this.#desk.cutter.leading,
        targets: plan.addresses.intervals,
        timing,
        maxRetries: plan.maxRetries,
        seed: plan.seed,
        probesTotal: plan.addresses.size * plan.ports.length,
        dialer: plan.dialer,
        banners,
      },
      limits: {
        inFlight: Math.min(timing.maxInFlight, descriptors),
        sockets: Math.min(timing.maxInFlight * SOCKETS_PER_IN_FLIGHT, descriptors),
        greetings,
        probesPerSecond: plan.maxRate,
      },
      onMessage: (message, worker) => {
        this.#guard(() => {
          this.#hear(message, worker);
        });
      },
      onLost: (worker, shares, error) => {
        this.#guard(() => {
          this.#account.forget(worker);
          this.#warn(scanWarnings.workerLost(error));
          this.#desk.handBack(shares);
          this.#handOut();
        });
      },
      onHopeless: (crashes, error) => {
        this.#finish('failed', scanWarnings.hopeless(crashes, error));
      },
    });
  }

  start(): void {
    this.#stopProgress = this.#deps.clock.beat(PROGRESS_EVERY_MS, () => {
      if (this.#state === 'running' && !this.#isPaused) this.#sayProgress();
    });
    this.#guard(() => {
      this.#handOut();
    });
  }

  pause(): void {
    if (this.#state !== 'running' || this.#isPaused) return;
    this.#isPaused = true;
    this.#account.pause();
    this.#pool.broadcast({ type: 'pause', paused: true });
    this.#sayProgress();
  }

  resume(): void {
    if (this.#state !== 'running' || !this.#isPaused) return;
    this.#isPaused = false;
    this.#account.resume();
    this.#pool.broadcast({ type: 'pause', paused: false });
    this.#guard(() => {
      this.#handOut();
    });
  }

  cancel(): void {
    this.#end('stopped');
  }

  /** The reader took an event: work may have waited for that. */
  readerMoved(): void {
    if (this.#state === 'running' && this.#pool.wantsWork) {
      this.#guard(() => {
        this.#handOut();
      });
    }
  }

  #handOut(): void {
    while (this.#state === 'running' && !this.#isPaused) {
      if (this.#deps.stream.backlog > MAX_BACKLOG || !this.#pool.wantsWork) return;
      const open = this.#desk.next();
      if (!open) break;
      this.#noteGiven(open);
      this.#pool.give(open);
    }
    if (this.#state === 'running' && this.#desk.isDone) this.#finish('completed');
  }

  #noteGiven({ share, records, isRepeat }: OpenShare): void {
    if (share.kind !== 'ports' || isRepeat) return;
    this.#hasScanned = true;
    this.#account.portsNotGiven = Math.max(0, this.#account.portsNotGiven - records.length * share.portCount);
    for (const record of records) {
      if (record.startedAtMs !== null) continue;
      record.startedAtMs = this.#account.elapsedMs;
      this.#account.hostsAsked += 1;
    }
  }

  #hear(message: FromWorker, worker: number): void {
    if (this.#state === 'done') return;
    if (message.type === 'report') this.#book(message, worker);
    else if (message.type === 'stuck') this.#end('failed', scanWarnings.stuck(message.code));
    if (this.#state === 'running') this.#handOut();
  }

  #book(report: WorkerReport, worker: number): void {
    this.#account.add(worker, report);
    for (const { code, address } of report.troubles) {
      if (this.#warnedCodes.has(code)) continue;
      this.#warnedCodes.add(code);
      this.#warn(scanWarnings.trouble(code, address));
    }
    for (const heard of report.heard) this.#hosts.heard(heard);
    if (report.verdicts) this.#hosts.book(report.verdicts);
    for (const end of report.ended) this.#hosts.ended(end);
    for (const id of report.endedShares) {
      this.#desk.close(id);
      this.#pool.shareEnded(id);
    }
  }

  #timeLeft(record: HostRecord): number | null {
    const { hostTimeoutMs } = this.#plan;
    if (hostTimeoutMs === null) return null;
    const used = record.startedAtMs === null ? 0 : this.#account.elapsedMs - record.startedAtMs;
    return Math.max(0, hostTimeoutMs - used);
  }

  #refuse(address: string, why: string): void {
    this.#warn({ code: 'refused-address', message: why, address });
    this.#account.hostAbsent();
    this.#account.hostDone(0, 0);
  }

  #end(outcome: 'stopped' | 'failed', error?: string): void {
    if (this.#state !== 'running') return;
    this.#state = 'stopping';
    let cancelPatience = (): void => {};
    const finish = (): void => {
      cancelPatience();
      this.#finish(outcome, error);
    };
    const { clock } = this.#deps;
    // Done means that nothing is sent any more: its sockets are closed, by itself or with its thread.
    cancelPatience = clock.after(STOP_PATIENCE_MS, () => {
      cancelPatience = clock.after(TERMINATE_PATIENCE_MS, finish);
      this.#pool.terminate();
    });
    this.#pool.cancel(finish);
  }

  #finish(outcome: Outcome, error?: string): void {
    if (this.#state === 'done') return;
    this.#state = 'done';
    this.#stopProgress();
    this.#pool.close();
    this.#sayProgress();
    const stats = this.#account.stats();
    const { stream } = this.#deps;
    stream.push({ type: 'done', outcome, stats, ...(error === undefined ? {} : { error }) });
    stream.end();
  }

  #sayProgress(): void {
    const phase = this.#hasScanned || !this.#plan.discovery ? 'scanning' : 'discovering';
    this.#deps.stream.push({ type: 'progress', progress: this.#account.progress(phase) });
  }

  #warn(warning: Extract<EngineEvent, { type: 'warning' }>['warning']): void {
    this.#deps.stream.push({ type: 'warning', warning });
  }

  /** A fault of ours ends this scan with a sentence, not the process. */
  #guard(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.#finish('failed', scanWarnings.fault(error));
    }
  }
}
