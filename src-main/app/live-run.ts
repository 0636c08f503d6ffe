/** One scan under way: takes what the engine says, folds it, keeps it, and says it on with a sequence number. */
import { isFinal, type ScanView } from '../../src-shared/scan/fold-scan.ts';
import type { ScanEvent } from '../../src-shared/scan/scan-event.ts';
import type { FinalStatus, Scanner, ScanStats, ScanWarning } from '../../src-shared/scan/scan-report.ts';
import type {
  EngineEvent,
  EngineStats,
  RunningScan,
  ScanPlan,
  VerdictBatch,
} from '../engine/engine-event.ts';
import type { HostHead, RunTotals } from '../store/run-record.ts';
import type { RunRepository } from '../store/run-repository.ts';
import type { AppClock } from './app-clock.ts';
import { listedPorts } from './host-columns.ts';
import { createLiveHosts, type LiveHosts } from './live-hosts.ts';
import type { DecidedScan } from './plan-scan.ts';
import { RoundTripGauge } from './round-trip-gauge.ts';
import { hostAt, type RunData, type RunHost } from './run-data.ts';
import { RunKeeper } from './run-keeper.ts';
import { addStats, NO_STATS, statsOf, totalsOf } from './run-totals.ts';
import { sayHosts } from './restore-hosts.ts';
import { RunVoice } from './run-voice.ts';
import { splitVerdicts, type HostVerdicts } from './split-verdicts.ts';

export interface LiveRunOptions {
  readonly scanId: string;
  readonly startedAt: string;
  readonly scanner: Scanner;
  readonly decided: DecidedScan;
  readonly clock: AppClock;
  readonly repository: Pick<RunRepository, 'commit'>;
  /** False where history is in memory: then nothing is ever called committed. */
  readonly isDurable: boolean;
  runScan(plan: ScanPlan): RunningScan;
  serviceName(port: number): string | null;
  announce(events: readonly ScanEvent[]): void;
  /** What an earlier process kept of this run. */
  readonly earlier?: {
    readonly hosts: LiveHosts;
    readonly totals: RunTotals;
    readonly warnings: readonly ScanWarning[];
  };
}

export class LiveRun implements RunData {
  readonly scanId: string;
  /** Resolves when the scan has ended and its end was announced. Never rejects. */
  readonly ended: Promise<void>;
  readonly #options: LiveRunOptions;
  readonly #voice: RunVoice;
  /** All of them: the view holds the first few. */
  readonly #warnings: ScanWarning[] = [];
  readonly #hosts: LiveHosts;
  readonly #keeper: RunKeeper;
  readonly #running: RunningScan;
  readonly #roundTrips = new RoundTripGauge();
  readonly #base: EngineStats;
  /** Verdicts that an earlier process kept: the engine does not count them. */
  readonly #earlierPorts: number;
  /** Hosts in flight that the keeper has the head of. */
  readonly #announced = new Set<string>();
  #stats: EngineStats;
  #committed = -1;
  #fault: string | undefined;
  #hostList: { readonly version: number; readonly hosts: RunHost[] } | undefined;

  constructor(options: LiveRunOptions) {
    const { decided, serviceName, earlier } = options;
    this.#options = options;
    this.scanId = options.scanId;
    this.#voice = new RunVoice(options.scanId, options.announce);
    this.#base = earlier?.totals ?? NO_STATS;
    this.#stats = this.#base;
    this.#hosts = earlier?.hosts ?? createLiveHosts(decided, serviceName);
    this.#keeper = new RunKeeper({
      scanId: options.scanId,
      repository: options.repository,
      clock: options.clock,
      state: () => ({ totals: this.#totals(), settled: this.#hosts.settled }),
      onCommitted: (ports) => this.#sayCommitted(ports),
      onTrouble: ({ message }) => this.#warn({ code: 'not-kept', message: `${message} The scan goes on.` }),
    });
    this.#sayStarted();
    for (const said of sayHosts(this.#hosts.list())) {
      if (said.type === 'host' && !said.host.finished) this.#announced.add(said.host.address);
      this.#voice.say(said);
    }
    for (const warning of earlier?.warnings ?? []) this.#sayWarning(warning);
    for (const warning of decided.warnings) this.#warn(warning);
    this.#earlierPorts = this.#hosts.settled;
    const settled = this.#hosts.settledWork(decided.plan.addresses);
    const plan = earlier ? { ...decided.plan, settled } : decided.plan;
    this.#running = options.runScan(plan);
    this.ended = this.#consume();
  }

  get view(): ScanView {
    return this.#voice.view;
  }

  get version(): number {
    return this.#voice.version;
  }

  get warnings(): readonly ScanWarning[] {
    return this.#warnings;
  }

  /** Whether everything known of it is in the history. */
  get isKept(): boolean {
    return this.#keeper.isKept;
  }

  hosts(): readonly RunHost[] {
    if (this.#hostList?.version !== this.version) {
      this.#hostList = { version: this.version, hosts: this.#hosts.list() };
    }
    return this.#hostList.hosts;
  }

  host(address: string): RunHost | undefined {
    return hostAt(this.hosts(), this.#options.decided.positions.indexOf(address));
  }

  pause(): void {
    this.#setPaused(true);
  }

  resume(): void {
    this.#setPaused(false);
  }

  /** Ends the scan; {@link ended} follows soon. */
  stop(): void {
    this.#running.cancel();
  }

  /** A last try to keep what could not be kept. */
  close(): void {
    this.#keeper.close();
  }

  #setPaused(paused: boolean): void {
    const { status } = this.view;
    if (isFinal(status) || paused === (status === 'paused')) return;
    if (paused) this.#running.pause();
    else this.#running.resume();
    this.#voice.say({ type: 'paused', paused });
  }

  async #consume(): Promise<void> {
    let end: Extract<EngineEvent, { type: 'done' }> | undefined;
    try {
      for await (const event of this.#running.events) {
        if (event.type === 'done') end = event;
        else if (this.#fault === undefined) this.#take(event);
      }
    } catch (error) {
      this.#fault = sentenceOf(error);
    }
    if (end) this.#stats = addStats(this.#base, end.stats);
    const error = this.#fault ?? end?.error;
    const status = this.#fault === undefined && end ? end.outcome : 'failed';
    this.#finish(
      status,
      status === 'failed' ? (error ?? 'The scan engine ended without a word.') : undefined,
    );
  }

