/** One scan under way: takes what the engine says, folds it, keeps it, and says it on with a sequence number. */
import { foldScan, emptyScanView, isFinal, type ScanView } from '../../src-shared/scan/fold-scan.ts';
import type { ScanEvent } from '../../src-shared/scan/scan-event.ts';
import type { FinalStatus, Scanner, ScanStats, ScanWarning } from '../../src-shared/scan/scan-report.ts';
import type {
  EngineEvent,
  EngineStats,
  RunningScan,
  ScanPlan,
  VerdictBatch,
} from '../engine/engine-event.ts';
import type { HostHead, KeptHost, RunTotals } from '../store/run-record.ts';
import type { RunRepository } from '../store/run-repository.ts';
import type { AppClock } from './app-clock.ts';
import { portAt } from './host-columns.ts';
import { piecesOf, runHostOf, tallyOf } from './kept-hosts.ts';
import { LiveHosts } from './live-hosts.ts';
import type { DecidedScan } from './plan-scan.ts';
import type { RunData, RunHost } from './run-data.ts';
import { RunKeeper } from './run-keeper.ts';

type Unnumbered<E> = E extends ScanEvent ? Omit<E, 'scanId' | 'seq'> : never;
type Said = Unnumbered<ScanEvent>;

/** Hosts and open ports in one event: its JSON stays far below a message's limit whatever the engine batches. */
const MAX_EVENT_WEIGHT = 2_000;
/** Folding copies the map of hosts, so events are folded many at a time. */
const MAX_UNFOLDED = 256;

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
  readonly earlier?: { readonly hosts: Iterable<KeptHost>; readonly totals: RunTotals };
}

export class LiveRun implements RunData {
  readonly scanId: string;
  readonly live = true;
  /** Resolves when the scan has ended and its end was announced. Never rejects. */
  readonly ended: Promise<void>;
  readonly #options: LiveRunOptions;
  readonly #hosts: LiveHosts;
  readonly #keeper: RunKeeper;
  readonly #running: RunningScan;
  readonly #base: EngineStats;
  #view: ScanView;
  /** Hosts that the keeper has the head of. */
  readonly #announced = new Set<string>();
  #unfolded: ScanEvent[] = [];
  #seq = 0;
  #version = 0;
  #stats: EngineStats;
  #committed = -1;
  #fault: string | undefined;
  #hostList: { readonly version: number; readonly hosts: RunHost[] } | undefined;

