/** The figures of a scan: what was sent, decided and lost, and how long it took (pauses not counted). */
import type { ScanProgress } from '../../src-shared/scan/scan-event.ts';
import type { Clock } from './clock.ts';
import type { EngineStats, ScanPlan } from './engine-event.ts';
import { ProgressMeter } from './progress-meter.ts';
import { LossEstimate } from './retry-policy.ts';
import type { WorkerReport } from './worker-messages.ts';

export class ScanAccount {
  readonly #clock: Clock;
  readonly #startMs: number;
  readonly #loss = new LossEstimate();
  readonly #meter = new ProgressMeter();
  /** What each worker said last of how things stand. */
  readonly #standing = new Map<number, { inFlight: number; held: number; dialsLeft: number }>();
  readonly #portsPerHost: number;
  #probesSent = 0;
  #retries = 0;
  #slowdowns = 0;
  #pausedMs = 0;
  #pausedAtMs: number | null = null;
  #shownDone = 0;
  /** Both without what an earlier run settled; hosts count it in. */
  portsDone = 0;
  portsTotal: number;
  hostsDone: number;
  readonly hostsTotal: number;
  /** Ports of hosts that no worker has been given yet. */
  portsNotGiven: number;

  constructor(
    clock: Clock,
    { addresses, ports, settled }: Pick<ScanPlan, 'addresses' | 'ports' | 'settled'>,
  ) {
    this.#clock = clock;
    this.#startMs = clock.now();
    this.hostsTotal = addresses.size;
    this.hostsDone = settled?.hostsFinished ?? 0;
    this.#portsPerHost = ports.length;
    this.portsNotGiven = (this.hostsTotal - this.hostsDone) * ports.length;
    this.portsTotal = this.portsNotGiven - (settled?.portsSettled ?? 0);
  }

  /** Milliseconds of scanning so far; also the time that host time-outs are measured in. */
  get elapsedMs(): number {
    return (this.#pausedAtMs ?? this.#clock.now()) - this.#startMs - this.#pausedMs;
  }

  pause(): void {
    this.#pausedAtMs ??= this.#clock.now();
  }

  resume(): void {
    if (this.#pausedAtMs === null) return;
    this.#pausedMs += this.#clock.now() - this.#pausedAtMs;
    this.#pausedAtMs = null;
  }

  add(worker: number, report: WorkerReport): void {
    this.#probesSent += report.probesSent;
    this.#retries += report.retries;
    this.#slowdowns += report.slowdowns;
    this.#loss.add(report.answers, report.lostTries);
    this.#standing.set(worker, report);
  }

  forget(worker: number): void {
    this.#standing.delete(worker);
  }

  /** Hosts whose ports are being asked, or were. */
  hostsAsked = 0;
  #hostsAbsent = 0;

  /** A host left without its ports being asked. */
  hostAbsent(): void {
    this.portsNotGiven -= this.#portsPerHost;
    this.#hostsAbsent += 1;
  }

  /** A host is done with `settled` of its ports decided now and `before` earlier; the others leave the total. */
  hostDone(settled: number, before: number): void {
    this.hostsDone += 1;
    this.portsTotal -= this.#portsPerHost - before - settled;
  }

  progress(phase: ScanProgress['phase']): ScanProgress {
    let inFlight = 0;
    let held = 0;
    let dialsLeft = 0;
    for (const standing of this.#standing.values()) {
      inFlight += standing.inFlight;
      held += standing.held;
      dialsLeft += standing.dialsLeft;
    }
    const elapsedMs = this.elapsedMs;
    // Held back is decided as far as anyone can tell now; the figure must not fall again when loss reopens some.
    this.#shownDone = Math.min(this.portsTotal, Math.max(this.#shownDone, this.portsDone + held));
    const notGiven = this.#dialsNotGiven(held);
    const remainingMs =
      notGiven === null ? null : this.#meter.update(elapsedMs, this.#probesSent, dialsLeft + notGiven);
    return {
      phase,
      elapsedMs,
      portsDone: this.#shownDone,
      portsTotal: this.portsTotal,
      hostsDone: this.hostsDone,
      hostsTotal: this.hostsTotal,
      probesSent: this.#probesSent,
      retries: this.#retries,
      inFlight,
      remainingMs,
      ...(this.#slowdowns > 0 ? { slowdowns: this.#slowdowns } : {}),
    };
  }

  /** Attempts that the hosts still to come will need, if they are like those so far; null: none has been seen. */
  #dialsNotGiven(held: number): number | null {
    if (this.portsNotGiven === 0) return 0;
    const hostsSeen = this.hostsAsked + this.#hostsAbsent;
    const portsSeen = this.portsDone + held;
    if (hostsSeen === 0 || (portsSeen === 0 && this.hostsAsked > 0)) return null;
    const dialsPerPort = portsSeen === 0 ? 1 : Math.max(1, this.#probesSent / portsSeen);
    return (this.portsNotGiven * this.hostsAsked * dialsPerPort) / hostsSeen;
  }

  stats(): EngineStats {
    return {
      probesSent: this.#probesSent,
      retries: this.#retries,
      elapsedMs: this.elapsedMs,
      lossRate: this.#loss.measured,
    };
  }
}