  #take(event: Exclude<EngineEvent, { type: 'done' }>): void {
    try {
      if (event.type === 'verdicts') this.#takeVerdicts(event.batches);
      else if (event.type === 'host') this.#takeHost(event);
      else if (event.type === 'warning') this.#warn(event.warning);
      else this.#takeProgress(event.progress);
    } catch (error) {
      // The engine said something that cannot be: stop rather than keep what may be wrong.
      this.#fault = sentenceOf(error);
      this.#running.cancel();
    }
  }

  #takeVerdicts(batches: readonly VerdictBatch[]): void {
    const news: HostVerdicts[] = [];
    for (const batch of batches) {
      const verdicts = this.#hosts.record(batch);
      if (!verdicts) continue;
      this.#roundTrips.add(batch.rttMs);
      const head = this.#hosts.headOf(batch.address);
      // A host's row has to be there before its verdicts; the engine announces hosts first, but nothing hangs on it.
      if (!this.#announced.has(batch.address)) this.#keepHead(head);
      const greeted = verdicts.open.filter(({ banner }) => banner !== undefined);
      this.#keeper.verdicts(head.position, batch, greeted);
      news.push(verdicts);
    }
    for (const hosts of splitVerdicts(news)) this.#voice.say({ type: 'ports', hosts });
  }

  #takeHost(event: Extract<EngineEvent, { type: 'host' }>): void {
    const { address, status, reason, srttMs } = event;
    const known = { address, status, reason, srttMs };
    if (!event.finished) {
      const host = this.#hosts.describe(known);
      if (!host) return;
      this.#keepHead(this.#hosts.headOf(address));
      this.#voice.say({ type: 'host', host });
      return;
    }
    const done = this.#hosts.finish(known);
    if (!done) return;
    const { position, host, columns } = done;
    this.#announced.delete(address);
    this.#keeper.finished({ ...host, position, ports: listedPorts(columns), extraports: columns.runs });
    this.#voice.say({ type: 'host', host });
  }

  #keepHead(head: HostHead): void {
    this.#announced.add(head.address);
    this.#keeper.head(head);
  }

  #takeProgress(progress: Extract<EngineEvent, { type: 'progress' }>['progress']): void {
    const { elapsedMs, probesSent, retries } = addStats(this.#base, { ...progress, lossRate: null });
    this.#stats = { ...this.#stats, elapsedMs, probesSent, retries };
    const portsDone = progress.portsDone + this.#earlierPorts;
    const portsTotal = progress.portsTotal + this.#earlierPorts;
    const all = { ...progress, portsDone, portsTotal, elapsedMs, probesSent, retries };
    const rttMs = this.#roundTrips.take();
    this.#voice.say({ type: 'progress', progress: rttMs === null ? all : { ...all, rttMs } });
  }

  #finish(status: Exclude<FinalStatus, 'interrupted'>, error: string | undefined): void {
    const finishedAt = new Date(this.#options.clock.wallMs()).toISOString();
    this.#keeper.end({ status, finishedAt, error: error ?? null });
    const end = { type: 'finished', status, finishedAt, stats: this.stats() } as const;
    this.#voice.say(error === undefined ? end : { ...end, error: error.slice(0, 4_096) });
  }

  #sayStarted(): void {
    const { startedAt, scanner, decided } = this.#options;
    const { addresses, ports } = decided.plan;
    this.#voice.say({
      type: 'started',
      startedAt,
      scanner,
      options: decided.reportOptions,
      hostsTotal: addresses.size,
      portsPerHost: ports.length,
      probesTotal: addresses.size * ports.length,
    });
  }

  #sayCommitted(ports: number): void {
    if (!this.#options.isDurable || ports === this.#committed) return;
    this.#committed = ports;
    this.#voice.say({ type: 'committed', ports });
  }

  #warn(warning: ScanWarning): void {
    this.#keeper.warning(warning);
    this.#sayWarning(warning);
  }

  #sayWarning(warning: ScanWarning): void {
    this.#warnings.push(warning);
    this.#voice.say({ type: 'warning', warning });
  }

  stats(): ScanStats {
    return statsOf(this.#totals(), this.#options.decided.plan.addresses.size);
  }

  #totals(): RunTotals {
    return totalsOf(this.#stats, this.view.ports, this.#hosts.decided);
  }
}

function sentenceOf(error: unknown): string {
  const what = error instanceof Error ? error.message : String(error);
  return `The scan could not go on: ${what}`;
}