  constructor(options: LiveRunOptions) {
    const { decided, serviceName, earlier } = options;
    this.#options = options;
    this.scanId = options.scanId;
    this.#view = emptyScanView(options.scanId);
    this.#base = earlier?.totals ?? { probesSent: 0, retries: 0, elapsedMs: 0, lossRate: null };
    this.#stats = this.#base;
    this.#hosts = new LiveHosts({
      addresses: decided.plan.addresses,
      ports: decided.plan.ports,
      allPorts: decided.options.allPorts,
      namesOf: decided.namesOf,
      serviceName,
    });
    this.#keeper = new RunKeeper({
      scanId: options.scanId,
      repository: options.repository,
      clock: options.clock,
      state: () => ({ totals: this.#totals(), settled: this.#hosts.settled }),
      onCommitted: (ports) => this.#sayCommitted(ports),
      onTrouble: ({ message }) => this.#warn({ code: 'not-kept', message: `${message} The scan goes on.` }),
    });
    this.#sayStarted();
    if (earlier) this.#restore(earlier.hosts);
    for (const warning of decided.warnings) this.#warn(warning);
    const plan = earlier ? { ...decided.plan, settled: this.#hosts.settledWork() } : decided.plan;
    this.#running = options.runScan(plan);
    this.ended = this.#consume();
  }

  get view(): ScanView {
    if (this.#unfolded.length > 0) {
      this.#view = foldScan(this.#view, this.#unfolded);
      this.#unfolded = [];
    }
    return this.#view;
  }

  get version(): number {
    return this.#version;
  }

  /** Whether everything known of it is in the history. */
  get isKept(): boolean {
    return this.#keeper.isKept;
  }

  hosts(): readonly RunHost[] {
    if (this.#hostList?.version !== this.#version) {
      this.#hostList = { version: this.#version, hosts: this.#hosts.list(this.view.hosts) };
    }
    return this.#hostList.hosts;
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
    this.#say({ type: 'paused', paused });
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
    if (end) this.#stats = this.#addBase(end.stats);
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
      const head = this.#hosts.headOf(batch.address);
      // A host's row has to be there before its verdicts; the engine announces hosts first, but nothing hangs on it.
      if (!this.#announced.has(batch.address)) this.#keepHead(head);
      this.#keeper.verdicts(head.position, batch);
      news.push(verdicts);
    }
    for (const hosts of splitByWeight(news)) this.#say({ type: 'ports', hosts });
  }

  #takeHost(event: Extract<EngineEvent, { type: 'host' }>): void {
    const { address, status, reason, srttMs, finished } = event;
    const host = this.#hosts.describe({ address, status, reason, srttMs, finished });
    const head = this.#hosts.headOf(address);
    if (finished) {
      const { runs, ports } = this.#hosts.columnsOf(address);
      const columns = this.#hosts.columnsOf(address);
      this.#keeper.finished({
        ...head,
        ports: Array.from(ports, (_, i) => portAt(columns, i)),
        extraports: runs,
      });
    } else {
      this.#keepHead(head);
    }
    this.#say({ type: 'host', host });
  }

  #keepHead(head: HostHead): void {
    this.#announced.add(head.address);
    this.#keeper.head(head);
  }

  #takeProgress(progress: Extract<EngineEvent, { type: 'progress' }>['progress']): void {
    const { elapsedMs, probesSent, retries } = this.#addBase({ ...progress, lossRate: null });
    this.#stats = { ...this.#stats, elapsedMs, probesSent, retries };
    this.#say({ type: 'progress', progress: { ...progress, elapsedMs, probesSent, retries } });
  }

  #finish(status: Exclude<FinalStatus, 'interrupted'>, error: string | undefined): void {
    const finishedAt = new Date(this.#options.clock.wallMs()).toISOString();
    this.#keeper.end({ status, finishedAt, error: error ?? null });
    const end = { type: 'finished', status, finishedAt, stats: this.stats() } as const;
    this.#say(error === undefined ? end : { ...end, error: error.slice(0, 4_096) });
  }

  #restore(hosts: Iterable<KeptHost>): void {
    const { decided, serviceName } = this.#options;
    const options = { ports: decided.plan.ports, allPorts: decided.options.allPorts, serviceName };
    for (const kept of hosts) {
      const { address, status, reason, srttMs } = kept.report;
      if (kept.finished) this.#hosts.restore(runHostOf(kept, options));
      else this.#hosts.describe({ address, status, reason, srttMs, finished: false });
      for (const ports of piecesOf(kept)) this.#hosts.record({ address, ...ports });
      this.#announced.add(address);
      const { position: _, ...host } = this.#hosts.headOf(address);
      this.#say({ type: 'host', host });
      const columns = this.#hosts.columnsOf(address);
      const tally = tallyOf(columns);
      const open = Array.from(columns.ports, (_, i) => portAt(columns, i)).filter(
        ({ state }) => state === 'open',
      );
      if (tally.length > 0)
        this.#say({ type: 'ports', hosts: [{ address, open: open.slice(0, 2_000), tally }] });
    }
  }

  #sayStarted(): void {
    const { startedAt, scanner, decided } = this.#options;
    const { addresses, ports } = decided.plan;
    this.#say({
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
    this.#say({ type: 'committed', ports });
  }

  #warn(warning: ScanWarning): void {
    this.#keeper.warning(warning);
    this.#say({ type: 'warning', warning });
  }

  #say(said: Said): void {
    const event: ScanEvent = { ...said, scanId: this.scanId, seq: this.#seq++ };
    if (said.type === 'ports' || said.type === 'host' || said.type === 'finished') this.#version++;
    this.#unfolded.push(event);
    if (this.#unfolded.length >= MAX_UNFOLDED) this.#view = this.view;
    this.#options.announce([event]);
  }

  #addBase(stats: EngineStats): EngineStats {
    return {
      ...stats,
      elapsedMs: stats.elapsedMs + this.#base.elapsedMs,
      probesSent: stats.probesSent + this.#base.probesSent,
      retries: stats.retries + this.#base.retries,
    };
  }

  stats(): ScanStats {
    const { probesSent, retries, elapsedMs, lossRate } = this.#stats;
    const { ports, hosts } = this.#totals();
    const total = this.#options.decided.plan.addresses.size;
    const unknown = total - hosts.up - hosts.down;
    return { probesSent, retries, elapsedMs, lossRate, ports, hosts: { total, ...hosts, unknown } };
  }

  #totals(): RunTotals {
    const { probesSent, retries, elapsedMs, lossRate } = this.#stats;
    const { ports, hosts } = this.view;
    let up = 0;
    let down = 0;
    for (const { status } of hosts.values()) {
      if (status === 'up') up++;
      else if (status === 'down') down++;
    }
    return { probesSent, retries, elapsedMs, lossRate, ports, hosts: { up, down } };
  }
}

type HostVerdicts = Extract<Said, { type: 'ports' }>['hosts'][number];

function* splitByWeight(hosts: readonly HostVerdicts[]): Generator<HostVerdicts[]> {
  let part: HostVerdicts[] = [];
  let weight = 0;
  for (const host of hosts) {
    const own = 1 + host.open.length + host.tally.length;
    if (part.length > 0 && weight + own > MAX_EVENT_WEIGHT) {
      yield part;
      part = [];
      weight = 0;
    }
    part.push(host);
    weight += own;
  }
  if (part.length > 0) yield part;
}

function sentenceOf(error: unknown): string {
  const what = error instanceof Error ? error.message : String(error);
  return `The scan could not go on: ${what}`;
}
